//! `%macro`: earlier cells under a name, run again by typing it.

use super::{Row, files, line_row, options, usage};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{OBJECT, Table, Type, attribute};
use crate::lang::value::Value;
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use std::any::Any;

/// The magics of this file.
pub static ROWS: &[Row] = &[line_row(
    "macro",
    "%macro [-q] name cells\n\nPuts earlier cells (named as in %history) under a name; a cell that is the name alone runs them \
     again. -q does not show them. Without a name: the macros that there are.",
    define,
)];

/// `IPython.core.macro.Macro`
static MACRO: Type = Type::new("Macro", "IPython.core.macro", &[&OBJECT], table);

/// Cells under a name.
struct Macro(String);

fn table() -> Table {
    Table {
        doc: "Cells under a name, which %macro made; str() is their text.",
        attributes: vec![attribute("value", "The text.", |_, v| {
            text_of(v).map(Value::str).ok_or_else(|| Raise::type_error("not a macro"))
        })],
        ..Table::default()
    }
}

/// The text of a macro.
pub fn text_of(value: &Value) -> Option<&str> {
    value.downcast::<Macro>().map(|m| m.0.as_str())
}

impl Object for Macro {
    fn type_(&self) -> &'static Type {
        &MACRO
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<IPython.core.macro.Macro at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn str(&self, _: &mut Interp) -> Result<String> {
        Ok(self.0.clone())
    }
}

fn define(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "rq")?;
    let line = o.rest.trim();
    if line.is_empty() {
        let mut names: Vec<_> =
            interp.globals.iter().filter(|(_, v)| text_of(v).is_some()).map(|(n, _)| n.clone()).collect();
        names.sort();
        return Ok(Value::list(names.iter().map(|n| Value::str(&**n)).collect()));
    }
    let Some((name, cells)) = line.split_once(char::is_whitespace) else {
        return usage("%macro insufficient args; usage '%macro name n1-n2 n3-4...");
    };
    let text = match files::code_of(state, interp, cells.trim()) {
        Ok(text) => text.trim_end_matches('\n').to_string() + "\n",
        Err(e) => {
            state.print(format!("{}\n", e.0.args.first().and_then(Value::as_str).unwrap_or_default()));
            return Ok(Value::None);
        }
    };
    if !o.has('q') {
        state.print(format!(
            "Macro `{name}` created. To execute, type its name (without quotes).\n=== Macro contents: ===\n{text} "
        ));
    }
    interp.globals.insert(name.into(), Value::object(Macro(text)));
    Ok(Value::None)
}
