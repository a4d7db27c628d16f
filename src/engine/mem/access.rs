//! Reading and writing elements: one at a time, a slice at once, or whole views in step.

use crate::engine::dtype::{DType, Element, Kind};
use crate::engine::interrupt;
use crate::engine::layout::Layout;
use crate::engine::mem::watch;
use crate::engine::objects;
use crate::engine::scalar::{Item, Scalar};
use crate::engine::view::View;
use crate::with_numeric;

use super::copy;
use super::walk::{Sequence, Walk};

pub use super::copy::copy_same_dtype;
pub use super::items::{gather, gather_at, gather_items, scatter_items};
pub use super::scatter::scatter_at;

/// Elements that are copied between two looks at the interrupt flag.
const PIECE: usize = 1 << 16;

/// # Panics
/// If `T` is not the view's element type.
fn expect<T: Element>(view: &View) {
    assert_eq!(view.dtype(), T::DTYPE, "element type of a view");
}

fn expect_inside(view: &View, offset: usize, len: usize) {
    assert!(offset.checked_add(len).is_some_and(|end| end <= view.buffer().len()), "byte offset inside the buffer");
}

fn expect_writable(view: &View) {
    assert!(view.buffer().writeable(), "a buffer to write to");
}

/// The element at a byte offset of the view's buffer.
///
/// # Panics
/// If the type is not the view's or the offset is outside the buffer.
pub fn read<T: Element>(view: &View, offset: usize) -> T {
    expect::<T>(view);
    expect_inside(view, offset, size_of::<T>());
    // SAFETY: the bytes lie in the buffer (checked), any bytes are a `T`, and no alignment is asked.
    unsafe { view.buffer().ptr().add(offset).cast::<T>().read_unaligned() }
}

/// Writes the element at a byte offset of the view's buffer.
///
/// # Panics
/// If the type is not the view's, the offset is outside the buffer, or the buffer is not for writing.
pub fn write<T: Element>(view: &View, offset: usize, value: T) {
    expect::<T>(view);
    expect_writable(view);
    expect_inside(view, offset, size_of::<T>());
    // SAFETY: as in `read`; buffers stay on this thread, so nothing reads meanwhile.
    unsafe { view.buffer().ptr().add(offset).cast::<T>().write_unaligned(value) }
}

/// A copy of `len` bytes at a byte offset of the view's buffer.
///
/// # Panics
/// If the range is outside the buffer.
pub fn read_bytes(view: &View, offset: usize, len: usize) -> Vec<u8> {
    expect_inside(view, offset, len);
    // SAFETY: the bytes lie in the buffer (checked); the slice ends before anything can write.
    interrupt::copied(unsafe { std::slice::from_raw_parts(view.buffer().ptr().add(offset), len) })
}

/// Writes bytes at a byte offset of the view's buffer.
///
/// # Panics
/// If the range is outside the buffer.
pub fn write_bytes(view: &View, offset: usize, bytes: &[u8]) {
    expect_writable(view);
    expect_inside(view, offset, bytes.len());
    let mut to = view.buffer().ptr().wrapping_add(offset);
    for piece in interrupt::pieces(bytes) {
        // SAFETY: the bytes lie in the buffer (checked), and `bytes` is no slice of a buffer, which are never lent.
        unsafe { to.copy_from(piece.as_ptr(), piece.len()) }
        to = to.wrapping_add(piece.len());
    }
}

/// Fills a view of as many elements from a slice, in C order.
///
/// # Panics
/// If the type or the length differ.
pub fn fill_from_slice<T: Element>(view: &View, elements: &[T]) {
    expect::<T>(view);
    expect_writable(view);
    assert_eq!(view.size(), elements.len(), "as many elements as the view has");
    if elements.is_empty() {
        return;
    }
    if view.layout().is_c_contiguous() {
        let mut to = view.buffer().ptr().wrapping_add(view.layout().offset);
        for piece in interrupt::pieces(elements) {
            // SAFETY: a contiguous view of `len` elements lies in its buffer; bytes are copied, no alignment is asked.
            unsafe { to.copy_from_nonoverlapping(piece.as_ptr().cast(), size_of_val(piece)) }
            to = to.wrapping_add(size_of_val(piece));
        }
    } else {
        for (at, &value) in view.offsets().zip(elements) {
            write(view, at, value);
        }
    }
}

/// Copies the elements of a C-contiguous view into as long a slice.
///
/// # Panics
/// If the type, the length or the layout is another.
pub fn copy_to_slice<T: Element>(view: &View, to: &mut [T]) {
    expect::<T>(view);
    assert!(view.size() == to.len() && view.layout().is_c_contiguous(), "elements side by side, as many as the slice");
    if to.is_empty() {
        return;
    }
    let mut from = view.buffer().ptr().wrapping_add(view.layout().offset);
    for piece in to.chunks_mut(PIECE) {
        interrupt::poll();
        // SAFETY: a contiguous view of `len` elements lies in its buffer, which is no part of the slice; bytes are copied,
        // and no alignment is asked.
        unsafe { piece.as_mut_ptr().cast::<u8>().copy_from_nonoverlapping(from, size_of_val(piece)) }
        from = from.wrapping_add(size_of_val(piece));
    }
}

/// The elements in C order.
///
/// # Panics
/// If `T` is not the view's element type.
pub fn to_vec<T: Element>(view: &View) -> Vec<T> {
    expect::<T>(view);
    let n = view.size();
    let mut elements = watch::room_for::<T>(n);
    if n == 0 {
        return elements;
    }
    let to = elements.as_mut_ptr().cast::<u8>();
    let walk = Walk::<2>::with_outside(view, to, 0, Sequence::Any);
    copy::copy_whole(&walk);
    // SAFETY: the walk has written all `n` elements.
    unsafe { elements.set_len(n) }
    elements
}

/// The element at a byte offset, as a value.
pub fn load(view: &View, offset: usize) -> Scalar {
    interrupt::poll();
    with_numeric!(view.dtype(), T => Scalar::from(read::<T>(view, offset)), _ => load_other(view, offset))
}

fn load_other(view: &View, offset: usize) -> Scalar {
    match view.dtype() {
        DType::Swapped(native) => load_swapped(view, offset, *native),
        DType::Void(n) => void(&read_bytes(view, offset, n as usize)),
        DType::Record(_) | DType::Sub(_) => Scalar::Void(Item(Box::new(view.at(offset)))),
        DType::DateTime(unit) => Scalar::DateTime(word(view, offset) as i64, unit),
        DType::TimeDelta(unit) => Scalar::TimeDelta(word(view, offset) as i64, unit),
        DType::Object => Scalar::Object(objects::of(word(view, offset))),
        dtype => text(dtype, &read_bytes(view, offset, dtype.itemsize())),
    }
}

/// Eight bytes as a number.
fn word(view: &View, offset: usize) -> u64 {
    expect_inside(view, offset, 8);
    // SAFETY: the bytes lie in the buffer (checked), and no alignment is asked.
    unsafe { view.buffer().ptr().add(offset).cast::<u64>().read_unaligned() }
}

fn text(dtype: DType, bytes: &[u8]) -> Scalar {
    if let DType::Str(_) = dtype {
        let points = interrupt::watched(bytes.chunks_exact(4)).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]));
        let text: String = points.map(|p| char::from_u32(p).unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        Scalar::Str(text.trim_end_matches('\0').into())
    } else {
        let end = bytes.iter().rposition(|&b| b != 0).map_or(0, |i| i + 1);
        Scalar::Bytes(bytes[..end].into())
    }
}

/// An element of bytes that mean nothing.
pub fn void(bytes: &[u8]) -> Scalar {
    let dtype = DType::Void(bytes.len() as u32);
    // A few bytes beyond the memory limit would have been refused with the array that they come from.
    let item = View::scratch(Layout::c(dtype, &[])).expect("memory for one element");
    write_bytes(&item, 0, bytes);
    Scalar::Void(Item(Box::new(item)))
}

fn load_swapped(view: &View, offset: usize, native: DType) -> Scalar {
    let mut bytes = read_bytes(view, offset, native.itemsize());
    swap(native, &mut bytes);
    let item = View::scratch(Layout::c(native, &[])).expect("memory for one element");
    write_bytes(&item, 0, &bytes);
    load(&item, 0)
}

/// Reverses the bytes of each number of every element, in place.
pub fn swap_all(view: &View) {
    let dtype = view.dtype().native();
    for at in view.offsets() {
        let mut bytes = read_bytes(view, at, dtype.itemsize());
        swap(dtype, &mut bytes);
        write_bytes(view, at, &bytes);
    }
}

/// Reverses the bytes of each number of one element.
pub fn swap(dtype: DType, bytes: &mut [u8]) {
    match dtype {
        DType::Record(record) => {
            for field in &record.fields {
                let at = field.offset;
                swap(field.dtype, &mut bytes[at..at + field.dtype.itemsize()]);
            }
        }
        DType::Sub(sub) => bytes.chunks_mut(sub.base.itemsize().max(1)).for_each(|part| swap(sub.base, part)),
        other if other.has_byte_order() => {
            let part = match other.kind() {
                Kind::Complex => other.itemsize() / 2,
                Kind::Str => 4,
                _ => other.itemsize(),
            };
            bytes.chunks_mut(part.max(1)).for_each(<[u8]>::reverse);
        }
        _ => {}
    }
}

/// Stores a value of the view's own dtype at a byte offset; strings are cut or padded with zeros.
///
/// # Panics
/// If the scalar is of another type.
pub fn store(view: &View, offset: usize, value: &Scalar) {
    interrupt::poll();
    match (view.dtype(), value) {
        (DType::Bool, Scalar::Bool(x)) => write(view, offset, crate::engine::dtype::B8::from(*x)),
        (DType::Int8, Scalar::Int8(x)) => write(view, offset, *x),
        (DType::Int16, Scalar::Int16(x)) => write(view, offset, *x),
        (DType::Int32, Scalar::Int32(x)) => write(view, offset, *x),
        (DType::Int64, Scalar::Int64(x)) => write(view, offset, *x),
        (DType::UInt8, Scalar::UInt8(x)) => write(view, offset, *x),
        (DType::UInt16, Scalar::UInt16(x)) => write(view, offset, *x),
        (DType::UInt32, Scalar::UInt32(x)) => write(view, offset, *x),
        (DType::UInt64, Scalar::UInt64(x)) => write(view, offset, *x),
        (DType::Float16, Scalar::Float16(x)) => write(view, offset, *x),
        (DType::Float32, Scalar::Float32(x)) => write(view, offset, *x),
        (DType::Float64, Scalar::Float64(x)) => write(view, offset, *x),
        (DType::Complex64, Scalar::Complex64(x)) => write(view, offset, *x),
        (DType::Complex128, Scalar::Complex128(x)) => write(view, offset, *x),
        (DType::Str(n), Scalar::Str(s)) => {
            let size = 4 * n as usize;
            let mut bytes = Vec::with_capacity(size);
            interrupt::watched(s.chars().take(n as usize)).for_each(|c| bytes.extend((c as u32).to_le_bytes()));
            bytes.resize(size, 0);
            write_bytes(view, offset, &bytes);
        }
        (DType::Bytes(n), Scalar::Bytes(b)) => {
            let mut bytes = interrupt::copied(b);
            bytes.resize(n as usize, 0);
            write_bytes(view, offset, &bytes);
        }
        (DType::Void(n), Scalar::Void(item)) => {
            let mut bytes = item.bytes();
            bytes.resize(n as usize, 0);
            write_bytes(view, offset, &bytes);
        }
        (DType::Record(record), Scalar::Void(item)) if view.dtype() == item.0.dtype() => {
            // The bytes between the fields belong to others.
            let bytes = item.bytes();
            for field in &record.fields {
                let (from, to) = (field.offset, field.offset + field.dtype.itemsize());
                write_bytes(view, offset + from, &bytes[from..to]);
            }
        }
        (own, Scalar::Void(item)) if own == item.0.dtype() => write_bytes(view, offset, &item.bytes()),
        (DType::DateTime(_), Scalar::DateTime(n, _)) | (DType::TimeDelta(_), Scalar::TimeDelta(n, _)) => {
            write_bytes(view, offset, &n.to_le_bytes());
        }
        (DType::Object, Scalar::Object(handle)) => {
            let number = handle.as_ref().map_or(0, objects::keep);
            write_bytes(view, offset, &number.to_le_bytes());
        }
        (DType::Swapped(native), value) => {
            let item = View::scratch(Layout::c(*native, &[])).expect("memory for one element");
            store(&item, 0, value);
            let mut bytes = read_bytes(&item, 0, native.itemsize());
            swap(*native, &mut bytes);
            write_bytes(view, offset, &bytes);
        }
        (dtype, other) => panic!("store of {:?} into {dtype}", other.dtype()),
    }
}
