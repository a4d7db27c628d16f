//! Descriptions that are kept once, for the rest of the program, and named by a small number.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Descriptions in a block of a store.
const BLOCK: usize = 1 << 10;
/// Blocks of a store: a million descriptions, more than memory for the arrays that would need them.
const BLOCKS: usize = 1 << 10;

/// Where the descriptions of one kind are kept: blocks that never move, so that reading takes no lock.
pub struct Store<T: 'static> {
    blocks: [OnceLock<Vec<OnceLock<T>>>; BLOCKS],
    used: Mutex<usize>,
}

impl<T> Store<T> {
    /// An empty store.
    pub const fn new() -> Store<T> {
        Store { blocks: [const { OnceLock::new() }; BLOCKS], used: Mutex::new(0) }
    }

    fn slot(&self, number: usize) -> Option<&OnceLock<T>> {
        self.blocks
            .get(number / BLOCK)?
            .get_or_init(|| (0..BLOCK).map(|_| OnceLock::new()).collect())
            .get(number % BLOCK)
    }
}

impl<T> Default for Store<T> {
    fn default() -> Self {
        Store::new()
    }
}

/// What is kept in a store of its own.
pub trait Stored: Sized + 'static {
    /// The store.
    fn store() -> &'static Store<Self>;

    /// Whether both are one description: unlike `==`, nothing is left out.
    fn same(&self, other: &Self) -> bool;
}

/// A description by its number: as good as a reference, in four bytes.
pub struct Kept<T>(u32, PhantomData<fn() -> T>);

impl<T: Stored> Kept<T> {
    /// The one number of a description.
    ///
    /// # Panics
    /// After a million different ones.
    pub fn new(value: T) -> Kept<T> {
        let store = T::store();
        let mut used = store.used.lock().unwrap_or_else(PoisonError::into_inner);
        let known = |n: &usize| store.slot(*n).and_then(OnceLock::get).is_some_and(|v| v.same(&value));
        let number = (0..*used).rev().find(known).unwrap_or(*used);
        if number == *used {
            let slot = store.slot(number).expect("fewer than a million different dtypes");
            let _ = slot.set(value);
            *used += 1;
        }
        Kept(number as u32, PhantomData)
    }

    /// The description.
    pub fn get(self) -> &'static T {
        let slot = T::store().slot(self.0 as usize).and_then(OnceLock::get);
        slot.expect("only `new` makes numbers")
    }
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Kept<T> {}

impl<T: Stored> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.get()
    }
}

impl<T: Stored + PartialEq> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.get() == other.get()
    }
}
impl<T: Stored + Eq> Eq for Kept<T> {}

impl<T: Stored + Hash> Hash for Kept<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.get().hash(state);
    }
}

impl<T: Stored + fmt::Debug> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}
