//! The variables of one running function, module or generator expression.

use crate::lang::function::{Cell, Function};
use crate::lang::value::Value;
use crate::syntax::Source;
use crate::syntax::ast::{FunctionScope, Slot};
use smallvec::SmallVec;
use std::rc::Rc;

/// A running body: its slots, its cells, and where its text stands.
pub struct Frame {
    /// Local slots; empty before they are bound and after `del`.
    pub locals: SmallVec<[Option<Value>; 8]>,
    /// Cells that inner functions share.
    pub cells: Vec<Cell>,
    /// Cells of the enclosing frames, of a generator expression; a function's are in `function`.
    pub frees: Vec<Cell>,
    /// The function that runs; `None` in a module or generator expression.
    pub function: Option<Rc<Function>>,
    /// The function in which a generator expression stands.
    pub within: Option<Rc<Function>>,
    /// For tracebacks: `<module>`, `<genexpr>` or `<listcomp>`; `None` for the function's name.
    pub name: Option<Rc<str>>,
    /// The text that runs; `None` for the function's.
    pub source: Option<Rc<Source>>,
}

impl Frame {
    /// A frame with unbound slots and fresh cells.
    pub fn new(scope: &FunctionScope, name: Rc<str>, source: Rc<Source>) -> Frame {
        Frame {
            locals: SmallVec::from_elem(None, scope.locals.len()),
            cells: scope.cells.iter().map(|_| Cell::default()).collect(),
            frees: Vec::new(),
            function: None,
            within: None,
            name: Some(name),
            source: Some(source),
        }
    }

    /// The frame of a call whose arguments are put into [`Frame::locals`] one by one, of a function without cells.
    #[inline(always)]
    pub fn of_call(function: Rc<Function>) -> Frame {
        Frame {
            locals: SmallVec::new(),
            cells: Vec::new(),
            frees: Vec::new(),
            name: None,
            source: None,
            function: Some(function),
            within: None,
        }
    }

    /// What tracebacks call it.
    pub fn name(&self) -> Rc<str> {
        let of_function = || self.function.as_ref().map(|f| f.code.name.clone());
        self.name.clone().or_else(of_function).unwrap_or_else(|| "<module>".into())
    }

    /// The text that runs.
    pub fn source(&self) -> &Rc<Source> {
        match (&self.source, &self.function) {
            (Some(source), _) => source,
            (None, Some(f)) => &f.source,
            (None, None) => unreachable!("a frame without a function has a text"),
        }
    }

    /// The cell of an enclosing frame.
    pub fn free(&self, i: u16) -> &Cell {
        match &self.function {
            Some(f) => &f.closure[i as usize],
            None => &self.frees[i as usize],
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
