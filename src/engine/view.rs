//! A buffer seen through a layout.

use super::broadcast;
use super::dtype::{DType, Element};
use super::error::{Error, Result};
use super::interrupt;
use super::layout::{self, Layout, Order, Shape};
use super::mem;
use super::mem::buffer::{Buffer, Init};
use super::observe::{self, BufferId, CopyReason, MemEvent};
use super::record::Field;
use super::reshape::{self, NotAdjacent, NotMergeable};
use super::scalar::Scalar;
use std::rc::Rc;

/// A buffer and a layout that never reaches outside it. Cheap to clone. Stays on its thread.
#[derive(Debug, Clone)]
pub struct View {
    buffer: Rc<Buffer>,
    layout: Layout,
}

impl View {
    /// The one constructor: checks that every reachable byte lies in the buffer. A view without elements reaches none, so
    /// its offset may be anything.
    ///
    /// # Errors
    /// `ValueError` that says which index would leave the buffer and by how many bytes.
    pub fn new(buffer: Rc<Buffer>, layout: Layout) -> Result<View> {
        let (low, high) = layout.extent();
        if low < high && (low < 0 || high > buffer.len() as i128) {
            return Err(outside(&buffer, &layout, low, high));
        }
        if layout.dtype.has_objects() {
            buffer.hold_objects(layout.dtype != DType::Object);
        }
        Ok(View { buffer, layout })
    }

    /// A new array with zeroed elements, C-contiguous.
    ///
    /// # Errors
    /// `MemoryError` in NumPy's words.
    pub fn zeros(dtype: DType, shape: &[usize]) -> Result<View> {
        View::zeros_in(Layout::c(dtype, shape))
    }

    /// As [`View::zeros`], with a given contiguous layout.
    ///
    /// # Errors
    /// `MemoryError` in NumPy's words.
    pub fn zeros_in(layout: Layout) -> Result<View> {
        let view = View::alloc(layout, Init::Zeroed)?;
        if view.dtype().has_objects() {
            super::objects::fill_zero(&view)?;
        }
        Ok(view)
    }

    /// A new array whose elements hold whatever the memory held.
    ///
    /// # Errors
    /// `MemoryError` in NumPy's words.
    pub fn empty(dtype: DType, shape: &[usize]) -> Result<View> {
        View::alloc(Layout::c(dtype, shape), Init::Uninit)
    }

    /// A new C-contiguous array of another's shape, of which the caller knows that it has elements.
    ///
    /// # Errors
    /// `MemoryError` in NumPy's words.
    pub fn like_contiguous(like: &Layout, dtype: DType) -> Result<View> {
        let mut layout = Layout { dtype, offset: 0, ..like.clone() };
        // An axis of length 1 may have had any stride.
        let mut step = dtype.itemsize() as isize;
        for (stride, &n) in layout.strides.iter_mut().zip(&layout.shape).rev() {
            *stride = step;
            step *= n as isize;
        }
        let bytes = layout.nbytes();
        let buffer = Rc::new(Buffer::new(bytes, Init::Uninit).map_err(|_| no_memory(bytes, &layout))?);
        // What was just made to fit need not be checked, and has no references to objects yet.
        if dtype.has_objects() { View::new(buffer, layout) } else { Ok(View { buffer, layout }) }
    }

    /// A new array with a given contiguous layout (see [`Layout::like`]). One of no axes is scratch until an array object
    /// adopts it: most become plain numbers.
    ///
    /// # Errors
    /// `MemoryError` in NumPy's words.
    pub fn alloc(mut layout: Layout, init: Init) -> Result<View> {
        layout::checked_size(&layout.shape, layout.itemsize())?;
        let bytes = layout.nbytes();
        if bytes == 0 {
            // As NumPy: a new array without elements has strides of 0.
            layout.strides.fill(0);
        }
        let single = layout.shape.is_empty() && init == Init::Uninit;
        let init = if layout.dtype.has_objects() { Init::Zeroed } else { init };
        let made = if single { Buffer::scratch(bytes, init) } else { Buffer::new(bytes, init) };
        let buffer = made.map_err(|_| no_memory(bytes, &layout))?;
        View::new(Rc::new(buffer), layout)
    }

    /// A view of a buffer that no program sees and nothing observes, for the length of one operation.
    ///
    /// # Errors
    /// `MemoryError` in NumPy's words.
    pub fn scratch(layout: Layout) -> Result<View> {
        layout::checked_size(&layout.shape, layout.itemsize())?;
        let bytes = layout.nbytes();
        let init = if layout.dtype.has_objects() { Init::Zeroed } else { Init::Uninit };
        let buffer = Buffer::scratch(bytes, init).map_err(|_| no_memory(bytes, &layout))?;
        View::new(Rc::new(buffer), layout)
    }

    /// A new 1-d array of these elements.
    ///
    /// # Errors
    /// `MemoryError` in NumPy's words.
    pub fn from_slice<T: Element>(elements: &[T]) -> Result<View> {
        let view = View::empty(T::DTYPE, &[elements.len()])?;
        mem::access::fill_from_slice(&view, elements);
        Ok(view)
    }

    /// A 0-d view that holds `scalar`, in a scratch buffer until an array object adopts it.
    ///
    /// # Errors
    /// `MemoryError` in NumPy's words.
    pub fn from_scalar(scalar: &Scalar) -> Result<View> {
        let view = View::scratch(Layout::c(scalar.dtype(), &[]))?;
        mem::access::store(&view, view.layout.offset, scalar);
        Ok(view)
    }

    /// The buffer.
    #[inline]
    pub fn buffer(&self) -> &Rc<Buffer> {
        &self.buffer
    }

    /// The layout.
    #[inline]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The element type.
    #[inline]
    pub fn dtype(&self) -> DType {
        self.layout.dtype
    }

    /// Lengths of the axes.
    #[inline]
    pub fn shape(&self) -> &[usize] {
        &self.layout.shape
    }

    /// Byte steps of the axes.
    pub fn strides(&self) -> &[isize] {
        &self.layout.strides
    }

    /// The number of axes.
    pub fn rank(&self) -> usize {
        self.layout.rank()
    }

    /// The number of elements.
    #[inline]
    pub fn size(&self) -> usize {
        self.layout.size()
    }

    /// `size × itemsize` in bytes.
    pub fn nbytes(&self) -> usize {
        self.layout.nbytes()
    }

    /// The address of element `[0, 0, …]`.
    pub fn address(&self) -> usize {
        self.buffer.address().wrapping_add(self.layout.offset)
    }

    /// The same buffer through another layout.
    ///
    /// # Errors
    /// As [`View::new`].
    pub fn with_layout(&self, layout: Layout) -> Result<View> {
        View::new(self.buffer.clone(), layout)
    }

    /// The same buffer through a layout that is derived so that it cannot reach further (a slice, a transpose).
    ///
    /// # Panics
    /// If it does: a bug in the derivation.
    pub fn derive(&self, layout: Layout) -> View {
        interrupt::poll();
        View::new(self.buffer.clone(), layout).unwrap_or_else(|e| panic!("derived layout: {e}"))
    }

    /// A field of every record: a view with the field's offset; axes of its own come last.
    pub fn field(&self, field: &Field) -> View {
        let (dtype, inner) = field.dtype.parts();
        let mut layout = Layout { dtype, offset: self.layout.offset + field.offset, ..self.layout.clone() };
        layout.shape.extend_from_slice(inner);
        layout.strides.extend(layout::c_strides(inner, dtype.itemsize()));
        self.derive(layout)
    }

    /// The same bytes as elements of another dtype of the same size.
    pub fn reinterpreted(&self, dtype: DType) -> View {
        self.derive(Layout { dtype, ..self.layout.clone() })
    }

    /// The element at a byte offset as an array without axes, where it lies.
    pub fn at(&self, offset: usize) -> View {
        self.derive(Layout { offset, ..Layout::c(self.dtype(), &[]) })
    }

    /// The element at a byte offset of the buffer.
    pub fn get_at(&self, offset: usize) -> Scalar {
        mem::access::load(self, offset)
    }

    /// The element at an index in range.
    pub fn get(&self, index: &[usize]) -> Scalar {
        self.get_at(self.layout.offset_of(index) as usize)
    }

    /// The only element of a 0-d view (or the first of any other that has one).
    pub fn first(&self) -> Scalar {
        self.get_at(self.layout.offset)
    }

    /// Byte offsets of all elements, in C order.
    pub fn offsets(&self) -> Offsets {
        Offsets::new(&self.layout)
    }

    /// All elements in C order.
    pub fn scalars(&self) -> impl Iterator<Item = Scalar> + '_ {
        self.offsets().map(|at| self.get_at(at))
    }

    /// Whether both may reach a byte in common (ranges meet).
    pub fn may_share_memory(&self, other: &View) -> bool {
        Rc::ptr_eq(&self.buffer, &other.buffer) && super::overlap::bounds_overlap(&self.layout, &other.layout)
    }

    /// Stretched to `shape`; `None` if it does not broadcast to it.
    pub fn broadcast_to(&self, shape: &[usize]) -> Option<View> {
        broadcast::broadcast_to(&self.layout, shape).map(|l| self.derive(l))
    }

    /// The same elements as `shape` (of equal size) without a copy. Its own shape keeps its strides.
    ///
    /// # Errors
    /// The axes that stand in the way.
    pub fn try_reshape(&self, shape: &[usize], fortran: bool) -> std::result::Result<View, NotMergeable> {
        if shape == self.shape() {
            return Ok(self.clone());
        }
        let contiguous = if fortran { self.layout.is_f_contiguous() } else { self.layout.is_c_contiguous() };
        let strides = if self.size() == 0 || contiguous {
            let strides = if fortran { layout::f_strides } else { layout::c_strides };
            strides(shape, self.layout.itemsize())
        } else {
            reshape::reshape_strides(&self.layout, shape, fortran)?
        };
        Ok(self.derive(Layout { dtype: self.dtype(), shape: Shape::from(shape), strides, offset: self.layout.offset }))
    }

    /// The elements side by side in `order` as one axis, without a copy.
    ///
    /// # Errors
    /// The axis that stands in the way.
    pub fn try_ravel(&self, order: Order) -> std::result::Result<View, NotAdjacent> {
        reshape::check_ravel(&self.layout, order)?;
        let flat = Layout::c(self.dtype(), &[self.size()]);
        Ok(self.derive(Layout { offset: self.layout.offset, ..flat }))
    }

    /// A copy with a fresh buffer, in `order`; noted with its reason.
    ///
    /// # Errors
    /// `MemoryError`, or `KeyboardInterrupt`.
    pub fn copy(&self, order: Order, reason: CopyReason) -> Result<View> {
        let out = View::alloc(self.layout.like(order, self.dtype()), Init::Uninit)?;
        mem::access::copy_same_dtype(self, &out)?;
        note_copy(self, &out, reason);
        Ok(out)
    }

    /// The buffer's number.
    pub fn id(&self) -> BufferId {
        self.buffer.id()
    }
}

/// Notes that `to` was filled from `from`.
pub fn note_copy(from: &View, to: &View, reason: CopyReason) {
    observe::note(MemEvent::Copy { from: from.id(), to: to.id(), bytes: to.nbytes(), reason });
}

fn outside(buffer: &Buffer, layout: &Layout, low: i128, high: i128) -> Error {
    let text = broadcast::shape_repr(&layout.shape);
    let (index, by, side) = if low < 0 {
        let corner = layout.shape.iter().zip(&layout.strides).map(|(&n, &s)| if s < 0 { n - 1 } else { 0 });
        (corner.collect::<Shape>(), -low, "before the start")
    } else {
        let corner = layout.shape.iter().zip(&layout.strides).map(|(&n, &s)| if s > 0 { n - 1 } else { 0 });
        (corner.collect::<Shape>(), high - buffer.len() as i128, "beyond the end")
    };
    Error::value(format!(
        "shape {text} with strides {:?} leaves the buffer: element {} lies {by} bytes {side} of its {} bytes",
        layout.strides.as_slice(),
        broadcast::shape_repr(&index),
        buffer.len()
    ))
}

/// Checks that there is room for so many 64-bit integers, before a function makes a list of them.
///
/// # Errors
/// `MemoryError`.
pub fn room_for_integers(n: usize) -> Result<()> {
    let bytes = n.saturating_mul(8);
    if super::mem::watch::has_room(bytes) {
        return Ok(());
    }
    Err(no_memory(bytes, &Layout::c(DType::Int64, &[n])))
}

/// NumPy's `_ArrayMemoryError` text.
fn no_memory(bytes: usize, layout: &Layout) -> Error {
    let (size, shape, dtype) = (binary_size(bytes), broadcast::shape_repr(&layout.shape), layout.dtype);
    Error::new(
        super::error::ErrorKind::Memory,
        format!("Unable to allocate {size} for an array with shape {shape} and data type {dtype}"),
    )
}

/// A number of bytes as NumPy's `_size_to_string` writes it: `999 bytes`, `1.00 KiB`, `7.28 TiB`, `909. TiB`.
fn binary_size(bytes: usize) -> String {
    const UNITS: [&str; 7] = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut unit = (bytes.max(2).ilog2() / 10) as usize;
    let mut n = bytes as f64 / (1u64 << (10 * unit)) as f64;
    if n.round_ties_even() == 1024.0 {
        (unit, n) = (unit + 1, n / 1024.0);
    }
    match unit {
        0 => format!("{n:.0} bytes"),
        _ if n.round_ties_even() < 1000.0 => format!("{} {}", three_digits(n), UNITS[unit]),
        _ => format!("{n:.0}. {}", UNITS[unit]),
    }
}

/// Python's `"{:#.3g}"` for 0.995 ≤ x < 999.5.
fn three_digits(x: f64) -> String {
    let rounded = format!("{x:.2e}");
    match rounded.rsplit('e').next() {
        Some("2") => format!("{x:.0}."),
        Some("1") => format!("{x:.1}"),
        _ => format!("{x:.2}"),
    }
}

/// Byte offsets of a layout's elements in C order.
#[derive(Debug, Clone)]
pub struct Offsets {
    layout: Layout,
    index: Shape,
    next: isize,
    left: usize,
}

impl Offsets {
    /// From the first element to the last.
    pub fn new(layout: &Layout) -> Offsets {
        Offsets {
            index: Shape::from_elem(0, layout.rank()),
            next: layout.offset as isize,
            left: layout.size(),
            layout: layout.clone(),
        }
    }
}

impl Iterator for Offsets {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.left == 0 {
            return None;
        }
        interrupt::poll();
        self.left -= 1;
        let at = self.next;
        for axis in (0..self.index.len()).rev() {
            self.index[axis] += 1;
            self.next += self.layout.strides[axis];
            if self.index[axis] < self.layout.shape[axis] {
                break;
            }
            self.next -= self.layout.strides[axis] * self.layout.shape[axis] as isize;
            self.index[axis] = 0;
        }
        Some(at as usize)
    }

    /// Asked for by whoever is about to keep one word or more for each element: of a view that is stretched there may be more
    /// than memory can hold.
    fn size_hint(&self) -> (usize, Option<usize>) {
        super::mem::watch::demand(self.left.saturating_mul(size_of::<usize>()));
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Offsets {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_as_numpy_does() {
        // From numpy._core._exceptions._ArrayMemoryError._size_to_string of NumPy 2.4.
        let table = [
            (0, "0 bytes"),
            (1, "1 bytes"),
            (1023, "1023 bytes"),
            (1024, "1.00 KiB"),
            (10234, "9.99 KiB"),
            (10239, "10.0 KiB"),
            (1047552, "1023. KiB"),
            (1048063, "1023. KiB"),
            (1048064, "1.00 MiB"),
            (10480517, "9.99 MiB"),
            (10480621, "10.0 MiB"),
            (104794685, "99.9 MiB"),
            (104815656, "100. MiB"),
            (1047946854, "999. MiB"),
            (1048051712, "1000. MiB"),
            (8_000_000_000_000, "7.28 TiB"),
            (1_000_000_000_000_000, "909. TiB"),
            (9223372036854775807, "8.00 EiB"),
        ];
        for (bytes, text) in table {
            assert_eq!(binary_size(bytes), text, "{bytes}");
        }
    }

    #[test]
    fn memory_errors_are_numpys() {
        let e = View::zeros(DType::Float64, &[1000, 1000, 1000, 1000]).unwrap_err();
        let text = "Unable to allocate 7.28 TiB for an array with shape (1000, 1000, 1000, 1000) and data type float64";
        assert_eq!((e.kind, e.message.as_str()), (super::super::ErrorKind::Memory, text));
        let e = View::zeros(DType::Float64, &[0, 1 << 62, 4]).unwrap_err();
        assert!(e.message.starts_with("array is too big; "));
    }

    #[test]
    fn views_stay_inside_their_buffer() {
        let a = View::zeros(DType::Int64, &[4]).unwrap();
        let mut layout = a.layout().clone();
        layout.strides[0] = 16;
        let words = a.with_layout(layout.clone()).unwrap_err().message;
        assert_eq!(
            words,
            "shape (4,) with strides [16] leaves the buffer: element (3,) lies 24 bytes beyond the end of its 32 bytes"
        );
        layout.strides[0] = -8;
        assert!(a.with_layout(layout).unwrap_err().message.contains("element (3,) lies 24 bytes before the start"));
        // A part without elements may begin anywhere.
        let mut empty = Layout::c(DType::Float64, &[0, 5]);
        empty.slice_axis(1, 3, 1, 2);
        assert_eq!(View::zeros(DType::Float64, &[0, 5]).unwrap().derive(empty).layout().offset, 24);
    }
}
