//! Letting many values go: an interrupt does not wait for it. What is left over then is freed once the cell has ended.

use super::value::Value;
use crate::engine::interrupt;
use std::cell::RefCell;
use std::ops::{Deref, DerefMut};

/// Fewer values are let go at once.
const MANY: usize = 1 << 16;
/// Values let go between two looks.
const LOOK: usize = 1 << 13;

thread_local! {
    static LEFT: RefCell<Vec<Box<dyn Iterator<Item = ()>>>> = const { RefCell::new(Vec::new()) };
}

/// Whether so many values are worth [`let_go`].
#[inline]
pub fn are_many(values: usize) -> bool {
    values >= MANY
}

/// Lets items go bit by bit; as soon as a stop is wanted the rest is put aside.
pub fn let_go<T: 'static>(items: impl ExactSizeIterator<Item = T> + 'static) {
    if are_many(items.len()) {
        let_go_until(items, interrupt::stopping);
    }
}

fn let_go_until<T: 'static>(items: impl Iterator<Item = T> + 'static, stopping: fn() -> bool) {
    let mut gone = items.map(drop);
    while !stopping() {
        if gone.by_ref().take(LOOK).count() < LOOK {
            return;
        }
    }
    // Where the thread ends, it is freed here.
    let _ = LEFT.try_with(|left| left.borrow_mut().push(Box::new(gone)));
}

/// Frees what was put aside.
pub fn tidy() {
    while let Some(gone) = LEFT.with_borrow_mut(Vec::pop) {
        gone.for_each(drop);
    }
}

/// Values that are being gathered, let go in this way where that is left in the midst.
pub struct Gathered<T: 'static = Value>(Vec<T>);

impl<T> Default for Gathered<T> {
    fn default() -> Gathered<T> {
        Gathered(Vec::new())
    }
}

impl<T> Gathered<T> {
    /// The values, all gathered.
    pub fn done(mut self) -> Vec<T> {
        std::mem::take(&mut self.0)
    }
}

impl<T> From<Vec<T>> for Gathered<T> {
    fn from(values: Vec<T>) -> Gathered<T> {
        Gathered(values)
    }
}

impl<T> Deref for Gathered<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for Gathered<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T> Drop for Gathered<T> {
    fn drop(&mut self) {
        let_go(std::mem::take(&mut self.0).into_iter());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    #[test]
    fn what_a_stop_leaves_is_freed_by_tidy() {
        let value = Rc::new(());
        let many = || vec![value.clone(); 2 * MANY].into_iter();
        let_go_until(many(), || false);
        assert_eq!(Rc::strong_count(&value), 1);
        let_go_until(many(), || true);
        assert_eq!(Rc::strong_count(&value), 2 * MANY + 1);
        tidy();
        assert_eq!(Rc::strong_count(&value), 1);
    }
}
