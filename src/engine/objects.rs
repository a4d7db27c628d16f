//! Elements of object arrays. A buffer holds their numbers; what they stand for is kept here, and stays alive.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// A value of the language, which the engine only hands around.
#[derive(Clone)]
pub struct Handle(pub Rc<dyn Any>);

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:p}", Rc::as_ptr(&self.0))
    }
}

/// Whether it is the same object.
impl PartialEq for Handle {
    fn eq(&self, other: &Handle) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

thread_local! {
    static KEPT: RefCell<Vec<Handle>> = const { RefCell::new(Vec::new()) };
}

/// The number by which a buffer names the object; 0 is no object.
pub fn keep(handle: &Handle) -> u64 {
    KEPT.with_borrow_mut(|kept| {
        kept.push(handle.clone());
        kept.len() as u64
    })
}

/// The object of a number; `None` for zeroed memory and numbers that are none.
pub fn of(number: u64) -> Option<Handle> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    KEPT.with_borrow(|kept| kept.get(at).cloned())
}
