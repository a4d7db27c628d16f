//! `signature=` and `dtype=`: which loop a ufunc is to take.

use crate::engine::DType;
use crate::engine::kernels::ufunc::Signature;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// A dtype that names a loop: one without a length.
///
/// # Errors
/// `TypeError` for what is no dtype, and for strings of a length.
pub fn loop_dtype(interp: &mut Interp, value: &Value) -> Result<DType> {
    match convert::dtype(interp, value)? {
        d if detailed(d) => Err(Raise::type_error(
            "The `dtype` and `signature` arguments to ufuncs only select the general DType and not details such as the \
             byte order or time unit. You can avoid this error by using the scalar types `np.float64` or the dtype \
             string notation.",
        )),
        d => Ok(d),
    }
}

/// Whether a dtype says more than its kind: a length, a byte order, a unit.
fn detailed(d: DType) -> bool {
    match d {
        DType::Str(n) | DType::Bytes(n) => n > 0,
        DType::DateTime(unit) | DType::TimeDelta(unit) => unit != crate::engine::timeunit::TimeUnit::GENERIC,
        d => d.native() != d,
    }
}

/// What `signature=` (or `sig=`) and `dtype=` say; nothing if none of them is given.
///
/// # Errors
/// NumPy's, for a signature that does not fit the ufunc.
pub fn read<'a>(
    interp: &mut Interp,
    (name, nin, nout): (&str, usize, usize),
    given: impl Fn(&str) -> Option<&'a Value>,
) -> Result<Signature> {
    let (long, short, dtype) = (given("signature"), given("sig"), given("dtype").filter(|v| !v.is_none()));
    if long.is_some() && short.is_some() {
        return Err(Raise::type_error("cannot specify both 'sig' and 'signature'"));
    }
    let Some(signature) = long.or(short) else {
        let Some(dtype) = dtype else { return Ok(Signature::new()) };
        let dtype = loop_dtype(interp, dtype)?;
        return Ok((0..nin + nout).map(|i| (i >= nin).then_some(dtype)).collect());
    };
    if dtype.is_some() {
        return Err(Raise::type_error("cannot specify both 'signature' and 'dtype'"));
    }
    match signature {
        Value::Tuple(items) => from_tuple(interp, name, nin + nout, items),
        other if other.as_str().is_some() => from_text(interp, name, (nin, nout), other.as_str().unwrap_or_default()),
        _ => Err(Raise::type_error("the signature object to ufunc must be a string or a tuple.")),
    }
}

fn too_short() -> Raise {
    Raise::type_error("Use `dtype` or  fill the tuple with more than one 'None'.")
}

fn from_tuple(interp: &mut Interp, name: &str, nargs: usize, items: &[Value]) -> Result<Signature> {
    if let ([one], true) = (items, nargs != 1) {
        if one.is_none() {
            return Err(Raise::type_error("a single item type tuple cannot contain None."));
        }
        return Err(too_short());
    }
    if items.len() != nargs {
        let text = format!("a type-tuple must be specified of length {nargs} for ufunc '{name}'");
        return Err(Raise::value_error(text));
    }
    items.iter().map(|v| if v.is_none() { Ok(None) } else { loop_dtype(interp, v).map(Some) }).collect()
}

fn from_text(interp: &mut Interp, name: &str, (nin, nout): (usize, usize), text: &str) -> Result<Signature> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() == 1 && nin + nout != 1 {
        return Err(too_short());
    }
    if chars.len() != nin + nout + 2 || chars[nin] != '-' || chars[nin + 1] != '>' {
        return Err(Raise::value_error(format!(
            "a type-string for {name}, {nin} typecode(s) before and {nout} after the -> sign"
        )));
    }
    let codes = chars[..nin].iter().chain(&chars[nin + 2..]);
    codes
        .map(|c| match c {
            'g' | 'G' | 'M' | 'm' => Err(Raise::unsupported(format!("Ravel has no loops of type '{c}'"))),
            'q' => Ok(Some(DType::Int64)),
            'Q' => Ok(Some(DType::UInt64)),
            c if "?bBhHiIlLefdFDO".contains(*c) => loop_dtype(interp, &Value::str(c.to_string())).map(Some),
            _ => Err(Raise::value_error("Invalid data-type for array")),
        })
        .collect()
}
