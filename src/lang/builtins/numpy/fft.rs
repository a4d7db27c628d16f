//! `numpy.fft`: Fourier transforms.

use crate::engine::kernels::fft::{Plan, RealPlan};
use crate::engine::layout::normalize_axis;
use crate::engine::mem::access::{self, to_vec};
use crate::engine::view::room_for_integers;
use crate::engine::{DType, Element, Layout, View, interrupt};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::{args, compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use num_complex::Complex64;

/// `numpy.fft`
pub static FFT: Module = Module::new("numpy.fft", "Fourier transforms.", table, |_, _| None, &[]);

/// Which way, and of what.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Forward,
    Backward,
    RealForward,
    RealBackward,
}

impl Kind {
    fn forward(self) -> bool {
        matches!(self, Kind::Forward | Kind::RealForward)
    }
}

/// `norm=…`
#[derive(Clone, Copy)]
enum Norm {
    Backward,
    Ortho,
    Forward,
}

/// `swapped` says that it stands for its contrary, of which NumPy complains with a space more.
fn norm_of(interp: &mut Interp, norm: &Value, swapped: bool) -> Result<Norm> {
    let space = if swapped { " " } else { "" };
    match (norm, norm.as_str()) {
        (Value::None, _) | (_, Some("backward")) => Ok(Norm::Backward),
        (_, Some("ortho")) => Ok(Norm::Ortho),
        (_, Some("forward")) => Ok(Norm::Forward),
        _ => Err(Raise::value_error(format!(
            "Invalid norm value {}; should be \"backward\",{space}\"ortho\" or \"forward\".",
            interp.str(norm)?
        ))),
    }
}

impl Norm {
    fn swapped(self) -> Norm {
        match self {
            Norm::Backward => Norm::Forward,
            Norm::Ortho => Norm::Ortho,
            Norm::Forward => Norm::Backward,
        }
    }

    /// The factor, as precise as the numbers are.
    fn factor(self, n: usize, dtype: DType) -> f64 {
        let single = matches!(dtype.real_part(), DType::Float32);
        let (double, n32) = (n as f64, n as f32);
        match self {
            Norm::Backward => 1.0,
            Norm::Ortho if single => (1.0 / n32.sqrt()) as f64,
            Norm::Ortho => 1.0 / double.sqrt(),
            Norm::Forward if single => (1.0 / n32) as f64,
            Norm::Forward => 1.0 / double,
        }
    }
}

/// A transform along one axis.
struct Job {
    kind: Kind,
    n: i64,
    axis: i64,
    norm: Norm,
}

impl Job {
    fn run(&self, interp: &mut Interp, a: &View, out: Value) -> Result<Value> {
        if self.n < 1 {
            return Err(Raise::value_error(format!("Invalid number of FFT data points ({}) specified.", self.n)));
        }
        let axis = normalize_axis(self.axis, a.rank())?;
        let n = self.n as usize;
        if !a.dtype().is_numeric() {
            np::call(interp, "result_type", &[np::array(a.clone()), Value::Float(1.0)])?;
            return Err(self.no_loop());
        }
        let norm = if self.kind.forward() { self.norm } else { self.norm.swapped() };
        let factor = norm.factor(n, a.dtype());
        let view = match self.kind {
            Kind::RealForward if a.dtype().real_part() != a.dtype() => return Err(self.no_loop()),
            Kind::RealForward => halves(a, axis, n, factor)?,
            Kind::RealBackward => wholes(a, axis, n, factor)?,
            kind => whole(a, axis, n, factor, kind.forward())?,
        };
        // NumPy, too, transforms doubles, whatever the result is to be.
        let view = match (self.kind, a.dtype()) {
            (Kind::RealBackward, DType::Float32 | DType::Complex64) => convert::cast_to(&view, DType::Float32)?,
            (Kind::RealBackward, _) => view,
            (_, DType::Float16 | DType::Float32 | DType::Complex64) => convert::cast_to(&view, DType::Complex64)?,
            _ => view,
        };
        let view = match (self.kind, a.dtype()) {
            (Kind::RealBackward, DType::Float16) => convert::cast_to(&view, DType::Float16)?,
            _ => view,
        };
        given(interp, view, out)
    }

    fn no_loop(&self) -> Raise {
        let name = match self.kind {
            Kind::Forward => "fft",
            Kind::Backward => "ifft",
            Kind::RealForward if self.n % 2 == 0 => "rfft_n_even",
            Kind::RealForward => "rfft_n_odd",
            Kind::RealBackward => "irfft",
        };
        Raise::type_error(format!(
            "ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced to any \
             supported types according to the casting rule ''safe''"
        ))
    }
}

/// The result, in `out` if that was given.
fn given(interp: &mut Interp, view: View, out: Value) -> Result<Value> {
    if out.is_none() {
        return Ok(np::array(view));
    }
    let shape = np::view(interp, &out)?;
    if shape.shape() != view.shape() {
        return Err(Raise::value_error("output array has wrong shape."));
    }
    np::call(interp, "copyto", &[out.clone(), np::array(view)])?;
    Ok(out)
}

/// A new array of the shape of `a` but for the length of one axis.
fn fresh(a: &View, dtype: DType, axis: usize, n: usize) -> Result<View> {
    let mut layout: Layout = a.layout().like(crate::engine::Order::K, dtype);
    let mut shape = a.layout().shape.clone();
    shape[axis] = n;
    if shape != layout.shape {
        let fortran = a.layout().is_f_contiguous() && !a.layout().is_c_contiguous();
        layout = if fortran { Layout::f(dtype, &shape) } else { Layout::c(dtype, &shape) };
    }
    Ok(View::alloc(layout, crate::engine::mem::buffer::Init::Uninit)?)
}

/// Does `f` to each line along an axis: so many elements in, so many out.
fn lines<A: Element, B: Element>(a: &View, out: &View, axis: usize, f: impl Fn(&[A]) -> Vec<B>) -> Result<()> {
    let (n, m) = (a.shape()[axis], out.shape()[axis]);
    let from = to_vec::<A>(&a.derive(a.layout().axis_last(axis)));
    let target = out.derive(out.layout().axis_last(axis));
    let count = from.len().checked_div(n).unwrap_or_else(|| target.size() / m.max(1));
    let mut all = Vec::with_capacity(target.size());
    for i in 0..count {
        interrupt::check()?;
        all.extend(f(&from[i * n..(i + 1) * n]));
    }
    access::fill_from_slice(&target, &all);
    Ok(())
}

fn whole(a: &View, axis: usize, n: usize, factor: f64, forward: bool) -> Result<View> {
    let a = convert::cast_to(a, DType::Complex128)?;
    let out = fresh(&a, DType::Complex128, axis, n)?;
    let plan = Plan::<f64>::new(n);
    lines::<Complex64, Complex64>(&a, &out, axis, |line| {
        let mut c = line.to_vec();
        c.resize(n, Complex64::default());
        plan.run(&mut c, factor, forward);
        c
    })?;
    Ok(out)
}

fn halves(a: &View, axis: usize, n: usize, factor: f64) -> Result<View> {
    let a = convert::cast_to(a, DType::Float64)?;
    let out = fresh(&a, DType::Complex128, axis, n / 2 + 1)?;
    let plan = RealPlan::<f64>::new(n);
    lines::<f64, Complex64>(&a, &out, axis, |line| {
        let mut x = line.to_vec();
        x.resize(n, 0.0);
        plan.forward(&x, factor)
    })?;
    Ok(out)
}

fn wholes(a: &View, axis: usize, n: usize, factor: f64) -> Result<View> {
    let a = convert::cast_to(a, DType::Complex128)?;
    let out = fresh(&a, DType::Float64, axis, n)?;
    let plan = RealPlan::<f64>::new(n);
    lines::<Complex64, f64>(&a, &out, axis, |line| plan.backward(line, n, factor))?;
    Ok(out)
}

/// The length along an axis, as `a.shape[axis]` would give it.
fn length(a: &View, axis: i64) -> Result<i64> {
    let rank = a.rank() as i64;
    let at = if axis < 0 { axis + rank } else { axis };
    let n = usize::try_from(at).ok().and_then(|at| a.shape().get(at));
    n.map(|&n| n as i64).ok_or_else(|| Raise::index_error("tuple index out of range"))
}

/// The length along an axis, as `np.take(a.shape, axis)` would give it.
fn taken(a: &View, axis: i64) -> Result<i64> {
    length(a, axis)
        .map_err(|_| Raise::index_error(format!("index {axis} is out of bounds for axis 0 with size {}", a.rank())))
}

/// The transforms of one axis, with what stands for `n` where it is left out.
fn one(
    names: &'static [&'static str],
    doc: &'static str,
    kind: Kind,
    before: fn(&mut Interp, Value, bool) -> Result<Value>,
) -> Builtin {
    py(
        names,
        "a, n=None, axis=-1, norm=None, out=None",
        doc,
        move |interp: &mut Interp, a: ArrayLike, n: Option<i64>, axis: Option<i64>, norm: Value, out: Value| {
            let hermite = names[0].contains("hf");
            let a = before(interp, Value::Array(a.0), false)?;
            let view = np::view(interp, &a)?;
            let axis = axis.unwrap_or(-1);
            let n = match n {
                Some(n) => n,
                None if kind == Kind::RealBackward => (length(&view, axis)? - 1) * 2,
                None => length(&view, axis)?,
            };
            let norm = norm_of(interp, &norm, hermite || !kind.forward())?;
            let norm = if hermite { norm.swapped() } else { norm };
            let result = Job { kind, n, axis, norm }.run(interp, &view, out)?;
            before(interp, result, true)
        },
    )
}

fn plain(_: &mut Interp, v: Value, _: bool) -> Result<Value> {
    Ok(v)
}

fn conjugate_first(interp: &mut Interp, v: Value, after: bool) -> Result<Value> {
    if after { Ok(v) } else { np::call(interp, "conjugate", &[v]) }
}

fn conjugate_last(interp: &mut Interp, v: Value, after: bool) -> Result<Value> {
    if after { np::call(interp, "conjugate", &[v]) } else { Ok(v) }
}

/// Lengths and axes of a transform of several.
fn several(interp: &mut Interp, a: &View, s: &Value, axes: &Value, inverse: bool) -> Result<(Vec<i64>, Vec<i64>)> {
    let shapeless = s.is_none();
    let mut lengths = match (shapeless, axes) {
        (false, _) => {
            let items = interp.collect(s)?;
            if items.iter().any(Value::is_none) {
                return Err(Raise::unsupported("Ravel's fft takes no None within s: leave s out, or give each length"));
            }
            items.iter().map(|v| interp.index(v)).collect::<Result<Vec<i64>>>()?
        }
        (true, Value::None) => a.shape().iter().map(|&n| n as i64).collect(),
        (true, axes) => args::integers(interp, axes)?.iter().map(|&ax| taken(a, ax)).collect::<Result<_>>()?,
    };
    let axes = match axes {
        Value::None => {
            if !shapeless {
                interp.warn(
                    &exc::DEPRECATION_WARNING,
                    "`axes` should not be `None` if `s` is not `None` (Deprecated in NumPy 2.0). In a future version of \
                     NumPy, this will raise an error and `s[i]` will correspond to the size along the transformed axis \
                     specified by `axes[i]`. To retain current behaviour, pass a sequence [0, ..., k-1] to `axes` for an \
                     array of dimension k.",
                )?;
            }
            (-(lengths.len() as i64)..0).collect()
        }
        axes => args::integers(interp, axes)?,
    };
    if lengths.len() != axes.len() {
        return Err(Raise::value_error("Shape and axes have different lengths."));
    }
    if inverse && shapeless {
        let last = axes.last().copied().ok_or_else(|| Raise::index_error("list index out of range"))?;
        let at = lengths.len() - 1;
        lengths[at] = (length(a, last)? - 1) * 2;
    }
    for (n, &axis) in lengths.iter_mut().zip(&axes) {
        if *n == -1 {
            *n = length(a, axis)?;
        }
    }
    Ok((lengths, axes))
}

fn many(names: &'static [&'static str], two: bool, kind: Kind) -> Builtin {
    let signature =
        if two { "a, s=None, axes=(-2, -1), norm=None, out=None" } else { "a, s=None, axes=None, norm=None, out=None" };
    let doc = match (kind, two) {
        (Kind::Forward, _) => {
            "The Fourier transform along several axes.\n\n>>> np.fft.fft2([[1, 2], [3, 4]])\n\
             array([[10.+0.j, -2.+0.j],\n       [-4.+0.j,  0.+0.j]])"
        }
        (Kind::Backward, _) => {
            "The inverse of the Fourier transform along several axes.\n\n>>> np.fft.ifft2([[4, 0], [0, 0]])\n\
             array([[1.+0.j, 1.+0.j],\n       [1.+0.j, 1.+0.j]])"
        }
        (Kind::RealForward, _) => {
            "Half of the Fourier transform of real numbers along several axes.\n\n>>> np.fft.rfft2([[1, 2], [3, 4]])\n\
             array([[10.+0.j, -2.+0.j],\n       [-4.+0.j,  0.+0.j]])"
        }
        _ => {
            "The real numbers of which half of the transform along several axes is given.\n\n\
             >>> np.fft.irfft2([[10, -2], [-4, 0]])\narray([[1., 2.],\n       [3., 4.]])"
        }
    };
    py(
        names,
        signature,
        doc,
        move |interp: &mut Interp, a: ArrayLike, s: Value, axes: Given, norm: Value, out: Value| {
            let two_axes = || Value::tuple(vec![Value::Int(-2), Value::Int(-1)]);
            let axes = axes.0.unwrap_or_else(|| if two { two_axes() } else { Value::None });
            let view = a.0.view().clone();
            let (lengths, axes) = several(interp, &view, &s, &axes, kind == Kind::RealBackward)?;
            if axes.is_empty() && matches!(kind, Kind::RealForward | Kind::RealBackward) {
                return Err(Raise::index_error("list index out of range"));
            }
            let norm = norm_of(interp, &norm, !kind.forward())?;
            let mut order: Vec<usize> = (0..axes.len()).rev().collect();
            if kind == Kind::RealBackward {
                // The axis of halves is the last to be made whole.
                order = (0..axes.len()).collect();
            }
            let mut now = Value::Array(a.0);
            let last = axes.len().wrapping_sub(1);
            for i in order {
                let step = match kind {
                    Kind::RealForward if i != last => Kind::Forward,
                    Kind::RealBackward if i != last => Kind::Backward,
                    kind => kind,
                };
                let view = np::view(interp, &now)?;
                let out = if kind == Kind::RealBackward && i != last { Value::None } else { out.clone() };
                now = Job { kind: step, n: lengths[i], axis: axes[i], norm }.run(interp, &view, out)?;
            }
            Ok(now)
        },
    )
}

fn table() -> Vec<Builtin> {
    let mut rows = vec![
        one(
            &["fft"],
            "The Fourier transform.\n\n>>> np.fft.fft([1, 2, 3, 4])\narray([10.+0.j, -2.+2.j, -2.+0.j, -2.-2.j])",
            Kind::Forward,
            plain,
        ),
        one(
            &["ifft"],
            "The inverse of the Fourier transform.\n\n>>> np.fft.ifft([4, 0, 0, 0])\narray([1.+0.j, 1.+0.j, 1.+0.j, 1.+0.j])",
            Kind::Backward,
            plain,
        ),
        one(
            &["rfft"],
            "Half of the Fourier transform of real numbers.\n\n>>> np.fft.rfft([1, 2, 3, 4])\narray([10.+0.j, -2.+2.j, -2.+0.j])",
            Kind::RealForward,
            plain,
        ),
        one(
            &["irfft"],
            "The real numbers of which half of the transform is given.\n\n>>> np.fft.irfft([10, -2 + 2j, -2])\narray([1., 2., 3., 4.])",
            Kind::RealBackward,
            plain,
        ),
        one(
            &["hfft"],
            "The real transform of half of a signal that is symmetric.\n\n>>> np.fft.hfft([1, 2, 3])\narray([ 8., -2.,  0., -2.])",
            Kind::RealBackward,
            conjugate_first,
        ),
        one(
            &["ihfft"],
            "The inverse of `hfft`.\n\n>>> np.fft.ihfft([8, -2, 0, -2])\narray([1.-0.j, 2.-0.j, 3.-0.j])",
            Kind::RealForward,
            conjugate_last,
        ),
    ];
    rows.extend([
        many(&["fft2"], true, Kind::Forward),
        many(&["ifft2"], true, Kind::Backward),
        many(&["rfft2"], true, Kind::RealForward),
        many(&["irfft2"], true, Kind::RealBackward),
        many(&["fftn"], false, Kind::Forward),
        many(&["ifftn"], false, Kind::Backward),
        many(&["rfftn"], false, Kind::RealForward),
        many(&["irfftn"], false, Kind::RealBackward),
    ]);
    rows.extend(helpers());
    rows
}

fn shift(interp: &mut Interp, x: ArrayLike, axes: Value, sign: i64) -> Result<Value> {
    let view = x.0.view().clone();
    let half = |n: i64| Value::Int(if sign > 0 { n / 2 } else { -(n / 2) });
    let (shift, axes) = match &axes {
        Value::None => {
            let shift = view.shape().iter().map(|&n| half(n as i64)).collect();
            (Value::tuple(shift), Value::tuple((0..view.rank() as i64).map(Value::Int).collect()))
        }
        Value::Int(axis) => (half(length(&view, *axis)?), axes),
        other => {
            let all = args::integers(interp, other)?;
            let shift = all.iter().map(|&ax| length(&view, ax).map(half)).collect::<Result<Vec<Value>>>()?;
            (Value::tuple(shift), axes)
        }
    };
    np::call(interp, "roll", &[Value::Array(x.0), shift, axes])
}

fn step(interp: &mut Interp, n: &Value, d: Value) -> Result<(i64, Value)> {
    let number = match n {
        Value::Int(n) => *n,
        Value::Scalar(s) if s.as_integer().is_some() => interp.index(n)?,
        _ => return Err(Raise::value_error("n should be an integer")),
    };
    let d = if d.is_none() { Value::Float(1.0) } else { d };
    let whole = np::mul(interp, n, &d)?;
    np::div(interp, &Value::Float(1.0), &whole).map(|val| (number, val))
}

fn helpers() -> Vec<Builtin> {
    vec![
        py(
            &["fftshift"],
            "x, axes=None",
            "Frequency 0 in the middle.\n\n>>> np.fft.fftshift([0, 1, 2, -2, -1])\narray([-2, -1,  0,  1,  2])",
            |interp: &mut Interp, x: ArrayLike, axes: Value| shift(interp, x, axes, 1),
        ),
        py(
            &["ifftshift"],
            "x, axes=None",
            "The inverse of `fftshift`.\n\n>>> np.fft.ifftshift([-2, -1, 0, 1, 2])\narray([ 0,  1,  2, -2, -1])",
            |interp: &mut Interp, x: ArrayLike, axes: Value| shift(interp, x, axes, -1),
        ),
        py(
            &["fftfreq"],
            "n, d=1.0, device=None",
            "The frequencies of a transform.\n\n>>> np.fft.fftfreq(4, d=0.5)\narray([ 0. ,  0.5, -1. , -0.5])",
            |interp: &mut Interp, n: Value, d: Value, _: Option<args::Device>| {
                let (n, val) = step(interp, &n, d)?;
                if n < 0 {
                    return Err(Raise::value_error("negative dimensions are not allowed"));
                }
                room_for_integers(n as usize)?;
                let upper = (n - 1).div_euclid(2) + 1;
                let all: Vec<i64> = (0..upper).chain(-(n / 2)..0).collect();
                let all = Value::Array(Array::new(View::from_slice(&all)?));
                np::mul(interp, &all, &val)
            },
        ),
        py(
            &["rfftfreq"],
            "n, d=1.0, device=None",
            "The frequencies of half of a transform.\n\n>>> np.fft.rfftfreq(4)\narray([0.  , 0.25, 0.5 ])",
            |interp: &mut Interp, n: Value, d: Value, _: Option<args::Device>| {
                let (n, val) = step(interp, &n, d)?;
                room_for_integers(n.max(0) as usize / 2)?;
                let all: Vec<i64> = (0..n.div_euclid(2) + 1).collect();
                let all = Value::Array(Array::new(View::from_slice(&all)?));
                np::mul(interp, &all, &val)
            },
        ),
    ]
}
