//! What every exception has, and what `OSError` and some others have beside it.

use crate::lang::error::{Exception, Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, Table, Type, c};
use crate::lang::value::Value;
use std::rc::Rc;

/// The table of `BaseException`.
pub fn table() -> Table {
    Table { doc: "The base of all exceptions.", methods: methods(), ..Table::default() }
}

fn methods() -> Vec<Builtin> {
    let with_traceback = |_: &mut Interp, e: Value, _tb: Value| -> Result<Value> { Ok(e) };
    vec![
        c(
            &["with_traceback"],
            "self, tb, /",
            "Return the exception itself.\n\n>>> ValueError('x').with_traceback(None)\nValueError('x')",
            with_traceback,
        ),
        c(
            &["add_note"],
            "self, note, /",
            "Add a line that the traceback shows below the text.\n\n>>> e = ValueError('x'); e.add_note('why'); e.__notes__\n['why']",
            add_note,
        ),
    ]
}

fn add_note(interp: &mut Interp, e: Value, note: Value) -> Result<()> {
    if note.as_str().is_none() {
        return Err(Raise::type_error(format!("note must be a str, not '{}'", interp.type_name(&note))));
    }
    if let Value::Exception(e) = e {
        e.notes.borrow_mut().push(note);
    }
    Ok(())
}

/// The subclasses of `OSError` by error number.
const NUMBERS: [(i64, &Type); 17] = [
    (1, &exc::PERMISSION_ERROR),
    (2, &exc::FILE_NOT_FOUND_ERROR),
    (3, &exc::PROCESS_LOOKUP_ERROR),
    (4, &exc::INTERRUPTED_ERROR),
    (10, &exc::CHILD_PROCESS_ERROR),
    (11, &exc::BLOCKING_IO_ERROR),
    (13, &exc::PERMISSION_ERROR),
    (17, &exc::FILE_EXISTS_ERROR),
    (20, &exc::NOT_A_DIRECTORY_ERROR),
    (21, &exc::IS_A_DIRECTORY_ERROR),
    (32, &exc::BROKEN_PIPE_ERROR),
    (103, &exc::CONNECTION_ABORTED_ERROR),
    (104, &exc::CONNECTION_RESET_ERROR),
    (108, &exc::BROKEN_PIPE_ERROR),
    (110, &exc::TIMEOUT_ERROR),
    (111, &exc::CONNECTION_REFUSED_ERROR),
    (114, &exc::BLOCKING_IO_ERROR),
];

/// `T(*args)` of an exception type. An `OSError` with a number is of the type that the number names, and keeps the name
/// of its file apart.
pub fn made(t: &'static Type, args: &[Value]) -> Raise {
    let os = t.is_subtype(&exc::OS_ERROR) && (2..=5).contains(&args.len());
    let kind = match args.first() {
        Some(Value::Int(n)) if os && std::ptr::eq(t, &exc::OS_ERROR) => {
            NUMBERS.iter().find(|(number, _)| number == n).map_or(t, |(_, kind)| kind)
        }
        _ => t,
    };
    let file = args.get(2).filter(|_| os).cloned();
    let kept = if file.is_some() { &args[..2] } else { args };
    let raise = Raise::with_args(kind, kept.to_vec());
    *raise.0.file.borrow_mut() = file;
    raise
}

/// `[Errno 2] No such file: 'name'` of an `OSError` with a number.
///
/// # Errors
/// What the repr of an argument raises.
pub fn os_text(interp: &mut Interp, e: &Exception) -> Result<Option<String>> {
    let [number, text] = &e.args[..] else { return Ok(None) };
    if !e.kind.is_subtype(&exc::OS_ERROR) {
        return Ok(None);
    }
    let file = match e.file.borrow().clone() {
        Some(file) => format!(": {}", interp.repr(&file)?),
        None => String::new(),
    };
    Ok(Some(format!("[Errno {}] {}{file}", interp.str(number)?, interp.str(text)?)))
}

/// An attribute of an exception.
pub fn attribute(e: &Rc<Exception>, name: &str) -> Option<Value> {
    let wrapped = |e: &Option<Rc<Exception>>| e.as_ref().map_or(Value::None, |e| Value::Exception(e.clone()));
    Some(match name {
        "args" => Value::tuple(e.args.clone()),
        "__cause__" => e.cause.borrow().clone().unwrap_or(Value::None),
        "__context__" => wrapped(&e.context.borrow()),
        "__suppress_context__" => Value::Bool(e.cause.borrow().is_some()),
        "__traceback__" => Value::None,
        "__notes__" if !e.notes.borrow().is_empty() => Value::list(e.notes.borrow().clone()),
        _ => return special(e, name),
    })
}

/// What only some kinds have.
fn special(e: &Exception, name: &str) -> Option<Value> {
    let is = |kind: &Type| e.kind.is_subtype(kind);
    let first = || e.args.first().cloned().unwrap_or(Value::None);
    let numbered = e.args.len() == 2;
    Some(match name {
        "value" if is(&exc::STOP_ITERATION) => first(),
        "code" if is(&exc::SYSTEM_EXIT) => match &e.args[..] {
            [] | [_] => first(),
            many => Value::tuple(many.to_vec()),
        },
        "errno" if is(&exc::OS_ERROR) => {
            if numbered {
                first()
            } else {
                Value::None
            }
        }
        "strerror" if is(&exc::OS_ERROR) => {
            if numbered {
                e.args[1].clone()
            } else {
                Value::None
            }
        }
        "filename" if is(&exc::OS_ERROR) => e.file.borrow().clone().unwrap_or(Value::None),
        "filename2" if is(&exc::OS_ERROR) => Value::None,
        "msg" if is(&exc::IMPORT_ERROR) || is(&exc::SYNTAX_ERROR) => first(),
        _ if is(&exc::JSON_DECODE_ERROR) => return placed(&first(), name),
        "path" if is(&exc::IMPORT_ERROR) => Value::None,
        "name" if is(&exc::NAME_ERROR) || is(&exc::IMPORT_ERROR) => quoted(&first(), 1),
        "name" if is(&exc::ATTRIBUTE_ERROR) => quoted(&first(), 3),
        _ => return None,
    })
}

/// The part of a message between its quotes: the name that an error is about.
fn quoted(message: &Value, at: usize) -> Value {
    message.as_str().and_then(|text| text.split('\'').nth(at)).map_or(Value::None, Value::str)
}

/// The part of `what: line 1 column 2 (char 1)` that a name stands for.
fn placed(message: &Value, name: &str) -> Option<Value> {
    let (what, place) = message.as_str()?.rsplit_once(": line ")?;
    let mut numbers = place.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).map(Value::Int);
    match name {
        "msg" => Some(Value::str(what)),
        "lineno" => numbers.next(),
        "colno" => numbers.nth(1),
        "pos" => numbers.nth(2),
        _ => None,
    }
}
