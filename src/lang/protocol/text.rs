//! `repr`, `str`, `format`.

use super::number::{self, Number};
use super::types;
use crate::engine::apart::apart;
use crate::engine::interrupt;
use crate::engine::repr as engine_repr;
use crate::engine::repr::pyformat;
use crate::engine::{DType, Scalar};
use crate::lang::dict::Dict;
use crate::lang::error::{Exception, Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use num_bigint::BigInt;
use std::rc::Rc;
use std::sync::Arc;

/// `repr(v)`.
///
/// # Errors
/// What printing an array or an object of the library raises.
pub fn repr(interp: &mut Interp, v: &Value) -> Result<String> {
    Ok(match v {
        Value::None => "None".into(),
        Value::Ellipsis => "Ellipsis".into(),
        Value::NotImplemented => "NotImplemented".into(),
        Value::Bool(b) => engine_repr::python::bool_repr(*b).into(),
        Value::Int(n) => n.to_string(),
        Value::BigInt(n) => big_text(interp, n)?,
        Value::Float(x) => engine_repr::python::float_repr(*x),
        Value::Complex(z) => engine_repr::python::complex_repr(z.re, z.im),
        Value::Str(s) => engine_repr::python::str_repr(s.as_str()),
        Value::Bytes(b) => engine_repr::python::bytes_repr(b),
        Value::List(_) | Value::Tuple(_) | Value::Dict(_) | Value::Set(_) => return container(interp, v),
        Value::Range(r) if r.step == 1 => format!("range({}, {})", r.start, r.stop),
        Value::Range(r) => format!("range({}, {}, {})", r.start, r.stop, r.step),
        Value::Slice(s) => {
            format!("slice({}, {}, {})", interp.repr(&s.start)?, interp.repr(&s.stop)?, interp.repr(&s.step)?)
        }
        Value::Array(_) => crate::lang::builtins::numpy::array_repr(interp, v)?,
        Value::Scalar(s) => engine_repr::scalar_repr_in(s, interp.print_options.legacy),
        Value::DType(d) => dtype_repr(*d),
        Value::Object(o) => o.clone().repr(interp)?,
        Value::Exception(e) => exception_repr(interp, e)?,
        _ => callable_repr(interp, v),
    })
}

/// Python limits how many digits it converts.
fn big_text(interp: &Interp, n: &Arc<BigInt>) -> Result<String> {
    check_digits(interp, n)?;
    let shared = n.clone();
    Ok(apart(decimal_work(n), move || shared.to_string())?)
}

/// The work of finding decimal digits: all words for each one.
fn decimal_work(n: &BigInt) -> f64 {
    (n.bits() as f64 / 64.0).powi(2)
}

/// Whether an int may be written in decimal digits.
///
/// # Errors
/// `ValueError` beyond the limit that `sys.set_int_max_str_digits()` sets.
pub fn check_digits(interp: &Interp, n: &BigInt) -> Result<()> {
    // A digit takes between 3.321 and 3.322 bits: only where that does not tell are they counted.
    let (limit, bits) = (interp.int_digits, n.bits());
    let most = limit as u64;
    let few = limit == 0 || bits < most * 3321 / 1000;
    if few || bits < most * 3322 / 1000 + 4 && n.magnitude().to_string().len() <= limit {
        return Ok(());
    }
    Err(Raise::value_error(format!(
        "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"
    )))
}

/// `dtype('float64')`.
pub fn dtype_repr(d: DType) -> String {
    crate::lang::builtins::numpy::records::descr::repr(d)
}

fn callable_repr(interp: &mut Interp, v: &Value) -> String {
    match v {
        Value::Function(f) => format!("<function {} at {:#x}>", f.qualname, address(v)),
        Value::Builtin(b) if b.signature.receiver() == 1 && !b.signature.owner.is_empty() => {
            format!("<method '{}' of '{}' objects>", b.name(), b.signature.owner)
        }
        Value::Builtin(b) => format!("<built-in function {}>", b.name()),
        Value::Method(m) => {
            let owner = interp.type_name(&m.receiver);
            match &m.function {
                Value::Builtin(b) => {
                    format!("<built-in method {} of {owner} object at {:#x}>", b.name(), address(&m.receiver))
                }
                _ => format!("<bound method of {owner} object at {:#x}>", address(v)),
            }
        }
        Value::Type(t) => format!("<class '{}'>", t.qualified_name()),
        Value::Module(m) => format!("<module '{}'>", m.name),
        Value::Iter(i) => match i.type_name {
            "generator" => format!("<generator object <genexpr> at {:#x}>", address(v)),
            name => format!("<{name} object at {:#x}>", address(v)),
        },
        _ => format!("<{} object at {:#x}>", interp.type_name(v), address(v)),
    }
}

/// A number that tells objects apart, as `id`.
pub fn address(v: &Value) -> usize {
    match v {
        Value::List(x) => Rc::as_ptr(x) as usize,
        Value::Tuple(x) => Rc::as_ptr(x) as usize,
        Value::Dict(x) => Rc::as_ptr(x) as usize,
        Value::Set(x) => Rc::as_ptr(x) as usize,
        Value::Str(x) => Rc::as_ptr(x) as usize,
        Value::Bytes(x) => Rc::as_ptr(x) as usize,
        Value::Array(x) => Rc::as_ptr(x) as usize,
        Value::Scalar(x) => Rc::as_ptr(x) as usize,
        Value::Function(x) => Rc::as_ptr(x) as usize,
        Value::Method(x) => Rc::as_ptr(x) as usize,
        Value::Iter(x) => Rc::as_ptr(x) as usize,
        Value::Object(x) => Rc::as_ptr(x) as *const u8 as usize,
        Value::Exception(x) => Rc::as_ptr(x) as usize,
        Value::Range(x) => Rc::as_ptr(x) as usize,
        Value::Slice(x) => Rc::as_ptr(x) as usize,
        Value::BigInt(x) => Arc::as_ptr(x) as usize,
        Value::Complex(x) => Rc::as_ptr(x) as usize,
        Value::Builtin(x) => std::ptr::from_ref(*x) as usize,
        Value::Type(x) => std::ptr::from_ref(*x) as usize,
        Value::Module(x) => std::ptr::from_ref(*x) as usize,
        // Values without an object of their own: an odd number is no object's address.
        Value::Int(n) => (*n as usize).wrapping_mul(32).wrapping_add(0x00a0_0001),
        Value::Bool(b) => 0x0090_0001 + 32 * *b as usize,
        Value::Float(x) => (x.to_bits() as usize >> 8) | 1,
        Value::None => 0x0090_0101,
        Value::Ellipsis => 0x0090_0201,
        Value::NotImplemented => 0x0090_0301,
        Value::DType(d) => 0x0090_1001 + 32 * d.num() as usize,
    }
}

/// A container's repr; one that holds itself shows `[...]` there.
fn container(interp: &mut Interp, v: &Value) -> Result<String> {
    let id = address(v);
    if interp.reprs.contains(&id) {
        return Ok(match v {
            Value::List(_) => "[...]",
            Value::Tuple(_) => "(...)",
            Value::Dict(_) => "{...}",
            _ => "set(...)",
        }
        .into());
    }
    if interp.reprs.len() > 900 {
        let text = "maximum recursion depth exceeded while getting the repr of an object";
        return Err(Raise::new(&crate::lang::exceptions::RECURSION_ERROR, text));
    }
    interp.reprs.push(id);
    let text = items(interp, v);
    interp.reprs.pop();
    text
}

fn items(interp: &mut Interp, v: &Value) -> Result<String> {
    match v {
        // No borrow lasts: a repr may run code of the program.
        Value::List(l) => listed(interp, ["[", "]"], |i| l.0.borrow().get(i).cloned()),
        Value::Tuple(t) if t.len() == 1 => Ok(format!("({},)", interp.repr(&t[0])?)),
        Value::Tuple(t) => listed(interp, ["(", ")"], |i| t.get(i).cloned()),
        Value::Dict(d) => pairs(interp, d),
        Value::Set(s) => {
            let items = s.items.borrow().values();
            let ends = if s.frozen { ["frozenset({", "})"] } else { ["{", "}"] };
            Ok(match (items.is_empty(), s.frozen) {
                (true, false) => "set()".into(),
                (true, true) => "frozenset()".into(),
                _ => listed(interp, ends, |i| items.get(i).cloned())?,
            })
        }
        _ => Ok(String::new()),
    }
}

fn pairs(interp: &mut Interp, dict: &Dict) -> Result<String> {
    let mut out = String::from("{");
    let pair = |i: usize| dict.0.borrow().get_index(i).map(|(k, v)| (k.value().clone(), v.clone()));
    for (k, v) in (0..).map_while(pair) {
        out.push_str(if out.len() > 1 { ", " } else { "" });
        interrupt::push(&mut out, &interp.repr(&k)?);
        out.push_str(": ");
        interrupt::push(&mut out, &interp.repr(&v)?);
    }
    out.push('}');
    Ok(out)
}

/// The reprs of items between brackets.
fn listed(interp: &mut Interp, [open, close]: [&str; 2], item: impl Fn(usize) -> Option<Value>) -> Result<String> {
    let mut out = String::from(open);
    for (i, item) in (0..).map_while(item).enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        interrupt::push(&mut out, &interp.repr(&item)?);
    }
    out.push_str(close);
    Ok(out)
}

fn exception_repr(interp: &mut Interp, e: &Rc<Exception>) -> Result<String> {
    let args = listed(interp, ["(", ")"], |i| e.args.get(i).cloned())?;
    Ok(e.kind.name.to_string() + &args)
}

/// `str(v)`.
///
/// # Errors
/// As [`repr`].
pub fn str(interp: &mut Interp, v: &Value) -> Result<String> {
    match v {
        Value::Str(s) => Ok(interrupt::owned(s.as_str())),
        Value::Scalar(s) => Ok(engine_repr::scalar_str_in(s, interp.print_options.legacy)),
        Value::Array(a) => crate::lang::builtins::numpy::array_str(interp, a),
        Value::DType(d) => Ok(d.to_string()),
        Value::Object(o) => o.clone().str(interp),
        Value::Exception(e) => exception_str(interp, e),
        _ => repr(interp, v),
    }
}

/// `str(exception)`.
///
/// # Errors
/// What an argument's repr raises.
pub fn exception_str(interp: &mut Interp, e: &Rc<Exception>) -> Result<String> {
    if let Some(text) = crate::lang::builtins::python::exception::os_text(interp, e)? {
        return Ok(text);
    }
    match &e.args[..] {
        [] => Ok(String::new()),
        [one] if e.kind.is_subtype(&crate::lang::exceptions::KEY_ERROR) => interp.repr(one),
        [one] => interp.str(one),
        many => listed(interp, ["(", ")"], |i| many.get(i).cloned()),
    }
}

/// `ascii(…)` of a repr: all beyond ASCII escaped.
pub fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in interrupt::watched(text.chars()) {
        match c as u32 {
            0..0x80 => out.push(c),
            n @ 0x80..0x100 => out.push_str(&format!("\\x{n:02x}")),
            n @ 0x100..0x10000 => out.push_str(&format!("\\u{n:04x}")),
            n => out.push_str(&format!("\\U{n:08x}")),
        }
    }
    out
}

/// `format(v, spec)`.
///
/// # Errors
/// `ValueError` for a wrong spec, `TypeError` for a kind without one.
pub fn format(interp: &mut Interp, v: &Value, spec: &str) -> Result<String> {
    if let Value::Array(a) = v {
        let view = a.view();
        if view.rank() == 0 {
            let item = crate::lang::ops::arrays::python_item(&view.first());
            drop(view);
            return format(interp, &item, spec);
        }
    }
    // Of these NumPy formats the Python number, which shows more digits than their own repr.
    if let Value::Scalar(s) = v
        && matches!(
            **s,
            Scalar::Float16(_) | Scalar::Float32(_) | Scalar::Complex64(_) | Scalar::Float64(_) | Scalar::Complex128(_)
        )
        && (spec.is_empty() || !matches!(**s, Scalar::Float64(_) | Scalar::Complex128(_)))
    {
        return format(interp, &crate::lang::ops::arrays::python_item(s), spec);
    }
    if spec.is_empty() {
        return str(interp, v);
    }
    if let Some(text) = crate::lang::builtins::numpy::polynomials::class::format(interp, v, spec) {
        return text;
    }
    if let Some(text) = crate::lang::builtins::datetime::format_spec(v, spec) {
        return Ok(text);
    }
    let name = types::type_of(v).qualified_name();
    if let Some(text) = v.as_str() {
        return Ok(pyformat::format_str(text, spec, if matches!(v, Value::Scalar(_)) { "numpy.str_" } else { "str" })?);
    }
    if let Value::Bool(_) = v {
        // A bool formats as an int, but is text where no letter asks for a number.
        return Ok(pyformat::format_int(&number::big_index(interp, v)?, spec, "bool")?);
    }
    // NumPy's scalars hand over to the Python number of their kind, whose name the errors show.
    let shown = |own: &'static str| match v {
        Value::Scalar(s) if !matches!(**s, Scalar::Float64(_) | Scalar::Complex128(_)) => own,
        _ => name_of(&name),
    };
    let text = match Number::of_any(v) {
        Some(n @ (Number::Int(_) | Number::Big(_))) => {
            if let Number::Big(n) = &n
                && !spec.ends_with(['b', 'c', 'o', 'x', 'X', 'e', 'E', 'f', 'F', 'g', 'G', '%'])
            {
                check_digits(interp, n)?;
            }
            match n {
                Number::Big(n) if decimal_work(&n) > 1e6 => {
                    let (own, name) = (spec.to_string(), shown("int"));
                    apart(decimal_work(&n), move || pyformat::format_int(&n, &own, name))??
                }
                n => pyformat::format_int(&n.to_big().unwrap_or_default(), spec, shown("int"))?,
            }
        }
        Some(Number::Float(x)) => pyformat::format_f64(x, spec, shown("float"))?,
        Some(Number::Complex(z)) => pyformat::format_complex(z.re, z.im, spec, shown("complex"))?,
        None => {
            return Err(Raise::type_error(format!("unsupported format string passed to {name}.__format__")));
        }
    };
    Ok(text)
}

fn name_of(name: &str) -> &'static str {
    match name {
        "int" => "int",
        "float" => "float",
        "complex" => "complex",
        "numpy.float64" => "numpy.float64",
        "numpy.complex128" => "numpy.complex128",
        _ => "object",
    }
}
