//! Comparisons of integers with a Python integer that their dtype cannot hold: the answer is the same for all elements.

use super::call::{CallOptions, Views, result_shape};
use super::{Loop, Ufunc};
use crate::engine::dtype::DType;
use crate::engine::error::Result;
use crate::engine::kernels::operand::Operand;
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use num_bigint::Sign;

/// One answer for all elements.
pub struct Answer(bool);

/// The answer, if an input is a Python integer that the loop's dtype cannot hold.
///
/// # Errors
/// None of its own.
pub fn out_of_bounds(ufunc: &Ufunc, inputs: &[Operand], found: &Loop) -> Result<Option<Answer>> {
    if ufunc.resolver != super::Resolver::Compare || !found.ins[0].is_integral() || found.ins[0] == DType::Bool {
        return Ok(None);
    }
    for (i, operand) in inputs.iter().enumerate() {
        let positive = match operand {
            Operand::Int(n) if operand.to_scalar(found.ins[i]).is_err() => *n > 0,
            Operand::BigInt(n) => n.sign() == Sign::Plus,
            _ => continue,
        };
        // Seen from the array's side: is it less than the integer?
        let less = positive == (i == 1);
        return Ok(Some(Answer(match ufunc.name {
            "equal" => false,
            "not_equal" => true,
            "less" | "less_equal" => less,
            _ => !less,
        })));
    }
    Ok(None)
}

impl Answer {
    /// The result: an array of the answer in the result's shape.
    ///
    /// # Errors
    /// As [`Ufunc::call`].
    pub fn finish(self, ufunc: &Ufunc, inputs: &[Operand], options: &CallOptions) -> Result<Views> {
        // The loop runs on equal or unequal stand-ins that give the same answer.
        let shape = result_shape(inputs, &CallOptions::default())?;
        let zeros = View::zeros(DType::Bool, &shape)?;
        let other = match (ufunc.name, self.0) {
            ("equal" | "less_equal" | "greater_equal", true) | ("not_equal" | "less" | "greater", false) => false,
            ("less_equal", false) => return swapped(ufunc, zeros, options),
            ("greater", true) => return swapped(ufunc, zeros, options),
            _ => true,
        };
        let other = View::from_scalar(&Scalar::Bool(other))?;
        ufunc.call(&[Operand::Array(zeros), Operand::Array(other)], options)
    }
}

/// `True` on the left, `False` on the right.
fn swapped(ufunc: &Ufunc, zeros: View, options: &CallOptions) -> Result<Views> {
    let one = View::from_scalar(&Scalar::Bool(true))?;
    ufunc.call(&[Operand::Array(one), Operand::Array(zeros)], options)
}
