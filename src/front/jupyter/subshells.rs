//! Kernel subshells (JEP 91): more shells on the one namespace.
//!
//! A subshell's cell runs at once while the main shell is idle. While a cell of the main shell runs, it gets a turn there
//! where the cell's own code could run next (the next statement of the cell, round of a loop, call, nap of
//! `time.sleep`): as in CPython, where threads alternate, each sees what the other has done so far. The cell that was
//! interrupted so goes on when the subshell's has ended; within one long operation (a product of matrices) none has a
//! turn. Subshells have one queue among them. What a subshell's cell does to memory is reported only while no other cell runs.

use std::sync::{Arc, Mutex, MutexGuard};
use uuid::Uuid;

/// The ids of the subshells that are there.
#[derive(Clone, Default)]
pub struct Subshells(Arc<Mutex<Vec<String>>>);

impl Subshells {
    /// A new one; its id.
    pub fn create(&self) -> String {
        let id = Uuid::new_v4().to_string();
        self.ids().push(id.clone());
        id
    }

    /// Whether there was one of this id.
    pub fn delete(&self, id: &str) -> bool {
        let mut ids = self.ids();
        let before = ids.len();
        ids.retain(|i| i != id);
        ids.len() < before
    }

    /// All, oldest first.
    pub fn list(&self) -> Vec<String> {
        self.ids().clone()
    }

    /// Whether there is one of this id.
    pub fn has(&self, id: &str) -> bool {
        self.ids().iter().any(|i| i == id)
    }

    fn ids(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(|e| e.into_inner())
    }
}
