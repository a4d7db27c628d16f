//! `print`, `input`, `help`, `exit`; the streams that `print` writes to.

use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::protocol::types;
use crate::lang::registry::{Builtin, OBJECT, Rest, Table, Type, c};
use crate::lang::value::Value;
use std::any::Any;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["print"],
            "*args, sep=' ', end='\\n', file=None, flush=False",
            "Print values to a stream, standard output unless told otherwise.\n\n>>> print(1, 'a', [2], sep='; ')\n1; a; [2]",
            print,
        ),
        c(&["input"], "prompt='', /", "Ask for a line.", input),
        c(&["help"], "object=None, /", "Print a description.", help),
        c(&["exit", "quit"], "code=None, /", "End the program.", exit),
    ]
}

/// `sys.stdout` or `sys.stderr`.
pub struct Stream {
    /// Whether it is standard error.
    pub error: bool,
}

static STREAM: Type = Type::new("TextIOWrapper", "_io", &[&OBJECT], stream_table);

fn stream_table() -> Table {
    let methods = vec![
        c(
            &["write"],
            "self, text, /",
            "Write text and return its length.\n\n>>> import sys\n>>> n = sys.stdout.write('ab\\n')\nab",
            write,
        ),
        c(&["flush"], "self, /", "Write what is buffered.", flush),
        c(&["isatty"], "self, /", "Whether it is a terminal.", |_: &mut Interp, _: Value| Ok(false)),
    ];
    Table { methods, ..Table::default() }
}

impl Object for Stream {
    fn type_(&self) -> &'static Type {
        &STREAM
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        let name = if self.error { "stderr" } else { "stdout" };
        Ok(format!("<_io.TextIOWrapper name='<{name}>' mode='w' encoding='utf-8'>"))
    }
}

impl Stream {
    fn put(&self, interp: &mut Interp, text: &str) {
        if self.error {
            interp.host.stderr(text);
        } else {
            interp.print(text);
        }
    }
}

fn write(interp: &mut Interp, stream: Value, text: Value) -> Result<i64> {
    let Some(s) = text.as_str() else {
        let t = interp.type_name(&text);
        return Err(Raise::type_error(format!("write() argument must be str, not {t}")));
    };
    if let Some(stream) = stream.downcast::<Stream>() {
        stream.put(interp, s);
    }
    Ok(s.chars().count() as i64)
}

fn print(interp: &mut Interp, Rest(args): Rest, sep: Value, end: Value, file: Value, flush: Value) -> Result<()> {
    let option = |interp: &Interp, name: &str, v: &Value, default: &str| match (v, v.as_str()) {
        (Value::None, _) => Ok(default.to_string()),
        (_, Some(s)) => Ok(s.to_string()),
        _ => Err(Raise::type_error(format!("{name} must be None or a string, not {}", interp.type_name(v)))),
    };
    let (sep, end) = (option(interp, "sep", &sep, " ")?, option(interp, "end", &end, "\n")?);
    let mut text = String::new();
    for (i, v) in args.iter().enumerate() {
        if i > 0 {
            text.push_str(&sep);
        }
        text.push_str(&interp.str(v)?);
    }
    text.push_str(&end);
    match (&file, file.downcast::<Stream>()) {
        (Value::None, _) => interp.print(&text),
        (_, Some(stream)) => stream.put(interp, &text),
        _ => {
            let write = interp.get_attr(&file, "write")?;
            interp.call(&write, &[Value::str(text)], &[])?;
        }
    }
    if interp.truth(&flush)? {
        interp.host.flush();
    }
    Ok(())
}

fn flush(interp: &mut Interp, _: Value) -> Result<()> {
    interp.host.flush();
    Ok(())
}

fn input(interp: &mut Interp, prompt: Value) -> Result<String> {
    let prompt = if prompt.is_none() { String::new() } else { interp.str(&prompt)? };
    interp.host.input(&prompt, false)
}

fn exit(_: &mut Interp, code: Value) -> Result<()> {
    Err(Raise::with_args(&exc::SYSTEM_EXIT, vec![code]))
}

fn help(interp: &mut Interp, object: Value) -> Result<()> {
    let text = describe(interp, &object)?;
    interp.print(&text);
    Ok(())
}

/// A page about a value.
///
/// # Errors
/// What writing down the defaults of a function raises.
pub fn describe(interp: &mut Interp, object: &Value) -> Result<String> {
    Ok(match object {
        Value::Builtin(b) => {
            format!("Help on built-in function {}:\n\n{}\n", b.name(), described(b))
        }
        Value::Method(m) => match &m.function {
            Value::Builtin(b) => format!("Help on built-in function {}:\n\n{}\n", b.name(), described(b)),
            _ => "Help on method:\n".to_string(),
        },
        Value::Function(f) => {
            let doc = f.code.doc.as_deref().unwrap_or("");
            let signature = crate::lang::function::signature(interp, f)?;
            format!(
                "Help on function {0} in module __main__:\n\n{0}{signature}\n{1}\n",
                f.qualname,
                as_pydoc(&crate::lang::function::clean_doc(doc))
            )
        }
        Value::Type(t) => of_type(t),
        Value::Module(m) => {
            let all: Vec<String> = interp.dir(object).iter().map(|n| format!("    {n}\n")).collect();
            format!("Help on module {}:\n\nNAME\n    {} - {}\n\nCONTENTS\n{}", m.name, m.name, m.doc, all.concat())
        }
        other => of_type(types::type_of(other)),
    })
}

fn described(b: &Builtin) -> String {
    format!("{}({})\n{}", b.name(), b.signature.text, indented(b.doc))
}

/// Every line indented, empty ones too, but for the last.
fn as_pydoc(doc: &str) -> String {
    if doc.is_empty() { String::new() } else { format!("    {}\n", doc.replace('\n', "\n    ")) }
}

fn indented(doc: &str) -> String {
    doc.lines().map(|l| if l.is_empty() { "\n".into() } else { format!("    {l}\n") }).collect()
}

fn of_type(t: &'static Type) -> String {
    let mut methods: Vec<&Builtin> = t.members().methods.values().collect();
    methods.sort_by_key(|b| b.name());
    methods.dedup_by_key(|b| b.name());
    let rows: Vec<String> = methods.into_iter().map(|b| indented(&described(b)) + "\n").collect();
    format!("Help on class {}:\n\n{}\nMethods:\n\n{}", t.name, indented(t.members().doc), rows.concat())
}
