//! Attributes of arrays. NumPy's scalars have them too: there the receiver is no array.

use super::{buffer, flags, flat};
use crate::engine::layout::Strides;
use crate::engine::{DType, Kind, Layout, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::integers;
use crate::lang::builtins::numpy::convert;
use crate::lang::builtins::numpy::shape::broadcasting::shape_value;
use crate::lang::builtins::numpy::shape::{axes, exchanged};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Attribute, attribute};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Attribute> {
    let settable = |name, doc, get, set| Attribute { name, doc, get, set: Some(set) };
    vec![
        settable("shape", "Lengths of the axes.", |i, v| read(i, v, |a| shape_value(a.shape())), set_shape),
        settable("strides", "Byte steps of the axes.", |i, v| read(i, v, strides), set_strides),
        settable("dtype", "The element type.", |i, v| read(i, v, |a| Value::DType(a.dtype())), set_dtype),
        attribute("ndim", "The number of axes.", |i, v| read(i, v, |a| Value::Int(a.rank() as i64))),
        attribute("size", "The number of elements.", |i, v| read(i, v, |a| Value::Int(a.size() as i64))),
        attribute("itemsize", "Bytes of an element.", |i, v| read(i, v, |a| Value::Int(a.layout().itemsize() as i64))),
        attribute("nbytes", "Bytes of all elements.", |i, v| read(i, v, |a| Value::Int(a.nbytes() as i64))),
        attribute("T", "A view with the axes reversed.", |i, v| {
            if let Value::Scalar(_) = v {
                return Ok(v.clone());
            }
            let a = convert::array(i, v)?;
            let view = a.view().clone();
            Ok(Value::Array(Array::view_of(&a, view.derive(view.layout().reversed_axes()))))
        }),
        attribute("mT", "A view with the last two axes exchanged.", |i, v| exchanged(&convert::array(i, v)?)),
        settable("real", "A view of the real parts.", |i, v| part(i, v, false), |i, v, x| set_part(i, v, x, false)),
        settable("imag", "A view of the imaginary parts.", |i, v| part(i, v, true), |i, v, x| set_part(i, v, x, true)),
        settable("flat", "An iterator over the elements, with subscripts.", flat::of, flat::assign_all),
        attribute("base", "The array whose memory this one shows.", |_, v| match v {
            Value::Array(a) => Ok(a.base()),
            _ => Ok(Value::None),
        }),
        attribute("flags", "About the memory layout.", flags::of),
        attribute("data", "The buffer of the elements.", buffer::data),
        attribute("ctypes", "The address of the elements.", buffer::ctypes),
        attribute("__array_interface__", "Address, type, shape and strides as a dict.", buffer::interface),
        attribute("__array_priority__", "Whose type the result of two has.", |_, v| {
            Ok(Value::Float(if matches!(v, Value::Array(_)) { 0.0 } else { -1_000_000.0 }))
        }),
        attribute("device", "Where the elements are.", |_, _| Ok(Value::str("cpu"))),
    ]
}

fn read(interp: &mut Interp, v: &Value, f: impl Fn(&View) -> Value) -> Result<Value> {
    match v {
        Value::Array(a) => Ok(f(&a.view())),
        other => Ok(f(&convert::view(interp, other)?)),
    }
}

fn strides(view: &View) -> Value {
    Value::tuple(view.strides().iter().map(|&s| Value::Int(s as i64)).collect())
}

/// The array to assign to; scalars have no attributes that can be set.
fn target(v: &Value, name: &str) -> Result<Rc<Array>> {
    match v {
        Value::Array(a) => Ok(a.clone()),
        _ => Err(Raise::attribute_error(format!("attribute '{name}' of 'numpy.generic' objects is not writable"))),
    }
}

fn set_shape(interp: &mut Interp, v: &Value, shape: Value) -> Result<()> {
    let a = target(v, "shape")?;
    let wanted = integers(interp, &shape)?;
    let view = a.view().clone();
    let shape = axes::resolve(view.size(), &wanted)?;
    let reshaped = view.try_reshape(&shape, false).map_err(|_| {
        Raise::attribute_error(
            "Incompatible shape for in-place modification. Use `.reshape()` to make a copy with the desired shape.",
        )
    })?;
    a.set_view(reshaped);
    Ok(())
}

fn set_strides(interp: &mut Interp, v: &Value, strides: Value) -> Result<()> {
    let a = target(v, "strides")?;
    let steps = integers(interp, &strides)?;
    let view = a.view().clone();
    if steps.len() != view.rank() {
        return Err(Raise::value_error(format!("strides must be same length as shape ({})", view.rank())));
    }
    let layout = Layout { strides: steps.iter().map(|&s| s as isize).collect::<Strides>(), ..view.layout().clone() };
    let changed =
        view.with_layout(layout).map_err(|_| Raise::value_error("strides is not compatible with available memory"))?;
    a.set_view(changed);
    Ok(())
}

fn set_dtype(interp: &mut Interp, v: &Value, dtype: Value) -> Result<()> {
    let a = target(v, "dtype")?;
    let dtype = convert::dtype(interp, &dtype).map_err(|e| {
        if e.is(&crate::lang::exceptions::NOT_IMPLEMENTED_ERROR) {
            e
        } else {
            Raise::type_error("invalid data-type for array")
        }
    })?;
    let changed = retyped(&a.view(), dtype)?;
    a.set_view(changed);
    Ok(())
}

/// The same bytes as elements of another dtype (`a.view(dtype)`).
///
/// # Errors
/// `ValueError` where the last axis does not allow it.
pub fn retyped(view: &View, dtype: DType) -> Result<View> {
    if view.dtype() != dtype && (view.dtype().has_objects() || dtype.has_objects()) {
        return Err(Raise::type_error("Cannot change data-type for array of references."));
    }
    let (old, new) = (view.dtype().itemsize(), dtype.itemsize());
    let mut layout = Layout { dtype, ..view.layout().clone() };
    if new == old {
        return Ok(view.derive(layout));
    }
    let Some(last) = view.rank().checked_sub(1) else {
        return Err(Raise::value_error(
            "Changing the dtype of a 0d array is only supported if the itemsize is unchanged",
        ));
    };
    if new == 0 {
        let same_kind = if dtype.kind() == Kind::Str { DType::Str(old as u32 / 4) } else { DType::Bytes(old as u32) };
        return Ok(view.derive(Layout { dtype: same_kind, ..view.layout().clone() }));
    }
    let (n, step) = (layout.shape[last], layout.strides[last]);
    if n != 1 && view.size() != 0 && step != old as isize {
        return Err(Raise::value_error("To change to a dtype of a different size, the last axis must be contiguous"));
    }
    if new < old {
        if old % new != 0 {
            return Err(Raise::value_error(
                "When changing to a smaller dtype, its size must be a divisor of the size of original dtype",
            ));
        }
        layout.shape[last] = n * (old / new);
    } else {
        let bytes = n * old;
        if bytes % new != 0 {
            return Err(Raise::value_error(
                "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis \
                 of the array.",
            ));
        }
        layout.shape[last] = bytes / new;
    }
    layout.strides[last] = new as isize;
    Ok(view.derive(layout))
}

/// The view of the real or imaginary parts; of a real array itself, or read-only zeros.
pub fn part(interp: &mut Interp, v: &Value, imag: bool) -> Result<Value> {
    if let Value::Scalar(s) = v {
        return Ok(scalar_part(s, imag));
    }
    let a = convert::array(interp, v)?;
    let view = a.view().clone();
    if view.dtype().kind() != Kind::Complex {
        if !imag {
            return Ok(Value::Array(a));
        }
        let fortran = view.layout().is_f_contiguous() && !view.layout().is_c_contiguous();
        let layout = if fortran { Layout::f } else { Layout::c };
        let zeros = Array::new(View::zeros_in(layout(view.dtype(), view.shape()))?);
        zeros.set_writeable(false);
        return Ok(Value::Array(zeros));
    }
    Ok(Value::Array(Array::view_of(&a, complex_part(&view, imag))))
}

fn complex_part(view: &View, imag: bool) -> View {
    let dtype = view.dtype().real_part();
    let mut layout = Layout { dtype, ..view.layout().clone() };
    if imag {
        layout.offset += dtype.itemsize();
    }
    view.derive(layout)
}

fn scalar_part(s: &crate::engine::Scalar, imag: bool) -> Value {
    use crate::engine::Scalar;
    match s {
        Scalar::Complex64(z) => Value::scalar(if imag { z.im } else { z.re }),
        Scalar::Complex128(z) => Value::scalar(if imag { z.im } else { z.re }),
        other if imag => match View::zeros(other.dtype(), &[]) {
            Ok(zero) => Value::scalar(zero.first()),
            Err(_) => Value::Int(0),
        },
        other => Value::scalar(other.clone()),
    }
}

fn set_part(interp: &mut Interp, v: &Value, x: Value, imag: bool) -> Result<()> {
    let a = target(v, if imag { "imag" } else { "real" })?;
    let view = a.view().clone();
    if imag && view.dtype().kind() != Kind::Complex {
        return Err(Raise::type_error("array does not have imaginary part to set"));
    }
    let part = if view.dtype().kind() == Kind::Complex { complex_part(&view, imag) } else { view };
    let to = Array::view_of(&a, part);
    // A number is an array first, and cast as one.
    let x = match x {
        Value::Complex(_) => Value::Array(convert::array(interp, &x)?),
        x => x,
    };
    interp.set_item(&Value::Array(to), &Value::Ellipsis, x)
}
