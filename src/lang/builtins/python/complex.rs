//! `complex`.

use super::int::one_element;
use super::parse;
use super::receiver::ComplexArg;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, attribute, c};
use crate::lang::value::Value;
use num_complex::Complex64;

const DOC: &str = "A complex number.\n\n>>> complex(1, 2), complex('1-2j')\n((1+2j), (1-2j))";

/// Its table.
pub fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(&["complex"], "real=0, imag=0", DOC, new)),
        methods: vec![c(
            &["conjugate"],
            "self, /",
            "Return the complex conjugate.\n\n>>> (1+2j).conjugate()\n(1-2j)",
            |_: &mut Interp, z: ComplexArg| Ok(Value::complex(z.0.re, -z.0.im)),
        )],
        statics: Vec::new(),
        attributes: vec![
            attribute("real", "The real part.", |_, v| Ok(part(v, |z| z.re))),
            attribute("imag", "The imaginary part.", |_, v| Ok(part(v, |z| z.im))),
        ],
    }
}

fn part(v: &Value, which: fn(Complex64) -> f64) -> Value {
    match v {
        Value::Complex(z) => Value::Float(which(**z)),
        _ => Value::Float(0.0),
    }
}

/// `complex(v)` of what is no text; `None` for what is no number.
///
/// # Errors
/// `OverflowError`; `TypeError` for arrays with axes.
pub fn number(v: &Value) -> Result<Option<Complex64>> {
    one_element(v)?;
    Number::of_any(v).map(|n| n.to_complex()).transpose()
}

fn new(interp: &mut Interp, real: Given, imag: Given) -> Result<Value> {
    if let Some(text) = real.0.as_ref().and_then(|v| v.as_str()) {
        if imag.0.is_some() {
            return Err(Raise::type_error("complex() can't take second arg if first is a string"));
        }
        let z = parse::complex(text).ok_or_else(|| Raise::value_error("complex() arg is a malformed string"))?;
        return Ok(Value::complex(z.re, z.im));
    }
    if imag.0.as_ref().is_some_and(|v| v.as_str().is_some()) {
        return Err(Raise::type_error("complex() second arg can't be a string"));
    }
    let mut parts = [None, None];
    for (i, v) in [real.0, imag.0].into_iter().enumerate() {
        let Some(v) = v else { continue };
        parts[i] = number(&v)?;
        if parts[i].is_none() {
            let t = interp.type_name(&v);
            return Err(Raise::type_error(match i {
                0 => format!("complex() first argument must be a string or a number, not '{t}'"),
                _ => format!("complex() second argument must be a number, not '{t}'"),
            }));
        }
    }
    let re = parts[0].unwrap_or_default();
    let Some(im) = parts[1] else { return Ok(Value::complex(re.re, re.im)) };
    // A part that is 0 by kind takes no part, so that signs of zero stay.
    let shift = |a: f64, b: f64, sign: f64| if b == 0.0 { a } else { a + sign * b };
    Ok(Value::complex(shift(re.re, im.im, -1.0), shift(im.re, re.im, 1.0)))
}
