//! What a walk hands to a body: a tile of a few thousand elements, as raw pointers and byte steps.

use std::marker::PhantomData;

/// `rows` runs of `len` elements, for each of `N` operands; operand 0 is the destination (or the only one).
#[derive(Debug, Clone, Copy)]
pub(super) struct Tile<const N: usize> {
    pub at: [*mut u8; N],
    pub step: [isize; N],
    pub len: usize,
    pub row_step: [isize; N],
    pub rows: usize,
}

impl<const N: usize> Tile<N> {
    /// The tile with rows and columns exchanged.
    pub fn sideways(self) -> Tile<N> {
        Tile { step: self.row_step, len: self.rows, row_step: self.step, rows: self.len, ..self }
    }

    /// One row of operand `k`.
    #[inline(always)]
    pub fn run<T>(&self, k: usize, row: usize) -> Run<T> {
        let at = self.at[k].wrapping_offset(row as isize * self.row_step[k]);
        Run { at, step: self.step[k], element: PhantomData }
    }
}

/// Elements of type `T` at equal byte steps. No alignment is asked.
#[derive(Debug)]
pub(super) struct Run<T> {
    at: *mut u8,
    step: isize,
    element: PhantomData<T>,
}

impl<T: Copy> Run<T> {
    /// Whether the elements are neighbours in memory.
    #[inline(always)]
    pub fn adjacent(&self) -> bool {
        self.step == size_of::<T>() as isize
    }

    /// Whether all elements are one.
    #[inline(always)]
    pub fn constant(&self) -> bool {
        self.step == 0
    }

    /// Address of element `i`.
    #[inline(always)]
    pub fn start(&self, i: usize) -> *mut u8 {
        self.at.wrapping_offset(i as isize * self.step)
    }

    /// Element `i`.
    ///
    /// # Safety
    /// It is in the run.
    #[inline(always)]
    pub unsafe fn get(&self, i: usize) -> T {
        // SAFETY: by the caller's promise.
        unsafe { self.at.offset(i as isize * self.step).cast::<T>().read_unaligned() }
    }

    /// Writes element `i`.
    ///
    /// # Safety
    /// It is in the run, and nothing else reads or writes it meanwhile.
    #[inline(always)]
    pub unsafe fn set(&self, i: usize, value: T) {
        // SAFETY: by the caller's promise.
        unsafe { self.at.offset(i as isize * self.step).cast::<T>().write_unaligned(value) }
    }

    /// Element `i` of a run that is adjacent (or `i` is 0).
    ///
    /// # Safety
    /// As [`Run::get`].
    #[inline(always)]
    pub unsafe fn at(&self, i: usize) -> T {
        // SAFETY: by the caller's promise.
        unsafe { self.at.cast::<T>().add(i).read_unaligned() }
    }

    /// Writes element `i` of a run that is adjacent (or `i` is 0).
    ///
    /// # Safety
    /// As [`Run::set`].
    #[inline(always)]
    pub unsafe fn put(&self, i: usize, value: T) {
        // SAFETY: by the caller's promise.
        unsafe { self.at.cast::<T>().add(i).write_unaligned(value) }
    }
}
