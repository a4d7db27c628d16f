//! Sorting an index out: which axis each entry acts on, and which kind of indexing it makes together.

use super::{Index, mask};
use crate::engine::dtype::{DType, Kind as DKind};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::layout::{Layout, MAX_RANK, Shape, Strides};
use crate::engine::mem::access::to_vec;
use crate::engine::scalar::Scalar;
use crate::engine::view::View;

/// An entry, expanded: masks have become index arrays, and the ellipsis knows its length.
#[derive(Debug, Clone)]
pub enum Part {
    Int(i64),
    Slice {
        start: Option<i64>,
        stop: Option<i64>,
        step: i64,
    },
    NewAxis,
    Ellipsis(usize),
    /// Indices along one axis, with their shape; `mask_len` is the length of the mask's axis that they come from.
    Fancy {
        indices: Vec<i64>,
        layout: Layout,
        mask_len: Option<usize>,
    },
    /// A mask without axes.
    Truth(bool),
}

/// What the entries make together.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Integers for all axes: one element.
    Element,
    /// A view.
    Basic,
    /// Basic, but an integer came as a 0-d array: NumPy copies.
    ScalarArray,
    /// One mask of the array's own shape.
    Mask(View),
    /// Index arrays.
    Fancy,
}

/// The entries in order, and their kind.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub parts: Vec<Part>,
    pub kind: Kind,
}

/// # Errors
/// `IndexError` in NumPy's words.
pub fn prepare(layout: &Layout, indices: &[Index]) -> Result<Prepared> {
    if let [Index::Mask(mask)] = indices
        && mask.shape() == layout.shape.as_slice()
    {
        return Ok(Prepared { parts: Vec::new(), kind: Kind::Mask(mask.clone()) });
    }
    if let [Index::Bool(b)] = indices
        && layout.rank() == 0
    {
        let mask = View::from_scalar(&Scalar::Bool(*b))?;
        return Ok(Prepared { parts: Vec::new(), kind: Kind::Mask(mask) });
    }
    let mut parts = Vec::with_capacity(indices.len() + 1);
    let mut scalar_array = false;
    for index in indices {
        scalar_array |= expand(index, &mut parts)?;
    }
    complete(layout, &mut parts)?;
    check_masks(layout, &parts)?;
    let fancy = parts.iter().any(|p| matches!(p, Part::Fancy { .. } | Part::Truth(_)));
    let kind = if fancy {
        Kind::Fancy
    } else if parts.iter().all(|p| matches!(p, Part::Int(_))) {
        Kind::Element
    } else if scalar_array {
        Kind::ScalarArray
    } else {
        Kind::Basic
    };
    Ok(Prepared { parts, kind })
}

/// Appends the parts of one entry; returns whether it is an integer that came as an array.
fn expand(index: &Index, parts: &mut Vec<Part>) -> Result<bool> {
    match index {
        Index::Int(i) => parts.push(Part::Int(*i)),
        Index::Slice { start, stop, step } => {
            let step = step.unwrap_or(1);
            parts.push(Part::Slice { start: *start, stop: *stop, step });
        }
        Index::NewAxis => parts.push(Part::NewAxis),
        Index::Ellipsis => {
            if parts.iter().any(|p| matches!(p, Part::Ellipsis(_))) {
                return Err(Error::index("an index can only have a single ellipsis ('...')"));
            }
            parts.push(Part::Ellipsis(0));
        }
        Index::Bool(b) => parts.push(Part::Truth(*b)),
        Index::Mask(mask) if mask.rank() == 0 => parts.push(Part::Truth(mask.first().truth())),
        Index::Mask(mask) => {
            for (axis, indices) in mask::nonzero_indices(mask)?.into_iter().enumerate() {
                let layout = Layout::c(DType::Int64, &[indices.len()]);
                parts.push(Part::Fancy { indices, layout, mask_len: Some(mask.shape()[axis]) });
            }
        }
        Index::Array(array) => {
            let indices = integers(array)?;
            if array.rank() == 0 {
                parts.push(Part::Int(indices[0]));
                return Ok(true);
            }
            parts.push(Part::Fancy { indices, layout: array.layout().clone(), mask_len: None });
        }
    }
    Ok(false)
}

/// The elements of an array of integers, in C order.
///
/// # Errors
/// `IndexError` if they are not integers.
pub fn integers(array: &View) -> Result<Vec<i64>> {
    fn wide<T: crate::engine::Element>(array: &View, f: impl Fn(T) -> i64) -> Vec<i64> {
        to_vec::<T>(array).into_iter().map(f).collect()
    }
    Ok(match array.dtype() {
        DType::Int8 => wide::<i8>(array, |x| x as i64),
        DType::Int16 => wide::<i16>(array, |x| x as i64),
        DType::Int32 => wide::<i32>(array, |x| x as i64),
        DType::Int64 => to_vec::<i64>(array),
        DType::UInt8 => wide::<u8>(array, |x| x as i64),
        DType::UInt16 => wide::<u16>(array, |x| x as i64),
        DType::UInt32 => wide::<u32>(array, |x| x as i64),
        DType::UInt64 => wide::<u64>(array, |x| x as i64),
        dtype => {
            debug_assert!(!matches!(dtype.kind(), DKind::Int | DKind::UInt));
            return Err(Error::index(format!(
                "arrays used as indices must be of integer (or boolean) type, but the array dtype was {dtype}"
            )));
        }
    })
}

/// How many axes of the array an entry uses.
fn used(part: &Part) -> usize {
    match part {
        Part::Int(_) | Part::Slice { .. } | Part::Fancy { .. } => 1,
        Part::NewAxis | Part::Truth(_) => 0,
        Part::Ellipsis(n) => *n,
    }
}

/// Gives the ellipsis its length, or appends one, so that the entries use all axes.
fn complete(layout: &Layout, parts: &mut Vec<Part>) -> Result<()> {
    let rank = layout.rank();
    let taken: usize = parts.iter().map(used).sum();
    if taken > rank {
        return Err(Error::index(format!(
            "too many indices for array: array is {rank}-dimensional, but {taken} were indexed"
        )));
    }
    match parts.iter_mut().find(|p| matches!(p, Part::Ellipsis(_))) {
        Some(part) => *part = Part::Ellipsis(rank - taken),
        None if taken < rank => parts.push(Part::Ellipsis(rank - taken)),
        None => {}
    }
    check_rank(parts)
}

fn check_rank(parts: &[Part]) -> Result<()> {
    let fancy = parts.iter().map(|p| match p {
        Part::Fancy { layout, .. } => layout.rank(),
        Part::Truth(_) => 1,
        _ => 0,
    });
    let plain = parts.iter().map(|p| match p {
        Part::Slice { .. } | Part::NewAxis => 1,
        Part::Ellipsis(n) => *n,
        _ => 0,
    });
    let rank = fancy.max().unwrap_or(0) + plain.sum::<usize>();
    if rank > MAX_RANK {
        return Err(Error::index(format!(
            "number of dimensions must be within [0, {MAX_RANK}], indexed array has {rank}"
        )));
    }
    Ok(())
}

fn check_masks(layout: &Layout, parts: &[Part]) -> Result<()> {
    let mut axis = 0;
    for part in parts {
        if let Part::Fancy { mask_len: Some(len), .. } = part
            && *len > 0
            && *len != layout.shape[axis]
        {
            return Err(Error::index(format!(
                "boolean index did not match indexed array along axis {axis}; size of axis is {} but size of \
                 corresponding boolean axis is {len}",
                layout.shape[axis]
            )));
        }
        axis += used(part);
    }
    Ok(())
}

/// The layout that the basic parts leave; index arrays drop their axis (at index 0).
///
/// # Errors
/// `IndexError` for an integer out of bounds, `ValueError` for a step of zero.
pub fn subspace(layout: &Layout, parts: &[Part]) -> Result<Layout> {
    let (mut shape, mut strides): (Shape, Strides) = Default::default();
    let mut offset = layout.offset as isize;
    let mut axis = 0;
    for part in parts {
        match part {
            Part::Int(i) => offset += in_bounds(*i, axis, layout.shape[axis])? as isize * layout.strides[axis],
            Part::Slice { start, stop, step } => {
                let (first, step, len) = slice(layout.shape[axis], *start, *stop, *step)?;
                offset += first * layout.strides[axis];
                strides.push(layout.strides[axis].wrapping_mul(step));
                shape.push(len);
            }
            Part::NewAxis => {
                shape.push(1);
                strides.push(0);
            }
            Part::Ellipsis(n) => {
                shape.extend_from_slice(&layout.shape[axis..axis + n]);
                strides.extend_from_slice(&layout.strides[axis..axis + n]);
            }
            Part::Fancy { .. } | Part::Truth(_) => {}
        }
        axis += used(part);
    }
    Ok(Layout { dtype: layout.dtype, shape, strides, offset: offset as usize })
}

/// A Python index as an index in range.
///
/// # Errors
/// `IndexError`.
pub fn in_bounds(index: i64, axis: usize, len: usize) -> Result<usize> {
    let n = len as i64;
    if index < -n || index >= n {
        return Err(Error::new(
            ErrorKind::Index,
            format!("index {index} is out of bounds for axis {axis} with size {len}"),
        ));
    }
    Ok((if index < 0 { index + n } else { index }) as usize)
}

/// First index, step and length of a slice of an axis (Python's `slice.indices`); an empty one starts at 0.
fn slice(len: usize, start: Option<i64>, stop: Option<i64>, step: i64) -> Result<(isize, isize, usize)> {
    if step == 0 {
        return Err(Error::value("slice step cannot be zero"));
    }
    let n = len as i64;
    let step = step.max(-i64::MAX);
    let (low, high) = if step > 0 { (0, n) } else { (-1, n - 1) };
    let bound = |i: i64| if i < 0 { (i.saturating_add(n)).max(low) } else { i.min(high) };
    let first = start.map_or(if step > 0 { low } else { high }, bound);
    let last = stop.map_or(if step > 0 { high } else { low }, bound);
    let span = if step > 0 { last - first } else { first - last };
    if span <= 0 {
        return Ok((0, 1, 0));
    }
    Ok((first as isize, step as isize, ((span - 1) / step.abs() + 1) as usize))
}
