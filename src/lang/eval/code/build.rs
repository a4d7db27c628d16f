//! The compiler's ground: registers, tables, jumps and regions.

use super::{Code, Instead, Label, Op, Place, Reg, Region};
use crate::lang::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{Expr, Ident, NameRef, Stmt};
use std::rc::Rc;

/// A loop that is being compiled.
pub(super) struct Loop {
    /// Where `continue` goes.
    pub again: Label,
    /// Jumps that `break` made.
    pub breaks: Vec<usize>,
    /// Entries of [`Code::exits`] that wait for the end of the loop.
    pub exits: Vec<usize>,
}

/// Code in the making.
pub(super) struct Builder {
    pub code: Code,
    /// The next free temporary.
    pub free: Reg,
    /// Whether memory is recorded.
    pub traced: bool,
    /// Whether the values of expression statements are shown.
    pub shows: bool,
    pub statement: Span,
    pub loops: Vec<Loop>,
    region: Option<u16>,
    /// Something did not fit into the tables.
    pub overfull: bool,
}

/// Beyond so many entries a table has no numbers for more; such code stays with the tree walker.
const MOST: usize = 60_000;

impl Builder {
    pub fn new(slots: usize, traced: bool, shows: bool) -> Builder {
        let temps = slots.min(MOST) as Reg;
        let code = Code {
            ops: Vec::new(),
            places: Vec::new(),
            regions: Vec::new(),
            constants: Vec::new(),
            names: Vec::new(),
            attributes: Vec::new(),
            // The first entry is that of calls without keywords.
            keys: vec![Rc::new([])],
            exprs: Vec::new(),
            stmts: Vec::new(),
            exits: Vec::new(),
            temps,
            registers: slots,
            traced,
            written: Vec::new(),
        };
        let statement = Span::default();
        let overfull = slots >= MOST;
        Builder { code, free: temps, traced, shows, statement, loops: Vec::new(), region: None, overfull }
    }

    /// The code, unless something did not fit.
    pub fn finish(mut self) -> Option<Code> {
        self.emit(Op::End, Span::default());
        let code = self.code;
        let lengths = [
            code.regions.len(),
            code.constants.len(),
            code.names.len(),
            code.exprs.len(),
            code.stmts.len(),
            code.written.len(),
            code.attributes.len(),
            code.keys.len(),
        ];
        (!self.overfull && code.registers < MOST && lengths.iter().all(|&n| n < MOST)).then_some(code)
    }

    /// A fresh temporary.
    pub fn temp(&mut self) -> Reg {
        let reg = self.free;
        self.free = self.free.saturating_add(1);
        self.code.registers = self.code.registers.max(self.free as usize);
        reg
    }

    pub fn emit(&mut self, op: Op, span: Span) -> usize {
        self.emit_marked(op, span, None)
    }

    /// An instruction whose operands came after a mark.
    pub fn emit_marked(&mut self, op: Op, span: Span, mark: Option<Reg>) -> usize {
        self.code.ops.push(op);
        self.code.places.push(Place { span, statement: self.statement, mark, region: self.region, updates: false });
        self.code.ops.len() - 1
    }

    pub fn here(&self) -> Label {
        self.code.ops.len() as Label
    }

    /// Lets the jumps at these positions go to the next instruction.
    pub fn land(&mut self, jumps: &[usize]) {
        let here = self.here();
        for &at in jumps {
            match &mut self.code.ops[at] {
                Op::Branch { to, .. }
                | Op::BranchInt { to, .. }
                | Op::BranchText { to, .. }
                | Op::Test { to, .. }
                | Op::Jump { to } => *to = here,
                Op::Next { done, .. } => *done = here,
                _ => {}
            }
        }
    }

    /// Emits what `f` does as one region.
    pub fn region(&mut self, instead: Instead, f: impl FnOnce(&mut Builder)) {
        let number = self.code.regions.len() as u16;
        self.code.regions.push(Region { instead, resume: 0 });
        let outer = self.region.replace(number);
        f(self);
        self.region = outer;
        self.code.regions[number as usize].resume = self.here();
    }

    /// Whether what is emitted belongs to a region.
    pub fn in_region(&self) -> bool {
        self.region.is_some()
    }

    /// A mark before the operands of something that may touch arrays; one made just before serves as well.
    pub fn mark(&mut self) -> Option<Reg> {
        self.traced.then(|| {
            if let Some(&Op::Mark { dst }) = self.code.ops.last() {
                return dst;
            }
            let dst = self.temp();
            self.emit(Op::Mark { dst }, self.statement);
            dst
        })
    }

    /// A place that writes elements.
    pub fn place(&mut self) -> u16 {
        self.code.written.push(Default::default());
        (self.code.written.len() - 1) as u16
    }

    pub fn constant(&mut self, value: Value) -> u16 {
        self.code.constants.push(value);
        (self.code.constants.len() - 1) as u16
    }

    pub fn name(&mut self, name: &NameRef) -> u16 {
        if let Some(at) = self.code.names.iter().position(|n| n == name) {
            return at as u16;
        }
        self.code.names.push(name.clone());
        (self.code.names.len() - 1) as u16
    }

    pub fn attribute(&mut self, name: &Ident) -> u16 {
        if let Some(at) = self.code.attributes.iter().position(|n| Rc::ptr_eq(n, name)) {
            return at as u16;
        }
        self.code.attributes.push(name.clone());
        (self.code.attributes.len() - 1) as u16
    }

    pub fn keys(&mut self, names: Rc<[Ident]>) -> u16 {
        self.code.keys.push(names);
        (self.code.keys.len() - 1) as u16
    }

    pub fn expr(&mut self, e: &Expr) -> u16 {
        self.overfull |= self.code.exprs.len() >= MOST;
        self.code.exprs.push(e.clone());
        (self.code.exprs.len() - 1) as u16
    }

    pub fn stmt(&mut self, s: &Stmt) -> u16 {
        self.overfull |= self.code.stmts.len() >= MOST;
        self.code.stmts.push(s.clone());
        (self.code.stmts.len() - 1) as u16
    }
}
