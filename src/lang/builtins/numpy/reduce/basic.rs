//! `sum`, `prod`, `mean`, `std`, `var`, `min`, `max`, `ptp`, `any`, `all`, `argmin`, `argmax`, `count_nonzero`.

use crate::engine::kernels::Operand;
use crate::engine::kernels::reduce::{self as kernel, Averaged, Options};
use crate::engine::{self, DType, Scalar, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg, DTypeArg, OutArg};
use crate::lang::builtins::numpy::ufuncs::where_mask;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// What a reduction is asked for.
pub struct Request {
    /// The array.
    pub a: View,
    /// `axis`
    pub axis: Option<AxisArg>,
    /// `dtype`
    pub dtype: Option<DType>,
    /// `out`
    pub out: Option<Rc<Array>>,
    /// `keepdims`
    pub keepdims: bool,
    /// `initial`
    pub initial: Option<Value>,
    /// `where`
    pub where_: Option<View>,
}

type Kernel = fn(&View, &Options<'_>) -> engine::Result<View>;

/// `keepdims` and kin: absent or `<no value>` is false.
///
/// # Errors
/// Of the truth value.
pub fn given_bool(interp: &mut Interp, given: Given) -> Result<bool> {
    given.0.map_or(Ok(false), |v| interp.truth(&v))
}

impl Request {
    /// Of an array along an axis.
    pub fn new(a: View, axis: Option<AxisArg>) -> Request {
        Request { a, axis, dtype: None, out: None, keepdims: false, initial: None, where_: None }
    }

    /// With the other usual arguments.
    ///
    /// # Errors
    /// Of their conversion.
    pub fn with(
        interp: &mut Interp,
        a: View,
        axis: Option<AxisArg>,
        dtype: Option<DTypeArg>,
        out: Option<OutArg>,
        keepdims: Given,
        where_: Given,
    ) -> Result<Request> {
        let where_ = match where_.0 {
            None | Some(Value::Bool(true)) => None,
            Some(v) => Some(where_mask(interp, &v)?),
        };
        let keepdims = given_bool(interp, keepdims)?;
        Ok(Request { dtype: dtype.map(|d| d.0), out: out.map(|o| o.0), keepdims, where_, ..Request::new(a, axis) })
    }

    fn options<T>(&self, initial: Option<Scalar>, f: impl FnOnce(&Options<'_>) -> T) -> T {
        let axes: Option<Vec<i64>> = self.axis.as_ref().map(|a| match a {
            AxisArg::One(n) => vec![*n],
            AxisArg::Many(list) => list.clone(),
        });
        let out = self.out.as_ref().map(|o| o.view().clone());
        f(&Options {
            axis: axes.as_deref(),
            keepdims: self.keepdims,
            dtype: self.dtype,
            out: out.as_ref(),
            mask: self.where_.as_ref(),
            initial,
        })
    }

    fn initial(&self, interp: &mut Interp) -> Result<Option<Scalar>> {
        let Some(v) = &self.initial else { return Ok(None) };
        Ok(Some(match convert::operand(interp, v)? {
            Operand::Array(view) => view.first(),
            number => number.to_scalar(number.type_().alone())?,
        }))
    }

    /// Runs a kernel and hands out its result.
    ///
    /// # Errors
    /// NumPy's.
    pub fn run(self, interp: &mut Interp, kernel: Kernel) -> Result<Value> {
        let initial = self.initial(interp)?;
        let result = self.options(initial, |o| kernel(&self.a, o));
        arrays::float_warnings(interp, false)?;
        Ok(self.hand_out(result?))
    }

    /// As [`Request::run`] of a mean or variance, which warns of too few elements.
    ///
    /// # Errors
    /// NumPy's.
    pub fn run_averaged(
        self,
        interp: &mut Interp,
        warning: &str,
        kernel: impl FnOnce(&View, &Options<'_>) -> engine::Result<Averaged>,
    ) -> Result<Value> {
        let result = self.options(None, |o| kernel(&self.a, o));
        if matches!(&result, Ok(r) if r.degenerate) {
            interp.warn(&exc::RUNTIME_WARNING, warning)?;
        }
        arrays::float_warnings(interp, false)?;
        Ok(self.hand_out(result?.view))
    }

    fn hand_out(self, view: View) -> Value {
        self.out.map_or_else(|| arrays::wrap(view), Value::Array)
    }
}

/// `ddof`, unless `correction` is given.
///
/// # Errors
/// `ValueError` for both.
pub fn ddof(interp: &mut Interp, ddof: Option<f64>, correction: Given) -> Result<f64> {
    match correction.0 {
        None => Ok(ddof.unwrap_or(0.0)),
        Some(_) if ddof.is_some_and(|d| d != 0.0) => {
            Err(Raise::value_error("ddof and correction can't be provided simultaneously."))
        }
        Some(v) => interp.float(&v),
    }
}

macro_rules! fold {
    ($name:ident, $kernel:path) => {
        #[allow(clippy::too_many_arguments)]
        pub(super) fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<AxisArg>,
            dtype: Option<DTypeArg>,
            out: Option<OutArg>,
            keepdims: Given,
            initial: Given,
            where_: Given,
        ) -> Result<Value> {
            let mut request = Request::with(interp, a.view(), axis, dtype, out, keepdims, where_)?;
            request.initial = initial.0.filter(|v| !v.is_none());
            request.run(interp, $kernel)
        }
    };
}
fold!(sum, kernel::sum);
fold!(prod, kernel::prod);

macro_rules! extreme {
    ($name:ident, $kernel:path) => {
        pub(super) fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<AxisArg>,
            out: Option<OutArg>,
            keepdims: Given,
            initial: Given,
            where_: Given,
        ) -> Result<Value> {
            let mut request = Request::with(interp, a.view(), axis, None, out, keepdims, where_)?;
            request.initial = initial.0.filter(|v| !v.is_none());
            request.run(interp, $kernel)
        }
    };
}
extreme!(min, kernel::min);
extreme!(max, kernel::max);

macro_rules! logic {
    ($name:ident, $kernel:path) => {
        pub(super) fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<AxisArg>,
            out: Option<OutArg>,
            keepdims: Given,
            where_: Given,
        ) -> Result<Value> {
            Request::with(interp, a.view(), axis, None, out, keepdims, where_)?.run(interp, $kernel)
        }
    };
}
logic!(any, kernel::any);
logic!(all, kernel::all);

macro_rules! arg {
    ($name:ident, $kernel:path) => {
        pub(super) fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<i64>,
            out: Option<OutArg>,
            keepdims: Given,
        ) -> Result<Value> {
            let keepdims = given_bool(interp, keepdims)?;
            let target = out.as_ref().map(|o| o.0.view().clone());
            let view = $kernel(&a.view(), axis, keepdims, target.as_ref())?;
            Ok(out.map_or_else(|| arrays::wrap(view), |o| Value::Array(o.0)))
        }
    };
}
arg!(argmin, kernel::argmin);
arg!(argmax, kernel::argmax);

pub(super) fn mean(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
    keepdims: Given,
    where_: Given,
) -> Result<Value> {
    let request = Request::with(interp, a.view(), axis, dtype, out, keepdims, where_)?;
    request.run_averaged(interp, "Mean of empty slice", kernel::mean)
}

macro_rules! spread {
    ($name:ident, $kernel:path, $rooted:literal) => {
        #[allow(clippy::too_many_arguments)]
        pub(super) fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<AxisArg>,
            dtype: Option<DTypeArg>,
            out: Option<OutArg>,
            ddof: Option<f64>,
            keepdims: Given,
            where_: Given,
            mean: Given,
            correction: Given,
        ) -> Result<Value> {
            let ddof = self::ddof(interp, ddof, correction)?;
            let request = Request::with(interp, a.view(), axis, dtype, out, keepdims, where_)?;
            if let Some(mean) = mean.0 {
                return about(interp, request, &mean, ddof, $rooted);
            }
            let text = "Degrees of freedom <= 0 for slice";
            request.run_averaged(interp, text, |view, options| $kernel(view, options, ddof))
        }
    };
}
spread!(std, kernel::std, true);
spread!(var, kernel::var, false);

/// A variance about a mean that the caller knows.
fn about(interp: &mut Interp, request: Request, mean: &Value, ddof: f64, rooted: bool) -> Result<Value> {
    let a = np::array(request.a.clone());
    let deviation = np::sub(interp, &a, mean)?;
    let squares = if request.a.dtype().kind() == engine::Kind::Complex {
        let conjugate = np::call(interp, "conjugate", std::slice::from_ref(&deviation))?;
        let product = np::mul(interp, &deviation, &conjugate)?;
        interp.get_attr(&product, "real")?
    } else {
        np::mul(interp, &deviation, &deviation)?
    };
    let squares = np::view(interp, &squares)?;
    let ones = View::from_scalar(&Scalar::Int64(1))?;
    let ones = ones.broadcast_to(request.a.shape()).unwrap_or(ones);
    let counted = Request {
        keepdims: request.keepdims,
        where_: request.where_.clone(),
        ..Request::new(ones, request.axis.clone())
    };
    let count = counted.run(interp, kernel::sum)?;
    let total = Request { a: squares, ..request }.run(interp, kernel::sum)?;
    let freedom = np::sub(interp, &count, &Value::Float(ddof))?;
    let freedom = np::call(interp, "maximum", &[freedom, Value::Int(0)])?;
    let result = match &total {
        Value::Array(_) => np::call_kw(
            interp,
            "true_divide",
            &[total.clone(), freedom],
            &[("out", total.clone()), ("casting", Value::str("unsafe"))],
        )?,
        _ => np::div(interp, &total, &freedom)?,
    };
    match (&result, rooted) {
        (_, false) => Ok(result),
        (Value::Array(_), true) => {
            np::call_kw(interp, "sqrt", std::slice::from_ref(&result), &[("out", result.clone())])
        }
        _ => np::call(interp, "sqrt", &[result]),
    }
}

fn ptp(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    out: Option<OutArg>,
    keepdims: Given,
) -> Result<Value> {
    let keepdims = given_bool(interp, keepdims)?;
    let of = |a: &ArrayLike| Request { keepdims, ..Request::new(a.view(), axis.clone()) };
    let high = of(&a).run(interp, kernel::max)?;
    let low = of(&a).run(interp, kernel::min)?;
    match out {
        Some(out) => np::call_kw(interp, "subtract", &[high, low], &[("out", Value::Array(out.0))]),
        None => np::call(interp, "subtract", &[high, low]),
    }
}

fn count_nonzero(_: &mut Interp, a: ArrayLike, axis: Option<AxisArg>, keepdims: Option<bool>) -> Result<Value> {
    let request = Request::new(a.view(), axis);
    let view = request.options(None, |o| kernel::count_nonzero(&request.a, o.axis, keepdims.unwrap_or(false)))?;
    Ok(arrays::wrap(view))
}

const FOLD: &str = "a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>";
const EXTREME: &str = "a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>";
const LOGIC: &str = "a, axis=None, out=None, keepdims=<no value>, *, where=<no value>";
const ARG: &str = "a, axis=None, out=None, *, keepdims=<no value>";
const SPREAD: &str = "a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>, \
                      mean=<no value>, correction=<no value>";

/// `np.sum`, which tells generators apart.
#[allow(clippy::too_many_arguments)]
fn sum_function(
    interp: &mut Interp,
    a: Value,
    axis: Option<AxisArg>,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
    keepdims: Given,
    initial: Given,
    where_: Given,
) -> Result<Value> {
    if matches!(a, Value::Iter(_)) {
        return Err(Raise::type_error(
            "Calling np.sum(generator) is deprecated.Use np.sum(np.fromiter(generator)) or the python sum builtin instead.",
        ));
    }
    let a = ArrayLike(convert::array(interp, &a)?);
    sum(interp, a, axis, dtype, out, keepdims, initial, where_)
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
        py(
            &["min", "amin"],
            EXTREME,
            "The smallest element; nan if there is one.\n\n>>> np.min([3, 1, 2])\nnp.int64(1)",
            min,
        ),
        py(
            &["max", "amax"],
            EXTREME,
            "The largest element; nan if there is one.\n\n>>> np.max([[3, 1], [2, 5]], axis=1)\narray([3, 5])",
            max,
        ),
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
            &["mean"],
            "a, axis=None, dtype=None, out=None, keepdims=<no value>, *, where=<no value>",
            "The arithmetic mean.\n\n>>> np.mean([1, 2, 6])\nnp.float64(3.0)",
            mean,
        ),
        py(
            &["std"],
            SPREAD,
            "The standard deviation.\n\n>>> np.std([1, 3])\nnp.float64(1.0)\n>>> np.std([1, 2, 3], ddof=1)\nnp.float64(1.0)",
            std,
        ),
        py(&["var"], SPREAD, "The variance.\n\n>>> np.var([1, 3])\nnp.float64(1.0)", var),
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
