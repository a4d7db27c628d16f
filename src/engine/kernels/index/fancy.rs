//! Indexing with arrays of integers, alone or beside slices: NumPy's "advanced" indexing.
//!
//! The index arrays broadcast to the *fancy* axes; what slices and new axes leave is the *subspace*. While it is
//! copied, the result has the fancy axes first; where the index arrays stand side by side, its axes are then moved to
//! where they stood, so that NumPy's result is a transposed view of another new array.

use super::fill;
use super::prepare::{self, Part};
use crate::engine::broadcast::{broadcast_to, shape_text};
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::kernels::select::gather;
use crate::engine::kernels::shape::order::{iteration_order, iterator_strides};
use crate::engine::layout::{Layout, Shape, Strides};
use crate::engine::mem::access::copy_same_dtype;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::watch;
use crate::engine::view::View;

/// Rows of the subspace at least this long are copied as views, shorter ones element by element.
const LONG_ROW: usize = 32;

/// An index array and the axis that it acts on.
struct Picker<'a> {
    indices: &'a [i64],
    /// As the index array lies in memory (its order decides the order of the result's axes).
    layout: &'a Layout,
    axis: usize,
}

/// A prepared advanced index.
pub struct Map<'a> {
    /// Lengths of the fancy axes.
    fancy: Shape,
    /// The index arrays.
    pickers: Vec<Picker<'a>>,
    /// The layout of the array indexed.
    whole: &'a Layout,
    /// What the other entries leave, at fancy offset 0.
    subspace: Layout,
    /// The position of the fancy axes in the result.
    at: usize,
    /// Strides of the array that is copied into, fancy axes first.
    out: Layout,
}

impl<'a> Map<'a> {
    /// # Errors
    /// `IndexError` in NumPy's words.
    pub fn new(layout: &'a Layout, parts: &'a [Part]) -> Result<Map<'a>> {
        let subspace = prepare::subspace(layout, parts)?;
        let pickers = pickers(parts);
        let fancy = fancy_shape(parts)?;
        let plain = parts.iter().all(|p| matches!(p, Part::Fancy { .. } | Part::Truth(_)));
        let out = allocate_like(layout, &pickers, &fancy, &subspace, plain);
        Ok(Map { fancy, pickers, whole: layout, subspace, at: position(parts), out })
    }

    /// Whether the fancy axes move from the front.
    pub fn transposed(&self) -> bool {
        self.at > 0
    }

    /// A new array with the elements picked, fancy axes first.
    ///
    /// # Errors
    /// `IndexError` for an index out of bounds.
    #[allow(clippy::redundant_closure)] // the bare function is not general enough over lifetimes
    pub fn gather(&self, view: &View) -> Result<View> {
        let out = View::alloc(self.out.clone(), Init::Uninit)?;
        self.each_row(
            view,
            &out,
            |picked, row| copy_same_dtype(picked, row),
            |from, to, pairs| gather::copy_elements(from, to, pairs),
        )?;
        Ok(out)
    }

    /// Writes `value`, broadcast to the result's shape; returns the bytes written.
    ///
    /// # Errors
    /// `ValueError` if it does not broadcast, then `IndexError` for an index out of bounds.
    pub fn scatter(&self, view: &View, value: &View) -> Result<usize> {
        let shape = self.result_shape();
        let layout = fill::stretch(value.layout(), &shape).ok_or_else(|| {
            Error::value(format!(
                "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}",
                shape_text(value.shape()),
                shape_text(&shape)
            ))
        })?;
        let value = match fill::as_dtype(value, view.dtype())? {
            same if same.dtype() == value.dtype() => same.derive(layout),
            other => other.derive(fill::stretch(other.layout(), &shape).unwrap_or(layout)),
        };
        let value = value.derive(self.fancy_first(value.layout()));
        self.each_row(
            view,
            &value,
            |target, row| copy_same_dtype(row, target),
            |to, from, pairs| gather::copy_elements(from, to, pairs.map(|(a, b)| (b, a))),
        )?;
        Ok(value.nbytes())
    }

    /// Calls `row` with views of the array and of `other` for each fancy position, or `elements` with all pairs of
    /// offsets at once where the rows are short.
    fn each_row(
        &self,
        view: &View,
        other: &View,
        row: impl Fn(&View, &View) -> Result<()>,
        elements: impl FnOnce(&View, &View, &mut dyn Iterator<Item = (usize, usize)>) -> Result<()>,
    ) -> Result<()> {
        let steps = steps(self.whole, &self.pickers, &self.fancy)?;
        let size = self.subspace.size();
        if size >= LONG_ROW {
            let (outer, inner) = split(other.layout(), self.fancy.len());
            for (&step, at) in steps.iter().zip(crate::engine::view::Offsets::new(&outer)) {
                let picked = Layout { offset: moved(self.subspace.offset, step), ..self.subspace.clone() };
                row(&view.derive(picked), &other.derive(Layout { offset: at, ..inner.clone() }))?;
            }
            return Ok(());
        }
        let within: Vec<isize> = crate::engine::view::Offsets::new(&self.subspace).map(|at| at as isize).collect();
        if let [at] = within[..] {
            return elements(view, other, &mut steps.iter().map(|&step| (at + step) as usize).zip(other.offsets()));
        }
        let picked = steps.iter().flat_map(|&step| within.iter().map(move |&at| (at + step) as usize));
        elements(view, other, &mut picked.zip(other.offsets()))
    }

    /// The array copied into as the result of the expression.
    pub fn to_result(&self, out: View) -> View {
        if !self.transposed() {
            return out;
        }
        let n = self.fancy.len();
        let rank = out.rank();
        let axes: Shape = (n..n + self.at).chain(0..n).chain(n + self.at..rank).collect();
        out.derive(out.layout().transpose(&axes))
    }

    fn result_shape(&self) -> Shape {
        let sub = &self.subspace.shape;
        sub[..self.at].iter().chain(&self.fancy).chain(&sub[self.at..]).copied().collect()
    }

    /// A layout of the result's shape, with the fancy axes moved to the front.
    fn fancy_first(&self, layout: &Layout) -> Layout {
        let n = self.fancy.len();
        let axes: Shape = (self.at..self.at + n).chain(0..self.at).chain(self.at + n..layout.rank()).collect();
        layout.transpose(&axes)
    }
}

fn moved(offset: usize, step: isize) -> usize {
    (offset as isize + step) as usize
}

/// The first `n` axes, and the others at offset 0.
fn split(layout: &Layout, n: usize) -> (Layout, Layout) {
    let part = |from: usize, to: usize| Layout {
        dtype: layout.dtype,
        shape: layout.shape[from..to].into(),
        strides: layout.strides[from..to].into(),
        offset: layout.offset,
    };
    (part(0, n), part(n, layout.rank()))
}

fn pickers(parts: &[Part]) -> Vec<Picker<'_>> {
    let mut axis = 0;
    let mut found = Vec::new();
    for part in parts {
        match part {
            Part::Fancy { indices, layout, .. } => {
                found.push(Picker { indices, layout, axis });
                axis += 1;
            }
            Part::Int(_) | Part::Slice { .. } => axis += 1,
            Part::Ellipsis(n) => axis += n,
            Part::NewAxis | Part::Truth(_) => {}
        }
    }
    found
}

/// The shape that the index arrays broadcast to.
fn fancy_shape(parts: &[Part]) -> Result<Shape> {
    let shapes = parts.iter().filter_map(|part| match part {
        Part::Fancy { layout, .. } => Some(layout.shape.clone()),
        Part::Truth(b) => Some(Shape::from_slice(&[*b as usize])),
        _ => None,
    });
    let shapes: Vec<Shape> = shapes.collect();
    let rank = shapes.iter().map(|s| s.len()).max().unwrap_or(0);
    let mut out = Shape::from_elem(1, rank);
    for shape in &shapes {
        for (o, &n) in out.iter_mut().rev().zip(shape.iter().rev()) {
            if n != 1 && *o != 1 && n != *o {
                let words: String = shapes.iter().map(|s| format!("{} ", shape_text(s))).collect();
                return Err(Error::index(format!(
                    "shape mismatch: indexing arrays could not be broadcast together with shapes {words}"
                )));
            }
            if n != 1 {
                *o = n;
            }
        }
    }
    Ok(out)
}

/// For each fancy position in C order, the sum of the picked steps in bytes. Checks the bounds, of each array in turn;
/// not at all where the arrays broadcast to no position.
fn steps(layout: &Layout, pickers: &[Picker<'_>], fancy: &[usize]) -> Result<Vec<isize>> {
    let size = fancy.iter().product();
    let mut total = watch::filled(0isize, size);
    if size == 0 {
        return Ok(total);
    }
    for picker in pickers {
        let (len, stride) = (layout.shape[picker.axis], layout.strides[picker.axis]);
        let own: Result<Vec<isize>> = picker
            .indices
            .iter()
            .enumerate()
            .map(|(k, &i)| {
                if k.is_multiple_of(1 << 16) {
                    interrupt::check()?;
                }
                prepare::in_bounds(i, picker.axis, len).map(|i| i as isize * stride)
            })
            .collect();
        let own = own?;
        if own.len() == size {
            total.iter_mut().zip(&own).for_each(|(t, s)| *t += s);
            continue;
        }
        // Positions in `own`, counted with an item size of 1.
        let flat = Layout::c(crate::engine::DType::UInt8, &picker.layout.shape);
        if let Some(stretched) = broadcast_to(&flat, fancy) {
            let places = crate::engine::view::Offsets::new(&stretched);
            total.iter_mut().zip(places).for_each(|(t, at)| *t += own[at]);
        }
    }
    Ok(total)
}

/// Where the fancy axes stand in the result: where the first index stood if all indices (integers count) stand side by
/// side, else in front.
fn position(parts: &[Part]) -> usize {
    let is_index = |p: &Part| matches!(p, Part::Int(_) | Part::Fancy { .. } | Part::Truth(_));
    let first = parts.iter().position(is_index).unwrap_or(0);
    let last = parts.iter().rposition(is_index).unwrap_or(0);
    if !parts[first..=last].iter().all(is_index) {
        return 0;
    }
    let axes = parts[..first].iter().map(|p| match p {
        Part::Ellipsis(n) => *n,
        _ => 1,
    });
    axes.sum()
}

/// The layout of the array that is copied into. The subspace keeps its order of axes, inside; the fancy axes are in the
/// order of the index arrays' axes if the subspace is a single element, else in C order.
fn allocate_like(layout: &Layout, pickers: &[Picker<'_>], fancy: &[usize], subspace: &Layout, plain: bool) -> Layout {
    let n = fancy.len();
    let order: Shape = if plain || subspace.size() == 1 {
        let strides: Vec<Strides> = pickers.iter().map(|p| stretched_strides(p.layout, n)).collect();
        let refs: Vec<&[isize]> = strides.iter().map(|s| s.as_slice()).collect();
        iteration_order(n, &refs)
    } else {
        (0..n).collect()
    };
    let inner = subspace.axes_by_stride();
    let axes: Shape = order.into_iter().chain(inner.into_iter().map(|axis| n + axis)).collect();
    let shape: Shape = fancy.iter().chain(&subspace.shape).copied().collect();
    Layout::c(layout.dtype, &shape).packed(&axes, layout.dtype)
}

/// An index array's strides over the fancy axes; axes that it does not have, or of length 1, do not count.
fn stretched_strides(layout: &Layout, rank: usize) -> Strides {
    let own = iterator_strides(layout);
    std::iter::repeat_n(0, rank - own.len()).chain(own.iter().copied()).collect()
}
