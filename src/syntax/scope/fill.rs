//! The second walk: every name gets its slot.

use super::super::ast::{FunctionScope, Ident, NameRef};
use super::super::span::Span;
use super::Result;
use super::table::{Kind, Table};
use super::walk::{Opened, Visitor};
use std::collections::HashSet;

/// Fills slots from a [`Table`], whose scopes it meets in the same order again.
pub struct Fill {
    table: Table,
    names: HashSet<Ident>,
    current: usize,
    opened: usize,
    depth: usize,
}

impl Fill {
    /// At the module's scope.
    pub fn new(table: Table) -> Fill {
        Fill { table, names: HashSet::new(), current: 0, opened: 0, depth: 0 }
    }

    /// Slots and cells that comprehensions need outside functions.
    pub fn module_scope(mut self) -> FunctionScope {
        self.table.take_frame(0)
    }

    fn set(&mut self, name: &mut NameRef) -> Result<()> {
        name.slot = self.table.slot(self.current, &name.name);
        self.share(&mut name.name);
        Ok(())
    }

    /// One text for all uses of a name, so that the evaluator most often knows it by its address.
    fn share(&mut self, name: &mut Ident) {
        match self.names.get(name) {
            Some(known) => *name = known.clone(),
            None => drop(self.names.insert(name.clone())),
        }
    }
}

impl Visitor for Fill {
    fn load(&mut self, name: &mut NameRef, _span: Span) -> Result<()> {
        self.set(name)
    }

    fn store(&mut self, name: &mut NameRef, _span: Span) -> Result<()> {
        self.set(name)
    }

    fn walrus(&mut self, name: &mut NameRef, _span: Span) -> Result<()> {
        self.set(name)
    }

    fn declare(&mut self, _names: &[Ident], _global: bool, _span: Span) -> Result<()> {
        Ok(())
    }

    fn import_all(&mut self, _span: Span) -> Result<()> {
        Ok(())
    }

    fn enter(&mut self, _opened: Opened<'_>) {
        self.opened += 1;
        self.current = self.opened;
    }

    fn leave(&mut self, scope: &mut FunctionScope, fresh_cells: &mut Vec<u16>) {
        match self.table.scopes[self.current].kind {
            Kind::Comprehension => *fresh_cells = self.table.own_cells(self.current),
            _ => *scope = self.table.take_frame(self.current),
        }
        self.current = self.table.scopes[self.current].parent.unwrap_or_default();
    }

    fn iterable(&mut self, _begins: bool) {}

    fn deeper(&mut self, by: isize) -> usize {
        self.depth = self.depth.saturating_add_signed(by);
        self.depth
    }
}
