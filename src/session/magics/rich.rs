//! `%%html`, `%%markdown`, `%%latex`, `%%svg`, `%%javascript`: the cell as a rich output.

use super::{Row, arguments};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::display;
use crate::session::event::Event;
use crate::session::shell::State;
use crate::syntax::ast::Magic;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    row("html", "%%html\n\nShows the cell as HTML.", html),
    row("HTML", "%%HTML\n\nThe same as %%html.", html),
    row("markdown", "%%markdown\n\nShows the cell as Markdown.", markdown),
    row("latex", "%%latex\n\nShows the cell as LaTeX.", latex),
    row("svg", "%%svg\n\nShows the cell as an SVG picture.", svg),
    row("SVG", "%%SVG\n\nThe same as %%svg.", svg),
    row("javascript", "%%javascript\n\nRuns the cell in the browser.", javascript),
    row("js", "%%js\n\nThe same as %%javascript.", javascript),
];

const fn row(name: &'static str, doc: &'static str, run: fn(&State, &mut Interp, &Magic) -> Result<Value>) -> Row {
    Row { name, line: false, cell: true, doc, run }
}

/// The cell, its last line ended.
fn text_of(magic: &Magic) -> String {
    let text = magic.body.clone().unwrap_or_default();
    if text.ends_with('\n') { text } else { text + "\n" }
}

fn show(state: &State, text: &str, kind: &str, mime: &str) -> Value {
    let plain = format!("<IPython.core.display.{kind} object>");
    let data = display::bundle(vec![("text/plain".into(), plain), (mime.into(), text.to_string())]);
    state.emit(Event::Display { data, id: None, update: false });
    Value::None
}

fn html(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    arguments::parse(&magic.line, &[(&["--isolated"], false)])?.at_most(0)?;
    Ok(show(state, &text_of(magic), "HTML", "text/html"))
}

fn markdown(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    Ok(show(state, &text_of(magic), "Markdown", "text/markdown"))
}

fn latex(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    Ok(show(state, &text_of(magic), "Latex", "text/latex"))
}

fn svg(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let text = magic.body.as_deref().unwrap_or_default();
    let picture =
        text.find("<svg").zip(text.rfind("</svg>")).and_then(|(from, to)| text.get(from..to + "</svg>".len()));
    Ok(show(state, picture.unwrap_or(text), "SVG", "image/svg+xml"))
}

fn javascript(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    Ok(show(state, &text_of(magic), "Javascript", "application/javascript"))
}
