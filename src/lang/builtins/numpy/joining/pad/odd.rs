//! `reflect` and `symmetric` with `reflect_type='odd'`: what is mirrored is turned about the edge's element, too.

use super::{Widths, framed, slab};
use crate::engine::View;
use crate::lang::array::Array;
use crate::lang::builtins::numpy::call;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// A padded axis, filled from the inside outwards: each round mirrors what is there.
struct Axis<'a> {
    roi: &'a View,
    axis: usize,
    /// How many elements are still to fill on each side.
    left: usize,
    right: usize,
    /// The length of the axis before it was padded.
    period: usize,
    /// `symmetric`: the edge's element is mirrored, too.
    edge: bool,
}

/// The array with its padding.
pub fn reflected(interp: &mut Interp, view: &View, widths: &Widths, edge: bool) -> Result<Value> {
    let out = framed(view, widths)?;
    for (axis, &(left, right)) in widths.iter().enumerate() {
        let mut roi = out.clone();
        for (later, width) in widths.iter().enumerate().skip(axis + 1) {
            roi = slab(&roi, later, width.0, view.shape()[later]);
        }
        let period = view.shape()[axis];
        let mut part = Axis { roi: &roi, axis, left, right, period, edge };
        if period == 1 {
            part.repeat_edges(interp)?;
        }
        while part.left > 0 || part.right > 0 {
            part.round(interp)?;
        }
    }
    Ok(Value::Array(Array::new(out)))
}

impl Axis<'_> {
    fn slab(&self, from: usize, len: usize) -> Value {
        Value::Array(Array::new(slab(self.roi, self.axis, from, len)))
    }

    fn write(&self, interp: &mut Interp, from: usize, len: usize, value: Value) -> Result<()> {
        interp.set_item(&self.slab(from, len), &Value::Ellipsis, value)
    }

    /// A lone element has no neighbours to mirror: it is repeated.
    fn repeat_edges(&mut self, interp: &mut Interp) -> Result<()> {
        let only = self.slab(self.left, 1);
        self.write(interp, 0, self.left, only.clone())?;
        self.write(interp, self.left + 1, self.right, only)?;
        (self.left, self.right) = (0, 0);
        Ok(())
    }

    /// `2 * edge - chunk`, with the chunk backwards.
    fn turned(&self, interp: &mut Interp, from: usize, len: usize, edge: usize) -> Result<Value> {
        let chunk = self.slab(from, len);
        let backwards = call(interp, "flip", &[chunk, Value::Int(self.axis as i64)])?;
        let twice = interp.binary(BinOp::Mul, &Value::Int(2), &self.slab(edge, 1))?;
        interp.binary(BinOp::Sub, &twice, &backwards)
    }

    fn round(&mut self, interp: &mut Interp) -> Result<()> {
        let total = self.roi.shape()[self.axis];
        let filled = total - self.left - self.right;
        // Whole periods only, so that no part of one is mirrored.
        let (length, skip) = match self.edge {
            true => (filled / self.period * self.period, 0),
            false => ((filled - 1) / (self.period - 1) * (self.period - 1), 1),
        };
        if self.left > 0 {
            let n = length.min(self.left);
            let chunk = self.turned(interp, self.left + skip, n, self.left)?;
            self.write(interp, self.left - n, n, chunk)?;
            self.left -= n;
        }
        if self.right > 0 {
            let n = length.min(self.right);
            let last = total - self.right - 1;
            let chunk = self.turned(interp, last + 1 - skip - n, n, last)?;
            self.write(interp, last + 1, n, chunk)?;
            self.right -= n;
        }
        Ok(())
    }
}
