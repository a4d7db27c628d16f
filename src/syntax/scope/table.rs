//! The scopes of a text and what lives in each.

use super::super::ast::{FunctionScope, Ident, Slot};
use indexmap::{IndexMap, IndexSet};

/// What a scope belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The whole text: its names are globals.
    Module,
    /// A `def` or a `lambda`.
    Function,
    /// A generator expression: a frame of its own.
    Generator,
    /// Another comprehension: it lives in the frame around it.
    Comprehension,
}

/// What a scope does with a name.
#[derive(Debug, Clone, Default)]
pub struct Variable {
    pub bound: bool,
    pub used: bool,
    pub param: bool,
    pub global: bool,
    pub nonlocal: bool,
    /// A function inside another frame uses it.
    pub captured: bool,
    local: u16,
    cell: u16,
}

/// A scope.
#[derive(Debug)]
pub struct Scope {
    pub kind: Kind,
    pub parent: Option<usize>,
    /// The scope whose frame it lives in: itself, unless it is a comprehension.
    pub frame: usize,
    pub names: IndexMap<Ident, Variable>,
    /// Of a frame: variables of outer frames that it or a frame within needs.
    frees: IndexSet<(usize, Ident)>,
    /// Of a frame.
    made: FunctionScope,
}

/// All scopes, in the order in which they open.
#[derive(Debug, Default)]
pub struct Table {
    pub scopes: Vec<Scope>,
}

impl Table {
    /// Opens a scope within `parent`.
    pub fn open(&mut self, kind: Kind, parent: Option<usize>) -> usize {
        let id = self.scopes.len();
        let frame = match (kind, parent) {
            (Kind::Comprehension, Some(parent)) => self.scopes[parent].frame,
            _ => id,
        };
        let names = IndexMap::new();
        self.scopes.push(Scope { kind, parent, frame, names, frees: IndexSet::new(), made: FunctionScope::default() });
        id
    }

    /// The scope that owns `name` as `from` sees it; `None` is a global.
    pub fn owner(&self, from: usize, name: &str) -> Option<usize> {
        let mut at = Some(from);
        while let Some(id) = at {
            let scope = &self.scopes[id];
            if scope.kind == Kind::Module {
                return None;
            }
            match scope.names.get(name) {
                Some(variable) if variable.global => return None,
                Some(variable) if variable.bound && !variable.nonlocal => return Some(id),
                _ => at = scope.parent,
            }
        }
        None
    }

    /// Finds what inner frames capture, then gives every variable its slot.
    pub fn allot(&mut self) {
        for id in 0..self.scopes.len() {
            let names: Vec<Ident> = self.scopes[id].names.keys().cloned().collect();
            for name in names {
                if let Some(owner) = self.owner(id, &name) {
                    self.capture(id, owner, &name);
                }
            }
        }
        for id in 0..self.scopes.len() {
            self.place(id);
        }
        for id in 0..self.scopes.len() {
            self.link(id);
        }
    }

    /// Every frame from `from` up to the owner's hands the cell on.
    fn capture(&mut self, from: usize, owner: usize, name: &Ident) {
        let home = self.scopes[owner].frame;
        let mut frame = self.scopes[from].frame;
        while frame != home {
            self.scopes[frame].frees.insert((owner, name.clone()));
            if let Some(variable) = self.scopes[owner].names.get_mut(name) {
                variable.captured = true;
            }
            match self.scopes[frame].parent {
                Some(parent) => frame = self.scopes[parent].frame,
                None => break,
            }
        }
    }

    fn place(&mut self, id: usize) {
        let Scope { kind, frame, .. } = self.scopes[id];
        if kind == Kind::Module {
            return;
        }
        let mut made = std::mem::take(&mut self.scopes[frame].made);
        for (name, variable) in &mut self.scopes[id].names {
            if !variable.bound || variable.global || variable.nonlocal {
                continue;
            }
            if variable.param || !variable.captured {
                variable.local = made.locals.len() as u16;
                made.locals.push(name.clone());
            }
            if variable.captured {
                variable.cell = made.cells.len() as u16;
                made.cells.push(name.clone());
                if variable.param {
                    made.boxed_params.push((variable.local, variable.cell));
                }
            }
        }
        if id == frame {
            made.own = (made.locals.len() as u16, made.cells.len() as u16);
        }
        self.scopes[frame].made = made;
    }

    /// Where a frame finds the cells of its free variables.
    fn link(&mut self, id: usize) {
        let Some(parent) = self.scopes[id].parent.map(|parent| self.scopes[parent].frame) else { return };
        let frees =
            self.scopes[id].frees.iter().map(|(owner, name)| (self.slot_in(parent, *owner, name), name.clone()));
        let frees = frees.collect();
        self.scopes[id].made.frees = frees;
    }

    fn slot_in(&self, frame: usize, owner: usize, name: &Ident) -> Slot {
        if self.scopes[owner].frame != frame {
            let index = self.scopes[frame].frees.get_index_of(&(owner, name.clone()));
            return Slot::Free(index.unwrap_or_default() as u16);
        }
        match self.scopes[owner].names.get(name) {
            Some(variable) if variable.captured => Slot::Cell(variable.cell),
            Some(variable) => Slot::Local(variable.local),
            None => Slot::Global,
        }
    }

    /// The slot of `name` as `from` sees it.
    pub fn slot(&self, from: usize, name: &Ident) -> Slot {
        match self.owner(from, name) {
            Some(owner) => self.slot_in(self.scopes[from].frame, owner, name),
            None => Slot::Global,
        }
    }

    /// What is known of the frame of `id`.
    pub fn take_frame(&mut self, id: usize) -> FunctionScope {
        std::mem::take(&mut self.scopes[id].made)
    }

    /// The cells of a comprehension's own variables.
    pub fn own_cells(&self, id: usize) -> Vec<u16> {
        self.scopes[id].names.values().filter(|v| v.bound && v.captured).map(|v| v.cell).collect()
    }
}
