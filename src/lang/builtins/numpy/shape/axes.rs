//! Layouts derived from layouts: diagonals, moved and removed axes, flips. None touches data.

use crate::engine::layout::normalize_axis;
use crate::engine::{Layout, Shape, Strides};
use crate::lang::error::{Raise, Result};
use smallvec::SmallVec;

/// Axis numbers.
pub type Axes = SmallVec<[usize; 4]>;

/// The layout of a diagonal: `axis1` and `axis2` (distinct, in range) go, the diagonal comes last.
pub fn diagonal(layout: &Layout, k: i64, axis1: usize, axis2: usize) -> Layout {
    let (rows, columns) = (layout.shape[axis1] as i64, layout.shape[axis2] as i64);
    let (s1, s2) = (layout.strides[axis1], layout.strides[axis2]);
    let len = if k >= 0 { rows.min(columns.saturating_sub(k)) } else { columns.min(rows.saturating_add(k)) }.max(0);
    let mut out = layout.clone();
    if len > 0 {
        let start = if k >= 0 { k as isize * s2 } else { -(k as isize) * s1 };
        out.offset = (out.offset as isize + start) as usize;
    }
    let keep = |i: &usize| *i != axis1 && *i != axis2;
    out.shape = (0..layout.rank()).filter(keep).map(|i| layout.shape[i]).chain([len as usize]).collect();
    out.strides = (0..layout.rank()).filter(keep).map(|i| layout.strides[i]).chain([s1 + s2]).collect();
    out
}

/// Axis numbers of a program, in range and distinct.
///
/// # Errors
/// `AxisError`; `ValueError: repeated axis`.
pub fn normalize(axes: &[i64], rank: usize, name: Option<&str>) -> Result<Axes> {
    let mut out = Axes::new();
    for &axis in axes {
        let axis = normalize_axis(axis, rank).map_err(|mut e| {
            if let Some(name) = name {
                e.message = format!("{name}: {}", e.message);
            }
            e
        })?;
        if out.contains(&axis) {
            let text = match name {
                Some(name) => format!("repeated axis in `{name}` argument"),
                None => "repeated axis".into(),
            };
            return Err(Raise::value_error(text));
        }
        out.push(axis);
    }
    Ok(out)
}

/// The order of axes that moves `source` to `destination`.
pub fn moved(rank: usize, source: &[usize], destination: &[usize]) -> Axes {
    let mut order: Axes = (0..rank).filter(|i| !source.contains(i)).collect();
    let mut pairs: Vec<(usize, usize)> = destination.iter().copied().zip(source.iter().copied()).collect();
    pairs.sort_unstable();
    for (to, from) in pairs {
        order.insert(to, from);
    }
    order
}

/// The layout with each of `axes` reversed.
pub fn flipped(layout: &Layout, axes: &[usize]) -> Layout {
    let mut out = layout.clone();
    for &axis in axes {
        let n = out.shape[axis];
        out.slice_axis(axis, n.saturating_sub(1), -1, n);
    }
    out
}

/// The layout without `axes`.
pub fn without(layout: &Layout, axes: &[usize]) -> Layout {
    let keep = |i: &usize| !axes.contains(i);
    Layout {
        dtype: layout.dtype,
        shape: (0..layout.rank()).filter(keep).map(|i| layout.shape[i]).collect::<Shape>(),
        strides: (0..layout.rank()).filter(keep).map(|i| layout.strides[i]).collect::<Strides>(),
        offset: layout.offset,
    }
}

/// The shape that a reshape to `wanted` means: one length may be -1.
///
/// # Errors
/// `ValueError`, as NumPy words it.
pub fn resolve(size: usize, wanted: &[i64]) -> Result<Shape> {
    let unknown = wanted.iter().filter(|&&n| n < 0).count();
    if unknown > 1 {
        return Err(Raise::value_error("can only specify one unknown dimension"));
    }
    let known = wanted.iter().filter(|&&n| n >= 0).try_fold(1i64, |a, &n| a.checked_mul(n));
    let misfit = || {
        // As NumPy, the text leaves out unknown lengths at the front.
        let first = wanted.iter().position(|&n| n >= 0).unwrap_or(wanted.len());
        let text: Vec<String> =
            wanted[first..].iter().map(|&n| if n < 0 { "newaxis".into() } else { n.to_string() }).collect();
        let comma = if wanted.len() == 1 && text.len() == 1 { "," } else { "" };
        let shape = format!("({}{comma})", text.join(","));
        Raise::value_error(format!("cannot reshape array of size {size} into shape {shape}"))
    };
    let known = known.ok_or_else(misfit)?;
    if unknown == 0 {
        if known != size as i64 {
            return Err(misfit());
        }
        return Ok(wanted.iter().map(|&n| n as usize).collect());
    }
    if known == 0 || size as i64 % known != 0 {
        return Err(misfit());
    }
    Ok(wanted.iter().map(|&n| if n < 0 { size / known as usize } else { n as usize }).collect())
}
