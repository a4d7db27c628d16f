//! Series of least squares.

use super::super::arithmetic::linalg;
use super::Basis;
use super::evaluate::vander;
use super::expr::v;
use crate::engine::Kind;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// What a fit is asked.
pub struct Fit {
    /// `rcond=…`
    pub rcond: Value,
    /// `full=…`
    pub full: bool,
    /// `w=…`
    pub weights: Value,
}

/// The degrees that a fit is asked for: one and all below, or these.
enum Degrees {
    To(i64),
    These(Value, i64, i64),
}

impl Degrees {
    fn read(interp: &mut Interp, deg: &Value) -> Result<Degrees> {
        let deg = np::as_array(interp, deg)?;
        let view = np::view(interp, &deg)?;
        if view.rank() > 1 || !matches!(view.dtype().kind(), Kind::Int | Kind::UInt) || view.size() == 0 {
            return Err(Raise::type_error("deg must be an int or non-empty 1-D array of int"));
        }
        let all: Vec<i64> = view.scalars().filter_map(|d| d.as_integer()).map(|d| d as i64).collect();
        if all.iter().any(|&d| d < 0) {
            return Err(Raise::value_error("expected deg >= 0"));
        }
        if view.rank() == 0 {
            return Ok(Degrees::To(all[0]));
        }
        let sorted = np::call(interp, "sort", &[deg])?;
        Ok(Degrees::These(sorted, all.iter().copied().max().unwrap_or(0), all.len() as i64))
    }

    fn most(&self) -> i64 {
        match self {
            Degrees::To(most) | Degrees::These(_, most, _) => *most,
        }
    }

    /// How many coefficients there are to find.
    fn order(&self) -> i64 {
        match self {
            Degrees::To(most) => most + 1,
            Degrees::These(_, _, n) => *n,
        }
    }
}

/// The coefficients of a fit, and what `full` tells beside.
///
/// # Errors
/// `TypeError` and `ValueError` in NumPy's words.
pub fn fit(
    interp: &mut Interp,
    basis: Basis,
    (x, y): (&Value, &Value),
    deg: &Value,
    asked: Fit,
) -> Result<(Value, Option<Value>)> {
    let zero = Value::Float(0.0);
    let (x, y) = (np::as_array(interp, x)?, np::as_array(interp, y)?);
    let (x, y) = (np::add(interp, &x, &zero)?, np::add(interp, &y, &zero)?);
    let (x, y) = (np::as_array(interp, &x)?, np::as_array(interp, &y)?);
    let degrees = Degrees::read(interp, deg)?;
    check(interp, &x, &y)?;
    let mut van = vander(interp, basis, &x, &Value::Int(degrees.most()))?;
    if let Degrees::These(these, ..) = &degrees {
        van = np::item(interp, &van, &Value::tuple(vec![np::slice(None, None, None), these.clone()]))?;
    }
    let (mut lhs, mut rhs) = (interp.get_attr(&van, "T")?, interp.get_attr(&y, "T")?);
    let points = np::view(interp, &x)?;
    if !asked.weights.is_none() {
        let w = np::as_array(interp, &asked.weights)?;
        let w = np::add(interp, &w, &zero)?;
        let view = np::view(interp, &w)?;
        if view.rank() != 1 {
            return Err(Raise::type_error("expected 1D vector for w"));
        }
        if view.size() != points.size() {
            return Err(Raise::type_error("expected x and w to have same length"));
        }
        (lhs, rhs) = (np::mul(interp, &lhs, &w)?, np::mul(interp, &rhs, &w)?);
    }
    let rcond = match &asked.rcond {
        Value::None => {
            let info = np::call(interp, "finfo", &[Value::DType(points.dtype())])?;
            let eps = interp.get_attr(&info, "eps")?;
            np::mul(interp, &Value::Int(points.size() as i64), &eps)?
        }
        given => given.clone(),
    };
    let scale = norms(interp, &lhs)?;
    let turned = interp.get_attr(&lhs, "T")?;
    let (lhs, rhs) = (np::div(interp, &turned, &scale)?, interp.get_attr(&rhs, "T")?);
    let solved = linalg(interp, "lstsq", &[lhs, rhs, rcond.clone()])?;
    let parts = interp.collect(&solved)?;
    let c = interp.get_attr(&parts[0], "T")?;
    let c = np::div(interp, &c, &scale)?;
    let mut c = interp.get_attr(&c, "T")?;
    if let Degrees::These(these, most, _) = &degrees {
        c = spread(interp, &c, these, *most)?;
    }
    if interp.index(&parts[2])? != degrees.order() && !asked.full {
        interp.warn(&exc::RANK_WARNING, "The fit may be poorly conditioned")?;
    }
    let status = asked.full.then(|| Value::list(vec![parts[1].clone(), parts[2].clone(), parts[3].clone(), rcond]));
    Ok((c, status))
}

fn check(interp: &mut Interp, x: &Value, y: &Value) -> Result<()> {
    let (x, y) = (np::view(interp, x)?, np::view(interp, y)?);
    let text = if x.rank() != 1 {
        "expected 1D vector for x"
    } else if x.size() == 0 {
        "expected non-empty vector for x"
    } else if y.rank() < 1 || y.rank() > 2 {
        "expected 1D or 2D array for y"
    } else if x.shape()[0] != y.shape()[0] {
        "expected x and y to have same length"
    } else {
        return Ok(());
    };
    Err(Raise::type_error(text))
}

/// The norms of the columns of the design matrix, which stands transposed.
fn norms(interp: &mut Interp, lhs: &Value) -> Result<Value> {
    let squares = if np::view(interp, lhs)?.dtype().kind() == Kind::Complex {
        let (re, im) = (interp.get_attr(lhs, "real")?, interp.get_attr(lhs, "imag")?);
        (v(&re).call("square") + v(&im).call("square")).of(interp)?
    } else {
        v(lhs).call("square").of(interp)?
    };
    let sums = np::call_kw(interp, "sum", &[squares], &[("axis", Value::Int(1))])?;
    let scale = v(&sums).call("sqrt").of(interp)?;
    let empty = np::cmp(interp, CmpOp::Eq, &scale, &Value::Int(0))?;
    interp.set_item(&scale, &empty, Value::Int(1))?;
    Ok(scale)
}

/// Coefficients at their degrees, zeros between.
fn spread(interp: &mut Interp, c: &Value, these: &Value, most: i64) -> Result<Value> {
    let view = np::view(interp, c)?;
    let mut shape = vec![Value::Int(most + 1)];
    shape.extend(view.shape().iter().skip(1).map(|&n| Value::Int(n as i64)));
    let all = np::call(interp, "zeros", &[Value::tuple(shape), Value::DType(view.dtype())])?;
    interp.set_item(&all, these, c.clone())?;
    Ok(all)
}
