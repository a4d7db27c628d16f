//! `convolve`, `correlate`, `interp`, `unwrap`, `sinc`.

use crate::engine::interrupt;
use crate::engine::interrupt::watched;
use crate::engine::kernels::{Casting, cast, promote};
use crate::engine::mem::access::to_vec;
use crate::engine::mem::simd;
use crate::engine::mem::watch;
use crate::engine::{DType, Kind, View};
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};
use num_complex::Complex64;

/// How far two arrays may stick out over one another.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Valid,
    Same,
    Full,
}

fn mode_of(interp: &mut Interp, mode: Option<Value>, default: Mode) -> Result<Mode> {
    let Some(mode) = mode else { return Ok(default) };
    match (mode.as_str(), &mode) {
        (Some("valid"), _) | (_, Value::Int(0)) => Ok(Mode::Valid),
        (Some("same"), _) | (_, Value::Int(1)) => Ok(Mode::Same),
        (Some("full"), _) | (_, Value::Int(2)) => Ok(Mode::Full),
        (Some("v" | "s" | "f"), _) => {
            Err(Raise::value_error("Use one of 'valid', 'same', or 'full' for convolve/correlate mode"))
        }
        (Some(text), _) => {
            Err(Raise::value_error(format!("mode must be one of 'valid', 'same', or 'full' (got '{text}')")))
        }
        _ => Err(Raise::type_error(format!("mode must be str, not {}", interp.type_name(&mode)))),
    }
}

fn one_axis(view: View) -> Result<View> {
    match view.rank() {
        0 => Ok(view.try_reshape(&[1], false).unwrap_or(view)),
        1 => Ok(view),
        _ => Err(Raise::value_error("object too deep for desired array")),
    }
}

/// A number that can be multiplied and added.
trait Term: Copy + Default {
    fn add_product(self, a: Self, b: Self) -> Self;
}

macro_rules! float_terms {
    ($($t:ty),*) => { $(impl Term for $t {
        #[inline(always)]
        fn add_product(self, a: $t, b: $t) -> $t { self + a * b }
    })* };
}
float_terms!(f32, f64, Complex64);

impl Term for i64 {
    #[inline(always)]
    fn add_product(self, a: i64, b: i64) -> i64 {
        self.wrapping_add(a.wrapping_mul(b))
    }
}

/// `out[k] = Σ a[k + j - shift] · v[j]`, where `a` is not shorter than `v`.
fn slide<T: Term>(a: &[T], v: &[T], mode: Mode) -> Result<Vec<T>> {
    let (n, m) = (a.len(), v.len());
    let (len, shift) = match mode {
        Mode::Valid => (n - m + 1, 0),
        Mode::Same => (n, m / 2),
        Mode::Full => (n + m - 1, m - 1),
    };
    let at = |k: usize| {
        let low = shift.saturating_sub(k);
        let high = m.min(n + shift - k);
        (low..high).fold(T::default(), |sum, j| sum.add_product(a[k + j - shift], v[j]))
    };
    // Where all of `v` lies over `a`.
    let inner = shift..(n + shift + 1 - m).max(shift);
    let mut out = watch::room_for(len);
    // Some milliseconds between two looks for an interrupt.
    let every = (1 << 22) / m + 1;
    for from in (0..len).step_by(every) {
        interrupt::check()?;
        let to = len.min(from + every);
        let (first, last) = (inner.start.clamp(from, to), inner.end.clamp(from, to));
        out.extend((from..first).map(at));
        if first < last {
            out.extend(simd::dispatch(Slide { a: &a[first - shift..last - shift + m - 1], v }));
        }
        out.extend((last.max(first)..to).map(at));
    }
    Ok(out)
}

/// The products with all of `v`, several at once, each added up in the same order.
struct Slide<'a, T> {
    a: &'a [T],
    v: &'a [T],
}

impl<T: Term> simd::Body for Slide<'_, T> {
    type Output = Vec<T>;

    #[inline(always)]
    fn run(self) -> Vec<T> {
        const WIDTH: usize = 32;
        let len = self.a.len() + 1 - self.v.len();
        let mut out = watch::room_for(len);
        for from in (0..len - len % WIDTH).step_by(WIDTH) {
            let mut sums = [T::default(); WIDTH];
            for (j, &v) in self.v.iter().enumerate() {
                let part = &self.a[from + j..from + j + WIDTH];
                for k in 0..WIDTH {
                    sums[k] = sums[k].add_product(part[k], v);
                }
            }
            out.extend(sums);
        }
        for from in len - len % WIDTH..len {
            let pairs = self.a[from..].iter().zip(self.v);
            out.push(pairs.fold(T::default(), |sum, (&x, &v)| sum.add_product(x, v)));
        }
        out
    }
}

/// The sliding products of two arrays in their common dtype.
fn correlated(a: &View, v: &View, mode: Mode) -> Result<View> {
    let dtype = promote::promote_types(a.dtype(), v.dtype());
    let reversed = a.size() < v.size();
    let (a, v) = if reversed { (v, a) } else { (a, v) };
    macro_rules! run {
        ($t:ty, $d:expr) => {{
            let (a, v) = (to_vec::<$t>(&convert::cast_to(a, $d)?), to_vec::<$t>(&convert::cast_to(v, $d)?));
            let mut out = slide(&a, &v, mode)?;
            if reversed {
                out.reverse();
            }
            View::from_slice(&out)?
        }};
    }
    let out = match dtype.kind() {
        Kind::Complex => run!(Complex64, DType::Complex128),
        Kind::Float if dtype == DType::Float64 => run!(f64, DType::Float64),
        Kind::Float => run!(f32, DType::Float32),
        _ if dtype.is_numeric() => run!(i64, DType::Int64),
        Kind::Object => return Err(Raise::unsupported("Ravel correlates and convolves numbers only, no objects")),
        _ => return Err(Raise::type_error("data type must provide an itemsize")),
    };
    convert::cast_to(&out, dtype)
}

fn convolve(interp: &mut Interp, a: ArrayLike, v: ArrayLike, mode: Option<Value>) -> Result<Value> {
    let (a, v) = (one_axis_of(&a)?, one_axis_of(&v)?);
    if a.size() == 0 {
        return Err(Raise::value_error("a cannot be empty"));
    }
    if v.size() == 0 {
        return Err(Raise::value_error("v cannot be empty"));
    }
    let (a, v) = if v.size() > a.size() { (v, a) } else { (a, v) };
    let (a, v) = (one_axis(a)?, one_axis(v)?);
    let mode = mode_of(interp, mode, Mode::Full)?;
    let mut layout = v.layout().clone();
    layout.slice_axis(0, v.size() - 1, -1, v.size());
    Ok(np::array(correlated(&a, &v.derive(layout), mode)?))
}

fn one_axis_of(a: &ArrayLike) -> Result<View> {
    let view = a.view();
    Ok(if view.rank() == 0 { view.try_reshape(&[1], false).unwrap_or(view) } else { view })
}

fn correlate(interp: &mut Interp, a: ArrayLike, v: ArrayLike, mode: Option<Value>) -> Result<Value> {
    let mode = mode_of(interp, mode, Mode::Valid)?;
    let (a, v) = (one_axis(a.view())?, one_axis(v.view())?);
    if a.size() == 0 {
        return Err(Raise::value_error("first array argument cannot be empty"));
    }
    if v.size() == 0 {
        return Err(Raise::value_error("second array argument cannot be empty"));
    }
    let v = if v.dtype().kind() == Kind::Complex {
        let conjugate = np::call(interp, "conjugate", &[np::array(v)])?;
        np::view(interp, &conjugate)?
    } else {
        v
    };
    Ok(np::array(correlated(&a, &v, mode)?))
}

/// Straight lines between points, as NumPy computes them.
struct Lines<'a> {
    xp: &'a [f64],
    fp: &'a [f64],
    left: f64,
    right: f64,
}

impl Lines<'_> {
    fn at(&self, x: f64) -> f64 {
        let (xp, fp, last) = (self.xp, self.fp, self.xp.len() - 1);
        if x.is_nan() {
            return x;
        }
        if x > xp[last] {
            return self.right;
        }
        if x < xp[0] {
            return self.left;
        }
        let j = xp.partition_point(|&p| p <= x).saturating_sub(1);
        if j == last || xp[j] == x {
            return fp[j];
        }
        let slope = (fp[j + 1] - fp[j]) / (xp[j + 1] - xp[j]);
        let mut y = slope * (x - xp[j]) + fp[j];
        if y.is_nan() {
            y = slope * (x - xp[j + 1]) + fp[j + 1];
            if y.is_nan() && fp[j] == fp[j + 1] {
                y = fp[j];
            }
        }
        y
    }
}

fn interp_(
    interp: &mut Interp,
    x: Value,
    xp: Value,
    fp: Value,
    left: Option<Value>,
    right: Option<Value>,
    period: Option<f64>,
) -> Result<Value> {
    let fp_array = convert::array(interp, &fp)?;
    let complex = fp_array.view().dtype().kind() == Kind::Complex;
    let fp = if complex { ArrayLike(fp_array) } else { points(interp, &Value::Array(fp_array), Some(1))? };
    if period == Some(0.0) {
        return Err(Raise::value_error("period must be a non-zero value"));
    }
    let (xp, x) = (points(interp, &xp, period.is_none().then_some(1))?, points(interp, &x, None)?);
    if !complex {
        if period.is_none() && xp.view().size() != fp.view().size() && xp.view().size() > 0 {
            return Err(Raise::value_error("fp and xp are not of the same length."));
        }
        let left = left.map(|v| interp.float(&v)).transpose()?;
        let right = right.map(|v| interp.float(&v)).transpose()?;
        return real_lines(interp, x, xp, fp, left, right, period);
    }
    let own = Value::Array(fp.0);
    let mut parts = Vec::new();
    for name in ["real", "imag"] {
        let part = interp.get_attr(&own, name)?;
        let part = ArrayLike(convert::array(interp, &part)?);
        let mut end = |v: &Option<Value>| -> Result<Option<f64>> {
            let Some(v) = v else { return Ok(None) };
            let part = np::call(interp, name, std::slice::from_ref(v))?;
            interp.float(&part).map(Some)
        };
        let (left, right) = (end(&left)?, end(&right)?);
        let (x, xp) = (ArrayLike(x.0.clone()), ArrayLike(xp.0.clone()));
        parts.push(real_lines(interp, x, xp, part, left, right, period)?);
    }
    // Where x is no number, the imaginary part is 0.
    let x = np::view(interp, &Value::Array(x.0))?;
    let x = to_vec::<f64>(&convert::cast_to(&x, DType::Float64)?);
    let mut part = |at: usize| np::view(interp, &parts[at]).map(|v| to_vec::<f64>(&v));
    let (re, im) = (part(0)?, part(1)?);
    let join = |((re, im), x): ((&f64, &f64), &f64)| Complex64::new(*re, if x.is_nan() { 0.0 } else { *im });
    let both: Vec<Complex64> = re.iter().zip(&im).zip(&x).map(join).collect();
    let shape = np::view(interp, &parts[0])?;
    let out = View::from_slice(&both)?;
    Ok(convert::result(out.try_reshape(shape.shape(), false).unwrap_or(out)))
}

/// Numbers to interpolate between; those of `rank` axes.
fn points(interp: &mut Interp, value: &Value, rank: Option<usize>) -> Result<ArrayLike> {
    if let Some(rank) = rank {
        crate::lang::builtins::numpy::nested::check_depth(interp, value, rank)?;
    }
    let array = match value {
        Value::Array(a) if matches!(a.view().dtype().kind(), Kind::Str | Kind::Bytes) => {
            cast::check(a.view().dtype(), DType::Float64, Casting::Safe)?;
            a.clone()
        }
        Value::Array(a) => a.clone(),
        other => convert::array_of(interp, other, Some(DType::Float64))?,
    };
    if rank.is_some() && array.view().rank() == 0 {
        return Err(Raise::value_error("object of too small depth for desired array"));
    }
    Ok(ArrayLike(array))
}

#[allow(clippy::too_many_arguments)]
fn real_lines(
    interp: &mut Interp,
    x: ArrayLike,
    xp: ArrayLike,
    fp: ArrayLike,
    left: Option<f64>,
    right: Option<f64>,
    period: Option<f64>,
) -> Result<Value> {
    let double = |a: &ArrayLike| -> Result<View> {
        if a.view().dtype() == DType::Object {
            cast::check(DType::Object, DType::Float64, Casting::Safe)?;
        }
        convert::cast_to(&a.view(), DType::Float64)
    };
    let (mut x, mut xp, mut fp) = (double(&x)?, double(&xp)?, double(&fp)?);
    let (mut left, mut right) = (left, right);
    if let Some(period) = period {
        if period == 0.0 {
            return Err(Raise::value_error("period must be a non-zero value"));
        }
        if xp.rank() != 1 || fp.rank() != 1 {
            return Err(Raise::value_error("Data points must be 1-D sequences"));
        }
        if xp.size() != fp.size() {
            return Err(Raise::value_error("fp and xp are not of the same length"));
        }
        (x, xp, fp) = periodic(interp, x, xp, fp, period.abs())?;
        (left, right) = (None, None);
    }
    for points in [&xp, &fp] {
        one_axis(points.clone())?;
    }
    if xp.size() == 0 {
        return Err(Raise::value_error("array of sample points is empty"));
    }
    if xp.size() != fp.size() {
        return Err(Raise::value_error("fp and xp are not of the same length."));
    }
    let (points, values) = (to_vec::<f64>(&xp), to_vec::<f64>(&fp));
    let (left, right) = (left.unwrap_or(values[0]), right.unwrap_or(values[values.len() - 1]));
    let lines = Lines { xp: &points, fp: &values, left, right };
    let out: Vec<f64> = watched(to_vec::<f64>(&x).into_iter()).map(|x| lines.at(x)).collect();
    let out = View::from_slice(&out)?;
    Ok(convert::result(out.try_reshape(x.shape(), false).unwrap_or(out)))
}

fn periodic(interp: &mut Interp, x: View, xp: View, fp: View, period: f64) -> Result<(View, View, View)> {
    let period = Value::Float(period);
    let x = np::call(interp, "remainder", &[np::array(x), period.clone()])?;
    let xp = np::call(interp, "remainder", &[np::array(xp), period.clone()])?;
    let order = np::call(interp, "argsort", std::slice::from_ref(&xp))?;
    let xp = np::item(interp, &xp, &order)?;
    let fp = np::item(interp, &np::array(fp), &order)?;
    let (last, first) = (np::slice(Some(-1), None, None), np::slice(Some(0), Some(1), None));
    let before = np::item(interp, &xp, &last)?;
    let before = np::sub(interp, &before, &period)?;
    let after = np::item(interp, &xp, &first)?;
    let after = np::add(interp, &after, &period)?;
    let xp = np::call(interp, "concatenate", &[Value::tuple(vec![before, xp, after])])?;
    let (before, after) = (np::item(interp, &fp, &last)?, np::item(interp, &fp, &first)?);
    let fp = np::call(interp, "concatenate", &[Value::tuple(vec![before, fp, after])])?;
    Ok((np::view(interp, &x)?, np::view(interp, &xp)?, np::view(interp, &fp)?))
}

fn unwrap(
    interp: &mut Interp,
    p: ArrayLike,
    discont: Option<Value>,
    axis: Option<i64>,
    period: Option<Value>,
) -> Result<Value> {
    let rank = p.view().rank();
    let p = Value::Array(p.0);
    let axis = axis.unwrap_or(-1);
    let period = period.unwrap_or(Value::Float(std::f64::consts::TAU));
    let dd = np::call_kw(interp, "diff", std::slice::from_ref(&p), &[("axis", Value::Int(axis))])?;
    let at = crate::engine::layout::normalize_axis(axis, rank)?;
    let half = np::div(interp, &period, &Value::Int(2))?;
    let discont = discont.unwrap_or(half.clone());
    let dtype = promote::result_type_of(&[convert::operand(interp, &dd)?, convert::operand(interp, &period)?])?;
    let (high, ambiguous) = if dtype.is_integral() {
        let remainder = interp.binary(BinOp::Mod, &period, &Value::Int(2))?;
        let even = !interp.truth(&remainder)?;
        (interp.binary(BinOp::FloorDiv, &period, &Value::Int(2))?, even)
    } else {
        (half, true)
    };
    let low = interp.unary(crate::syntax::ast::UnaryOp::Neg, &high)?;
    let shifted = np::sub(interp, &dd, &low)?;
    let wrapped = np::call(interp, "mod", &[shifted, period])?;
    let wrapped = np::add(interp, &wrapped, &low)?;
    if ambiguous {
        let lowest = np::cmp(interp, CmpOp::Eq, &wrapped, &low)?;
        let rising = np::cmp(interp, CmpOp::Gt, &dd, &Value::Int(0))?;
        let both = interp.binary(BinOp::BitAnd, &lowest, &rising)?;
        np::call_kw(interp, "copyto", &[wrapped.clone(), high], &[("where", both)])?;
    }
    let correction = np::sub(interp, &wrapped, &dd)?;
    let size = np::call(interp, "abs", &[dd])?;
    let small = np::cmp(interp, CmpOp::Lt, &size, &discont)?;
    np::call_kw(interp, "copyto", &[correction.clone(), Value::Int(0)], &[("where", small)])?;
    let up = np::call_kw(
        interp,
        "array",
        std::slice::from_ref(&p),
        &[("copy", Value::Bool(true)), ("dtype", Value::DType(dtype))],
    )?;
    let tail = np::at_axis(at, np::slice(Some(1), None, None));
    let total = np::call(interp, "cumsum", &[correction, Value::Int(axis)])?;
    let rest = np::item(interp, &p, &tail)?;
    let rest = np::add(interp, &rest, &total)?;
    interp.set_item(&up, &tail, rest)?;
    Ok(up)
}

fn sinc(interp: &mut Interp, x: ArrayLike) -> Result<Value> {
    let x = np::call(interp, "multiply", &[Value::Float(std::f64::consts::PI), Value::Array(x.0)])?;
    let eps = match np::view(interp, &x)?.dtype() {
        DType::Float16 => 0.000_976_562_5,
        DType::Float32 => f32::EPSILON as f64,
        DType::Float64 => f64::EPSILON,
        _ => 1e-20,
    };
    let y = np::call(interp, "where", &[x.clone(), x, Value::Float(eps)])?;
    let sine = np::call(interp, "sin", std::slice::from_ref(&y))?;
    np::div(interp, &sine, &y)
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["convolve"],
            "a, v, mode='full'",
            "The discrete convolution.\n\n>>> np.convolve([1, 2, 3], [1, 1])\narray([1, 3, 5, 3])",
            convolve,
        ),
        py(
            &["correlate"],
            "a, v, mode='valid'",
            "The cross-correlation.\n\n>>> np.correlate([1, 2, 3], [1, 1])\narray([3, 5])",
            correlate,
        ),
        py(
            &["interp"],
            "x, xp, fp, left=None, right=None, period=None",
            "Straight lines between points.\n\n>>> np.interp([1.5, 4], [1, 2], [10, 20])\narray([15., 20.])",
            interp_,
        ),
        py(
            &["unwrap"],
            "p, discont=None, axis=-1, *, period=6.283185307179586",
            "Takes jumps of whole periods away.\n\n>>> np.unwrap([0, 3, 6], period=4)\narray([ 0, -1, -2])",
            unwrap,
        ),
        py(&["sinc"], "x", "`sin(πx) / (πx)`\n\n>>> np.sinc(0.5)\nnp.float64(0.6366197723675814)", sinc),
    ]
}
