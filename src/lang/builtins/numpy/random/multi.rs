//! Draws of several numbers at once.

use super::draw::{Given, size};
use super::integers::whole;
use super::row::given;
use super::source::source;
use crate::engine::kernels::linalg::{self, factor};
use crate::engine::layout::Shape;
use crate::engine::mem::access::{fill_from_slice, to_vec};
use crate::engine::mem::watch;
use crate::engine::random::constraint::kahan_sum;
use crate::engine::random::multivariate::{self, HypergeometricCount};
use crate::engine::random::ziggurat::standard_normal;
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;

fn array(view: View) -> Value {
    Value::Array(Array::new(view))
}

fn arg(args: &[Option<Value>], at: usize) -> Value {
    args[at].clone().unwrap_or(Value::None)
}

/// `size` with one more axis of length `n`.
fn extended(shape: Option<Shape>, n: usize) -> Shape {
    let mut shape = shape.unwrap_or_default();
    shape.push(n);
    shape
}

/// `multinomial(n, pvals, size=None)`.
///
/// # Errors
/// NumPy's.
pub fn multinomial(interp: &mut Interp, this: &Value, args: &[Option<Value>], legacy: bool) -> Result<Value> {
    let trials = convert::view(interp, &arg(args, 0))?;
    let counts = whole(interp, &arg(args, 0))?;
    let p = Given::new(interp, &arg(args, 1), false)?;
    let rank = p.view.rank();
    let none = "pvals must have at least 1 dimension and the last dimension of pvals must be greater than 0.";
    let d = match p.view.shape().last() {
        None if legacy => return Err(Raise::type_error("pvals must be a 1-d sequence")),
        Some(0) if !legacy => return Err(Raise::value_error(none)),
        None => return Err(Raise::value_error(none)),
        Some(&d) => d,
    };
    let values = p.values();
    if values.iter().any(|x| !(0.0..=1.0).contains(x)) {
        return Err(Raise::value_error("pvals < 0, pvals > 1 or pvals contains NaNs"));
    }
    for row in values.chunks(d.max(1)).filter(|row| !row.is_empty()) {
        if kahan_sum(&row[..row.len() - 1]) > 1.0 + 1e-12 {
            let text = if legacy { "sum(pvals[:-1]) > 1.0" } else { "sum(pvals[...,:-1]) > 1.0" };
            return Err(Raise::value_error(text));
        }
    }
    if counts.iter().any(|&n| n < 0) {
        return Err(Raise::value_error("n < 0"));
    }
    let asked = size(interp, given(args, 2))?;
    let common = super::draw::common_shape(&[trials.shape(), &p.view.shape()[..rank - 1]])?;
    let outer = super::draw::sized_shape(common, asked)?;
    let total: usize = outer.iter().product();
    let stretch = |view: &View, shape: &[usize]| view.broadcast_to(shape).unwrap_or_else(|| view.clone());
    let n_view = convert::cast_to(&trials, DType::Int64)?;
    let ns = to_vec::<i64>(&stretch(&n_view, &outer));
    let full = extended(Some(outer.clone()), d);
    let ps = to_vec::<f64>(&stretch(&p.view, &full));
    let mut out = watch::filled(0i64, total.saturating_mul(d));
    source(this)?.with_state(|state| {
        for (i, row) in out.chunks_mut(d.max(1)).enumerate() {
            let p = &ps[i * d..(i + 1) * d];
            if legacy {
                state.multinomial(ns[i], p, row)
            } else {
                multivariate::multinomial(&mut state.bits, ns[i], p, row)
            }
        }
    })?;
    let view = View::empty(DType::Int64, &full)?;
    fill_from_slice(&view, &out);
    Ok(array(view))
}

/// `dirichlet(alpha, size=None)`.
///
/// # Errors
/// NumPy's.
pub fn dirichlet(interp: &mut Interp, this: &Value, args: &[Option<Value>], legacy: bool) -> Result<Value> {
    let alpha = Given::new(interp, &arg(args, 0), false)?.values();
    if legacy && alpha.iter().any(|&a| a <= 0.0) {
        return Err(Raise::value_error("alpha <= 0"));
    }
    if alpha.iter().any(|&a| a < 0.0) {
        return Err(Raise::value_error("alpha < 0"));
    }
    let d = alpha.len();
    let shape = extended(size(interp, given(args, 1))?, d);
    let view = View::empty(DType::Float64, &shape)?;
    let mut out = watch::filled(0.0, view.size());
    source(this)?.with_state(|state| {
        for row in out.chunks_mut(d.max(1)) {
            if legacy { state.dirichlet(&alpha, row) } else { multivariate::dirichlet(&mut state.bits, &alpha, row) }
        }
    })?;
    fill_from_slice(&view, &out);
    Ok(array(view))
}

/// `multivariate_hypergeometric(colors, nsample, size=None, method='marginals')`.
///
/// # Errors
/// NumPy's.
pub fn hypergeometric(interp: &mut Interp, this: &Value, args: &[Option<Value>]) -> Result<Value> {
    let colors = convert::view(interp, &arg(args, 0))?;
    let fits = colors.rank() == 1 && (colors.dtype().is_integral() || colors.size() == 0);
    let fits = fits && colors.scalars().all(|c| c.as_integer().is_none_or(|n| n >= 0));
    if !fits {
        return Err(Raise::value_error(
            "colors must be a one-dimensional sequence of nonnegative integers not exceeding 9223372036854775807.",
        ));
    }
    let colors = whole(interp, &array(convert::cast_to(&colors, DType::Int64)?))?;
    let sample = interp.index(&arg(args, 1)).map_err(|_| Raise::value_error("nsample must be an integer"))?;
    let by_count = match given(args, 3).and_then(Value::as_str) {
        None | Some("marginals") => false,
        Some("count") => true,
        Some(_) => return Err(Raise::value_error("method must be \"count\" or \"marginals\".")),
    };
    if sample < 0 {
        return Err(Raise::value_error("nsample must be nonnegative."));
    }
    if sample > colors.iter().sum() {
        return Err(Raise::value_error("nsample > sum(colors)"));
    }
    let shape = extended(size(interp, given(args, 2))?, colors.len());
    let view = View::empty(DType::Int64, &shape)?;
    let mut out = watch::filled(0i64, view.size());
    source(this)?.with_bits(|rng| {
        let mut counted = by_count.then(|| HypergeometricCount::new(&colors, sample));
        for row in out.chunks_mut(colors.len().max(1)) {
            match &mut counted {
                Some(c) => c.draw(rng, row),
                None => multivariate::hypergeometric_marginals(rng, &colors, sample, row),
            }
        }
    })?;
    fill_from_slice(&view, &out);
    Ok(array(view))
}

/// `multivariate_normal(mean, cov, size=None, check_valid='warn', tol=1e-8, *, method='svd')`.
///
/// # Errors
/// NumPy's.
pub fn normal(interp: &mut Interp, this: &Value, args: &[Option<Value>], legacy: bool) -> Result<Value> {
    let mean = Given::new(interp, &arg(args, 0), false)?.view;
    let cov = Given::new(interp, &arg(args, 1), false)?.view;
    let asked = size(interp, given(args, 2))?;
    let check = given(args, 3).and_then(Value::as_str).unwrap_or("warn").to_string();
    let tolerance = given(args, 4).map_or(Ok(1e-8), |v| interp.float(v))?;
    let method = given(args, 5).and_then(Value::as_str).unwrap_or("svd").to_string();
    if !["svd", "eigh", "cholesky"].contains(&method.as_str()) {
        return Err(Raise::value_error("method must be one of {'eigh', 'svd', 'cholesky'}"));
    }
    if mean.rank() != 1 {
        return Err(Raise::value_error("mean must be 1 dimensional"));
    }
    if cov.rank() != 2 || cov.shape()[0] != cov.shape()[1] {
        return Err(Raise::value_error("cov must be 2 dimensional and square"));
    }
    let n = mean.shape()[0];
    if cov.shape()[0] != n {
        return Err(Raise::value_error("mean and cov must have same length"));
    }
    let shape = extended(asked, n);
    let rows = shape.iter().product::<usize>() / n.max(1);
    let z = View::empty(DType::Float64, &[rows, n])?;
    source(this)?.with_state(|state| {
        crate::engine::mem::loops::fill(&z, || {
            if legacy { state.standard_normal() } else { standard_normal(&mut state.bits) }
        })
    })??;
    let (matrix, sound) = covariance_factor(&cov, &method, tolerance)?;
    if !sound && check != "ignore" {
        let words = "covariance is not symmetric positive-semidefinite.";
        match check.as_str() {
            "raise" => return Err(Raise::value_error(words)),
            _ => interp.warn(&exc::RUNTIME_WARNING, words)?,
        }
    }
    let mixed = View::empty(DType::Float64, &[rows, n])?;
    linalg::multiply(&z, &matrix, &mixed)?;
    let centre = to_vec::<f64>(&mean);
    let mut out = to_vec::<f64>(&mixed);
    out.iter_mut().enumerate().for_each(|(i, x)| *x += centre[i % n]);
    let view = View::empty(DType::Float64, &shape)?;
    fill_from_slice(&view, &out);
    Ok(array(view))
}

/// The matrix that standard normals are multiplied with from the left, and whether the covariance is sound.
fn covariance_factor(cov: &View, method: &str, tolerance: f64) -> Result<(View, bool)> {
    let n = cov.shape()[0];
    let out = View::empty(DType::Float64, &[n, n])?;
    if n == 0 {
        return Ok((out, true));
    }
    let given = to_vec::<f64>(cov);
    let close = |product: &dyn Fn(usize, usize) -> f64| {
        (0..n * n).all(|k| (product(k / n, k % n) - given[k]).abs() <= tolerance + tolerance * given[k].abs())
    };
    match method {
        "cholesky" => {
            // Rows of the transposed factor are the columns of `L`.
            fill_from_slice(&out, &factor::cholesky::<f64>(cov, false)?);
            Ok((out, true))
        }
        "eigh" => {
            let (values, vectors) = factor::eigh::<f64>(cov, false, true)?;
            let sound = values.iter().all(|&s| s >= -tolerance);
            let scaled: Vec<f64> = (0..n * n).map(|k| vectors[k] * values[k / n].abs().sqrt()).collect();
            fill_from_slice(&out, &scaled);
            Ok((out, sound))
        }
        _ => {
            let found = factor::svd::<f64>(cov, Some(true))?;
            let vt = |i: usize, j: usize| found.vt[j * n + i];
            let sound = close(&|i, j| (0..n).map(|k| vt(k, i) * found.s[k] * vt(k, j)).sum());
            let scaled: Vec<f64> = (0..n * n).map(|k| found.s[k / n].sqrt() * vt(k / n, k % n)).collect();
            fill_from_slice(&out, &scaled);
            Ok((out, sound))
        }
    }
}
