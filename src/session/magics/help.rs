//! Magics that tell: `%pinfo`, `%pinfo2`, `%pdoc`, `%pdef`, `%psource`, `%lsmagic`, `%magic`, `%quickref`.

use super::{Row, line_row, rows, settings, usage};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::display::bundle;
use crate::session::event::Event;
use crate::session::inspect;
use crate::session::shell::State;
use crate::syntax::ast::Magic;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    line_row("lsmagic", "%lsmagic\n\nThe names of all magics.", lsmagic),
    line_row("magic", "%magic\n\nEvery magic with what it does.", magic_docs),
    line_row("quickref", "%quickref\n\nThe magics and other shortcuts, on one page.", quickref),
    line_row("pinfo", "%pinfo name\n\nThe same as name?", pinfo),
    line_row("pinfo2", "%pinfo2 name\n\nThe same as name??", pinfo2),
    line_row("pdoc", "%pdoc name\n\nThe docstring of an object.", pdoc),
    line_row("pdef", "%pdef name\n\nThe signature of a function.", pdef),
    line_row("psource", "%psource name\n\nThe source of a function of yours.", psource),
    line_row("psearch", "%psearch pattern\n\nThe names that match a pattern with * and ?, as np.*sort*?", psearch),
];

const SHORTCUTS: &str = "\
name?           what name is: signature, docs, an array's layout
name??          the same with the source of a function of yours
np.*sort*?      the names that match
%name …         a line magic; on a line of its own the % can be left out
%%name …        a cell magic: the cell below belongs to it
x = %name …     a magic's value in a variable
!command        a command of the system; x = !command keeps its lines
expression;     runs it and shows no value
_, __, ___      the last results; _5 or Out[5] the fifth
_i, _ii, In[5]  the last cells, and the fifth
";

fn lsmagic(state: &State, _: &mut Interp, _: &Magic) -> Result<Value> {
    let names = |prefix: &str, keep: fn(&Row) -> bool| {
        let mut names: Vec<String> = rows().filter(|r| keep(r)).map(|r| format!("{prefix}{}", r.name)).collect();
        names.sort();
        names.join("  ")
    };
    let (lines, cells) = (names("%", |r| r.line), names("%%", |r| r.cell));
    let status = settings::status(state.automagic.get());
    Ok(Value::str(format!("Available line magics:\n{lines}\n\nAvailable cell magics:\n{cells}\n\n{status}")))
}

/// Shows a text in the pager.
pub fn page(state: &State, text: String) {
    state.emit(Event::Page { data: bundle(vec![("text/plain".into(), text)]) });
}

fn magic_docs(state: &State, _: &mut Interp, _: &Magic) -> Result<Value> {
    let mut all: Vec<&Row> = rows().collect();
    all.sort_by_key(|r| r.name);
    let text =
        |r: &Row| format!("{}{}\n    {}\n", if r.line { "%" } else { "%%" }, r.name, r.doc.replace('\n', "\n    "));
    page(state, all.into_iter().map(text).collect::<Vec<_>>().join("\n"));
    Ok(Value::None)
}

fn quickref(state: &State, _: &mut Interp, _: &Magic) -> Result<Value> {
    let mut all: Vec<&Row> = rows().collect();
    all.sort_by_key(|r| r.name);
    let summary = |r: &Row| {
        let name = format!("{}{}", if r.line { "%" } else { "%%" }, r.name);
        let what = r.doc.split("\n\n").nth(1).unwrap_or_default();
        format!("{name:<15} {}\n", what.split(". ").next().unwrap_or_default())
    };
    page(state, format!("{SHORTCUTS}\n{}", all.into_iter().map(summary).collect::<String>()));
    Ok(Value::None)
}

fn pinfo(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    tell(state, interp, &magic.line, 1)
}

fn pinfo2(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    tell(state, interp, &magic.line, 2)
}

/// Shows what is known of `target`, or prints that there is no such thing.
///
/// # Errors
/// What evaluating the target raises.
pub fn tell(state: &State, interp: &mut Interp, target: &str, level: u8) -> Result<Value> {
    let target = target.trim();
    match inspect::page(interp, target, level)? {
        Some(data) => state.emit(Event::Page { data }),
        None => state.print(format!("Object `{target}` not found.\n")),
    }
    Ok(Value::None)
}

/// The object that the line names; prints that there is none.
fn named(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Option<Value>> {
    let name = magic.line.trim();
    if name.is_empty() {
        return usage("Missing object name.");
    }
    let found = inspect::look_up(interp, name)?;
    if found.is_none() {
        state.print(format!("Object `{name}` not found.\n"));
    }
    Ok(found)
}

fn pdoc(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    if let Some(value) = named(state, interp, magic)? {
        let doc = inspect::doc(interp, &value).unwrap_or_else(|| "<no docstring>".into());
        page(state, format!("Class docstring:\n    {}\n", doc.replace('\n', "\n    ")));
    }
    Ok(Value::None)
}

fn pdef(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let Some(value) = named(state, interp, magic)? else { return Ok(Value::None) };
    state.print(match inspect::signature(interp, &value)? {
        Some(signature) => format!(" {signature}\n "),
        None => format!("No definition header found for {}\n", magic.line.trim()),
    });
    Ok(Value::None)
}

fn psource(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    match named(state, interp, magic)? {
        Some(Value::Function(f)) => page(state, f.code.span.text(&f.source.text).to_string()),
        Some(_) => state.print(format!("No source found for {}\n", magic.line.trim())),
        None => {}
    }
    Ok(Value::None)
}

fn psearch(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let found = inspect::matching(interp, magic.line.trim());
    page(state, found.join("\n"));
    Ok(Value::None)
}
