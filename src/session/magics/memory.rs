//! `%layout` and `%memory`: what this language is for.

use super::{Row, usage};
use crate::lang::error::{Raise, Result};
use crate::lang::eval;
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::report::{self, Mode};
use crate::session::display;
use crate::session::event::Event;
use crate::session::shell::State;
use crate::session::traceback;
use crate::syntax::ast::Magic;
use crate::syntax::{self, Source};
use std::rc::Rc;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    Row {
        name: "layout",
        line: true,
        cell: false,
        doc: "%layout off|compact|full\n%layout time|notime\n%layout a b …\n\n\
              How much of each cell's memory is reported; with `time` also how long each expression took. \
              With names (or any expressions), draws those arrays: the index grid beside the flat buffer.",
        run: layout,
    },
    Row {
        name: "memory",
        line: true,
        cell: false,
        doc: "%memory\n\nEvery live buffer, its size, who holds it, and what is kept alive for nothing.",
        run: memory,
    },
];

fn layout(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let mut options = state.layout.get();
    let line = magic.line.trim();
    match line {
        "" => {
            let mode = format!("{:?}", options.mode).to_lowercase();
            state.print(format!("layout: {mode}{}\n", if options.time { ", with times" } else { "" }));
        }
        "off" => options.mode = Mode::Off,
        "compact" => options.mode = Mode::Compact,
        "full" => options.mode = Mode::Full,
        "time" => options.time = true,
        "notime" => options.time = false,
        _ => return draw(state, interp, line),
    }
    state.layout.set(options);
    Ok(Value::None)
}

/// Draws the arrays that the line's expressions yield; they stand side by side, parted by spaces or commas.
fn draw(state: &State, interp: &mut Interp, line: &str) -> Result<Value> {
    let whole = evaluate(interp, line);
    let parts: Vec<&str> = match whole {
        Ok(Value::Array(_)) => vec![line],
        _ => expressions(line),
    };
    let mut named = Vec::new();
    for part in parts {
        match evaluate(interp, part)? {
            Value::Array(a) => named.push((part.to_string(), a.view().clone())),
            other => {
                let kind = interp.type_name(&other);
                return usage(format!("%layout draws arrays, and {part} is of type {kind}"));
            }
        }
    }
    let data = display::rendered(report::arrays(&named));
    state.emit(Event::Display { data, id: None, update: false });
    Ok(Value::None)
}

/// The parts of a line between spaces and commas that stand in no brackets and no quotes.
fn expressions(line: &str) -> Vec<&str> {
    let (mut depth, mut quote) = (0_i32, None);
    let parts = line.split(|c: char| {
        match (quote, c) {
            (Some(q), _) if q == c => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            _ => {}
        }
        depth <= 0 && quote.is_none() && matches!(c, ' ' | ',')
    });
    parts.filter(|p| !p.is_empty()).collect()
}

fn evaluate(interp: &mut Interp, code: &str) -> Result<Value> {
    let source = Rc::new(Source { name: "<layout>".into(), text: code.to_string() });
    let module = syntax::parse(code).map_err(|e| traceback::syntax_error(&e, &source))?;
    let was = std::mem::replace(&mut interp.trace.on, false);
    let value = eval::exec_module(interp, &source, &module);
    interp.trace.on = was;
    value?.ok_or_else(|| Raise::new(&exc::USAGE_ERROR, "%layout wants arrays, or one of: off compact full time notime"))
}

fn memory(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    if !magic.line.trim().is_empty() {
        return usage("%memory takes no words: it lists all live buffers; %layout NAME draws one array");
    }
    let data = display::rendered(report::memory(interp));
    state.emit(Event::Display { data, id: None, update: false });
    Ok(Value::None)
}
