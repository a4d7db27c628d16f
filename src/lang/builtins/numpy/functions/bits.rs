//! `packbits` and `unpackbits`.

use crate::engine::layout::normalize_axis;
use crate::engine::mem::access::{fill_from_slice, to_vec};
use crate::engine::mem::watch;
use crate::engine::{DType, Layout, View};
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;

/// Whether the first bit of a byte is its highest.
fn big(order: Option<String>) -> Result<bool> {
    match order.as_deref() {
        None => Ok(true),
        Some(s) if s.starts_with('b') => Ok(true),
        Some(s) if s.starts_with('l') => Ok(false),
        Some(_) => Err(Raise::value_error("'order' must be either 'little' or 'big'")),
    }
}

/// The array along an axis that is put last; without one the flattened array.
fn lines(interp: &mut Interp, a: ArrayLike, axis: Option<i64>) -> Result<(View, usize)> {
    match axis {
        None => {
            let flat = np::ravel(interp, &Value::Array(a.0))?;
            Ok((np::view(interp, &flat)?, 0))
        }
        Some(axis) => {
            let view = a.view();
            let view = if view.rank() == 0 { view.try_reshape(&[1], false).unwrap_or(view) } else { view };
            let axis = normalize_axis(axis, view.rank())?;
            Ok((view, axis))
        }
    }
}

/// A new array of bytes, line by line along the axis.
fn made(view: &View, axis: usize, length: usize, bytes: &[u8]) -> Result<Value> {
    let mut shape = view.layout().shape.clone();
    shape[axis] = length;
    let out = View::alloc(Layout::c(DType::UInt8, &shape), crate::engine::mem::buffer::Init::Uninit)?;
    fill_from_slice(&out.derive(out.layout().axis_last(axis)), bytes);
    Ok(np::array(out))
}

fn packbits(interp: &mut Interp, a: ArrayLike, axis: Option<i64>, order: Option<String>) -> Result<Value> {
    let high = big(order)?;
    if !a.view().dtype().is_integral() {
        return Err(Raise::type_error("Expected an input array of integer or boolean data type"));
    }
    let (view, axis) = lines(interp, a, axis)?;
    let n = view.shape()[axis];
    let bits: Vec<bool> = view.derive(view.layout().axis_last(axis)).scalars().map(|x| x.truth()).collect();
    let byte = |bits: &[bool]| {
        bits.iter().enumerate().fold(0u8, |b, (i, &on)| b | (u8::from(on) << if high { 7 - i } else { i }))
    };
    let bytes: Vec<u8> =
        if n == 0 { Vec::new() } else { bits.chunks(n).flat_map(|line| line.chunks(8).map(byte)).collect() };
    made(&view, axis, n.div_ceil(8), &bytes)
}

fn unpackbits(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<i64>,
    count: Option<i64>,
    order: Option<String>,
) -> Result<Value> {
    let high = big(order)?;
    if a.view().dtype() != DType::UInt8 {
        return Err(Raise::type_error("Expected an input array of unsigned byte data type"));
    }
    let (view, axis) = lines(interp, a, axis)?;
    let n = view.shape()[axis];
    let all = 8 * n as i64;
    let length = match count {
        None => all,
        Some(k) if k < 0 && -k > all => {
            return Err(Raise::value_error("-count larger than number of elements"));
        }
        Some(k) if k < 0 => all + k,
        Some(k) => k,
    } as usize;
    let bytes = to_vec::<u8>(&view.derive(view.layout().axis_last(axis)));
    let bit = |b: u8, i: usize| b >> if high { 7 - i } else { i } & 1;
    let count = bytes
        .len()
        .checked_div(n)
        .unwrap_or_else(|| view.shape().iter().enumerate().filter(|(i, _)| *i != axis).map(|(_, n)| n).product());
    let mut bits = watch::room_for(length.saturating_mul(count));
    for i in 0..count {
        let line = bytes[i * n..(i + 1) * n].iter().flat_map(|&b| (0..8).map(move |i| bit(b, i)));
        bits.extend(line.chain(std::iter::repeat(0)).take(length));
    }
    made(&view, axis, length, &bits)
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["packbits"],
            "a, /, axis=None, bitorder='big'",
            "Eight truth values in each byte.\n\n>>> np.packbits([1, 0, 1])\narray([160], dtype=uint8)",
            packbits,
        ),
        c(
            &["unpackbits"],
            "a, /, axis=None, count=None, bitorder='big'",
            "The bits of each byte.\n\n\
             >>> np.unpackbits(np.array([5], dtype=np.uint8))\narray([0, 0, 0, 0, 0, 1, 0, 1], dtype=uint8)",
            unpackbits,
        ),
    ]
}
