//! The first walk: what each scope binds and uses, with the errors of CPython's symbol tables.

use super::super::ast::{FunctionScope, Ident, NameRef};
use super::super::span::Span;
use super::table::{Kind, Table, Variable};
use super::walk::{Opened, Visitor};
use super::{Result, fail};

/// Collects a [`Table`].
pub struct Collect {
    table: Table,
    current: usize,
    depth: usize,
    /// How many iterables of comprehensions it stands in, for each open scope.
    iterables: usize,
    /// `nonlocal` names, to be looked up when all is known.
    nonlocals: Vec<(usize, Ident, Span)>,
}

impl Collect {
    /// With the module's scope open.
    pub fn new() -> Collect {
        let mut table = Table::default();
        let current = table.open(Kind::Module, None);
        Collect { table, current, depth: 0, iterables: 0, nonlocals: Vec::new() }
    }

    /// The table with its slots.
    pub fn finish(mut self) -> Result<Table> {
        for (scope, name, span) in &self.nonlocals {
            let parent = self.table.scopes[*scope].parent.unwrap_or_default();
            if self.table.owner(parent, name).is_none() {
                return fail(*span, format!("no binding for nonlocal '{name}' found"));
            }
        }
        self.table.allot();
        Ok(self.table)
    }

    fn kind(&self, scope: usize) -> Kind {
        self.table.scopes[scope].kind
    }

    fn name_in(&mut self, scope: usize, name: &Ident) -> &mut Variable {
        self.table.scopes[scope].names.entry(name.clone()).or_default()
    }

    fn param(&mut self, name: &Ident) {
        let variable = self.name_in(self.current, name);
        variable.param = true;
        variable.bound = true;
    }
}

impl Visitor for Collect {
    fn load(&mut self, name: &mut NameRef, _span: Span) -> Result<()> {
        self.name_in(self.current, &name.name).used = true;
        Ok(())
    }

    fn store(&mut self, name: &mut NameRef, _span: Span) -> Result<()> {
        self.name_in(self.current, &name.name).bound = true;
        Ok(())
    }

    fn walrus(&mut self, name: &mut NameRef, span: Span) -> Result<()> {
        let mut scope = self.current;
        if self.iterables > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return fail(span, message);
        }
        while matches!(self.kind(scope), Kind::Generator | Kind::Comprehension) {
            if self.table.scopes[scope].names.get(&name.name).is_some_and(|variable| variable.bound) {
                let name = &name.name;
                let message = format!("assignment expression cannot rebind comprehension iteration variable '{name}'");
                return fail(span, message);
            }
            self.name_in(scope, &name.name).used = true;
            scope = self.table.scopes[scope].parent.unwrap_or_default();
        }
        self.name_in(scope, &name.name).bound = true;
        Ok(())
    }

    fn declare(&mut self, names: &[Ident], global: bool, span: Span) -> Result<()> {
        let word = if global { "global" } else { "nonlocal" };
        let module = self.kind(self.current) == Kind::Module;
        for name in names {
            if module && !global {
                return fail(span, "nonlocal declaration not allowed at module level");
            }
            let variable = self.name_in(self.current, name);
            let problem = match variable {
                Variable { param: true, .. } => format!("name '{name}' is parameter and {word}"),
                Variable { used: true, .. } => format!("name '{name}' is used prior to {word} declaration"),
                Variable { bound: true, .. } => format!("name '{name}' is assigned to before {word} declaration"),
                Variable { global: true, .. } if !global => format!("name '{name}' is nonlocal and global"),
                Variable { nonlocal: true, .. } if global => format!("name '{name}' is nonlocal and global"),
                _ => String::new(),
            };
            if !problem.is_empty() {
                return fail(span, problem);
            }
            if global {
                variable.global = true;
            } else {
                variable.nonlocal = true;
                self.nonlocals.push((self.current, name.clone(), span));
            }
        }
        Ok(())
    }

    fn import_all(&mut self, span: Span) -> Result<()> {
        match self.kind(self.current) {
            Kind::Module => Ok(()),
            _ => fail(span, "import * only allowed at module level"),
        }
    }

    fn enter(&mut self, opened: Opened<'_>) {
        let kind = match opened {
            Opened::Function(_) => Kind::Function,
            Opened::Generator => Kind::Generator,
            Opened::Comprehension => Kind::Comprehension,
        };
        self.current = self.table.open(kind, Some(self.current));
        match opened {
            Opened::Function(params) => params.iter().for_each(|param| self.param(&param.name)),
            Opened::Generator => self.param(&".0".into()),
            Opened::Comprehension => {}
        }
    }

    fn leave(&mut self, _scope: &mut FunctionScope, _fresh_cells: &mut Vec<u16>) {
        self.current = self.table.scopes[self.current].parent.unwrap_or_default();
    }

    fn iterable(&mut self, begins: bool) {
        self.iterables = if begins { self.iterables + 1 } else { self.iterables.saturating_sub(1) };
    }

    fn deeper(&mut self, by: isize) -> usize {
        self.depth = self.depth.saturating_add_signed(by);
        self.depth
    }
}
