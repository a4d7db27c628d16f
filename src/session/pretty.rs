//! The text of a result: IPython's `pretty`, which breaks long containers over several lines. The algorithm is Oppen's
//! as `IPython.lib.pretty` has it, down to the order in which groups are broken.

use super::magics::expand::formatted_with;
use super::magics::timeit::TimeitResult;
use super::printer::Printer;
use crate::engine::interrupt;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::object::CallForm;
use crate::lang::value::Value;

/// IPython's line width, in code points.
const WIDTH: usize = 79;
/// The key of `%precision`'s format in the interpreter's state.
pub const FLOAT_FORMAT: &str = "float format";
/// The key that is there once `%pprint` has turned pretty printing off.
pub const PRETTY_OFF: &str = "plain printing";
/// The most items of a container that are shown.
const MAX_SEQUENCE: usize = 1000;

/// The text of a value as IPython's `Out[…]` shows it.
///
/// # Errors
/// What a `repr` of the program raises.
pub fn pretty(interp: &mut Interp, value: &Value) -> Result<String> {
    if interp.state.contains_key(PRETTY_OFF) {
        return interp.repr(value);
    }
    let mut p = Printer::new(WIDTH);
    show(interp, &mut p, value, &mut Vec::new())?;
    Ok(p.finish())
}

/// `within` holds the containers being shown, so that one that holds itself ends.
fn show(interp: &mut Interp, p: &mut Printer, value: &Value, within: &mut Vec<Value>) -> Result<()> {
    if within.iter().any(|w| w.is(value)) {
        p.text(match value {
            Value::List(_) => "[...]",
            Value::Tuple(_) => "(...)",
            _ => "{...}",
        });
        return Ok(());
    }
    within.push(value.clone());
    let done = show_kind(interp, p, value, within);
    within.pop();
    done
}

fn show_kind(interp: &mut Interp, p: &mut Printer, value: &Value, within: &mut Vec<Value>) -> Result<()> {
    match value {
        Value::List(items) => {
            let items = items.0.borrow().clone();
            sequence(interp, p, ("[", "]"), &items, within)
        }
        Value::Tuple(items) => sequence(interp, p, ("(", if items.len() == 1 { ",)" } else { ")" }), items, within),
        Value::Dict(d) => {
            let pairs: Vec<(Value, Value)> = d.0.borrow().iter().map(|(k, v)| (k.value().clone(), v.clone())).collect();
            dict(interp, p, &pairs, within)
        }
        Value::Set(s) if !s.items.borrow().is_empty() => {
            let items: Vec<Value> = s.items.borrow().iter().map(|k| k.value().clone()).collect();
            let items = sorted(interp, items);
            sequence(interp, p, if s.frozen { ("frozenset({", "})") } else { ("{", "}") }, &items, within)
        }
        Value::Type(t) => {
            p.text(&t.qualified_name());
            Ok(())
        }
        Value::Function(f) => {
            p.text(&format!("<function __main__.{}{}>", f.qualname, crate::lang::function::signature(interp, f)?));
            Ok(())
        }
        Value::Builtin(_) | Value::Method(_) => {
            p.text(&callable(interp, value)?);
            Ok(())
        }
        Value::Exception(e) => {
            let name = e.kind.qualified_name();
            sequence(interp, p, (&format!("{name}("), ")"), &e.args, within)
        }
        Value::Object(o) if matches!(o.plain(), Some(Value::List(_))) => {
            let list = o.plain().unwrap_or(Value::None);
            show_kind(interp, p, &list, within)
        }
        Value::Object(o) => match o.clone().call_form(interp) {
            Some(form) => call(interp, p, &form?, within),
            None => {
                let text = match value.downcast::<TimeitResult>() {
                    Some(result) => format!("<TimeitResult : {}>", result.text()),
                    None => interp.repr(value)?,
                };
                lines(p, &text);
                Ok(())
            }
        },
        _ => {
            if let Some(text) = formatted_float(interp, value)? {
                p.text(&text);
                return Ok(());
            }
            let text = interp.repr(value)?;
            // What has no `repr` of its own is named by its type.
            lines(p, &if matches!(value, Value::Iter(_)) { text.replacen(" object at ", " at ", 1) } else { text });
            Ok(())
        }
    }
}

/// A float (or `np.float64`, which is one) as `%precision` has it.
fn formatted_float(interp: &mut Interp, value: &Value) -> Result<Option<String>> {
    let format = interp.state.get(FLOAT_FORMAT).and_then(|f| f.downcast_ref::<String>()).cloned();
    let is_float = matches!(value, Value::Float(_)) || interp.type_of(value).name == "float64";
    match format.filter(|_| is_float) {
        Some(format) => formatted_with(interp, &format, value).map(Some),
        None => Ok(None),
    }
}

/// NumPy's functions that are ordinary ones; the others dispatch on their arguments, and show an address.
const PLAIN: &[&str] = &[
    "arange",
    "array",
    "asanyarray",
    "asarray",
    "asarray_chkfinite",
    "ascontiguousarray",
    "asfortranarray",
    "bartlett",
    "base_repr",
    "binary_repr",
    "blackman",
    "broadcast_shapes",
    "datetime_data",
    "diag_indices",
    "empty",
    "eye",
    "format_float_positional",
    "format_float_scientific",
    "from_dlpack",
    "frombuffer",
    "fromfile",
    "fromfunction",
    "fromiter",
    "frompyfunc",
    "fromregex",
    "fromstring",
    "full",
    "genfromtxt",
    "get_include",
    "get_printoptions",
    "getbufsize",
    "geterr",
    "geterrcall",
    "hamming",
    "hanning",
    "identity",
    "indices",
    "info",
    "isdtype",
    "isfortran",
    "isscalar",
    "issubdtype",
    "iterable",
    "kaiser",
    "load",
    "loadtxt",
    "mask_indices",
    "mintypecode",
    "nested_iters",
    "ones",
    "printoptions",
    "promote_types",
    "require",
    "row_stack",
    "set_printoptions",
    "setbufsize",
    "seterr",
    "seterrcall",
    "show_config",
    "show_runtime",
    "tri",
    "tril_indices",
    "triu_indices",
    "typename",
    "zeros",
];

/// `<function ndarray.sum(axis=None)>`, as IPython shows what has a signature.
fn callable(interp: &mut Interp, value: &Value) -> Result<String> {
    let owner = match value {
        Value::Method(m) => Some(interp.type_of(&m.receiver).name.to_string()),
        // An unbound method, and what NumPy dispatches on its arguments, have no signature to IPython.
        Value::Builtin(b) if b.signature.receiver() == 1 && !b.signature.owner.is_empty() => return interp.repr(value),
        Value::Builtin(b) if in_numpy(interp, value, b.name()) => match PLAIN.contains(&b.name()) {
            true => Some("numpy".to_string()),
            false => {
                let address = crate::lang::protocol::text::address(value);
                return Ok(format!("<function {} at {address:#x}>", b.name()));
            }
        },
        _ => None,
    };
    Ok(match (super::inspect::signature(interp, value)?, owner) {
        (Some(signature), Some(owner)) => format!("<function {owner}.{signature}>"),
        (Some(signature), None) => format!("<function {signature}>"),
        (None, _) => interp.repr(value)?,
    })
}

fn in_numpy(interp: &mut Interp, value: &Value, name: &str) -> bool {
    let numpy = crate::lang::builtins::module("numpy").map(Value::Module);
    numpy.and_then(|m| interp.get_attr(&m, name).ok()).is_some_and(|v| v.is(value))
}

/// A repr of several lines breaks the group that it stands in.
fn lines(p: &mut Printer, text: &str) {
    p.begin_group(0, "");
    for (i, line) in text.lines().enumerate() {
        if i > 0 {
            p.hard_break();
        }
        p.text(line);
    }
    p.end_group(0, "");
}

fn sequence(
    interp: &mut Interp,
    p: &mut Printer,
    (open, close): (&str, &str),
    items: &[Value],
    within: &mut Vec<Value>,
) -> Result<()> {
    let step = open.chars().count();
    p.begin_group(step, open);
    for (i, item) in items.iter().enumerate() {
        interrupt::check()?;
        if i > 0 {
            p.text(",");
            p.breakable();
        }
        if i == MAX_SEQUENCE {
            p.text("...");
            break;
        }
        show(interp, p, item, within)?;
    }
    p.end_group(step, close);
    Ok(())
}

/// `name(a, key=b)`, broken at its commas.
fn call(interp: &mut Interp, p: &mut Printer, form: &CallForm, within: &mut Vec<Value>) -> Result<()> {
    let open = format!("{}(", form.name);
    let step = open.chars().count();
    p.begin_group(step, &open);
    for (i, arg) in form.args.iter().enumerate() {
        if i > 0 {
            p.text(",");
            p.breakable();
        }
        show(interp, p, arg, within)?;
    }
    for (i, (name, arg)) in form.named.iter().enumerate() {
        if i + form.args.len() > 0 {
            p.text(",");
            p.breakable();
        }
        let prefix = format!("{name}=");
        p.begin_group(prefix.len(), &prefix);
        show(interp, p, arg, within)?;
        p.end_group(prefix.len(), "");
    }
    p.end_group(step, ")");
    Ok(())
}

fn dict(interp: &mut Interp, p: &mut Printer, pairs: &[(Value, Value)], within: &mut Vec<Value>) -> Result<()> {
    p.begin_group(1, "{");
    for (i, (key, value)) in pairs.iter().enumerate() {
        interrupt::check()?;
        if i > 0 {
            p.text(",");
            p.breakable();
        }
        if i == MAX_SEQUENCE {
            p.text("...");
            break;
        }
        show(interp, p, key, within)?;
        p.text(": ");
        show(interp, p, value, within)?;
    }
    p.end_group(1, "}");
    Ok(())
}

/// As IPython: sorted where the items can be compared, else by their text.
fn sorted(interp: &mut Interp, items: Vec<Value>) -> Vec<Value> {
    use crate::syntax::ast::CmpOp;
    let mut out = items.clone();
    let mut failed = false;
    out.sort_by(|a, b| {
        let less = interp.compare(CmpOp::Lt, a, b).and_then(|v| interp.truth(&v));
        let more = interp.compare(CmpOp::Lt, b, a).and_then(|v| interp.truth(&v));
        match (less, more) {
            (Ok(true), _) => std::cmp::Ordering::Less,
            (_, Ok(true)) => std::cmp::Ordering::Greater,
            (Ok(_), Ok(_)) => std::cmp::Ordering::Equal,
            _ => {
                failed = true;
                std::cmp::Ordering::Equal
            }
        }
    });
    if failed { by_text(interp, items) } else { out }
}

fn by_text(interp: &mut Interp, items: Vec<Value>) -> Vec<Value> {
    let texts: Result<Vec<String>> = items.iter().map(|item| interp.str(item)).collect();
    let Ok(texts) = texts else { return items };
    let mut out: Vec<(String, Value)> = texts.into_iter().zip(items).collect();
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out.into_iter().map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use crate::session::{Event, ExecuteOptions, NoInput, Session, Sink};
    use serde::Deserialize;
    use std::cell::RefCell;
    use std::rc::Rc;

    #[derive(Default)]
    struct Results(Vec<String>);

    impl Sink for Results {
        fn event(&mut self, event: Event) {
            if let Event::Result { data, .. } = event {
                self.0.push(data["text/plain"].as_str().unwrap_or_default().to_string());
            }
        }

        fn input(&mut self, _: &str, _: bool) -> Result<String, NoInput> {
            Err(NoInput::Unsupported)
        }
    }

    #[derive(Deserialize)]
    struct Case {
        code: String,
        text: String,
    }

    /// Recorded from IPython by tests/oracle/pretty.py.
    #[test]
    fn as_ipython() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../tests/data/pretty.json")).unwrap();
        let results = Rc::new(RefCell::new(Results::default()));
        let mut session = Session::new(results.clone());
        session.execute("import numpy as np", &ExecuteOptions::default());
        let mut wrong = Vec::new();
        for case in &cases {
            results.borrow_mut().0.clear();
            session.execute(&case.code, &ExecuteOptions::default());
            let shown = results.borrow().0.concat();
            if shown != case.text {
                wrong.push(format!("{}\n  got {shown}\n want {}", case.code, case.text));
            }
        }
        assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    }
}
