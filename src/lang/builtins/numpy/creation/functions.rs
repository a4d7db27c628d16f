//! `copyto`, `fromfunction`, `fromiter`, `require`, `asarray_chkfinite`.

use super::make;
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::{Casting, cast, promote};
use crate::engine::observe::{self, MemEvent};
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{CastingArg, DTypeArg, Like, OrderArg};
use crate::lang::builtins::numpy::{call, convert, nested};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::{Given, Kwargs};
use crate::lang::registry::{Builtin, c, py};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["fromfunction"],
            "function, shape, *, dtype=<class 'float'>, like=None, **kwargs",
            "An array whose elements are a function of their indices; it is called once, with arrays of indices.\n\n\
             >>> np.fromfunction(lambda i, j: i + j, (2, 2), dtype=int)\narray([[0, 1],\n       [1, 2]])",
            fromfunction,
        ),
        c(
            &["fromiter"],
            "iter, dtype, count=-1, *, like=None",
            "A 1-d array of the items of an iterable.\n\n>>> np.fromiter((i * i for i in range(4)), int)\narray([0, 1, 4, 9])",
            fromiter,
        ),
        py(
            &["asarray_chkfinite"],
            "a, dtype=None, order=None",
            "As `asarray`, but refuses infinities and not-a-numbers.\n\n>>> np.asarray_chkfinite([1., 2.])\narray([1., 2.])",
            chkfinite,
        ),
        py(
            &["require"],
            "a, dtype=None, requirements=None, *, like=None",
            "An array of that dtype that meets requirements: `C`, `F`, `A`, `W`, `O`.\n\n\
             >>> np.require(np.ones((2, 2)).T, requirements='C').flags.c_contiguous\nTrue",
            require,
        ),
    ]
}

/// `np.copyto`.
pub(super) fn copyto(
    interp: &mut Interp,
    dst: Value,
    src: Value,
    casting: Option<CastingArg>,
    mask: Given,
) -> Result<()> {
    let Value::Array(target) = &dst else {
        let name = interp.type_name(&dst);
        return Err(Raise::type_error(format!("copyto() argument 1 must be a numpy.ndarray, not {name}")));
    };
    let casting = casting.map_or(Casting::SameKind, |c| c.0);
    let view = target.view().clone();
    let source = match convert::python_number(&src) {
        Some(number) => number,
        None => Operand::Array(convert::view(interp, &src)?),
    };
    if let Operand::Array(v) = &source {
        let scalar = v.rank() == 0;
        cast::check(v.dtype(), view.dtype(), casting).map_err(|e| of_scalar(e, scalar))?;
    } else if !promote::can_cast(source.type_().alone(), view.dtype(), casting)
        && promote::with_weak(view.dtype(), source.type_()) != Some(view.dtype())
    {
        cast::check(source.type_().alone(), view.dtype(), casting).map_err(|e| of_scalar(e, true))?;
    }
    // An array onto itself is nothing to do, whatever the mask.
    let same = matches!(&src, Value::Array(a) if a.view().layout() == view.layout() && a.view().id() == view.id());
    if same && view.rank() > 0 && view.size() > 0 {
        return Ok(());
    }
    if !target.writeable() {
        return Err(Raise::value_error("assignment destination is read-only"));
    }
    if view.size() == 0 && convert::python_number(&src).is_some() && mask.0.is_none() {
        observe::note(MemEvent::Write { id: view.id(), bytes: 0 });
        return Ok(());
    }
    match mask.0 {
        None | Some(Value::Bool(true)) => make::fill(interp, &view, &src),
        Some(mask) => masked(interp, &view, &src, &mask),
    }
}

/// NumPy's words where the source has no axes.
fn of_scalar(mut e: crate::engine::Error, scalar: bool) -> crate::engine::Error {
    if scalar {
        e.message = e.message.replace("Cannot cast array data", "Cannot cast scalar");
    }
    e
}

fn masked(interp: &mut Interp, target: &View, src: &Value, mask: &Value) -> Result<()> {
    use crate::engine::kernels::index::assign_mask;
    let mask = convert::view_of(interp, mask, Some(DType::Bool))?;
    let source = convert::view_of(interp, src, Some(target.dtype()))?;
    let source = source.broadcast_to(target.shape()).ok_or_else(|| broadcast_error(&source, target))?;
    let own = mask;
    let mask = own.broadcast_to(target.shape()).ok_or_else(|| mask_error(&own, target))?;
    if target.size() == 0 {
        return Ok(());
    }
    let picked = crate::engine::kernels::index::pick_mask(&source, &mask)?;
    assign_mask(target, &mask, &picked)?;
    convert::flush_warnings(interp)
}

fn mask_error(mask: &View, target: &View) -> Raise {
    use crate::engine::broadcast::shape_text;
    let (mask, target) = (shape_text(mask.shape()), shape_text(target.shape()));
    Raise::value_error(format!("could not broadcast where mask from shape {mask} into shape {target}"))
}

fn broadcast_error(v: &View, target: &View) -> Raise {
    use crate::engine::broadcast::shape_text;
    Raise::value_error(format!(
        "could not broadcast input array from shape {} into shape {}",
        shape_text(v.shape()),
        shape_text(target.shape())
    ))
}

fn fromfunction(
    interp: &mut Interp,
    function: Value,
    shape: Value,
    dtype: Option<DTypeArg>,
    _like: Option<Like>,
    kwargs: Kwargs,
) -> Result<Value> {
    let dtype = Value::DType(dtype.map_or(DType::Float64, |d| d.0));
    let grids = call(interp, "indices", &[shape, dtype])?;
    let args = interp.collect(&grids)?;
    interp.call(&function, &args, &kwargs.0)
}

fn fromiter(
    interp: &mut Interp,
    iter: Value,
    dtype: DTypeArg,
    count: Option<i64>,
    _like: Option<Like>,
) -> Result<Value> {
    if dtype.0.itemsize() == 0 {
        return Err(Raise::value_error("Must specify length when using variable-size data-type."));
    }
    let it = interp.iter(&iter)?;
    let limit = count.unwrap_or(-1);
    let mut elements = Vec::new();
    while limit < 0 || (elements.len() as i64) < limit {
        let Some(item) = interp.next(&it)? else { break };
        elements.push(nested::element(interp, &item, dtype.0)?);
        convert::flush_warnings(interp)?;
    }
    if (elements.len() as i64) < limit {
        return Err(Raise::value_error(format!(
            "iterator too short: Expected {limit} but iterator had only {} items.",
            elements.len()
        )));
    }
    let out = View::empty(dtype.0, &[elements.len()])?;
    for (at, element) in out.offsets().zip(&elements) {
        crate::engine::mem::access::store(&out, at, element);
    }
    Ok(Value::Array(Array::new(out)))
}

fn chkfinite(interp: &mut Interp, a: Value, dtype: Option<DTypeArg>, order: Option<OrderArg>) -> Result<Value> {
    let made = make::array(interp, &a, dtype.map(|d| d.0), make::Copy::IfNeeded, order.map(|o| o.0))?;
    let view = made.view().clone();
    let finite = |s: crate::engine::Scalar| s.as_complex().is_none_or(|z| z.is_finite());
    if view.dtype().is_inexact() && !view.scalars().all(finite) {
        return Err(Raise::value_error("array must not contain infs or NaNs"));
    }
    Ok(Value::Array(made))
}

/// What `requirements` may name.
const REQUIREMENTS: &[&str] = &[
    "C",
    "C_CONTIGUOUS",
    "CONTIGUOUS",
    "F",
    "F_CONTIGUOUS",
    "FORTRAN",
    "A",
    "ALIGNED",
    "W",
    "WRITEABLE",
    "O",
    "OWNDATA",
    "E",
    "ENSUREARRAY",
];

fn require(
    interp: &mut Interp,
    a: Value,
    dtype: Option<DTypeArg>,
    requirements: Option<Value>,
    _like: Option<Like>,
) -> Result<Value> {
    use crate::engine::Order;
    let mut wanted = Vec::new();
    match requirements {
        Some(Value::Str(s)) => wanted.extend(s.as_str().chars().map(|c| c.to_ascii_uppercase().to_string())),
        Some(items) => {
            for item in interp.collect(&items)? {
                wanted.push(interp.str(&item)?.to_ascii_uppercase());
            }
        }
        None => {}
    }
    if let Some(unknown) = wanted.iter().find(|w| !REQUIREMENTS.contains(&w.as_str())) {
        return Err(Raise::key_error(Value::str(unknown.clone())));
    }
    let asks = |letters: &[&str]| wanted.iter().any(|w| letters.contains(&w.as_str()));
    let (c, f) = (asks(&["C", "C_CONTIGUOUS", "CONTIGUOUS"]), asks(&["F", "F_CONTIGUOUS", "FORTRAN"]));
    if c && f {
        return Err(Raise::value_error("Cannot specify both \"C\" and \"F\" order"));
    }
    let order = match (c, f) {
        (true, _) => Order::C,
        (_, true) => Order::F,
        _ if wanted.is_empty() => Order::K,
        _ => Order::A,
    };
    let made = make::array(interp, &a, dtype.map(|d| d.0), make::Copy::IfNeeded, Some(order))?;
    let lacks = (asks(&["W", "WRITEABLE"]) && !made.writeable()) || (asks(&["O", "OWNDATA"]) && !made.owns_data());
    if !lacks {
        return Ok(Value::Array(made));
    }
    let view = made.view().copy(order, crate::engine::observe::CopyReason::Requested)?;
    Ok(Value::Array(Array::new(view)))
}
