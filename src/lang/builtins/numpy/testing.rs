//! `numpy.testing`: assertions about arrays.

use super::args::ArrayLike;
use super::{call, call_with, convert};
use crate::engine::broadcast::shape_repr;
use crate::engine::repr::scalar_str;
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::args::{Kwargs, Rest};
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};

/// `numpy.testing`
pub static TESTING: Module = Module::new("numpy.testing", "Assertions about arrays.", rows, |_, _| None, &[]);

fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["assert_array_equal"],
            "actual, desired, err_msg='', verbose=True, *, strict=False",
            "Raises unless two arrays are equal; not-a-numbers count as equal.",
            |interp: &mut Interp,
             a: ArrayLike,
             b: ArrayLike,
             message: Option<String>,
             _v: Value,
             strict: Option<bool>| {
                let header = heading("Arrays are not equal", message);
                compare(interp, &a, &b, &header, strict.unwrap_or(false), equal)
            },
        ),
        py(
            &["assert_equal"],
            "actual, desired, err_msg='', verbose=True, *, strict=False",
            "Raises unless two objects are equal, lists and dicts item by item.",
            |interp: &mut Interp, a: Value, b: Value, message: Option<String>, _v: Value, strict: Option<bool>| {
                assert_equal(interp, &a, &b, message, strict.unwrap_or(false))
            },
        ),
        py(
            &["assert_allclose"],
            "actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True, *, strict=False",
            "Raises unless two arrays are equal up to a tolerance.",
            assert_allclose,
        ),
        py(
            &["assert_almost_equal"],
            "actual, desired, decimal=7, err_msg='', verbose=True",
            "Raises unless two numbers are equal up to a decimal.",
            |interp: &mut Interp, a: ArrayLike, b: ArrayLike, decimal: Option<i64>, message: Option<String>| {
                almost(interp, &a, &b, decimal.unwrap_or(7), message)
            },
        ),
        py(
            &["assert_array_almost_equal"],
            "actual, desired, decimal=6, err_msg='', verbose=True",
            "Raises unless two arrays are equal up to a decimal.",
            |interp: &mut Interp, a: ArrayLike, b: ArrayLike, decimal: Option<i64>, message: Option<String>| {
                almost(interp, &a, &b, decimal.unwrap_or(6), message)
            },
        ),
        py(
            &["assert_array_less"],
            "x, y, err_msg='', verbose=True, *, strict=False",
            "Raises unless each element of `x` is less than that of `y`.",
            |interp: &mut Interp,
             a: ArrayLike,
             b: ArrayLike,
             message: Option<String>,
             _v: Value,
             strict: Option<bool>| {
                let header = heading("Arrays are not strictly ordered `x < y`", message);
                compare(interp, &a, &b, &Heading { names: ("x", "y"), ..header }, strict.unwrap_or(false), |i, a, b| {
                    i.compare(CmpOp::Lt, a, b)
                })
            },
        ),
        py(
            &["assert_"],
            "val, msg=''",
            "Raises unless a value is true.",
            |interp: &mut Interp, val: Value, msg: Option<String>| {
                if interp.truth(&val)? { Ok(()) } else { Err(failed(msg.unwrap_or_default())) }
            },
        ),
        py(
            &["assert_raises"],
            "exception_class, callable, /, *args, **kwargs",
            "Raises unless a call raises an exception of a type.",
            |interp: &mut Interp, kind: Value, callable: Value, args: Rest, kwargs: Kwargs| {
                let Value::Type(kind) = kind else { return Err(Raise::type_error("an exception type is required")) };
                match interp.call(&callable, &args.0, &kwargs.0) {
                    Err(e) if e.is(kind) => Ok(()),
                    Err(e) => Err(e),
                    Ok(_) => {
                        let name = interp.get_attr(&callable, "__name__").and_then(|n| interp.str(&n));
                        Err(failed(format!("{} not raised by {}", kind.name, name.unwrap_or_default())))
                    }
                }
            },
        ),
    ]
}

fn failed(text: String) -> Raise {
    Raise::new(&exc::ASSERTION_ERROR, text)
}

/// The first lines of a message, and what it calls the two arrays.
struct Heading {
    text: String,
    names: (&'static str, &'static str),
    /// Whether the differences are reported too.
    differences: bool,
}

fn heading(text: &str, message: Option<String>) -> Heading {
    let text = format!("\n{text}\n{}", message.unwrap_or_default());
    Heading { text, names: ("ACTUAL", "DESIRED"), differences: true }
}

/// The first line of a message about two single values.
fn item_heading(text: &str, message: Option<String>) -> String {
    match message.filter(|m| !m.is_empty()) {
        None => format!("\n{text}\n"),
        Some(m) if !m.contains('\n') && m.len() < 79usize.saturating_sub(text.len()) => format!("\n{text} {m}\n"),
        Some(m) => format!("\n{text}\n{m}\n"),
    }
}

fn equal(interp: &mut Interp, a: &Value, b: &Value) -> Result<Value> {
    let same = interp.compare(CmpOp::Eq, a, b)?;
    let (x, y) = (interp.compare(CmpOp::Ne, a, a)?, interp.compare(CmpOp::Ne, b, b)?);
    let both = interp.binary(BinOp::BitAnd, &x, &y)?;
    interp.binary(BinOp::BitOr, &same, &both)
}

fn shown(interp: &mut Interp, a: &ArrayLike) -> Result<String> {
    interp.repr(&Value::Array(a.0.clone()))
}

fn both(interp: &mut Interp, a: &ArrayLike, b: &ArrayLike, names: (&str, &str)) -> Result<String> {
    Ok(format!(" {}: {}\n {}: {}", names.0, shown(interp, a)?, names.1, shown(interp, b)?))
}

/// Compares element by element and words what differs as NumPy does.
fn compare(
    interp: &mut Interp,
    a: &ArrayLike,
    b: &ArrayLike,
    heading: &Heading,
    strict: bool,
    test: impl Fn(&mut Interp, &Value, &Value) -> Result<Value>,
) -> Result<()> {
    let (x, y) = (a.view(), b.view());
    let fits = x.shape() == y.shape() || (!strict && (x.rank() == 0 || y.rank() == 0));
    if !fits || (strict && x.dtype() != y.dtype()) {
        let what = if fits {
            format!("(dtypes {}, {} mismatch)", x.dtype(), y.dtype())
        } else {
            format!("(shapes {}, {} mismatch)", shape_repr(x.shape()), shape_repr(y.shape()))
        };
        let arrays = both(interp, a, b, heading.names)?;
        return Err(failed(format!("{}\n{what}\n{arrays}", heading.text)));
    }
    let (va, vb) = (Value::Array(a.0.clone()), Value::Array(b.0.clone()));
    let same = test(interp, &va, &vb)?;
    let same = convert::view_of(interp, &same, Some(DType::Bool))?;
    let wrong: Vec<usize> = same.scalars().enumerate().filter(|(_, s)| !s.truth()).map(|(k, _)| k).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let total = same.size().max(1);
    let percent = percentage(100.0 * wrong.len() as f64 / total as f64);
    let mut text = format!("{}\nMismatched elements: {} / {total} ({percent}%)\n", heading.text, wrong.len());
    if same.rank() > 0 {
        text += if wrong.len() == 1 { "Mismatch at index:\n" } else { "Mismatch at indices:\n" };
        if wrong.len() > 5 {
            text = text.replace("Mismatch at indices:\n", "First 5 mismatches are at indices:\n");
        }
        let stretch = |v: &View| v.broadcast_to(same.shape()).unwrap_or_else(|| v.clone());
        let (x, y) = (stretch(&x), stretch(&y));
        for &k in wrong.iter().take(5) {
            let index = unravelled(k, same.shape());
            let numbers: Vec<String> = index.iter().map(usize::to_string).collect();
            text += &format!(
                " [{}]: {} ({}), {} ({})\n",
                numbers.join(", "),
                scalar_str(&x.get(&index)),
                heading.names.0,
                scalar_str(&y.get(&index)),
                heading.names.1
            );
        }
    }
    if heading.differences {
        text += &differences(interp, &va, &vb, &same)?;
    }
    let arrays = both(interp, a, b, heading.names)?;
    Err(failed(text + &arrays))
}

/// The two lines about the largest differences, where they can be reckoned.
fn differences(interp: &mut Interp, a: &Value, b: &Value, same: &View) -> Result<String> {
    let (x, y) = (convert::view(interp, a)?, convert::view(interp, b)?);
    if !x.dtype().is_numeric() || !y.dtype().is_numeric() || x.dtype() == DType::Bool || y.dtype() == DType::Bool {
        return Ok(String::new());
    }
    let wrong = call(interp, "logical_not", &[Value::Array(Array::new(same.clone()))])?;
    let gap = interp.binary(BinOp::Sub, a, b)?;
    let gap = call(interp, "abs", &[gap])?;
    let gap = call(interp, "atleast_1d", &[gap])?;
    let wrong = call(interp, "atleast_1d", &[wrong])?;
    let gap = interp.get_item(&gap, &wrong)?;
    let largest = call(interp, "max", std::slice::from_ref(&gap))?;
    let scale = call(interp, "abs", std::slice::from_ref(b))?;
    let scale = call(interp, "broadcast_to", &[scale, super::shape::broadcasting::shape_value(same.shape())])?;
    let scale = call(interp, "atleast_1d", &[scale])?;
    let scale = interp.get_item(&scale, &wrong)?;
    let keep = interp.compare(CmpOp::Ne, &scale, &Value::Int(0))?;
    let (gap, scale) = (interp.get_item(&gap, &keep)?, interp.get_item(&scale, &keep)?);
    let relative = if interp.len(&gap)? == 0 {
        "inf".to_string()
    } else {
        let ratio = interp.binary(BinOp::Div, &gap, &scale)?;
        let most = call(interp, "max", &[ratio])?;
        text_of(interp, &most)?
    };
    let largest = text_of(interp, &largest)?;
    Ok(format!(
        "Max absolute difference among violations: {largest}\nMax relative difference among violations: {relative}\n"
    ))
}

/// A number with eight digits, as `array2string` writes it.
fn text_of(interp: &mut Interp, v: &Value) -> Result<String> {
    let text = call_with(interp, "array2string", std::slice::from_ref(v), &[])?;
    interp.str(&text)
}

/// Python's `f"{x:.3g}"`.
fn percentage(x: f64) -> String {
    let digits = crate::engine::repr::pyformat::format_f64(x, ".3g", "float");
    digits.unwrap_or_else(|_| x.to_string())
}

fn unravelled(k: usize, shape: &[usize]) -> Vec<usize> {
    let mut rest = k;
    let mut index: Vec<usize> = Vec::with_capacity(shape.len());
    for &n in shape.iter().rev() {
        index.push(rest % n.max(1));
        rest /= n.max(1);
    }
    index.reverse();
    index
}

#[allow(clippy::too_many_arguments)]
fn assert_allclose(
    interp: &mut Interp,
    a: ArrayLike,
    b: ArrayLike,
    rtol: Option<Value>,
    atol: Option<Value>,
    equal_nan: Option<bool>,
    message: Option<String>,
    _verbose: Value,
    strict: Option<bool>,
) -> Result<()> {
    let (rtol, atol) = (rtol.unwrap_or(Value::Float(1e-7)), atol.unwrap_or(Value::Int(0)));
    let text = format!("Not equal to tolerance rtol={}, atol={}", general(interp, &rtol)?, general(interp, &atol)?);
    let heading = heading(&text, message);
    let equal_nan = Value::Bool(equal_nan.unwrap_or(true));
    compare(interp, &a, &b, &heading, strict.unwrap_or(false), |interp, x, y| {
        let keywords =
            [("rtol".into(), rtol.clone()), ("atol".into(), atol.clone()), ("equal_nan".into(), equal_nan.clone())];
        call_with(interp, "isclose", &[x.clone(), y.clone()], &keywords)
    })
}

/// `f"{x:g}"`
fn general(interp: &mut Interp, v: &Value) -> Result<String> {
    interp.format(v, "g")
}

fn almost(interp: &mut Interp, a: &ArrayLike, b: &ArrayLike, decimal: i64, message: Option<String>) -> Result<()> {
    let text = format!("Arrays are not almost equal to {decimal} decimals");
    let limit = Value::Float(1.5 * 10f64.powi(-(decimal as i32)));
    if a.view().rank() == 0 && b.view().rank() == 0 {
        let (x, y) = (interp.float(&Value::Array(a.0.clone()))?, interp.float(&Value::Array(b.0.clone()))?);
        let near = (x - y).abs() < interp.float(&limit)? || x == y || (x.is_nan() && y.is_nan());
        let shown = |x: f64| crate::engine::repr::python::float_repr(x);
        let text = item_heading(&text, message);
        return if near { Ok(()) } else { Err(failed(format!("{text} ACTUAL: {}\n DESIRED: {}", shown(x), shown(y)))) };
    }
    compare(interp, a, b, &heading(&text, message), false, |interp, x, y| {
        let gap = interp.binary(BinOp::Sub, x, y)?;
        let gap = call(interp, "abs", &[gap])?;
        let near = interp.compare(CmpOp::Lt, &gap, &limit)?;
        let same = equal(interp, x, y)?;
        interp.binary(BinOp::BitOr, &near, &same)
    })
}

fn assert_equal(interp: &mut Interp, a: &Value, b: &Value, message: Option<String>, strict: bool) -> Result<()> {
    if let (Value::List(_) | Value::Tuple(_), Value::List(_) | Value::Tuple(_)) = (a, b) {
        let (x, y) = (interp.collect(a)?, interp.collect(b)?);
        assert_equal(interp, &Value::Int(x.len() as i64), &Value::Int(y.len() as i64), message.clone(), false)?;
        for (k, (x, y)) in x.iter().zip(&y).enumerate() {
            let words = format!("item={k}\n{}", message.clone().unwrap_or_default());
            assert_equal(interp, x, y, Some(words), strict)?;
        }
        return Ok(());
    }
    if let (Value::Dict(x), Value::Dict(y)) = (a, b) {
        let (n, m) = (x.0.borrow().len() as i64, y.0.borrow().len() as i64);
        assert_equal(interp, &Value::Int(n), &Value::Int(m), message.clone(), false)?;
        let pairs: Vec<_> = x.0.borrow().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        for (key, value) in pairs {
            let other = y.0.borrow().get(&key).cloned();
            let shown = interp.repr(key.value())?;
            let Some(other) = other else { return Err(failed(shown)) };
            let words = format!("key={shown}\n{}", message.clone().unwrap_or_default());
            assert_equal(interp, &value, &other, Some(words), strict)?;
        }
        return Ok(());
    }
    if matches!(a, Value::Array(_)) || matches!(b, Value::Array(_)) {
        let (x, y) = (ArrayLike(convert::array(interp, a)?), ArrayLike(convert::array(interp, b)?));
        return compare(interp, &x, &y, &heading("Arrays are not equal", message), strict, equal);
    }
    let nan = |v: &Value| matches!(v, Value::Float(x) if x.is_nan());
    let same = interp.equal(a, b)? || (nan(a) && nan(b));
    if same {
        return Ok(());
    }
    let text = item_heading("Items are not equal:", message);
    let (a, b) = (interp.repr(a)?, interp.repr(b)?);
    Err(failed(format!("{text} ACTUAL: {a}\n DESIRED: {b}")))
}
