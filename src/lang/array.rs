//! The ndarray object: a view with Python's identity, its base, and whether it may be written through.

use super::value::Value;
use crate::engine::View;
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

/// NumPy's `ndarray` object.
pub struct Array {
    view: RefCell<View>,
    base: RefCell<Value>,
    writeable: Cell<bool>,
    misaligned: Cell<bool>,
    class: Cell<Class>,
    serial: u64,
}

/// The class of an array object: `ndarray` or one of its kin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// `np.ndarray`
    Plain,
    /// `np.memmap`
    Mapped,
    /// `np.recarray`
    Records,
}

thread_local! {
    static NEXT: Cell<u64> = const { Cell::new(1) };
}

impl Array {
    /// An array that owns its data: `.base` is `None`.
    pub fn new(view: View) -> Rc<Array> {
        view.buffer().adopt();
        let writeable = Cell::new(view.buffer().writeable());
        Rc::new(Array {
            view: RefCell::new(view),
            base: RefCell::new(Value::None),
            writeable,
            misaligned: Cell::new(false),
            class: Cell::new(Class::Plain),
            serial: Array::take_serial(),
        })
    }

    /// An array whose data are `parent`'s. As in NumPy, `.base` is the owner at the end of the chain.
    pub fn view_of(parent: &Rc<Array>, view: View) -> Rc<Array> {
        let base = match &*parent.base.borrow() {
            Value::Array(owner) => Value::Array(owner.clone()),
            // Its owner is no array (bytes): the chain ends here.
            _ => Value::Array(parent.clone()),
        };
        let writeable = Cell::new(parent.writeable.get());
        let fields = view.dtype().record().is_some();
        let class = Cell::new(match parent.class.get() {
            // A field of a record array is plain.
            Class::Records if !fields => Class::Plain,
            class => class,
        });
        let serial = Array::take_serial();
        let misaligned = Cell::new(false);
        Rc::new(Array { view: RefCell::new(view), base: RefCell::new(base), writeable, misaligned, class, serial })
    }

    /// An array over another object's data (bytes, a memory map).
    pub fn over(base: Value, view: View, writeable: bool) -> Rc<Array> {
        view.buffer().adopt();
        Rc::new(Array {
            view: RefCell::new(view),
            base: RefCell::new(base),
            writeable: Cell::new(writeable),
            misaligned: Cell::new(false),
            class: Cell::new(Class::Plain),
            serial: Array::take_serial(),
        })
    }

    fn take_serial() -> u64 {
        NEXT.replace(NEXT.get() + 1)
    }

    /// The number that the next array object will get: one at or above it is new.
    pub fn next_serial() -> u64 {
        NEXT.get()
    }

    /// The number of this object, in order of creation.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// The buffer and layout now (`.shape = …` changes it).
    pub fn view(&self) -> Ref<'_, View> {
        self.view.borrow()
    }

    /// Whether it is a `np.memmap`: views of one are.
    pub fn mapped(&self) -> bool {
        self.class.get() == Class::Mapped
    }

    /// Makes it a `np.memmap`, or no longer.
    pub fn set_mapped(&self, on: bool) {
        self.class.set(if on { Class::Mapped } else { Class::Plain });
    }

    /// Its class.
    pub fn class(&self) -> Class {
        self.class.get()
    }

    /// Makes it one of another class.
    pub fn set_class(&self, class: Class) {
        self.class.set(class);
    }

    /// Assigns another layout of the same buffer (`a.shape = …`, `a.dtype = …`).
    pub fn set_view(&self, view: View) {
        *self.view.borrow_mut() = view;
    }

    /// NumPy's `.base`.
    pub fn base(&self) -> Value {
        self.base.borrow().clone()
    }

    /// NumPy's `flags.owndata`.
    pub fn owns_data(&self) -> bool {
        self.base.borrow().is_none()
    }

    /// NumPy's `flags.writeable`.
    pub fn writeable(&self) -> bool {
        self.writeable.get()
    }

    /// NumPy's `flags.aligned`.
    pub fn aligned(&self) -> bool {
        !self.misaligned.get() && self.view.borrow().layout().is_aligned()
    }

    /// Sets `flags.aligned`.
    pub fn set_aligned(&self, on: bool) {
        self.misaligned.set(!on);
    }

    /// Sets `flags.writeable`.
    pub fn set_writeable(&self, on: bool) {
        self.writeable.set(on);
    }
}
