//! `sys`.

use super::python::functions::Stream;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::object::Object;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, c};
use crate::lang::value::Value;
use std::any::Any;

/// The key of `sys.argv` in the interpreter's state, where a script was given arguments.
pub const ARGV: &str = "sys.argv";

/// The module.
pub static SYS: Module = Module::new(
    "sys",
    "The interpreter.",
    table,
    value,
    &[
        "argv",
        "byteorder",
        "executable",
        "float_info",
        "hexversion",
        "implementation",
        "maxsize",
        "maxunicode",
        "modules",
        "path",
        "platform",
        "stderr",
        "stdout",
        "version",
        "version_info",
    ],
);

fn table() -> Vec<Builtin> {
    vec![
        c(&["exit"], "status=None, /", "End the program.", |_: &mut Interp, code: Value| -> Result<()> {
            let args = if code.is_none() { vec![] } else { vec![code] };
            Err(Raise::with_args(&exc::SYSTEM_EXIT, args))
        }),
        c(
            &["getsizeof"],
            "object, default=None",
            "Return the bytes of an object, as CPython has it.\n\n>>> sys.getsizeof(1), sys.getsizeof('abc'), sys.getsizeof([])\n(28, 52, 56)",
            |_: &mut Interp, v: Value, _default: Value| Ok(super::sizes::of(&v) as i64),
        ),
        c(&["getrecursionlimit"], "", "Return how deep calls may nest.", |interp: &mut Interp| {
            Ok(interp.recursion_limit as i64)
        }),
        c(&["setrecursionlimit"], "limit, /", "Set how deep calls may nest.", setrecursionlimit),
        c(
            &["get_int_max_str_digits"],
            "",
            "Return how many decimal digits of an int are read or written at most.\n\n>>> sys.get_int_max_str_digits()\n4300",
            |interp: &mut Interp| Ok(interp.int_digits as i64),
        ),
        c(
            &["set_int_max_str_digits"],
            "maxdigits",
            "Set how many decimal digits of an int are read or written at most, 0 for any.\n\n>>> sys.set_int_max_str_digits(0)\n>>> len(str(10**5000))\n5001",
            set_int_max_str_digits,
        ),
        c(&["getrefcount"], "object, /", "Outside the language.", |_: &mut Interp, _: Value| -> Result<Value> {
            Err(Raise::unsupported("sys.getrefcount() is outside the language: %memory shows who holds each buffer"))
        }),
        c(
            &["getdefaultencoding"],
            "",
            "Return the encoding of text.\n\n>>> sys.getdefaultencoding()\n'utf-8'",
            |_: &mut Interp| Ok("utf-8".to_string()),
        ),
        c(
            &["intern"],
            "string, /",
            "Return the string itself.\n\n>>> sys.intern('a')\n'a'",
            |_: &mut Interp, s: Value| Ok(s),
        ),
    ]
}

fn setrecursionlimit(interp: &mut Interp, limit: i64) -> Result<()> {
    let limit = usize::try_from(limit).ok().filter(|&n| n > 0);
    let limit = limit.ok_or_else(|| Raise::value_error("recursion limit must be greater or equal than 1"))?;
    if limit > 100_000 {
        return Err(Raise::unsupported("a recursion limit above 100000 is outside the language"));
    }
    interp.recursion_limit = limit;
    Ok(())
}

fn set_int_max_str_digits(interp: &mut Interp, digits: i64) -> Result<()> {
    let digits = i32::try_from(digits)
        .map_err(|_| Raise::new(&exc::OVERFLOW_ERROR, "Python int too large to convert to C int"))?;
    match digits {
        0 | 640.. => interp.int_digits = digits as usize,
        _ => return Err(Raise::value_error("maxdigits must be 0 or larger than 640")),
    }
    Ok(())
}

fn value(interp: &mut Interp, name: &str) -> Option<Value> {
    let info = |name, fields| Value::object(Info { name, fields });
    let (int, float) = (Value::Int, Value::Float);
    Some(match name {
        "argv" => match interp.state.get(ARGV).and_then(|v| v.downcast_ref::<Value>()) {
            Some(arguments) => arguments.clone(),
            None => Value::list(vec![Value::str("")]),
        },
        "path" => Value::list(vec![Value::str("")]),
        "byteorder" => Value::str(if cfg!(target_endian = "big") { "big" } else { "little" }),
        "executable" => Value::str(std::env::current_exe().ok()?.to_string_lossy().into_owned()),
        "hexversion" => int(0x030b_07f0),
        "maxsize" => int(i64::MAX),
        "maxunicode" => int(0x0010_ffff),
        "platform" => Value::str(if cfg!(target_os = "macos") { "darwin" } else { "linux" }),
        "stdout" => Value::object(Stream { error: false }),
        "stderr" => Value::object(Stream { error: true }),
        "version" => Value::str(concat!("3.11.7 (ravel ", env!("CARGO_PKG_VERSION"), ")")),
        "version_info" => info(
            "sys.version_info",
            vec![
                ("major", int(3)),
                ("minor", int(11)),
                ("micro", int(7)),
                ("releaselevel", Value::str("final")),
                ("serial", int(0)),
            ],
        ),
        "implementation" => info("namespace", vec![("name", Value::str("ravel"))]),
        "float_info" => info(
            "sys.float_info",
            vec![
                ("max", float(f64::MAX)),
                ("max_exp", int(1024)),
                ("max_10_exp", int(308)),
                ("min", float(f64::MIN_POSITIVE)),
                ("min_exp", int(-1021)),
                ("min_10_exp", int(-307)),
                ("dig", int(15)),
                ("mant_dig", int(53)),
                ("epsilon", float(f64::EPSILON)),
                ("radix", int(2)),
                ("rounds", int(1)),
            ],
        ),
        _ => return None,
    })
}

/// A tuple with names.
struct Info {
    name: &'static str,
    fields: Vec<(&'static str, Value)>,
}

static INFO: Type = Type::new("structseq", "sys", &[&OBJECT], Table::default);

impl Info {
    fn items(&self) -> Value {
        Value::tuple(self.fields.iter().map(|f| f.1.clone()).collect())
    }
}

impl Object for Info {
    fn type_(&self) -> &'static Type {
        &INFO
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let mut parts = Vec::new();
        for (name, v) in &self.fields {
            parts.push(format!("{name}={}", interp.repr(v)?));
        }
        Ok(format!("{}({})", self.name, parts.join(", ")))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(self.fields.iter().find(|f| f.0 == name).map(|f| f.1.clone()))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(interp.get_item(&self.items(), index))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&self.items()))
    }

    fn plain(&self) -> Option<Value> {
        Some(self.items())
    }

    fn len(&self) -> Option<usize> {
        Some(self.fields.len())
    }
}
