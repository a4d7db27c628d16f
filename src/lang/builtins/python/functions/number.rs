//! Builtin functions of numbers.

use super::super::{float, int};
use crate::engine::Kind;
use crate::engine::apart::apart;
use crate::lang::builtins::numpy::{NUMPY, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::ops::fast;
use crate::lang::ops::{integer, number as arithmetic};
use crate::lang::protocol::number::Number;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use std::borrow::Cow;
use std::sync::Arc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(&["abs"], "x, /", "Return the absolute value.\n\n>>> abs(-3), abs(-2.5), abs(3+4j)\n(3, 2.5, 5.0)", absolute)
            .quick(quick_absolute),
        c(
            &["divmod"],
            "x, y, /",
            "Return quotient and remainder.\n\n>>> divmod(-7, 2), divmod(7.5, 2)\n((-4, 1), (3.0, 1.5))",
            divmod,
        ),
        c(
            &["pow"],
            "base, exp, mod=None",
            "Return a power, modulo a number if it is given.\n\n>>> pow(2, 10), pow(2, -1, 5)\n(1024, 3)",
            pow,
        ),
        c(
            &["round"],
            "number, ndigits=None",
            "Return a number rounded to digits; halves go to the even neighbour.\n\n>>> round(2.5), round(2.675, 2), round(1234, -2)\n(2, 2.67, 1200)",
            round,
        ),
        c(
            &["sum"],
            "iterable, /, start=0",
            "Return the sum of items, from left to right.\n\n>>> sum([1, 2, 3]), sum([[1], [2]], [])\n(6, [1, 2])",
            sum,
        ),
        c(
            &["bin"],
            "number, /",
            "Return the binary digits of an int.\n\n>>> bin(-5)\n'-0b101'",
            |interp: &mut Interp, v: Value| digits(interp, &v, 2, "0b"),
        ),
        c(
            &["oct"],
            "number, /",
            "Return the octal digits of an int.\n\n>>> oct(8)\n'0o10'",
            |interp: &mut Interp, v: Value| digits(interp, &v, 8, "0o"),
        ),
        c(
            &["hex"],
            "number, /",
            "Return the hexadecimal digits of an int.\n\n>>> hex(255)\n'0xff'",
            |interp: &mut Interp, v: Value| digits(interp, &v, 16, "0x"),
        ),
    ]
}

fn digits(interp: &mut Interp, v: &Value, base: u32, prefix: &str) -> Result<String> {
    let n = match v {
        Value::BigInt(n) => n.clone(),
        other => Arc::new(interp.big_index(other)?),
    };
    let sign = if n.is_negative() { "-" } else { "" };
    let head = format!("{sign}{prefix}");
    Ok(apart(4.0 * n.bits() as f64, move || head + &n.magnitude().to_str_radix(base))?)
}

/// A call of a function of NumPy.
fn numpy(interp: &mut Interp, name: &str, args: &[Value]) -> Result<Value> {
    match NUMPY.get(interp, name) {
        Some(f) => interp.call(&f, args, &[]),
        None => Err(Raise::attribute_error(format!("module 'numpy' has no attribute '{name}'"))),
    }
}

fn quick_absolute(args: &[Option<Value>]) -> Option<Value> {
    match args {
        [Some(Value::Int(n))] => n.checked_abs().map(Value::Int),
        [Some(Value::Float(x))] => Some(Value::Float(x.abs())),
        _ => None,
    }
}

/// `abs(x)`.
///
/// # Errors
/// `TypeError`; `OverflowError` for a complex number.
pub fn absolute(interp: &mut Interp, x: Value) -> Result<Value> {
    match Number::of(&x) {
        Some(Number::Int(n)) => Ok(n.checked_abs().map_or_else(|| Value::big(BigInt::from(n).abs()), Value::Int)),
        Some(Number::Big(n)) => Ok(Value::big(n.abs())),
        Some(Number::Float(x)) => Ok(Value::Float(x.abs())),
        Some(Number::Complex(z)) => {
            let size = z.re.hypot(z.im);
            if size.is_infinite() && z.re.is_finite() && z.im.is_finite() {
                return Err(Raise::new(&exc::OVERFLOW_ERROR, "absolute value too large"));
            }
            Ok(Value::Float(size))
        }
        None if matches!(x, Value::Array(_) | Value::Scalar(_)) => numpy(interp, "absolute", &[x]),
        None if interp.type_of(&x).method("__abs__").is_some() => {
            let method = interp.get_attr(&x, "__abs__")?;
            interp.call(&method, &[], &[])
        }
        None => Err(Raise::type_error(format!("bad operand type for abs(): '{}'", interp.type_name(&x)))),
    }
}

fn divmod(interp: &mut Interp, x: Value, y: Value) -> Result<Value> {
    let pair = |q, r| Ok(Value::tuple(vec![q, r]));
    if matches!((&x, &y), (Value::Array(_) | Value::Scalar(_), _) | (_, Value::Array(_) | Value::Scalar(_))) {
        if crate::lang::ops::arrays::complex_division(BinOp::FloorDiv, &x, &y) {
            let (a, b) = (interp.type_name(&x), interp.type_name(&y));
            return Err(Raise::type_error(format!("unsupported operand type(s) for divmod(): '{a}' and '{b}'")));
        }
        return match crate::lang::ops::arrays::scalar_divmod(interp, &x, &y)? {
            Some(pair) => Ok(pair),
            None => objects_divmod(interp, x, y),
        };
    }
    let object = matches!((&x, &y), (Value::Object(_), _) | (_, Value::Object(_)));
    if object {
        let parts = [BinOp::FloorDiv, BinOp::Mod].map(|op| interp.binary(op, &x, &y));
        let unsupported = |r: &Result<Value>| {
            let words = r.as_ref().err().and_then(|e| e.0.args.first().and_then(Value::as_str).map(str::to_string));
            words.is_some_and(|t| t.starts_with("unsupported"))
        };
        if !parts.iter().any(unsupported) {
            let [q, r] = parts;
            return pair(q?, r?);
        }
    }
    match (Number::of(&x), Number::of(&y)) {
        (Some(Number::Complex(_)), _) | (_, Some(Number::Complex(_))) | (None, _) | (_, None) => {
            let (a, b) = (interp.type_name(&x), interp.type_name(&y));
            Err(Raise::type_error(format!("unsupported operand type(s) for divmod(): '{a}' and '{b}'")))
        }
        (Some(a), Some(b)) => match (a.to_big(), b.to_big()) {
            (Some(_), Some(b)) if b.is_zero() => Err(integer::zero_division("integer division or modulo by zero")),
            (Some(a), Some(b)) => {
                let (q, r) = a.div_mod_floor(&b);
                pair(Value::big(q), Value::big(r))
            }
            _ => {
                let (a, b) = (a.to_f64()?, b.to_f64()?);
                if b == 0.0 {
                    return Err(integer::zero_division("float divmod()"));
                }
                let (q, r) = arithmetic::divmod(a, b);
                pair(Value::Float(q), Value::Float(r))
            }
        },
    }
}

/// `divmod` with an array or scalar; what is no number makes it one of objects.
fn objects_divmod(interp: &mut Interp, x: Value, y: Value) -> Result<Value> {
    let strange = |v: &Value| matches!(v, Value::None | Value::Dict(_) | Value::Set(_));
    if !strange(&x) && !strange(&y) {
        return numpy(interp, "divmod", &[x, y]);
    }
    let plain = |interp: &Interp, v: &Value| match v {
        Value::Scalar(s) if s.dtype().kind() != Kind::Complex => interp.type_name(&convert::python_value(s)),
        other => interp.type_name(other),
    };
    let (a, b) = (plain(interp, &x), plain(interp, &y));
    Err(Raise::type_error(format!("unsupported operand type(s) for divmod(): '{a}' and '{b}'")))
}

fn pow(interp: &mut Interp, base: Value, exp: Value, modulus: Value) -> Result<Value> {
    if modulus.is_none() {
        return match interp.binary(BinOp::Pow, &base, &exp) {
            Err(e) if e.is(&exc::TYPE_ERROR) => {
                let text = interp.str(&Value::Exception(e.0.clone()))?;
                Err(Raise::type_error(text.replace("for **: ", "for ** or pow(): ")))
            }
            other => other,
        };
    }
    let whole = |v: &Value| Number::of(v).and_then(|n| n.to_big().map(Cow::into_owned));
    match (whole(&base), whole(&exp), whole(&modulus)) {
        (Some(base), Some(exp), Some(modulus)) => power_modulo(base, exp, modulus),
        _ => Err(no_modulo(interp, [&base, &exp, &modulus])),
    }
}

/// Why three values have no power with a remainder: the first of them that is a float or complex says it.
fn no_modulo(interp: &Interp, values: [&Value; 3]) -> Raise {
    for v in values {
        match v {
            Value::Float(_) => {
                return Raise::type_error("pow() 3rd argument not allowed unless all arguments are integers");
            }
            Value::Complex(_) if values[..2].iter().all(|v| Number::of_any(v).is_some()) => {
                return Raise::value_error("complex modulo");
            }
            _ => {}
        }
    }
    let [a, b, c] = values.map(|v| interp.type_name(v));
    Raise::type_error(format!("unsupported operand type(s) for ** or pow(): '{a}', '{b}', '{c}'"))
}

fn power_modulo(base: BigInt, exp: BigInt, modulus: BigInt) -> Result<Value> {
    if modulus.is_zero() {
        return Err(Raise::value_error("pow() 3rd argument cannot be 0"));
    }
    let size = modulus.abs();
    let (base, exp) = if exp.is_negative() {
        let gcd = base.extended_gcd(&size);
        if !gcd.gcd.is_one() {
            return Err(Raise::value_error("base is not invertible for the given modulus"));
        }
        (gcd.x, -exp)
    } else {
        (base, exp)
    };
    let words = size.bits() as f64 / 64.0;
    let result = apart(exp.bits() as f64 * words * words, move || base.mod_floor(&size).modpow(&exp, &size))?;
    Ok(Value::big(result.mod_floor(&modulus)))
}

fn round(interp: &mut Interp, number: Value, ndigits: Given) -> Result<Value> {
    let ndigits = ndigits.0.filter(|v| !v.is_none());
    let shown = |interp: &Interp, v: &Value| {
        let t = interp.type_name(v);
        Err(Raise::type_error(format!("type {t} doesn't define __round__ method")))
    };
    let has_none = matches!(&number, Value::Scalar(s) if matches!(s.dtype().kind(), Kind::Bool | Kind::Complex));
    if has_none {
        return shown(interp, &number);
    }
    if let (Value::Scalar(_), Some(n)) = (&number, &ndigits) {
        let method = interp.get_attr(&number, "round")?;
        return interp.call(&method, std::slice::from_ref(n), &[]);
    }
    if matches!(number, Value::Array(_)) {
        return shown(interp, &number);
    }
    let digits = match &ndigits {
        Some(n) => Some(interp.index(n)?),
        None => None,
    };
    match (Number::of_any(&number), digits) {
        (Some(Number::Float(x)), None) => int::truncate(x.round_ties_even()),
        (Some(Number::Float(x)), Some(n)) => float::round(x, n).map(Value::Float),
        (Some(Number::Int(n)), Some(d)) => Ok(Value::big(int::round(&BigInt::from(n), d))),
        (Some(Number::Int(n)), None) => Ok(Value::Int(n)),
        (Some(Number::Big(n)), d) => Ok(Value::big(int::round(&n, d.unwrap_or(0)))),
        _ => shown(interp, &number),
    }
}

fn sum(interp: &mut Interp, iterable: Value, start: Given) -> Result<Value> {
    let mut total = start.0.unwrap_or(Value::Int(0));
    match &total {
        Value::Str(_) => return Err(Raise::type_error("sum() can't sum strings [use ''.join(seq) instead]")),
        Value::Bytes(_) => return Err(Raise::type_error("sum() can't sum bytes [use b''.join(seq) instead]")),
        _ => {}
    }
    let it = interp.iter(&iterable)?;
    let mut steps = 0u32;
    while let Some(item) = interp.next(&it)? {
        total = match fast::binary(BinOp::Add, &total, &item) {
            Some(sum) => sum,
            None => interp.binary(BinOp::Add, &total, &item)?,
        };
        steps = steps.wrapping_add(1);
        if steps.is_multiple_of(1024) {
            crate::engine::interrupt::check()?;
        }
    }
    Ok(total)
}
