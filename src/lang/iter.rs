//! Iterators.

use super::error::Result;
use super::interp::Interp;
use super::value::Value;
use std::cell::RefCell;

/// A Python iterator.
pub struct Iter {
    /// Its type's name: `list_iterator`, `generator`, `map`, `zip` …
    pub type_name: &'static str,
    state: RefCell<Option<Box<dyn Next>>>,
}

/// What an iterator does.
pub trait Next {
    /// The next item; `None` at the end, and then it is not called again.
    ///
    /// # Errors
    /// What the program's code raises.
    fn next(&mut self, interp: &mut Interp) -> Result<Option<Value>>;
}

impl<F: FnMut(&mut Interp) -> Result<Option<Value>>> Next for F {
    fn next(&mut self, interp: &mut Interp) -> Result<Option<Value>> {
        self(interp)
    }
}

impl Iter {
    /// An iterator.
    pub fn new(type_name: &'static str, next: impl Next + 'static) -> Iter {
        Iter { type_name, state: RefCell::new(Some(Box::new(next))) }
    }

    /// Ends it: there are no more items.
    pub fn close(&self) {
        if let Ok(mut state) = self.state.try_borrow_mut() {
            *state = None;
        }
    }

    /// The next item.
    ///
    /// # Errors
    /// What the program's code raises; `ValueError: generator already executing` on re-entry.
    pub fn next(&self, interp: &mut Interp) -> Result<Option<Value>> {
        let Ok(mut state) = self.state.try_borrow_mut() else {
            return Err(super::error::Raise::value_error("generator already executing"));
        };
        let Some(next) = state.as_mut() else { return Ok(None) };
        let item = next.next(interp);
        if !matches!(item, Ok(Some(_))) {
            *state = None;
        }
        item
    }
}
