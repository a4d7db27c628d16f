//! Where a ufunc puts a new result: the order of axes that NumPy's iterator chooses from the operands' strides.

use crate::engine::dtype::DType;
use crate::engine::layout::{Layout, Order};
use crate::engine::view::View;
use smallvec::SmallVec;

/// The layout of a new output of `shape` beside operands that are already broadcast to it.
pub fn output(shape: &[usize], operands: &[&View], order: Order, dtype: DType) -> Layout {
    let fortran = || !operands.is_empty() && operands.iter().all(|v| v.layout().is_f_contiguous());
    let c = |v: &&View| v.layout().is_c_contiguous() || is_repeated(v);
    match order {
        Order::C => Layout::c(dtype, shape),
        Order::F => Layout::f(dtype, shape),
        Order::A if fortran() => Layout::f(dtype, shape),
        Order::A => Layout::c(dtype, shape),
        Order::K if shape.len() <= 1 || operands.iter().all(c) => Layout::c(dtype, shape),
        Order::K => Layout::c(dtype, shape).packed(&nesting(shape.len(), operands), dtype),
    }
}

/// The order that a result keeps where NumPy needs no iterator: all operands stand as they are, and all in Fortran order.
pub fn trivial_order(operands: &[&View]) -> Order {
    let contiguous = |v: &&View| v.layout().is_f_contiguous() || is_repeated(v);
    let both = |v: &&View| v.layout().is_c_contiguous() || is_repeated(v);
    if operands.iter().all(contiguous) && !operands.iter().all(both) { Order::F } else { Order::K }
}

/// Whether all of them stand in C order.
pub fn are_c_contiguous(operands: &[&View]) -> bool {
    operands.iter().all(|v| v.layout().is_c_contiguous())
}

/// Whether the view is one element, stretched.
fn is_repeated(v: &View) -> bool {
    v.strides().iter().all(|&s| s == 0)
}

/// The axes, outermost first, sorted by the operands' strides as `npyiter_find_best_axis_ordering` sorts them: by
/// insertion, where operands that disagree leave C order.
pub fn nesting(rank: usize, operands: &[&View]) -> SmallVec<[usize; 4]> {
    let mut fastest_first: SmallVec<[usize; 4]> = (0..rank).rev().collect();
    for i in 1..rank {
        let axis = fastest_first[i];
        let mut position = i;
        for j in (0..i).rev() {
            match is_faster(axis, fastest_first[j], operands) {
                Some(true) => position = j,
                Some(false) => break,
                None => {}
            }
        }
        fastest_first.remove(i);
        fastest_first.insert(position, axis);
    }
    fastest_first.into_iter().rev().collect()
}

/// Whether `axis` steps less than `other`; `None` where no operand steps along both.
fn is_faster(axis: usize, other: usize, operands: &[&View]) -> Option<bool> {
    let mut answer = None;
    for v in operands {
        let step = |a: usize| if v.shape()[a] == 1 { 0 } else { v.strides()[a].unsigned_abs() };
        let (s, t) = (step(axis), step(other));
        if s == 0 || t == 0 {
            continue;
        }
        if t <= s {
            answer = Some(false);
        } else if answer.is_none() {
            answer = Some(true);
        }
    }
    answer
}
