//! Arrays over bytes, and of text: `frombuffer`, `fromstring`, `np.ndarray(…)`.

use crate::engine::layout::checked_size;
use crate::engine::mem::buffer::{Buffer, Init};
use crate::engine::{DType, Layout, Order, Strides, View};
use crate::lang::array::Array;
use crate::lang::builtins::array::Numbers;
use crate::lang::builtins::numpy::args::{self, DTypeArg, Like, OrderArg, ShapeArg};
use crate::lang::builtins::numpy::ndarray::buffer as memory;
use crate::lang::builtins::python::bytearray::Bytearray;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["frombuffer"],
            "buffer, dtype=None, count=-1, offset=0, *, like=None",
            "A 1-d array that shows the bytes of an object.\n\n\
             >>> np.frombuffer(b'\\x01\\x02\\x03', dtype=np.uint8)\narray([1, 2, 3], dtype=uint8)",
            frombuffer,
        ),
        c(
            &["fromstring"],
            "string, dtype=None, count=-1, *, sep='', like=None",
            "A 1-d array of the numbers in a text.\n\n>>> np.fromstring('1 2 3', dtype=int, sep=' ')\narray([1, 2, 3])",
            fromstring,
        ),
    ]
}

/// `np.ndarray(…)`.
pub fn constructor() -> Builtin {
    c(
        &["ndarray"],
        "shape, dtype=None, buffer=None, offset=0, strides=None, order=None",
        "An array of a shape over the bytes of `buffer`, or over new memory.\n\n\
         >>> np.ndarray((2,), buffer=np.array([1, 2, 3]), offset=8, dtype=int)\narray([2, 3])",
        ndarray,
    )
}

/// The bytes of an object: a view of `uint8`, what holds them, and whether they may be written.
///
/// # Errors
/// `TypeError` of what has none; `ValueError` where they are not contiguous.
pub fn bytes_of(interp: &mut Interp, buffer: &Value) -> Result<(View, Value, bool)> {
    match buffer {
        Value::Bytes(b) => {
            let made = Buffer::of_bytes(b).map_err(|_| Raise::new(&crate::lang::exceptions::MEMORY_ERROR, ""))?;
            let view = View::new(Rc::new(made), Layout::c(DType::UInt8, &[b.len()]))?;
            Ok((view, buffer.clone(), false))
        }
        Value::Array(a) => {
            let view = a.view().clone();
            if !view.layout().is_c_contiguous() {
                return Err(Raise::value_error("ndarray is not C-contiguous"));
            }
            let flat = Layout { offset: view.layout().offset, ..Layout::c(DType::UInt8, &[view.nbytes()]) };
            Ok((view.derive(flat), buffer.clone(), a.writeable()))
        }
        Value::Scalar(s) => {
            let view = View::from_scalar(s)?;
            let flat = Layout::c(DType::UInt8, &[view.nbytes()]);
            Ok((view.derive(flat), buffer.clone(), false))
        }
        other if other.downcast::<Bytearray>().is_some() => {
            let lent = other.downcast::<Bytearray>().map(Bytearray::lend);
            Ok((lent.unwrap_or_else(|| Ok(View::zeros(DType::UInt8, &[0])?))?, buffer.clone(), true))
        }
        other => {
            if let Some(numbers) = other.downcast::<Numbers>() {
                let view = numbers.lend()?;
                let flat = Layout::c(DType::UInt8, &[view.nbytes()]);
                return Ok((view.derive(flat), buffer.clone(), true));
            }
            if let Some(array) = memory::array_of(other) {
                return bytes_of(interp, &Value::Array(array));
            }
            let name = interp.type_name(other);
            Err(Raise::type_error(format!("a bytes-like object is required, not '{name}'")))
        }
    }
}

fn frombuffer(
    interp: &mut Interp,
    buffer: Value,
    dtype: Option<DTypeArg>,
    count: Option<i64>,
    offset: Option<i64>,
    _like: Option<Like>,
) -> Result<Value> {
    let dtype = dtype.map_or(DType::Float64, |d| d.0);
    let item = dtype.itemsize() as i64;
    if dtype.has_objects() {
        return Err(Raise::value_error("cannot create an OBJECT array from memory buffer"));
    }
    if item == 0 {
        return Err(Raise::value_error("itemsize cannot be zero in type"));
    }
    let (bytes, base, writeable) = bytes_of(interp, &buffer)?;
    // What holds the bytes of a bytearray or an array.array is a view of its memory.
    let lends = base.downcast::<Bytearray>().is_some() || base.downcast::<Numbers>().is_some();
    let base = if lends { memory::over(interp, &base)? } else { base };
    let (total, offset, count) = (bytes.size() as i64, offset.unwrap_or(0), count.unwrap_or(-1));
    if offset < 0 || offset > total {
        return Err(Raise::value_error(format!(
            "offset must be non-negative and no greater than buffer length ({total})"
        )));
    }
    let left = total - offset;
    let n = if count < 0 {
        if left % item != 0 {
            return Err(Raise::value_error("buffer size must be a multiple of element size"));
        }
        left / item
    } else {
        if left < count.saturating_mul(item) {
            return Err(Raise::value_error("buffer is smaller than requested size"));
        }
        count
    };
    let start = bytes.layout().offset + offset as usize;
    let view = bytes.with_layout(Layout { offset: start, ..Layout::c(dtype, &[n as usize]) })?;
    Ok(match &base {
        Value::Array(a) => {
            let made = Array::view_of(a, view);
            made.set_writeable(writeable);
            Value::Array(made)
        }
        _ => Value::Array(Array::over(base, view, writeable)),
    })
}

fn fromstring(
    interp: &mut Interp,
    string: Value,
    dtype: Option<DTypeArg>,
    count: Option<i64>,
    sep: Option<String>,
    _like: Option<Like>,
) -> Result<Value> {
    let dtype = dtype.map_or(DType::Float64, |d| d.0);
    let sep = sep.unwrap_or_default();
    if sep.is_empty() {
        return Err(Raise::value_error("The binary mode of fromstring is removed, use frombuffer instead"));
    }
    let text = match string.as_str() {
        Some(text) => text.to_string(),
        None => match &string {
            Value::Bytes(b) => String::from_utf8_lossy(b).into_owned(),
            other => {
                let name = interp.type_name(other);
                return Err(Raise::type_error(format!("argument 1 must be read-only bytes-like object, not {name}")));
            }
        },
    };
    let numbers = super::numbers::read(&text, &sep, dtype, count.filter(|&n| n >= 0).map(|n| n as usize))?;
    let len = count.filter(|&n| n >= 0).map_or(numbers.len(), |n| n as usize);
    let out = View::zeros(dtype, &[len])?;
    for (at, n) in out.offsets().zip(&numbers) {
        crate::engine::mem::access::store(&out, at, n);
    }
    Ok(Value::Array(Array::new(out)))
}

const INCOMPATIBLE: &str = "strides is incompatible with shape of requested array and size of buffer";

fn ndarray(
    interp: &mut Interp,
    shape: ShapeArg,
    dtype: Option<DTypeArg>,
    buffer: Option<Value>,
    offset: Option<i64>,
    strides: Option<Value>,
    order: Option<OrderArg>,
) -> Result<Value> {
    let dtype = dtype.map_or(DType::Float64, |d| d.0);
    let mut layout = match order.map(|o| o.0) {
        Some(Order::F) => Layout::f(dtype, &shape.0),
        _ => Layout::c(dtype, &shape.0),
    };
    let given = strides.is_some();
    if let Some(strides) = strides {
        let steps = args::integers(interp, &strides)?;
        if steps.len() != layout.rank() {
            return Err(Raise::value_error("strides, if given, must be the same length as shape"));
        }
        layout.strides = steps.iter().map(|&s| s as isize).collect::<Strides>();
    }
    let Some(buffer) = buffer else {
        let own =
            View::alloc(Layout { strides: Layout::c(dtype, &layout.shape).strides, ..layout.clone() }, Init::Zeroed)?;
        if !given {
            let order = if own.nbytes() == 0 { own.layout().clone() } else { layout };
            return Ok(Value::Array(Array::new(own.derive(order))));
        }
        let (low, high) = layout.extent();
        if low < 0 || high > own.nbytes() as i128 {
            return Err(Raise::value_error(INCOMPATIBLE));
        }
        return Ok(Value::Array(Array::new(own.derive(layout))));
    };
    let (bytes, base, writeable) = bytes_of(interp, &buffer)?;
    let offset = offset.unwrap_or(0);
    layout.offset = bytes.layout().offset.wrapping_add(offset as usize);
    checked_size(&layout.shape, layout.itemsize())?;
    if !given && (offset < 0 || (offset as usize).saturating_add(layout.nbytes()) > bytes.size()) {
        return Err(Raise::type_error("buffer is too small for requested array"));
    }
    let (low, high) = layout.extent();
    let (start, end) = (bytes.layout().offset as i128, (bytes.layout().offset + bytes.size()) as i128);
    if offset < 0 || low < start || high > end {
        return Err(Raise::value_error(INCOMPATIBLE));
    }
    let view = bytes.with_layout(layout)?;
    Ok(Value::Array(match &base {
        Value::Array(a) => Array::view_of(a, view),
        _ => Array::over(base, view, writeable),
    }))
}
