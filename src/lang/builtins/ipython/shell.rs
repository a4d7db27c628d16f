//! `IPython.core.interactiveshell`, whose one use in lessons is to have every expression of a cell shown.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::{Interactivity, Interp};
use crate::lang::module::Module;
use crate::lang::object::Object;
use crate::lang::registry::{Attribute, OBJECT, Table, Type};
use crate::lang::value::Value;
use std::any::Any;
use std::rc::Rc;

/// `IPython.core.interactiveshell`
pub static INTERACTIVESHELL: Module = Module::new(
    "IPython.core.interactiveshell",
    "The notebook's shell.",
    Vec::new,
    |_, name| (name == "InteractiveShell").then(|| Value::Object(Rc::new(Box::new(Settings)))),
    &["InteractiveShell"],
);

static SETTINGS: Type = Type::new("InteractiveShell", "IPython.core.interactiveshell", &[&OBJECT], table);

/// The class of IPython's shells, as the holder of its settings.
struct Settings;

impl Object for Settings {
    fn type_(&self) -> &'static Type {
        &SETTINGS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok("<class 'IPython.core.interactiveshell.InteractiveShell'>".into())
    }
}

fn table() -> Table {
    let interactivity = Attribute {
        name: "ast_node_interactivity",
        doc: "Which expressions of a cell show their values.",
        get: |interp, _| Ok(Value::str(interp.interactivity.name())),
        set: Some(|interp, _, value| {
            let mode = value.as_str().and_then(Interactivity::parse);
            interp.interactivity = mode.ok_or_else(|| {
                Raise::value_error(format!("ast_node_interactivity must be one of {}", Interactivity::NAMES))
            })?;
            Ok(())
        }),
    };
    Table { doc: "The settings of the notebook.", attributes: vec![interactivity], ..Table::default() }
}
