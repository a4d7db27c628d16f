//! The operands of an iterator, and the buffers that stand between it and them.

use super::plan::Plan;
use crate::engine::kernels::cast;
use crate::engine::mem::access;
use crate::engine::mem::buffer::Init;
use crate::engine::{DType, Layout, Order, View};
use crate::lang::array::Array;
use crate::lang::error::Result;
use std::rc::Rc;

/// One operand, stretched to the common shape.
#[derive(Clone)]
pub struct Operand {
    /// The array that the iterator shows.
    pub array: Rc<Array>,
    /// What is walked: the array's elements, or a copy of another dtype.
    pub view: View,
    /// Whether it may be written.
    pub writeable: bool,
    /// Where a copy is written back to, and the copy.
    pub target: Option<(View, Rc<Array>)>,
}

impl Operand {
    /// Writes a copy back to where it came from.
    ///
    /// # Errors
    /// Of the cast.
    pub fn flush(&self) -> Result<()> {
        match &self.target {
            Some((target, copy)) => Ok(cast::convert_all(&copy.view(), target)?),
            None => Ok(()),
        }
    }
}

/// A copy of a view as another dtype, and that copy stretched to a shape.
///
/// # Errors
/// Of memory and of the cast.
pub fn copied(view: &View, dtype: DType, shape: &[usize]) -> Result<(Rc<Array>, View)> {
    let copy = View::alloc(view.layout().like(Order::K, dtype), Init::Uninit)?;
    cast::convert_all(view, &copy)?;
    let stretched = copy.broadcast_to(shape).unwrap_or_else(|| copy.clone());
    Ok((Array::new(copy), stretched))
}

/// The elements of all operands side by side in the order of the walk, so many at a time.
pub struct Loop {
    size: usize,
    total: usize,
    buffers: Vec<Rc<Array>>,
    /// The byte offsets of the elements in each operand's view.
    places: Vec<Vec<usize>>,
}

impl Loop {
    /// Buffers for these operands.
    ///
    /// # Errors
    /// Of memory.
    pub fn new(operands: &[Operand], plan: &Plan, size: usize) -> Result<Loop> {
        let total = plan.steps();
        let (mut buffers, mut places) = (Vec::new(), Vec::new());
        for operand in operands {
            let view = &operand.view;
            let at: Vec<usize> = (0..total).map(|k| view.layout().offset_of(&plan.index(k)) as usize).collect();
            let buffer = View::alloc(Layout::c(view.dtype(), &[total]), Init::Zeroed)?;
            for (to, &from) in buffer.offsets().zip(&at) {
                access::store(&buffer, to, &view.get_at(from));
            }
            buffers.push(Array::new(buffer));
            places.push(at);
        }
        Ok(Loop { size, total, buffers, places })
    }

    /// How many times there is to go on.
    pub fn steps(&self) -> usize {
        self.total.div_ceil(self.size)
    }

    /// The part of each buffer at a step.
    pub fn parts(&self, step: usize, operands: &[Operand]) -> Vec<Rc<Array>> {
        let (start, end) = (step * self.size, ((step + 1) * self.size).min(self.total));
        self.buffers
            .iter()
            .zip(operands)
            .map(|(buffer, operand)| {
                let view = buffer.view().clone();
                let item = view.dtype().itemsize();
                let offset = view.layout().offset + start * item;
                let part = view.derive(Layout { offset, ..Layout::c(view.dtype(), &[end - start]) });
                let part = Array::view_of(buffer, part);
                part.set_writeable(operand.writeable);
                part
            })
            .collect()
    }

    /// Writes the buffers of written operands back.
    pub fn flush(&self, operands: &[Operand]) {
        for ((buffer, places), operand) in self.buffers.iter().zip(&self.places).zip(operands) {
            if operand.writeable {
                let buffer = buffer.view().clone();
                for (from, &to) in buffer.offsets().zip(places) {
                    access::store(&operand.view, to, &buffer.get_at(from));
                }
            }
        }
    }
}
