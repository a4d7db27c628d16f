//! `Generator.integers` and `RandomState.randint`.

use super::draw::{common_shape, size, stretches};
use super::source::Source;
use crate::engine::dtype::B8;
use crate::engine::kernels::cast;
use crate::engine::layout::Shape;
use crate::engine::mem::loops;
use crate::engine::random::AnyBitGenerator;
use crate::engine::random::bounded::{self, Leftover, Rejection};
use crate::engine::{DType, Scalar, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use num_traits::ToPrimitive;

/// What is asked for.
pub struct Wanted<'a> {
    /// `low`
    pub low: &'a Value,
    /// `high`
    pub high: Option<&'a Value>,
    /// `size`
    pub size: Option<&'a Value>,
    /// `dtype`
    pub dtype: Option<&'a Value>,
    /// `endpoint`
    pub endpoint: bool,
    /// Whether `randint` asks.
    pub legacy: bool,
}

/// Bounds, of one or of every element: the lowest, and the highest that may come.
struct Bounds {
    shape: Option<Shape>,
    low: Vec<i128>,
    high: Vec<i128>,
}

/// Random integers.
///
/// # Errors
/// NumPy's.
pub fn integers(interp: &mut Interp, source: &Source, wanted: &Wanted) -> Result<Value> {
    let dtype = match wanted.dtype {
        None => DType::Int64,
        Some(v) => convert::dtype(interp, v)?,
    };
    if !dtype.is_integral() && dtype != DType::Bool {
        let name = if wanted.legacy { "randint" } else { "integers" };
        return Err(Raise::type_error(format!("Unsupported dtype dtype('{}') for {name}", dtype.name())));
    }
    if dtype.native() != dtype {
        if !wanted.legacy {
            return Err(Raise::value_error(
                "Providing a dtype with a non-native byteorder is not supported. If you require platform-independent \
                 byteorder, call byteswap when required.",
            ));
        }
        let native = Value::DType(dtype.native());
        return integers(interp, source, &Wanted { dtype: Some(&native), ..*wanted });
    }
    let shape = size(interp, wanted.size)?;
    if let Some(shape) = &shape
        && shape.contains(&0)
    {
        return Ok(Value::Array(Array::new(View::empty(dtype, shape)?)));
    }
    let bounds = bounds(interp, wanted, dtype, shape)?;
    let how = if wanted.legacy { Rejection::Masked } else { Rejection::Lemire };
    let view = View::empty(dtype, bounds.shape.as_deref().unwrap_or(&[]))?;
    source.with_bits(|rng| fill(rng, &view, &bounds, how))??;
    if bounds.shape.is_some() {
        return Ok(Value::Array(Array::new(view)));
    }
    let python = match wanted.dtype {
        None => wanted.legacy,
        Some(Value::Type(t)) => t.module == "builtins",
        Some(_) => false,
    };
    let element = view.first();
    Ok(if python { convert::python_value(&element) } else { convert::scalar(element) })
}

fn limits(dtype: DType) -> (i128, i128) {
    let bits = dtype.itemsize() as u32 * 8;
    match dtype.kind_char() {
        'b' => (0, 1),
        'u' => (0, (1i128 << bits) - 1),
        _ => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
    }
}

fn bounds(interp: &mut Interp, wanted: &Wanted, dtype: DType, size: Option<Shape>) -> Result<Bounds> {
    let zero = Value::Int(0);
    let (low, high) = match wanted.high {
        Some(high) => (wanted.low, high),
        None => (&zero, wanted.low),
    };
    let (low, low_shape) = numbers(interp, low)?;
    let (mut high, high_shape) = numbers(interp, high)?;
    if !wanted.endpoint {
        high.iter_mut().for_each(|h| *h -= 1);
    }
    let (least, most) = limits(dtype);
    let name = dtype.name();
    if low.iter().any(|&x| x < least) {
        return Err(Raise::value_error(format!("low is out of bounds for {name}")));
    }
    if high.iter().any(|&x| x > most) {
        return Err(Raise::value_error(format!("high is out of bounds for {name}")));
    }
    let scalar = low_shape.is_empty() && high_shape.is_empty();
    let both = crate::engine::broadcast::broadcast_shapes(&[&low_shape, &high_shape])?;
    let (l, h) = (stretched(&low, &low_shape, &both), stretched(&high, &high_shape, &both));
    if l.iter().zip(&h).any(|(l, h)| l > h) {
        return Err(Raise::value_error(match (low.iter().all(|&l| l == 0), wanted.endpoint) {
            (true, false) => "high <= 0",
            (true, true) => "high < 0",
            (_, false) => "low >= high",
            (_, true) => "low > high",
        }));
    }
    let (low, high, shape) = if scalar || (low.len() == 1 && high.len() == 1 && size.is_some()) {
        (low, high, size)
    } else {
        // The bounds of the first elements of what all stretch to, as many as there are to draw.
        let shape = size.unwrap_or_else(|| both.clone());
        let all = common_shape(&[&low_shape, &high_shape, &shape])?;
        (stretched(&low, &low_shape, &all), stretched(&high, &high_shape, &all), Some(shape))
    };
    Ok(Bounds { shape, low, high })
}

/// Integers, with fractions cut off.
fn numbers(interp: &mut Interp, value: &Value) -> Result<(Vec<i128>, Shape)> {
    match value {
        Value::Int(n) => return Ok((vec![i128::from(*n)], Shape::new())),
        Value::BigInt(n) => {
            let wide = n.to_i128().unwrap_or(i128::MAX / 2);
            return Ok((vec![wide], Shape::new()));
        }
        Value::None => {
            let text = "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'";
            return Err(Raise::type_error(text));
        }
        Value::Str(s) => {
            let shown = interp.repr(&Value::Str(s.clone()))?;
            return Err(Raise::value_error(format!("invalid literal for int() with base 10: {shown}")));
        }
        _ => {}
    }
    let view = convert::view(interp, value)?;
    let whole = |s: Scalar| match s.as_integer() {
        Some(n) => Ok(n),
        None => match s.as_f64() {
            Some(x) if x.is_nan() => Err(Raise::value_error("cannot convert float NaN to integer")),
            Some(x) if x.is_infinite() => {
                Err(Raise::new(&crate::lang::exceptions::OVERFLOW_ERROR, "cannot convert float infinity to integer"))
            }
            Some(x) => Ok(x.trunc() as i128),
            None => Err(Raise::type_error("integers are needed")),
        },
    };
    Ok((view.scalars().map(whole).collect::<Result<Vec<i128>>>()?, view.shape().into()))
}

fn stretched(values: &[i128], from: &[usize], to: &[usize]) -> Vec<i128> {
    use crate::engine::{Layout, broadcast::broadcast_to};
    let layout = Layout::c(DType::Int8, from);
    match broadcast_to(&layout, to) {
        Some(l) => crate::engine::view::Offsets::new(&l).map(|at| values[at]).collect(),
        None => Vec::new(),
    }
}

fn fill(rng: &mut AnyBitGenerator, out: &View, bounds: &Bounds, how: Rejection) -> Result<()> {
    if bounds.low.len() != 1 || out.rank() == 0 {
        return fill_each(rng, out, bounds, how);
    }
    let flat = out.derive(crate::engine::Layout::c(out.dtype(), &[out.size()]));
    let (low, width) = (bounds.low[0], (bounds.high[0] - bounds.low[0]) as u64);
    match out.dtype() {
        DType::Int64 => stretches::<i64, _>(rng, &flat, |r, part| {
            part.iter_mut().for_each(|x| *x = bounded::bounded_u64(r, low as u64, width, how) as i64)
        }),
        DType::UInt64 => stretches::<u64, _>(rng, &flat, |r, part| bounded::fill_u64(r, low as u64, width, how, part)),
        DType::Int32 => stretches::<i32, _>(rng, &flat, |r, part| {
            part.iter_mut().for_each(|x| *x = bounded::bounded_u32(r, low as u32, width as u32, how) as i32)
        }),
        DType::UInt32 => {
            stretches::<u32, _>(rng, &flat, |r, part| bounded::fill_u32(r, low as u32, width as u32, how, part))
        }
        _ => fill_each(rng, out, bounds, how),
    }
}

/// Element by element: bounds of their own, or a type that cuts several values from one draw.
fn fill_each(rng: &mut AnyBitGenerator, out: &View, bounds: &Bounds, how: Rejection) -> Result<()> {
    let one = bounds.low.len() == 1;
    let mut at = 0;
    let mut next = || {
        let i = if one { 0 } else { at };
        at += 1;
        (bounds.low[i], (bounds.high[i] - bounds.low[i]) as u64)
    };
    let mut left = Leftover::default();
    macro_rules! each {
        ($t:ty, $u:ty, $draw:expr) => {{
            let draw: &mut dyn FnMut(&mut AnyBitGenerator, i128, u64) -> $u = &mut $draw;
            loops::fill::<$t>(out, || {
                let (low, width) = next();
                draw(rng, low, width) as $t
            })?
        }};
    }
    match out.dtype() {
        DType::Bool => loops::fill::<B8>(out, || {
            let (low, width) = next();
            B8::from(bounded::bounded_bool(rng, low != 0, width != 0, &mut left))
        })?,
        DType::Int8 => each!(i8, u8, |r, l, w| bounded::bounded_u8(r, l as u8, w as u8, how, &mut left)),
        DType::UInt8 => each!(u8, u8, |r, l, w| bounded::bounded_u8(r, l as u8, w as u8, how, &mut left)),
        DType::Int16 => each!(i16, u16, |r, l, w| bounded::bounded_u16(r, l as u16, w as u16, how, &mut left)),
        DType::UInt16 => each!(u16, u16, |r, l, w| bounded::bounded_u16(r, l as u16, w as u16, how, &mut left)),
        DType::Int32 => each!(i32, u32, |r, l, w| bounded::bounded_u32(r, l as u32, w as u32, how)),
        DType::UInt32 => each!(u32, u32, |r, l, w| bounded::bounded_u32(r, l as u32, w as u32, how)),
        DType::Int64 => each!(i64, u64, |r, l, w| bounded::bounded_u64(r, l as u64, w, how)),
        _ => each!(u64, u64, |r, l, w| bounded::bounded_u64(r, l as u64, w, how)),
    }
    Ok(())
}

/// An integer array as `int64`, in C order.
///
/// # Errors
/// Of the cast.
pub fn whole(interp: &mut Interp, value: &Value) -> Result<Vec<i64>> {
    let view = convert::view(interp, value)?;
    cast::check(view.dtype(), DType::Int64, crate::engine::kernels::promote::Casting::SameKind)?;
    Ok(crate::engine::mem::access::to_vec(&convert::cast_to(&view, DType::Int64)?))
}
