//! What `np.array`, `np.asarray` and kin do: an array of a value, with the dtype, order and copying that were asked for.

use crate::engine::kernels::{Casting, cast};
use crate::engine::mem::buffer::Init;
use crate::engine::observe::CopyReason;
use crate::engine::{DType, Layout, Order, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::{convert, nested};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::value::Value;
use std::rc::Rc;

/// The argument `copy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// `True`
    Always,
    /// `None`
    IfNeeded,
    /// `False`
    Never,
}

impl Copy {
    /// From what was given; `default` if nothing was.
    ///
    /// # Errors
    /// What the truth value raises.
    pub fn parse(interp: &mut Interp, given: Given, default: Copy) -> Result<Copy> {
        Ok(match given.0 {
            None => default,
            Some(Value::None) => Copy::IfNeeded,
            Some(v) if interp.truth(&v)? => Copy::Always,
            Some(_) => Copy::Never,
        })
    }
}

const NEVER: &str = "Unable to avoid copy while creating an array as requested.\nIf using `np.array(obj, copy=False)` \
replace it with `np.asarray(obj)` to allow a copy when needed (no behavior change in NumPy 1.x).\nFor more details, \
see https://numpy.org/devdocs/numpy_2_0_migration_guide.html#adapting-to-changes-in-the-copy-keyword.";

/// `np.array(value, dtype, copy=copy, order=order)`.
///
/// # Errors
/// Of the conversion and the cast; `ValueError` where a copy is forbidden and needed.
pub fn array(
    interp: &mut Interp,
    value: &Value,
    dtype: Option<DType>,
    copy: Copy,
    order: Option<Order>,
) -> Result<Rc<Array>> {
    // The memory of an array.array is shared as an array's is.
    if let Some(shown) = crate::lang::builtins::array::shown(value)? {
        return array(interp, &Value::Array(shown), dtype, copy, order);
    }
    let order = order.unwrap_or(Order::K);
    let Value::Array(a) = value else {
        if copy == Copy::Never && !matches!(value, Value::Scalar(_)) {
            return Err(Raise::value_error(NEVER));
        }
        let view = nested::array(interp, value, dtype)?;
        convert::flush_warnings(interp)?;
        return Ok(Array::new(in_order(view, order)?));
    };
    let view = a.view().clone();
    let wanted = dtype.map_or(view.dtype(), |d| cast::sized(d, view.dtype()));
    let fits = match order {
        Order::C => view.layout().is_c_contiguous(),
        Order::F => view.layout().is_f_contiguous(),
        Order::A | Order::K => true,
    };
    if wanted == view.dtype() && fits && copy != Copy::Always {
        return Ok(a.clone());
    }
    if copy == Copy::Never {
        return Err(Raise::value_error(NEVER));
    }
    let reason = match (wanted == view.dtype(), fits) {
        (false, _) => CopyReason::Cast { from: view.dtype(), to: wanted },
        (true, false) if copy == Copy::IfNeeded => CopyReason::Order(order),
        _ => CopyReason::Requested,
    };
    astype(interp, &view, wanted, order, reason).map(Array::new)
}

/// A copy as `dtype` in `order`.
///
/// # Errors
/// Of the cast.
pub fn astype(interp: &mut Interp, view: &View, dtype: DType, order: Order, reason: CopyReason) -> Result<View> {
    if dtype == view.dtype() {
        return Ok(view.copy(order, reason)?);
    }
    let out = cast::cast(view, dtype, order, Casting::Unsafe, reason);
    convert::flush_warnings(interp)?;
    Ok(out?)
}

/// A fresh C-contiguous view, laid out in Fortran order if asked for.
fn in_order(view: View, order: Order) -> Result<View> {
    if order != Order::F || view.rank() < 2 {
        return Ok(view);
    }
    let out = View::alloc(Layout::f(view.dtype(), view.shape()), Init::Uninit)?;
    cast::convert_all(&view, &out)?;
    Ok(out)
}

/// The array with axes of length 1 before its own, until it has `ndmin`: a view.
pub fn with_ndmin(a: Rc<Array>, ndmin: usize) -> Rc<Array> {
    let view = a.view().clone();
    if view.rank() >= ndmin {
        return a;
    }
    let mut layout = view.layout().clone();
    let missing = ndmin - view.rank();
    let stride = layout.shape.first().map_or(layout.itemsize() as isize, |&n| layout.strides[0] * n.max(1) as isize);
    for _ in 0..missing {
        layout.insert_axis(0);
        layout.strides[0] = stride;
    }
    Array::view_of(&a, view.derive(layout))
}

/// A new array whose base is another that nothing else sees: what NumPy's code leaves after a last `reshape`.
pub fn reshaped_result(view: View) -> Value {
    Value::Array(Array::view_of(&Array::new(view.clone()), view))
}

/// A new array of one value everywhere.
///
/// # Errors
/// Of the conversion, `MemoryError`.
pub fn filled(interp: &mut Interp, layout: Layout, value: &Value) -> Result<Rc<Array>> {
    let out = View::alloc(layout, Init::Uninit)?;
    fill(interp, &out, value)?;
    Ok(Array::new(out))
}

/// `view[...] = value`.
///
/// # Errors
/// Of the conversion; `ValueError` if it does not broadcast.
pub fn fill(interp: &mut Interp, view: &View, value: &Value) -> Result<()> {
    let operand = match convert::python_number(value) {
        Some(_) if view.size() == 0 => return Ok(()),
        // Cast as an array is: the imaginary part is lost.
        Some(crate::engine::kernels::Operand::Complex(z)) if view.dtype().native().is_numeric() => {
            View::from_scalar(&z.into())?.into()
        }
        Some(number) => number,
        None => {
            let own = view.dtype();
            let wanted = if own.is_text() || own == DType::Object { Some(own) } else { None };
            convert::view_of(interp, value, wanted)?.into()
        }
    };
    let done = cast::assign(view, &operand);
    convert::flush_warnings(interp)?;
    Ok(done?)
}
