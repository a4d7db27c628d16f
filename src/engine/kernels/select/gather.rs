//! Copying elements between arbitrary places, whatever their type: by size alone.

use crate::engine::Layout;
use crate::engine::dtype::Element;
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::mem::access::{read, write};
use crate::engine::view::View;
use num_complex::Complex64;

/// Copies the element at byte offset `a` of `from` to byte offset `b` of `to`, for each pair in turn. Both have the same
/// dtype.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn copy_elements(from: &View, to: &View, pairs: impl Iterator<Item = (usize, usize)>) -> Result<()> {
    debug_assert_eq!(from.dtype(), to.dtype());
    match from.dtype().itemsize() {
        1 => word::<u8>(from, to, pairs),
        2 => word::<u16>(from, to, pairs),
        4 => word::<u32>(from, to, pairs),
        8 => word::<u64>(from, to, pairs),
        16 => word::<Complex64>(from, to, pairs),
        n if n % 4 == 0 => words::<u32>(from, to, pairs, n / 4),
        n => words::<u8>(from, to, pairs, n),
    }
}

/// Copies one word for each pair.
fn word<W: Element>(from: &View, to: &View, pairs: impl Iterator<Item = (usize, usize)>) -> Result<()> {
    let (from, to) = (as_words::<W>(from), as_words::<W>(to));
    for (k, (a, b)) in pairs.enumerate() {
        if k % 65_536 == 0 {
            interrupt::check()?;
        }
        write::<W>(&to, b, read::<W>(&from, a));
    }
    Ok(())
}

/// Copies `count` adjacent words for each pair.
fn words<W: Element>(from: &View, to: &View, pairs: impl Iterator<Item = (usize, usize)>, count: usize) -> Result<()> {
    let (from, to) = (as_words::<W>(from), as_words::<W>(to));
    for (k, (a, b)) in pairs.enumerate() {
        if k % 65_536 == 0 {
            interrupt::check()?;
        }
        for i in 0..count {
            let at = i * size_of::<W>();
            write::<W>(&to, b + at, read::<W>(&from, a + at));
        }
    }
    Ok(())
}

/// The same buffer as words: a layout that claims none of them, since offsets are given apart.
fn as_words<W: Element>(view: &View) -> View {
    view.derive(Layout::c(W::DTYPE, &[0]))
}
