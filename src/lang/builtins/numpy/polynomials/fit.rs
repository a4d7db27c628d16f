//! `polyfit`.

use super::arithmetic::{len, linalg};
use crate::engine::DType;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// The row.
pub fn rows() -> Vec<Builtin> {
    vec![py(
        &["polyfit"],
        "x, y, deg, rcond=None, full=False, w=None, cov=False",
        "The polynomial of least squares.\n\n>>> np.polyfit([0, 1, 2], [1, 3, 5], 1).round(6) + 0\narray([2., 1.])",
        polyfit,
    )]
}

/// What least squares gave.
struct Solved {
    coefficients: Value,
    residuals: Value,
    rank: Value,
    singular: Value,
}

/// `a[:, np.newaxis]`
fn upright(interp: &mut Interp, a: &Value) -> Result<Value> {
    np::item(interp, a, &Value::tuple(vec![np::slice(None, None, None), Value::None]))
}

fn checked(interp: &mut Interp, x: &Value, y: &Value) -> Result<usize> {
    let (vx, vy) = (np::view(interp, x)?, np::view(interp, y)?);
    if vx.rank() != 1 {
        return Err(Raise::type_error("expected 1D vector for x"));
    }
    if vx.size() == 0 {
        return Err(Raise::type_error("expected non-empty vector for x"));
    }
    if vy.rank() < 1 || vy.rank() > 2 {
        return Err(Raise::type_error("expected 1D or 2D array for y"));
    }
    if vx.shape()[0] != vy.shape()[0] {
        return Err(Raise::type_error("expected x and y to have same length"));
    }
    Ok(vy.rank())
}

#[allow(clippy::too_many_arguments)]
fn polyfit(
    interp: &mut Interp,
    x: Value,
    y: Value,
    deg: Value,
    rcond: Value,
    full: bool,
    w: Value,
    cov: Value,
) -> Result<Value> {
    let order = interp.index(&deg)? + 1;
    let zero = Value::Float(0.0);
    let (x, y) = (np::as_array(interp, &x)?, np::as_array(interp, &y)?);
    let (x, y) = (np::add(interp, &x, &zero)?, np::add(interp, &y, &zero)?);
    if order < 1 {
        return Err(Raise::value_error("expected deg >= 0"));
    }
    let rank = checked(interp, &x, &y)?;
    let n = len(interp, &x)?;
    let rcond = match rcond {
        Value::None => {
            let eps = match np::view(interp, &x)?.dtype().real_part() {
                DType::Float16 => 0.000_976_562_5,
                DType::Float32 => f32::EPSILON as f64,
                _ => f64::EPSILON,
            };
            np::mul(interp, &Value::Int(n as i64), &Value::scalar(eps))?
        }
        given => given,
    };
    let lhs = np::call(interp, "vander", &[x, Value::Int(order)])?;
    let mut rhs = y;
    if !w.is_none() {
        let w = np::as_array(interp, &w)?;
        let w = np::add(interp, &w, &zero)?;
        if np::view(interp, &w)?.rank() != 1 {
            return Err(Raise::type_error("expected a 1-d array for weights"));
        }
        if len(interp, &w)? != n {
            return Err(Raise::type_error("expected w and y to have the same length"));
        }
        let column = upright(interp, &w)?;
        interp.in_place(BinOp::Mul, &lhs, &column)?;
        rhs = interp.in_place(BinOp::Mul, &rhs, if rank == 2 { &column } else { &w })?;
    }
    let (solved, scale) = solve(interp, &lhs, &rhs, &rcond)?;
    let short = interp.index(&solved.rank)? != order;
    if short && !full {
        interp.warn(&exc::RANK_WARNING, "Polyfit may be poorly conditioned")?;
    }
    if full {
        let Solved { coefficients, residuals, rank, singular } = solved;
        return Ok(Value::tuple(vec![coefficients, residuals, rank, singular, rcond]));
    }
    if !interp.truth(&cov)? {
        return Ok(solved.coefficients);
    }
    let matrix = covariance(interp, (&lhs, &scale), &solved, (&cov, n as i64 - order, rank))?;
    Ok(Value::tuple(vec![solved.coefficients, matrix]))
}

/// Least squares of columns that are scaled to a norm of 1 first; the scale.
fn solve(interp: &mut Interp, lhs: &Value, rhs: &Value, rcond: &Value) -> Result<(Solved, Value)> {
    let squares = np::mul(interp, lhs, lhs)?;
    let sums = np::call_kw(interp, "sum", &[squares], &[("axis", Value::Int(0))])?;
    let scale = np::call(interp, "sqrt", &[sums])?;
    interp.in_place(BinOp::Div, lhs, &scale)?;
    let solved = linalg(interp, "lstsq", &[lhs.clone(), rhs.clone(), rcond.clone()])?;
    let parts = interp.collect(&solved)?;
    let turned = interp.get_attr(&parts[0], "T")?;
    let turned = np::div(interp, &turned, &scale)?;
    let coefficients = interp.get_attr(&turned, "T")?;
    let [_, residuals, rank, singular] = &parts[..] else { return Err(Raise::value_error("lstsq gives four parts")) };
    let (residuals, rank, singular) = (residuals.clone(), rank.clone(), singular.clone());
    Ok((Solved { coefficients, residuals, rank, singular }, scale))
}

fn covariance(
    interp: &mut Interp,
    (lhs, scale): (&Value, &Value),
    solved: &Solved,
    (cov, free, rank): (&Value, i64, usize),
) -> Result<Value> {
    let turned = interp.get_attr(lhs, "T")?;
    let squares = np::call(interp, "dot", &[turned, lhs.clone()])?;
    let base = linalg(interp, "inv", &[squares])?;
    let scales = np::call(interp, "outer", &[scale.clone(), scale.clone()])?;
    interp.in_place(BinOp::Div, &base, &scales)?;
    let factor = if cov.as_str() == Some("unscaled") {
        Value::Int(1)
    } else {
        if free <= 0 {
            let text = "the number of data points must exceed order to scale the covariance matrix";
            return Err(Raise::value_error(text));
        }
        np::div(interp, &solved.residuals, &Value::Int(free))?
    };
    let base = match rank {
        1 => base,
        _ => {
            let all = np::slice(None, None, None);
            np::item(interp, &base, &Value::tuple(vec![all.clone(), all, Value::None]))?
        }
    };
    np::mul(interp, &base, &factor)
}
