//! Views as `ndarray`'s, and back: what lets safe code use `ndarray` and `ndarray-linalg`.

use super::access::{fill_from_slice, to_vec};
use super::loops::expect;
use crate::engine::dtype::Element;
use crate::engine::error::Result;
use crate::engine::layout::Layout;
use crate::engine::mem::buffer::Init;
use crate::engine::view::View;
use ndarray::{Array2, ArrayRef, ArrayViewD, Axis, Dimension, IxDyn, ShapeBuilder};

/// Lends the elements to `f` as an `ndarray` view, without a copy; `None` where that can't be: elements that are not
/// aligned, or steps that are not whole elements.
///
/// # Panics
/// If `T` is not the view's element type.
pub fn array_view<T: Element, R>(view: &View, f: impl FnOnce(ArrayViewD<'_, T>) -> R + Send) -> Option<R> {
    expect::<T>(view);
    let item = size_of::<T>() as isize;
    let start = view.buffer().ptr().wrapping_add(view.layout().offset);
    let aligned = (start as usize).is_multiple_of(align_of::<T>());
    if view.size() == 0 {
        return Some(f(ArrayViewD::from_shape(view.shape(), &[]).expect("no elements")));
    }
    if !aligned || view.strides().iter().zip(view.shape()).any(|(s, &n)| n > 1 && s % item != 0) {
        return None;
    }
    // ndarray takes positive steps from the lowest address; axes are then turned round.
    let backwards = |axis: usize| view.strides()[axis] < 0 && view.shape()[axis] > 1;
    let axes = || view.shape().iter().zip(view.strides());
    let steps: Vec<usize> = axes().map(|(&n, s)| if n > 1 { s.unsigned_abs() / size_of::<T>() } else { 0 }).collect();
    let lowest = start.wrapping_offset(axes().map(|(&n, &s)| (n as isize - 1) * s.min(0)).sum());
    let shape = IxDyn(view.shape()).strides(IxDyn(&steps));
    // SAFETY: the elements lie in the view's buffer, aligned, and any bytes are a `T`. Nothing writes to them while the
    // borrow lasts: `f` is `Send`, so it holds no view.
    let mut array = unsafe { ArrayViewD::from_shape_ptr(shape, lowest.cast::<T>().cast_const()) };
    (0..view.rank()).filter(|&axis| backwards(axis)).for_each(|axis| array.invert_axis(Axis(axis)));
    Some(f(array))
}

/// A copy of a matrix, in C order.
///
/// # Panics
/// If `T` is not the element type, or the view has not two axes.
pub fn to_array2<T: Element>(view: &View) -> Array2<T> {
    let &[m, n] = view.shape() else { panic!("a matrix has two axes") };
    Array2::from_shape_vec((m, n), to_vec(view)).expect("as many elements")
}

/// A new C-contiguous view with a copy of the elements.
///
/// # Errors
/// `MemoryError` in NumPy's words.
pub fn from_array<T: Element, D: Dimension>(array: &ArrayRef<T, D>) -> Result<View> {
    let view = View::alloc(Layout::c(T::DTYPE, array.shape()), Init::Uninit)?;
    match array.as_slice() {
        Some(slice) => fill_from_slice(&view, slice),
        None => fill_from_slice(&view, &array.iter().copied().collect::<Vec<T>>()),
    }
    Ok(view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::DType;

    #[test]
    fn views_of_all_directions_are_lent() {
        let a = View::from_slice(&(0..24).map(f64::from).collect::<Vec<_>>()).unwrap();
        let a = a.try_reshape(&[4, 6], false).unwrap();
        let mut layout = a.layout().clone();
        layout.slice_axis(0, 3, -2, 2);
        layout.slice_axis(1, 1, 2, 3);
        for layout in [layout.clone(), layout.reversed_axes(), a.layout().clone()] {
            let v = a.derive(layout);
            let (shape, elements) =
                array_view(&v, |x: ArrayViewD<'_, f64>| (x.shape().to_vec(), x.iter().copied().collect::<Vec<_>>()))
                    .unwrap();
            assert_eq!((&shape[..], elements), (v.shape(), to_vec::<f64>(&v)));
        }
        let stretched = a.derive(Layout { strides: [0, 8][..].into(), ..a.layout().clone() });
        assert_eq!(array_view(&stretched, |x: ArrayViewD<'_, f64>| x.sum()), Some(60.0));
        let odd = View::zeros(DType::Int8, &[17]).unwrap();
        let mut shifted = Layout::c(DType::Float64, &[2]);
        shifted.offset = 1;
        assert_eq!(array_view(&odd.derive(shifted), |x: ArrayViewD<'_, f64>| x.len()), None);
    }

    #[test]
    fn there_and_back() {
        let a = View::from_slice(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).unwrap().try_reshape(&[2, 3], false).unwrap();
        let t = a.derive(a.layout().reversed_axes());
        let array = to_array2::<f64>(&t);
        assert_eq!(array, ndarray::arr2(&[[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]));
        assert_eq!(to_vec::<f64>(&from_array(&array.t()).unwrap()), to_vec::<f64>(&a));
    }
}
