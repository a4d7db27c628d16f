//! `warnings`: which are shown, ignored, or raised.

use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::object::Object;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, attribute, py};
use crate::lang::value::Value;
use std::any::Any;
use std::cell::RefCell;

/// The module.
pub static WARNINGS: Module = Module::new(
    "warnings",
    "Which warnings are shown, ignored, or raised.",
    table,
    |_, name| (name == "catch_warnings").then_some(Value::Type(&CATCH)),
    &["catch_warnings"],
);

/// What to do about a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Show it once for each line.
    Default,
    /// Show it every time.
    Always,
    /// Show it once.
    Once,
    /// Nothing.
    Ignore,
    /// Raise it.
    Error,
}

#[derive(Clone)]
struct Filter {
    action: Action,
    category: &'static Type,
    message: String,
}

#[derive(Clone, Default)]
struct State {
    filters: Vec<Filter>,
    /// The list of a `catch_warnings(record=True)`.
    record: Option<Value>,
}

fn state(interp: &mut Interp) -> &mut State {
    let slot = interp.state.entry("warnings").or_insert_with(|| Box::new(State::default()));
    if !slot.is::<State>() {
        *slot = Box::new(State::default());
    }
    slot.downcast_mut::<State>().unwrap_or_else(|| unreachable!("the slot was just filled"))
}

/// What the program's filters say about a warning.
pub fn action(interp: &mut Interp, category: &Type, message: &str) -> Action {
    let filters = &state(interp).filters;
    let lower = message.to_lowercase();
    let fits = |f: &&Filter| category.is_subtype(f.category) && lower.starts_with(&f.message.to_lowercase());
    filters.iter().find(fits).map_or(Action::Default, |f| f.action)
}

/// Puts a warning into the list that records them; whether there is one.
pub fn record(interp: &mut Interp, category: &'static Type, message: &str) -> bool {
    let Some(Value::List(list)) = state(interp).record.clone() else { return false };
    let exception = Value::Exception(Raise::new(category, message).0);
    list.0.borrow_mut().push(Value::object(Message { exception, category }));
    true
}

fn table() -> Vec<Builtin> {
    vec![
        py(
            &["filterwarnings"],
            "action, message='', category=Warning, module='', lineno=0, append=False",
            "Add a filter.\n\n>>> warnings.filterwarnings('ignore')",
            filterwarnings,
        ),
        py(
            &["simplefilter"],
            "action, category=Warning, lineno=0, append=False",
            "Add a filter for a category.\n\n>>> warnings.simplefilter('always')",
            simplefilter,
        ),
        py(&["resetwarnings"], "", "Remove all filters.\n\n>>> warnings.resetwarnings()", |interp: &mut Interp| {
            state(interp).filters.clear();
            Ok(())
        }),
        py(
            &["warn"],
            "message, category=None, stacklevel=1, source=None",
            "Warn.\n\n>>> warnings.simplefilter('ignore'); warnings.warn('careful')",
            warn,
        ),
    ]
}

fn add(interp: &mut Interp, action: &str, category: Value, message: String) -> Result<()> {
    let action = match action {
        "default" | "module" => Action::Default,
        "always" => Action::Always,
        "once" => Action::Once,
        "ignore" => Action::Ignore,
        "error" => Action::Error,
        _ => {
            let text = format!("invalid action: '{action}'");
            return Err(Raise::new(&exc::ASSERTION_ERROR, text));
        }
    };
    let category = match category {
        Value::None => &exc::WARNING,
        Value::Type(t) if t.is_subtype(&exc::WARNING) => t,
        _ => return Err(Raise::new(&exc::ASSERTION_ERROR, "category must be a Warning subclass")),
    };
    state(interp).filters.insert(0, Filter { action, category, message });
    Ok(())
}

fn filterwarnings(
    interp: &mut Interp,
    action: String,
    message: Option<String>,
    category: Value,
    _module: Value,
    _lineno: Value,
    _append: Value,
) -> Result<()> {
    add(interp, &action, category, message.unwrap_or_default())
}

fn simplefilter(interp: &mut Interp, action: String, category: Value, _lineno: Value, _append: Value) -> Result<()> {
    add(interp, &action, category, String::new())
}

fn warn(interp: &mut Interp, message: Value, category: Value, _level: Given, _source: Given) -> Result<()> {
    let (category, text) = match (&message, &category) {
        (Value::Exception(e), _) => (e.kind, interp.str(&message)?),
        (_, Value::None) => (&exc::USER_WARNING, interp.str(&message)?),
        (_, Value::Type(t)) if t.is_subtype(&exc::WARNING) => (*t, interp.str(&message)?),
        (_, other) => {
            let t = interp.type_name(other);
            return Err(Raise::type_error(format!("category must be a Warning subclass, not '{t}'")));
        }
    };
    interp.warn(category, &text)
}

/// `warnings.catch_warnings()`
struct Catch {
    record: bool,
    before: RefCell<Option<State>>,
}

static CATCH: Type = Type::new("catch_warnings", "warnings", &[&OBJECT], catch_table);

const CATCH_DOC: &str = "A context that restores the filters at its end.\n\n>>> with warnings.catch_warnings(record=True) as w:\n...     warnings.simplefilter('always')\n...     warnings.warn('careful')\n...     print(w[0].message)\ncareful";

fn catch_table() -> Table {
    let new = |_: &mut Interp, record: bool, _module: Value, action: Value, _category: Value| -> Result<Value> {
        if !action.is_none() {
            return Err(Raise::unsupported(
                "catch_warnings(action=…) is outside the language: call simplefilter inside",
            ));
        }
        Ok(Value::object(Catch { record, before: RefCell::default() }))
    };
    let signature = "*, record=False, module=None, action=None, category=Warning";
    Table { doc: CATCH_DOC, new: Some(py(&["catch_warnings"], signature, CATCH_DOC, new)), ..Table::default() }
}

impl Object for Catch {
    fn type_(&self) -> &'static Type {
        &CATCH
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(if self.record { "catch_warnings(record=True)" } else { "catch_warnings()" }.into())
    }

    fn enter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        let list = if self.record { Value::list(Vec::new()) } else { Value::None };
        let now = state(interp);
        *self.before.borrow_mut() = Some(now.clone());
        if self.record {
            now.record = Some(list.clone());
        }
        Some(Ok(list))
    }

    fn exit(&self, interp: &mut Interp) -> Result<()> {
        if let Some(before) = self.before.borrow_mut().take() {
            *state(interp) = before;
        }
        Ok(())
    }
}

/// A warning that was recorded.
struct Message {
    exception: Value,
    category: &'static Type,
}

static MESSAGE: Type = Type::new("WarningMessage", "warnings", &[&OBJECT], message_table);

fn message_table() -> Table {
    Table {
        attributes: vec![
            attribute("message", "The warning.", |_, v| {
                Ok(v.downcast::<Message>().map_or(Value::None, |m| m.exception.clone()))
            }),
            attribute("category", "Its category.", |_, v| {
                Ok(v.downcast::<Message>().map_or(Value::None, |m| Value::Type(m.category)))
            }),
        ],
        ..Table::default()
    }
}

impl Object for Message {
    fn type_(&self) -> &'static Type {
        &MESSAGE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let text = interp.repr(&self.exception)?;
        Ok(format!("{{message : {text}, category : '{}'}}", self.category.name))
    }
}
