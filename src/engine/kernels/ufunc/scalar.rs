//! Ufuncs of single values, without arrays.

use super::{Loop, Ufunc, resolve};
use crate::engine::dtype::DType;
use crate::engine::error::Result;
use crate::engine::kernels::cast;
use crate::engine::kernels::operand::{Operand, OperandType};
use crate::engine::kernels::warnings;
use crate::engine::mem::fpstatus;
use crate::engine::scalar::Scalar;
use smallvec::SmallVec;

/// The operators whose integer overflow NumPy's scalars warn of, and the exact result.
type Exact = fn(&[i128]) -> i128;
const WARNED: &[(&str, Exact)] = &[
    ("add", |x| x[0] + x[1]),
    ("subtract", |x| x[0] - x[1]),
    ("multiply", |x| x[0].saturating_mul(x[1])),
    ("negative", |x| -x[0]),
    ("absolute", |x| x[0].abs()),
];

/// An operator of NumPy scalars and Python numbers (`np.float64(1) / 0`): its warnings say `scalar divide`, and integers
/// warn of overflow; unless they are not `alone`, but taken for arrays. `None` if the operands need the general way: strings, and Python integers that do not fit.
///
/// # Errors
/// As [`Ufunc::call`].
pub fn scalar_call(
    ufunc: &Ufunc,
    inputs: &[(OperandType, Scalar)],
    alone: bool,
) -> Result<Option<(Scalar, Option<Scalar>)>> {
    let types: SmallVec<[OperandType; 2]> = inputs.iter().map(|(t, _)| *t).collect();
    if types.iter().any(|t| !t.alone().is_numeric()) {
        return Ok(None);
    }
    let found = resolve::resolve(ufunc, &types, &[])?;
    let mut values: SmallVec<[Scalar; 2]> = SmallVec::new();
    for ((t, value), &to) in inputs.iter().zip(found.ins) {
        if t.strong().is_none() && to.is_integral() && !value.as_integer().is_some_and(|i| fits(i, to)) {
            return Ok(None);
        }
        values.push(if value.dtype() == to { value.clone() } else { cast::scalar_cast(value, to)? });
    }
    if ufunc.name == "power" && values[1].as_integer().is_some_and(|i| i < 0) {
        return Err(super::loops::arith::negative_power());
    }
    let (out, mut status) = fpstatus::observed(|| (found.scalars)(&values));
    if let Some((result, _)) = &out {
        status.overflow |= overflows(ufunc, found, &values, result);
    }
    let name = if alone { ufunc.scalar_name } else { ufunc.name };
    warnings::note_fp(ufunc.visible(found, status), name);
    Ok(out)
}

fn fits(i: i128, to: DType) -> bool {
    Operand::Int(i).to_scalar(to).is_ok()
}

/// Whether an integer result has wrapped.
fn overflows(ufunc: &Ufunc, found: &Loop, values: &[Scalar], result: &Scalar) -> bool {
    if !found.outs[0].is_integral() || found.outs[0] == DType::Bool {
        return false;
    }
    let Some((_, exact)) = WARNED.iter().find(|(name, _)| *name == ufunc.name) else { return false };
    let integers: SmallVec<[i128; 2]> = values.iter().filter_map(Scalar::as_integer).collect();
    result.as_integer() != Some(exact(&integers))
}

/// The ufunc that NumPy's `**` takes instead of `power` for an array of floats or complex numbers and this Python number.
pub fn power_shortcut(base: DType, exponent: &Operand) -> Option<&'static Ufunc> {
    if !base.is_inexact() {
        return None;
    }
    match exponent {
        Operand::Int(-1) => Some(&super::RECIPROCAL),
        Operand::Int(2) => Some(&super::SQUARE),
        Operand::Float(x) if *x == 0.5 => Some(&super::SQRT),
        _ => None,
    }
}
