//! The variables of one running function, module or generator expression.

use crate::lang::function::{Cell, Function};
use crate::lang::value::Value;
use crate::syntax::Source;
use crate::syntax::ast::{FunctionScope, Slot};
use std::rc::Rc;

/// A running body: its slots, its cells, and where its text stands.
pub struct Frame {
    /// Local slots, empty before they are bound and after `del`; behind them the registers of compiled code.
    pub locals: Vec<Option<Value>>,
    /// Cells that inner functions share.
    pub cells: Vec<Cell>,
    /// The function that runs; `None` in a module or generator expression.
    pub function: Option<Rc<Function>>,
    /// For tracebacks: `<module>`, `<genexpr>` or `<listcomp>`; `None` for the function's name.
    pub name: Option<Rc<str>>,
    /// Whether it is within a loop of a cell that the tree walker runs.
    pub walked: bool,
    /// What only a module and a generator expression have.
    outside: Option<Box<Outside>>,
}

/// Where a body that is no function's stands.
struct Outside {
    /// The text that runs.
    source: Rc<Source>,
    /// Cells of the enclosing frames.
    frees: Vec<Cell>,
    /// The function around it.
    within: Option<Rc<Function>>,
}

impl Frame {
    /// The frame of a module, with unbound slots and fresh cells.
    pub fn new(scope: &FunctionScope, name: Rc<str>, source: Rc<Source>) -> Frame {
        Frame {
            locals: vec![None; scope.locals.len()],
            cells: scope.cells.iter().map(|_| Cell::default()).collect(),
            name: Some(name),
            walked: false,
            function: None,
            outside: Some(Box::new(Outside { source, frees: Vec::new(), within: None })),
        }
    }

    /// The frame of a generator expression that stands in this one's body.
    pub fn generator(&self, scope: &FunctionScope) -> Frame {
        let own = Outside { source: self.source().clone(), frees: self.capture(&scope.frees), within: self.around() };
        let frame = Frame::new(scope, "<genexpr>".into(), self.source().clone());
        Frame { outside: Some(Box::new(own)), ..frame }
    }

    /// The frame of a call, with these slots; the function may come later.
    #[inline(always)]
    pub fn of_call(function: Option<Rc<Function>>, locals: Vec<Option<Value>>) -> Frame {
        Frame { locals, cells: Vec::new(), name: None, walked: false, function, outside: None }
    }

    /// The function that runs, or the one around a generator expression.
    pub fn around(&self) -> Option<Rc<Function>> {
        self.function.clone().or_else(|| self.outside.as_ref()?.within.clone())
    }

    /// What tracebacks call it.
    pub fn name(&self) -> Rc<str> {
        let of_function = || self.function.as_ref().map(|f| f.code.name.clone());
        self.name.clone().or_else(of_function).unwrap_or_else(|| "<module>".into())
    }

    /// The text that runs.
    pub fn source(&self) -> &Rc<Source> {
        match (&self.outside, &self.function) {
            (Some(outside), _) => &outside.source,
            (None, Some(f)) => &f.source,
            (None, None) => unreachable!("a frame without a function has a text"),
        }
    }

    /// The cell of an enclosing frame.
    pub fn free(&self, i: u16) -> &Cell {
        match (&self.function, &self.outside) {
            (Some(f), _) => &f.closure[i as usize],
            (None, Some(outside)) => &outside.frees[i as usize],
            (None, None) => unreachable!("a frame without a function has a text"),
        }
    }

    /// The cells that an inner function takes along.
    pub fn capture(&self, frees: &[(Slot, crate::syntax::ast::Ident)]) -> Vec<Cell> {
        let take = |slot: &Slot| match slot {
            Slot::Cell(i) => self.cells[*i as usize].clone(),
            Slot::Free(i) => self.free(*i).clone(),
            Slot::Local(_) | Slot::Global => Cell::default(),
        };
        frees.iter().map(|(slot, _)| take(slot)).collect()
    }
}
