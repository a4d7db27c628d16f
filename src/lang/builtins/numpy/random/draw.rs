//! One wrapper for every distribution of the catalogs: `size=`, broadcasting of parameters, `out=`, errors.

use super::source::{Draws, Source};
use crate::engine::broadcast::{broadcast_shapes, shape_repr};
use crate::engine::kernels::cast;
use crate::engine::kernels::promote::Casting;
use crate::engine::layout::{Layout, Order, Shape};
use crate::engine::mem::access::to_vec;
use crate::engine::mem::loops;
use crate::engine::observe::CopyReason;
use crate::engine::random::AnyBitGenerator;
use crate::engine::random::BitGenerator;
use crate::engine::random::catalog::{Distribution, Draw};
use crate::engine::{DType, View, interrupt};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::ShapeArg;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::FromValue;
use crate::lang::value::Value;
use std::sync::Mutex;

/// `size=…`; `None` where there is none.
///
/// # Errors
/// `ValueError: negative dimensions are not allowed`.
pub fn size(interp: &mut Interp, value: Option<&Value>) -> Result<Option<Shape>> {
    match value {
        None | Some(Value::None) => Ok(None),
        Some(v) => ShapeArg::from_value(interp, v.clone()).map(|s| Some(s.0)),
    }
}

/// A parameter as doubles: its view, and whether it is a scalar.
pub struct Given {
    /// The values.
    pub view: View,
    /// Whether it has no axes.
    pub scalar: bool,
}

impl Given {
    /// From an argument; `integer` parameters refuse arrays of fractions.
    ///
    /// # Errors
    /// Of the conversion.
    pub fn new(interp: &mut Interp, value: &Value, integer: bool) -> Result<Given> {
        match value {
            Value::Str(_) if value.as_str().is_some_and(|s| s.trim().parse::<f64>().is_err()) => {
                let shown = interp.repr(value)?;
                return Err(Raise::value_error(format!("could not convert string to float: {shown}")));
            }
            Value::None => return Err(Raise::type_error("must be real number, not NoneType")),
            Value::Complex(_) => {
                let text = "float() argument must be a string or a real number, not 'complex'";
                return Err(Raise::type_error(text));
            }
            _ => (),
        }
        let from = convert::view(interp, value)?;
        let scalar = from.rank() == 0;
        if integer && !scalar && matches!(value, Value::Array(_)) {
            cast::check(from.dtype(), DType::Int64, Casting::SameKind)?;
        }
        let reason = CopyReason::Cast { from: from.dtype(), to: DType::Float64 };
        let view = cast::cast(&from, DType::Float64, Order::K, Casting::Unsafe, reason)?;
        convert::flush_warnings(interp)?;
        Ok(Given { view, scalar })
    }

    /// The values in C order.
    pub fn values(&self) -> Vec<f64> {
        to_vec(&self.view)
    }
}

/// The shape that parameters broadcast to.
///
/// # Errors
/// `ValueError: shape mismatch: …`.
pub fn common_shape(shapes: &[&[usize]]) -> Result<Shape> {
    if let Ok(shape) = broadcast_shapes(shapes) {
        return Ok(shape);
    }
    for (j, b) in shapes.iter().enumerate() {
        for (i, a) in shapes[..j].iter().enumerate() {
            if broadcast_shapes(&[a, b]).is_err() {
                return Err(Raise::value_error(format!(
                    "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {i} with \
                     shape {} and arg {j} with shape {}.",
                    shape_repr(a),
                    shape_repr(b)
                )));
            }
        }
    }
    Err(Raise::value_error("shape mismatch: objects cannot be broadcast to a single shape"))
}

/// The shape of the result of parameters of `shape` where `size` is asked for.
///
/// # Errors
/// `ValueError` where they don't fit.
pub fn sized_shape(shape: Shape, size: Option<Shape>) -> Result<Shape> {
    let Some(size) = size else { return Ok(shape) };
    let fits = common_shape(&[&size, &shape])?;
    if fits != size {
        return Err(Raise::value_error(format!(
            "Output size {} is not compatible with broadcast dimensions of inputs {}.",
            shape_repr(&size),
            shape_repr(&fits)
        )));
    }
    Ok(size)
}

/// Draws from `distribution`: `args` are its parameters, then `size`.
///
/// # Errors
/// NumPy's.
pub fn distribution<R: Draws>(
    interp: &mut Interp,
    source: &Source,
    distribution: &Distribution<R>,
    args: &[Option<Value>],
) -> Result<Value> {
    let mut given = Vec::with_capacity(3);
    for (param, arg) in distribution.params.iter().zip(args) {
        let value = arg.clone().or(param.default.map(Value::Float)).unwrap_or(Value::None);
        given.push(Given::new(interp, &value, param.integer)?);
    }
    let scalar = given.iter().all(|g| g.scalar);
    for (param, g) in distribution.params.iter().zip(&given) {
        param.constraint.check(param.name, g.values().into_iter(), scalar)?;
    }
    let wanted = size(interp, args.get(distribution.params.len()).and_then(Option::as_ref))?;
    if scalar {
        let mut set = [0.0; 3];
        given.iter().zip(&mut set).for_each(|(g, x)| *x = g.values()[0]);
        (distribution.joint)(set, true)?;
        if let (Some(fill), Some(shape)) = (distribution.fill, &wanted) {
            let out = View::empty(DType::Float64, shape)?;
            let flat = out.derive(Layout { offset: out.layout().offset, ..Layout::c(DType::Float64, &[out.size()]) });
            R::lend(source, |r| stretches::<f64, R>(r, &flat, |r, part| fill(r, set, part)))??;
            return Ok(Value::Array(Array::new(out)));
        }
        return draws(source, distribution, wanted, || set);
    }
    let shapes: Vec<&[usize]> = given.iter().map(|g| g.view.shape()).collect();
    let shape = sized_shape(common_shape(&shapes)?, wanted)?;
    let columns: Vec<Vec<f64>> =
        given.iter().map(|g| g.view.broadcast_to(&shape).map_or_else(Vec::new, |v| to_vec(&v))).collect();
    let rows: Vec<[f64; 3]> = (0..shape.iter().product())
        .map(|i| {
            let mut set = [0.0; 3];
            columns.iter().zip(&mut set).for_each(|(c, x)| *x = c[i]);
            set
        })
        .collect();
    rows.iter().try_for_each(|set| (distribution.joint)(*set, false))?;
    let mut rows = rows.into_iter();
    draws(source, distribution, Some(shape), || rows.next().unwrap_or_default())
}

fn draws<R: Draws>(
    source: &Source,
    distribution: &Distribution<R>,
    shape: Option<Shape>,
    mut params: impl FnMut() -> [f64; 3],
) -> Result<Value> {
    let dtype = match distribution.draw {
        Draw::Real(_) => DType::Float64,
        Draw::Integer(_) => DType::Int64,
    };
    let Some(shape) = shape else {
        return R::lend(source, |r| match distribution.draw {
            Draw::Real(draw) => Value::Float(draw(r, params())),
            Draw::Integer(draw) => Value::Int(draw(r, params())),
        });
    };
    let out = View::empty(dtype, &shape)?;
    R::lend(source, |r| match distribution.draw {
        Draw::Real(draw) => loops::fill(&out, || draw(r, params())),
        Draw::Integer(draw) => loops::fill(&out, || draw(r, params())),
    })??;
    Ok(Value::Array(Array::new(out)))
}

/// Elements filled between two looks at the interrupt flag.
const STRETCH: usize = 1 << 22;

/// Fills with uniform doubles, or floats, in the memory of the array itself.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn fill_unit(rng: &mut AnyBitGenerator, out: &View) -> Result<()> {
    let flat = out.try_reshape(&[out.size()], false).ok().filter(|_| out.layout().is_c_contiguous());
    match (flat, out.dtype()) {
        (Some(flat), DType::Float32) => stretches::<f32, _>(rng, &flat, |rng, part| rng.fill_f32(part)),
        (Some(flat), _) => stretches::<f64, _>(rng, &flat, |rng, part| rng.fill_f64(part)),
        (None, DType::Float32) => Ok(loops::fill(out, || rng.next_f32())?),
        (None, _) => Ok(loops::fill(out, || rng.next_f64())?),
    }
}

/// Fills a contiguous vector piece by piece.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn stretches<T: crate::engine::dtype::Element, R: Send>(
    rng: &mut R,
    flat: &View,
    fill: impl Fn(&mut R, &mut [T]) + Sync,
) -> Result<()> {
    let rng = Mutex::new(rng);
    loops::update_lanes::<T>(flat, |mut lane| {
        let Some(all) = lane.as_mut_slice() else { return };
        for part in all.chunks_mut(STRETCH) {
            if interrupt::requested() {
                return;
            }
            if let Ok(mut rng) = rng.lock() {
                fill(&mut rng, part);
            }
        }
    })?;
    Ok(interrupt::check()?)
}

/// `out=` and `dtype=` of the generators of floats: the array to fill, or `None` for a scalar.
///
/// # Errors
/// NumPy's about `out`.
pub fn target(
    interp: &mut Interp,
    name: &str,
    size_arg: Option<&Value>,
    dtype: Option<&Value>,
    out: Option<&Value>,
) -> Result<(DType, Option<std::rc::Rc<Array>>)> {
    let wanted = match dtype {
        None => DType::Float64,
        Some(v) => convert::dtype(interp, v)?,
    };
    if !matches!(wanted, DType::Float64 | DType::Float32) {
        return Err(Raise::type_error(format!("Unsupported dtype dtype('{}') for {name}", wanted.name())));
    }
    let shape = size(interp, size_arg)?;
    match out {
        None | Some(Value::None) => {
            let array = shape.map(|s| View::empty(wanted, &s)).transpose()?.map(Array::new);
            Ok((wanted, array))
        }
        Some(Value::Array(a)) => {
            check_out(a, wanted, shape.as_deref())?;
            Ok((wanted, Some(a.clone())))
        }
        Some(_) => Err(Raise::type_error("Argument 'out' has incorrect type (expected numpy.ndarray)")),
    }
}

fn check_out(out: &Array, wanted: DType, shape: Option<&[usize]>) -> Result<()> {
    let view = out.view();
    if !(view.layout().is_c_contiguous() || view.layout().is_f_contiguous()) || !out.writeable() {
        let text = "Supplied output array must be contiguous, writable, aligned, and in machine byte-order.";
        return Err(Raise::value_error(text));
    }
    if view.dtype() != wanted {
        let (want, have) = (wanted.name(), view.dtype().name());
        return Err(Raise::type_error(format!(
            "Supplied output array has the wrong type. Expected {want}, got {have}"
        )));
    }
    if shape.is_some_and(|s| s != view.shape()) {
        return Err(Raise::value_error("size must match out.shape when used together"));
    }
    Ok(())
}
