//! Statements to instructions.

use super::build::{Builder, Loop};
use super::kinds::{native, pure};
use super::{Instead, Op, Reg};
use crate::syntax::ast::{BinOp, Expr, ExprKind, NameRef, Slot, Stmt, StmtKind};

/// The name that a target is.
fn named(target: &Expr) -> Option<&NameRef> {
    match &target.kind {
        ExprKind::Name(n) => Some(n),
        _ => None,
    }
}

/// `object[i]` or `object[i, j]` of a variable, where the indices have no effects.
fn element(target: &Expr) -> Option<(&Expr, &Expr)> {
    let ExprKind::Subscript { value, index } = &target.kind else { return None };
    let pure = match &index.kind {
        ExprKind::Tuple(items) => items.len() == 2 && items.iter().all(pure),
        _ => pure(index),
    };
    (pure && named(value).is_some()).then_some((value, index))
}

/// Whether a target is a name or such an element.
fn simple(target: &Expr) -> bool {
    named(target).is_some() || element(target).is_some()
}

/// Whether a value may be put into its register before it is whole.
fn in_parts(e: &Expr) -> bool {
    matches!(e.kind, ExprKind::Bool { .. } | ExprKind::IfExp { .. })
}

impl Builder {
    pub fn block(&mut self, body: &[Stmt]) {
        body.iter().for_each(|s| self.statement(s));
    }

    pub fn statement(&mut self, s: &Stmt) {
        let (outer, free) = (std::mem::replace(&mut self.statement, s.span), self.free);
        match &s.kind {
            StmtKind::Assign { targets, value } => match &targets[..] {
                [target] => self.assignment(s, target, value),
                _ => self.exec(s),
            },
            StmtKind::AugAssign { target, op, value } => self.augmented(s, target, *op, value),
            StmtKind::Expr(e) => self.expression(s, e),
            StmtKind::If { test, body, orelse } => self.if_stmt(test, body, orelse),
            StmtKind::For { target, iter, body, orelse } => self.looped(s, |b| b.for_loop(target, iter, body, orelse)),
            StmtKind::While { test, body, orelse } => self.looped(s, |b| b.while_loop(test, body, orelse)),
            StmtKind::Return(value) => self.returned(s, value.as_ref()),
            StmtKind::Break => self.leave(s, false),
            StmtKind::Continue => self.leave(s, true),
            StmtKind::Pass | StmtKind::Global(_) | StmtKind::Nonlocal(_) => {}
            _ => self.exec(s),
        }
        (self.statement, self.free) = (outer, free);
    }

    /// Leaves a statement to the tree walker.
    fn exec(&mut self, s: &Stmt) {
        let (k, exits) = (self.stmt(s), self.code.exits.len());
        self.overfull |= exits >= 60_000;
        let again = self.loops.last().map_or(0, |l| l.again);
        self.code.exits.push([0, again]);
        if let Some(inner) = self.loops.last_mut() {
            inner.exits.push(exits);
        }
        self.emit(Op::Exec { k, exits: exits as u16 }, s.span);
    }

    /// Emits a statement without effects but for its last instruction.
    fn whole(&mut self, s: &Stmt, f: impl FnOnce(&mut Builder)) {
        let k = self.stmt(s);
        self.region(Instead::Stmt(k), f);
    }

    /// What follows a recorded statement.
    fn row(&mut self, s: &Stmt, mark: Option<Reg>, value: Option<Reg>) {
        if let Some(mark) = mark {
            let k = self.stmt(s);
            self.emit(Op::Row { mark, k, value }, s.span);
        }
    }

    fn assignment(&mut self, s: &Stmt, target: &Expr, value: &Expr) {
        match &target.kind {
            ExprKind::Name(n) if pure(value) => self.whole(s, |b| b.bound(n, |b, dst| b.number(value, dst))),
            ExprKind::Name(n) if native(value) => {
                let mark = self.mark();
                let own = match n.slot {
                    Slot::Local(i) if !in_parts(value) => i,
                    _ => self.temp(),
                };
                self.value(value, own);
                match (n.slot, mark) {
                    (Slot::Local(i), _) if i == own => self.row(s, mark, Some(own)),
                    (_, None) => self.store(n, own),
                    (_, Some(mark)) => {
                        let name = self.name(n);
                        self.emit(Op::BindPlain { name, src: own, mark }, s.span);
                        self.emit(Op::Bind { name, src: own }, s.span);
                        self.row(s, Some(mark), Some(own));
                        self.emit(Op::Clear { a: own }, s.span);
                    }
                }
            }
            ExprKind::Subscript { value: object, index } if native(value) => {
                self.set_item(s, target, object, index, value);
            }
            ExprKind::Tuple(targets) if !self.traced => self.side_by_side(s, targets, value),
            _ => self.exec(s),
        }
    }

    /// Binds a name to the number that `f` puts into a register, within a region.
    fn bound(&mut self, n: &NameRef, f: impl FnOnce(&mut Builder, Reg)) {
        if let Slot::Local(i) = n.slot {
            return f(self, i);
        }
        let dst = self.temp();
        f(self, dst);
        self.store(n, dst);
    }

    fn store(&mut self, n: &NameRef, src: Reg) {
        match n.slot {
            Slot::Local(dst) => _ = self.emit(Op::Copy { dst, src }, self.statement),
            _ => {
                let name = self.name(n);
                self.emit(Op::Store { name, src }, self.statement);
            }
        }
    }

    /// `object[index] = value`.
    fn set_item(&mut self, s: &Stmt, target: &Expr, object: &Expr, index: &Expr, value: &Expr) {
        if element(target).is_none() {
            return self.exec(s);
        }
        let src = self.temp();
        if pure(value) {
            return self.whole(s, |b| {
                b.number(value, src);
                b.put_element(target, object, index, src);
            });
        }
        let mark = self.mark();
        self.value(value, src);
        self.put_item(target, object, index, src);
        self.row(s, mark, None);
    }

    fn put_item(&mut self, target: &Expr, object: &Expr, index: &Expr, value: Reg) {
        let to = self.expr(target);
        let done = Instead::Assign(to, value);
        self.region(done, |b| b.put_element(target, object, index, value));
    }

    fn put_element(&mut self, target: &Expr, object: &Expr, index: &Expr, value: Reg) {
        let (object, place) = (self.object(object), self.place());
        let op = self.picked(index, |i, j| match j {
            None => Op::SetItem { object, index: i, value, place },
            Some(j) => Op::SetItem2 { object, i, j, value, place },
        });
        self.emit(op, target.span);
    }

    /// `a, b = x, y`: without the tuple.
    fn side_by_side(&mut self, s: &Stmt, targets: &[Expr], value: &Expr) {
        let ExprKind::Tuple(values) = &value.kind else { return self.exec(s) };
        let starred = |e: &Expr| matches!(e.kind, ExprKind::Starred(_));
        if values.len() != targets.len() || values.iter().any(starred) || !targets.iter().all(simple) {
            return self.exec(s);
        }
        let mut made = Vec::with_capacity(values.len());
        for value in values {
            let at = self.temp();
            self.value(value, at);
            made.push(at);
        }
        for (target, at) in targets.iter().zip(made) {
            match &target.kind {
                ExprKind::Subscript { value, index } => self.put_item(target, value, index, at),
                _ => named(target).into_iter().for_each(|n| self.store(n, at)),
            }
        }
    }

    fn augmented(&mut self, s: &Stmt, target: &Expr, op: BinOp, value: &Expr) {
        let n = match (named(target), element(target)) {
            (Some(n), _) => n,
            (_, Some(_)) if pure(value) => return self.element_updated(s, target, op, value),
            _ => return self.exec(s),
        };
        if pure(value) {
            return self.whole(s, |b| {
                let a = b.operand(target);
                b.bound(n, |b, dst| b.updated(op, dst, a, value));
            });
        }
        if !native(value) {
            return self.exec(s);
        }
        let mark = self.mark();
        let (old, b) = (self.temp(), self.temp());
        self.value(target, old);
        self.value(value, b);
        let name = self.name(n);
        self.emit(Op::Update { op, name, old, b }, s.span);
        self.row(s, mark, None);
    }

    /// `object[index] op= value` of numbers.
    fn element_updated(&mut self, s: &Stmt, target: &Expr, op: BinOp, value: &Expr) {
        let Some((object, index)) = element(target) else { return };
        self.whole(s, |b| {
            let (dst, place) = (b.temp(), b.place());
            let (from, to) = (b.object(object), b.object(object));
            let get = b.picked(index, |i, j| match j {
                None => Op::Item { dst, object: from, index: i },
                Some(j) => Op::Item2 { dst, object: from, i, j },
            });
            b.emit(get, target.span);
            b.updated(op, dst, dst, value);
            let set = match get {
                Op::Item2 { i, j, .. } => Op::SetItem2 { object: to, i, j, value: dst, place },
                Op::Item { index, .. } => Op::SetItem { object: to, index, value: dst, place },
                other => other,
            };
            b.emit(set, target.span);
        });
    }

    fn expression(&mut self, s: &Stmt, e: &Expr) {
        if self.shows || !native(e) {
            return self.exec(s);
        }
        let mark = self.mark();
        let at = self.temp();
        self.value(e, at);
        self.row(s, mark, Some(at));
        self.emit(Op::Clear { a: at }, s.span);
    }

    fn returned(&mut self, s: &Stmt, value: Option<&Expr>) {
        let Some(e) = value else {
            self.emit(Op::End, s.span);
            return;
        };
        if let (ExprKind::Name(NameRef { slot: Slot::Local(a), .. }), false) = (&e.kind, self.traced) {
            return self.whole(s, |b| _ = b.emit(Op::Return { a: *a }, s.span));
        }
        if pure(e) {
            return self.whole(s, |b| {
                let a = b.temp();
                b.number(e, a);
                b.emit(Op::Return { a }, s.span);
            });
        }
        if !native(e) {
            return self.exec(s);
        }
        let mark = self.mark();
        let a = self.temp();
        self.value(e, a);
        self.row(s, mark, Some(a));
        self.emit(Op::Return { a }, s.span);
    }

    fn if_stmt(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) {
        let mut no = Vec::new();
        self.branch(test, false, &mut no);
        self.block(body);
        if orelse.is_empty() {
            return self.land(&no);
        }
        let end = self.emit(Op::Jump { to: 0 }, test.span);
        self.land(&no);
        self.block(orelse);
        self.land(&[end]);
    }

    fn leave(&mut self, s: &Stmt, again: bool) {
        let Some(inner) = self.loops.last() else { return self.exec(s) };
        let to = inner.again;
        let jump = self.emit(Op::Jump { to }, s.span);
        if let (false, Some(inner)) = (again, self.loops.last_mut()) {
            inner.breaks.push(jump);
        }
    }

    /// A loop's rounds, that its end lands `done` on, and its `else`. `it` is cleared when it is left.
    fn rounds(&mut self, again: u32, body: impl FnOnce(&mut Builder) -> Vec<usize>, orelse: &[Stmt], it: Option<Reg>) {
        self.loops.push(Loop { again, breaks: Vec::new(), exits: Vec::new() });
        let done = body(self);
        self.emit(Op::Jump { to: again }, self.statement);
        let ended = self.loops.pop();
        let clear = |b: &mut Builder| it.into_iter().for_each(|a| _ = b.emit(Op::Clear { a }, b.statement));
        self.land(&done);
        clear(self);
        self.block(orelse);
        let Some(ended) = ended else { return };
        if ended.breaks.is_empty() && ended.exits.is_empty() {
            return;
        }
        let over = self.emit(Op::Jump { to: 0 }, self.statement);
        self.land(&ended.breaks);
        let here = self.here();
        ended.exits.iter().for_each(|&e| self.code.exits[e][0] = here);
        clear(self);
        self.land(&[over]);
    }

    /// A loop; it is left to the tree walker, whole, where that would be asked for most of each round: to ask costs more
    /// than the rest saves.
    fn looped(&mut self, s: &Stmt, f: impl FnOnce(&mut Builder)) {
        let from = self.code.ops.len();
        f(self);
        let ops = &self.code.ops[from..];
        let innermost = ops.iter().filter(|op| matches!(op, Op::Iterable { .. } | Op::Floor { .. })).count() == 1;
        let walked = ops.iter().filter(|op| matches!(op, Op::Eval { .. } | Op::Exec { .. })).count();
        if innermost && ops.len() < 10 * walked {
            self.code.ops.truncate(from);
            self.code.places.truncate(from);
            self.exec(s);
        }
    }

    fn while_loop(&mut self, test: &Expr, body: &[Stmt], orelse: &[Stmt]) {
        let floor = self.temp();
        self.emit(Op::Floor { dst: floor }, self.statement);
        let again = self.here();
        let rounds = |b: &mut Builder| {
            let mut done = Vec::new();
            b.branch(test, false, &mut done);
            b.emit(Op::Round { floor }, b.statement);
            b.block(body);
            done
        };
        self.rounds(again, rounds, orelse, None);
    }

    fn for_loop(&mut self, target: &Expr, iter: &Expr, body: &[Stmt], orelse: &[Stmt]) {
        let it = self.temp();
        // Where the items are taken from, and how far the record of memory reached.
        let _state = [self.temp(), self.temp(), self.temp()];
        let k = self.expr(iter);
        self.emit(Op::Iterable { it, k }, iter.span);
        let again = self.here();
        let rounds = |b: &mut Builder| {
            let slot = named(target).and_then(|n| match n.slot {
                Slot::Local(i) => Some(i),
                _ => None,
            });
            let dst = slot.unwrap_or_else(|| b.temp());
            let next = b.emit(Op::Next { it, dst, done: 0 }, iter.span);
            match named(target) {
                _ if slot.is_some() => {}
                Some(n) => b.store(n, dst),
                None => {
                    let k = b.expr(target);
                    b.emit(Op::Assign { k, src: dst }, target.span);
                }
            }
            b.block(body);
            vec![next]
        };
        self.rounds(again, rounds, orelse, Some(it));
    }
}
