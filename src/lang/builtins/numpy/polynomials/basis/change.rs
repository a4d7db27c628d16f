//! Series of one basis as series of powers, and back.

use super::Basis;
use super::expr::{at, v};
use super::multiply::by_x;
use super::series::{len, one, sum};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// A series of powers in another basis.
///
/// # Errors
/// Of the coefficients.
pub fn from_powers(interp: &mut Interp, basis: Basis, c: &Value) -> Result<Value> {
    let c = one(interp, c)?;
    let mut result = Value::Int(0);
    for i in (0..len(interp, &c)?).rev() {
        let raised = by_x(interp, basis, &result)?;
        let coefficient = at(&c, i).of(interp)?;
        result = sum(interp, BinOp::Add, &raised, &coefficient)?;
    }
    Ok(result)
}

/// A series of a basis as one of powers.
///
/// # Errors
/// Of the coefficients.
pub fn to_powers(interp: &mut Interp, basis: Basis, c: &Value) -> Result<Value> {
    let c = one(interp, c)?;
    let many = len(interp, &c)?;
    let plain = if matches!(basis, Basis::Hermite | Basis::Laguerre) { 1 } else { 2 };
    if many <= plain {
        return Ok(c);
    }
    if many == 2 && basis == Basis::Hermite {
        super::expr::set(interp, &c, 1, at(&c, 1) * 2)?;
        return Ok(c);
    }
    let (mut c0, mut c1) = (at(&c, -2).of(interp)?, at(&c, -1).of(interp)?);
    for i in (2..many).rev() {
        let less = match basis {
            Basis::Chebyshev => v(&c1),
            Basis::Hermite => v(&c1) * (2 * (i - 1)),
            Basis::HermiteE => v(&c1) * (i - 1),
            _ => v(&c1) * (i - 1) / i,
        };
        let (coefficient, less) = (at(&c, i - 2).of(interp)?, less.of(interp)?);
        let next = sum(interp, BinOp::Sub, &coefficient, &less)?;
        let raised = by_x(interp, Basis::Power, &c1)?;
        let more = match basis {
            Basis::Chebyshev | Basis::Hermite => (v(&raised) * 2).of(interp)?,
            Basis::Legendre => (v(&raised) * (2 * i - 1) / i).of(interp)?,
            Basis::Laguerre => {
                let scaled = (v(&c1) * (2 * i - 1)).of(interp)?;
                let difference = sum(interp, BinOp::Sub, &scaled, &raised)?;
                (v(&difference) / i).of(interp)?
            }
            _ => raised,
        };
        c1 = sum(interp, BinOp::Add, &c0, &more)?;
        c0 = next;
    }
    let raised = by_x(interp, Basis::Power, &c1)?;
    let more = match basis {
        Basis::Hermite => (v(&raised) * 2).of(interp)?,
        Basis::Laguerre => sum(interp, BinOp::Sub, &c1, &raised)?,
        _ => raised,
    };
    sum(interp, BinOp::Add, &c0, &more)
}
