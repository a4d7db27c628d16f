//! A value of two machine words on its way through two registers.
//!
//! Rust hands an enum of sixteen bytes from function to function through memory, where it is written word by word and
//! read again at once as a whole: a processor waits for such a read. The evaluator passes a value at every node of the
//! syntax tree, so it packs it.

use std::marker::PhantomData;
use std::mem::{ManuallyDrop, MaybeUninit, transmute_copy};

/// A `T` of sixteen bytes, as two words; [`Packed::open`] gives it back.
#[must_use]
pub struct Packed<T>(MaybeUninit<u64>, MaybeUninit<u64>, PhantomData<T>);

impl<T> Packed<T> {
    const FITS: () = assert!(size_of::<T>() == 16 && align_of::<T>() == 8);

    /// The words of a value.
    #[inline(always)]
    pub fn new(value: T) -> Packed<T> {
        let () = Self::FITS;
        let value = ManuallyDrop::new(value);
        // SAFETY: both sides are sixteen bytes (`FITS`), words may hold bytes that are not initialised, and `value` is not
        // dropped here: its owner is now the result.
        let (first, second): (MaybeUninit<u64>, MaybeUninit<u64>) = unsafe { transmute_copy(&value) };
        Packed(first, second, PhantomData)
    }

    /// What `f` gives, packed: a body that may use `?` on its way out.
    #[inline(always)]
    pub fn of(f: impl FnOnce() -> T) -> Packed<T> {
        Packed::new(f())
    }

    /// The value.
    #[inline(always)]
    pub fn open(self) -> T {
        let packed = ManuallyDrop::new(self);
        // SAFETY: the words are those of a `T` (only `new` makes a `Packed`), and it is taken out once: `self` is consumed
        // and not dropped.
        unsafe { transmute_copy(&(packed.0, packed.1)) }
    }
}

impl<T> Drop for Packed<T> {
    fn drop(&mut self) {
        // SAFETY: as in `open`; a value that was opened never comes here.
        drop(unsafe { transmute_copy::<_, T>(&(self.0, self.1)) });
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use std::rc::Rc;

    #[test]
    fn a_value_comes_out_as_it_went_in_and_is_dropped_once() {
        #[repr(u64)]
        enum Two {
            Number(f64),
            Shared(Rc<u8>),
        }
        assert!(matches!(Packed::new(Two::Number(1.5)).open(), Two::Number(x) if x == 1.5));
        let shared = Rc::new(1);
        drop(Packed::new(Two::Shared(shared.clone())));
        assert_eq!(Rc::strong_count(&shared), 1);
        let Two::Shared(out) = Packed::new(Two::Shared(shared.clone())).open() else { panic!("another variant") };
        assert_eq!(Rc::strong_count(&out), 2);
    }
}
