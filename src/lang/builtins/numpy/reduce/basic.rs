//! `sum`, `prod`, `min`, `max`, `ptp`, `any`, `all`, `argmin`, `argmax`, `count_nonzero`.

use super::request::{Average, Extreme, Fold, Gathered, Logic, Request, keepdims, some};
use crate::engine::kernels::reduce as kernel;
use crate::engine::kernels::ufunc::{self, Axes, Ufunc};
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// A function that is a ufunc's `reduce` over all axes.
macro_rules! reductions {
    ($($name:ident $order:ident $ufunc:ident;)*) => { $(
        pub(super) fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            Gathered(request, _): Gathered<$order>,
        ) -> Result<Value> {
            request.reduce(interp, &ufunc::$ufunc, &a.view(), Axes::All)
        }
    )* };
}
reductions! {
    sum Fold ADD;
    prod Fold MULTIPLY;
    min Extreme MINIMUM;
    max Extreme MAXIMUM;
}

/// `any` and `all`, whose results are bools unless asked otherwise.
fn logic(interp: &mut Interp, a: &View, mut request: Request, found: &Ufunc) -> Result<Value> {
    request.dtype = Some(some(&request.dtype).cloned().unwrap_or(Value::DType(DType::Bool)));
    request.reduce(interp, found, a, Axes::All)
}

macro_rules! truths {
    ($($name:ident $method:ident $ufunc:ident;)*) => { $(
        fn $name(interp: &mut Interp, a: ArrayLike, Gathered(request, _): Gathered<Logic>) -> Result<Value> {
            logic(interp, &a.view(), request, &ufunc::$ufunc)
        }

        pub(super) fn $method(
            interp: &mut Interp,
            a: ArrayLike,
            Gathered(request, _): Gathered<Average>,
        ) -> Result<Value> {
            logic(interp, &a.view(), request, &ufunc::$ufunc)
        }
    )* };
}
truths! {
    any any_method LOGICAL_OR;
    all all_method LOGICAL_AND;
}

/// An array to write indices to.
pub(super) fn index_out(out: &Option<Value>) -> Result<Option<Rc<Array>>> {
    match some(out) {
        None => Ok(None),
        Some(Value::Array(a)) if a.writeable() => Ok(Some(a.clone())),
        Some(Value::Array(_)) => Err(Raise::value_error("output array is read-only")),
        Some(_) => Err(Raise::type_error("output must be an array")),
    }
}

macro_rules! arg {
    ($name:ident, $kernel:path) => {
        pub(super) fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<i64>,
            out: Given,
            keep: Given,
        ) -> Result<Value> {
            let out = index_out(&out.0)?;
            let keep = keepdims(interp, &keep.0)?;
            let target = out.as_ref().map(|o| o.view().clone());
            let view = $kernel(&a.view(), axis, keep, target.as_ref())?;
            Ok(out.map_or_else(|| arrays::wrap(view), Value::Array))
        }
    };
}
arg!(argmin, kernel::argmin);
arg!(argmax, kernel::argmax);

fn ptp(interp: &mut Interp, a: ArrayLike, Gathered(request, _): Gathered<Logic>) -> Result<Value> {
    let view = a.view();
    let high = request.reduce(interp, &ufunc::MAXIMUM, &view, Axes::All)?;
    let low = Request { out: None, ..request.clone() }.reduce(interp, &ufunc::MINIMUM, &view, Axes::All)?;
    match some(&request.out) {
        Some(out) => np::call_kw(interp, "subtract", &[high, low], &[("out", out.clone())]),
        None => np::call(interp, "subtract", &[high, low]),
    }
}

fn count_nonzero(interp: &mut Interp, a: ArrayLike, axis: Given, keepdims: Option<bool>) -> Result<Value> {
    let axis = axis.0.unwrap_or(Value::None);
    let axes = match super::request::axes(interp, &axis)? {
        Axes::All => None,
        Axes::These(list) => Some(list),
    };
    let view = kernel::count_nonzero(&a.view(), axes.as_deref(), keepdims.unwrap_or(false))?;
    Ok(arrays::wrap(view))
}

const FOLD: &str = "a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>";
const EXTREME: &str = "a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>";
const LOGIC: &str = "a, axis=None, out=None, keepdims=<no value>, *, where=<no value>";
const ARG: &str = "a, axis=None, out=None, *, keepdims=<no value>";

/// `np.sum`, which tells generators apart.
fn sum_function(interp: &mut Interp, a: Value, arguments: Gathered<Fold>) -> Result<Value> {
    if matches!(a, Value::Iter(_)) {
        return Err(Raise::type_error(
            "Calling np.sum(generator) is deprecated.Use np.sum(np.fromiter(generator)) or the python sum builtin instead.",
        ));
    }
    let a = ArrayLike(convert::array(interp, &a)?);
    sum(interp, a, arguments)
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["sum"],
            FOLD,
            "The sum of the elements.\n\n>>> np.sum([[1, 2], [3, 4]])\nnp.int64(10)\n>>> np.sum([[1, 2], [3, 4]], axis=0)\narray([4, 6])",
            sum_function,
        ),
        py(&["prod"], FOLD, "The product of the elements.\n\n>>> np.prod([2, 3, 4])\nnp.int64(24)", prod),
        py(&["min"], EXTREME, "The smallest element; nan if there is one.\n\n>>> np.min([3, 1, 2])\nnp.int64(1)", min),
        py(
            &["max"],
            EXTREME,
            "The largest element; nan if there is one.\n\n>>> np.max([[3, 1], [2, 5]], axis=1)\narray([3, 5])",
            max,
        ),
        py(&["amin"], EXTREME, "The smallest element, as `np.min`.\n\n>>> np.amin([3, 1, 2])\nnp.int64(1)", min),
        py(&["amax"], EXTREME, "The largest element, as `np.max`.\n\n>>> np.amax([3, 1, 2])\nnp.int64(3)", max),
        py(&["any"], LOGIC, "Whether an element is true.\n\n>>> np.any([0, 2])\nnp.True_", any),
        py(&["all"], LOGIC, "Whether all elements are true.\n\n>>> np.all([0, 2])\nnp.False_", all),
        py(
            &["argmin"],
            ARG,
            "The index of the first smallest element.\n\n>>> np.argmin([3, 1, 2])\nnp.int64(1)",
            argmin,
        ),
        py(
            &["argmax"],
            ARG,
            "The index of the first largest element.\n\n>>> np.argmax([3, 1, 2])\nnp.int64(0)",
            argmax,
        ),
        py(
            &["ptp"],
            "a, axis=None, out=None, keepdims=<no value>",
            "The largest less the smallest.\n\n>>> np.ptp([3, 1, 7])\nnp.int64(6)",
            ptp,
        ),
        py(
            &["count_nonzero"],
            "a, axis=None, *, keepdims=False",
            "How many elements are not zero.\n\n>>> np.count_nonzero([0, 2, 3])\nnp.int64(2)",
            count_nonzero,
        ),
    ]
}
