//! Expressions to instructions.

use super::build::Builder;
use super::kinds::{
    argument, called_by_attribute, called_by_name, comparison, constant, indexable, int, native, pure, text_compared,
    variable,
};
use super::{Instead, Op, Orders, Reg};
use crate::lang::value::Value;
use crate::syntax::ast::{Arg, BinOp, Expr, ExprKind, Literal, NameRef, Slot, UnaryOp};
use std::rc::Rc;

/// What a number is taken from.
enum Operand {
    Reg(Reg),
    Int(i32),
}

impl Builder {
    /// Puts the value of an expression into a register. Of what is not one instruction in the end, `dst` must be a
    /// temporary.
    pub fn value(&mut self, e: &Expr, dst: Reg) {
        let free = self.free;
        self.value_of(e, dst);
        self.free = free;
    }

    fn value_of(&mut self, e: &Expr, dst: Reg) {
        match &e.kind {
            ExprKind::Literal(l) if constant(l).is_some() => self.literal(l, dst),
            ExprKind::Name(n) => self.load(e, n, dst),
            _ if pure(e) => {
                let k = self.expr(e);
                self.region(Instead::Expr(k, dst), |b| b.number(e, dst));
            }
            ExprKind::Call { func, args } if called_by_name(func, args) => self.call(e, func, args, dst),
            ExprKind::Call { func, args } if called_by_attribute(func, args) => self.call_method(e, func, args, dst),
            ExprKind::Attribute { value, attr } => {
                let (mark, a) = (self.mark(), self.temp());
                self.value(value, a);
                let name = self.attribute(attr);
                self.emit_marked(Op::Attribute { dst, a, name }, e.span, mark);
            }
            ExprKind::Subscript { value, index } if native(value) && indexable(index) => {
                self.item(e, value, index, dst);
            }
            ExprKind::Binary { op, left, right } if native(e) => {
                let mark = self.mark();
                let (a, b) = self.two(left, right);
                self.emit_marked(Op::arith(*op, dst, a, b), e.span, mark);
            }
            ExprKind::Compare { .. } if native(e) => self.comparison(e, dst),
            ExprKind::IfExp { test, body, orelse } => self.conditional(test, body, orelse, dst),
            ExprKind::Unary { op: UnaryOp::Not, .. } => self.truth(e, dst),
            ExprKind::Bool { and, values } => self.choice(*and, values, dst),
            _ => self.eval(e, dst),
        }
    }

    fn eval(&mut self, e: &Expr, dst: Reg) {
        let k = self.expr(e);
        self.emit(Op::Eval { dst, k }, e.span);
    }

    fn literal(&mut self, l: &Literal, dst: Reg) {
        let span = self.statement;
        match l {
            Literal::Int(n) if i32::try_from(*n).is_ok() => _ = self.emit(Op::Int { dst, n: *n as i32 }, span),
            _ => {
                let k = self.constant(constant(l).unwrap_or(Value::None));
                self.emit(Op::Constant { dst, k }, span);
            }
        }
    }

    fn load(&mut self, e: &Expr, n: &NameRef, dst: Reg) {
        if let Slot::Local(src) = n.slot {
            let k = self.expr(e);
            return self.region(Instead::Expr(k, dst), |b| _ = b.emit(Op::Copy { dst, src }, e.span));
        }
        self.load_name(e, n, dst);
    }

    /// A variable that is no slot.
    fn load_name(&mut self, e: &Expr, n: &NameRef, dst: Reg) {
        let name = self.name(n);
        let op = if n.slot == Slot::Global { Op::Global { dst, name } } else { Op::Load { dst, name } };
        self.emit(op, e.span);
    }

    /// Both operands of something with effects, in temporaries.
    fn two(&mut self, left: &Expr, right: &Expr) -> (Reg, Reg) {
        let a = self.temp();
        self.value(left, a);
        let b = self.temp();
        self.value(right, b);
        (a, b)
    }

    fn comparison(&mut self, e: &Expr, dst: Reg) {
        let Some((left, op, right)) = comparison(e) else { return self.eval(e, dst) };
        let mark = self.mark();
        let (a, b) = self.two(left, right);
        self.emit_marked(Op::Compare { op, dst, a, b }, e.span, mark);
    }

    fn call(&mut self, e: &Expr, func: &Expr, args: &[Arg], dst: Reg) {
        let mark = self.mark();
        let base = self.temp();
        self.value(func, base);
        self.arguments(args);
        self.emit_marked(Op::Call { dst, base, count: args.len() as u16 }, e.span, mark);
    }

    /// The values of arguments, in the registers that come next.
    fn arguments(&mut self, args: &[Arg]) {
        for arg in args {
            let at = self.temp();
            self.value(argument(arg), at);
        }
    }

    fn call_method(&mut self, e: &Expr, func: &Expr, args: &[Arg], dst: Reg) {
        let ExprKind::Attribute { value, attr } = &func.kind else { return self.eval(e, dst) };
        let mark = self.mark();
        let (base, object) = (self.temp(), self.temp());
        self.value(value, object);
        let name = self.attribute(attr);
        self.emit(Op::Method { base, name }, func.span);
        self.arguments(args);
        let named = args.iter().filter_map(|a| match a {
            Arg::Keyword(key, _) => Some(key.clone()),
            _ => None,
        });
        let named: Rc<[_]> = named.collect();
        let keys = if named.is_empty() { 0 } else { self.keys(named) };
        self.emit_marked(Op::CallMethod { dst, base, count: args.len() as u16, keys }, e.span, mark);
    }

    /// `value[index]`: where both have no effects, one region.
    fn item(&mut self, e: &Expr, value: &Expr, index: &Expr, dst: Reg) {
        let mark = self.mark();
        if variable(value).is_none() {
            let object = self.temp();
            self.value(value, object);
            let op = self.picked(index, |i, j| match j {
                None => Op::Item { dst, object, index: i },
                Some(j) => Op::Item2 { dst, object, i, j },
            });
            self.emit_marked(op, e.span, mark);
            return;
        }
        let k = self.expr(e);
        self.region(Instead::Expr(k, dst), |b| {
            let object = b.object(value);
            let op = b.picked(index, |i, j| match j {
                None => Op::Item { dst, object, index: i },
                Some(j) => Op::Item2 { dst, object, i, j },
            });
            b.emit_marked(op, e.span, mark);
        });
    }

    /// The register of a variable's value.
    pub fn object(&mut self, value: &Expr) -> Reg {
        match variable(value) {
            Some(NameRef { slot: Slot::Local(i), .. }) => *i,
            Some(n) => {
                let dst = self.temp();
                self.load_name(value, n, dst);
                dst
            }
            None => self.temp(),
        }
    }

    /// The registers of one or two indices without effects, put into an instruction.
    pub fn picked(&mut self, index: &Expr, op: impl Fn(Reg, Option<Reg>) -> Op) -> Op {
        match &index.kind {
            ExprKind::Tuple(items) if items.len() == 2 => {
                let i = self.index(&items[0]);
                let j = self.index(&items[1]);
                op(i, Some(j))
            }
            _ => {
                let i = self.index(index);
                op(i, None)
            }
        }
    }

    /// A slot as it stands, or the value in a temporary. Within a region it must be a number, or the tree walker would
    /// evaluate it once more with the whole.
    fn index(&mut self, e: &Expr) -> Reg {
        if self.in_region() {
            return self.operand(e);
        }
        match variable(e) {
            Some(NameRef { slot: Slot::Local(i), .. }) => *i,
            _ => {
                let at = self.temp();
                self.value(e, at);
                at
            }
        }
    }

    fn conditional(&mut self, test: &Expr, body: &Expr, orelse: &Expr, dst: Reg) {
        let mut no = Vec::new();
        self.branch(test, false, &mut no);
        self.value(body, dst);
        let end = self.emit(Op::Jump { to: 0 }, body.span);
        self.land(&no);
        self.value(orelse, dst);
        self.land(&[end]);
    }

    fn truth(&mut self, e: &Expr, dst: Reg) {
        let mut no = Vec::new();
        self.branch(e, false, &mut no);
        self.emit(Op::Bool { dst, truth: true }, e.span);
        let end = self.emit(Op::Jump { to: 0 }, e.span);
        self.land(&no);
        self.emit(Op::Bool { dst, truth: false }, e.span);
        self.land(&[end]);
    }

    fn choice(&mut self, and: bool, values: &[Expr], dst: Reg) {
        let mut end = Vec::new();
        for (at, e) in values.iter().enumerate() {
            self.value(e, dst);
            if at + 1 < values.len() {
                end.push(self.emit(Op::Test { a: dst, when: !and, keep: true, to: 0 }, e.span));
            }
        }
        self.land(&end);
    }

    /// Jumps, to be landed, where an expression is as true as `when`; else the code goes on.
    pub fn branch(&mut self, e: &Expr, when: bool, jumps: &mut Vec<usize>) {
        let free = self.free;
        match &e.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.branch(operand, !when, jumps),
            ExprKind::Bool { and, values } => self.branches(*and, values, when, jumps),
            ExprKind::Compare { .. } if pure(e) => self.pure_branch(e, when, jumps),
            ExprKind::Compare { .. } if text_compared(e).is_some() => self.text_branch(e, when, jumps),
            _ => {
                let a = self.temp();
                self.value(e, a);
                jumps.push(self.emit(Op::Test { a, when, keep: false, to: 0 }, e.span));
            }
        }
        self.free = free;
    }

    fn branches(&mut self, and: bool, values: &[Expr], when: bool, jumps: &mut Vec<usize>) {
        if and != when {
            return values.iter().for_each(|e| self.branch(e, when, jumps));
        }
        let Some((last, init)) = values.split_last() else { return };
        let mut skip = Vec::new();
        init.iter().for_each(|e| self.branch(e, !when, &mut skip));
        self.branch(last, when, jumps);
        self.land(&skip);
    }

    fn pure_branch(&mut self, e: &Expr, when: bool, jumps: &mut Vec<usize>) {
        let Some((left, op, right)) = comparison(e) else { return };
        let k = self.expr(e);
        self.region(Instead::Test(k), |b| {
            let (a, orders) = (b.operand(left), Orders::of(op, when));
            jumps.push(match int(right).map(i16::try_from) {
                Some(Ok(n)) => b.emit(Op::BranchInt { orders, when, a, n, to: 0 }, e.span),
                _ => {
                    let c = b.operand(right);
                    b.emit(Op::Branch { orders, when, a, b: c, to: 0 }, e.span)
                }
            });
        });
    }

    fn text_branch(&mut self, e: &Expr, when: bool, jumps: &mut Vec<usize>) {
        let Some((left, equal, text)) = text_compared(e) else { return };
        let k = self.expr(e);
        self.region(Instead::Test(k), |b| {
            let (a, k) = (b.object(left), b.constant(constant(text).unwrap_or(Value::None)));
            jumps.push(b.emit(Op::BranchText { when, equal, a, k, to: 0 }, e.span));
        });
    }

    /// Puts a number into a register, within a region.
    pub fn number(&mut self, e: &Expr, dst: Reg) {
        let free = self.free;
        match &e.kind {
            ExprKind::Binary { op, left, right } => self.arith(e, *op, left, right, dst),
            ExprKind::Unary { operand, .. } if int(e).is_none() => {
                let a = self.operand(operand);
                self.emit(Op::Negate { dst, a }, e.span);
            }
            ExprKind::Compare { .. } => {
                let Some((left, op, right)) = comparison(e) else { return };
                let (a, b) = (self.operand(left), self.operand(right));
                self.emit(Op::Compare { op, dst, a, b }, e.span);
            }
            ExprKind::Name(NameRef { slot: Slot::Local(src), .. }) => {
                let src = *src;
                let op = if self.traced { Op::CopyPlain { dst, src } } else { Op::Copy { dst, src } };
                self.emit(op, e.span);
            }
            ExprKind::Name(n) => {
                let name = self.name(n);
                let global = n.slot == Slot::Global;
                self.emit(if global { Op::GlobalPlain { dst, name } } else { Op::LoadPlain { dst, name } }, e.span);
            }
            ExprKind::Literal(l) => self.literal(l, dst),
            _ => {
                self.emit(Op::Int { dst, n: int(e).unwrap_or(0) }, e.span);
            }
        }
        self.free = free;
    }

    fn arith(&mut self, e: &Expr, op: BinOp, left: &Expr, right: &Expr, dst: Reg) {
        let turned = matches!(op, BinOp::Add | BinOp::Mul) && int(left).is_some() && int(right).is_none();
        let (left, right) = if turned { (right, left) } else { (left, right) };
        let a = self.operand(left);
        let op = match self.either(right) {
            Operand::Int(n) => Op::arith_int(op, dst, a, n),
            Operand::Reg(b) => Op::arith(op, dst, a, b),
        };
        self.emit(op, e.span);
    }

    /// The register of a number, within a region.
    pub fn operand(&mut self, e: &Expr) -> Reg {
        match variable(e) {
            Some(NameRef { slot: Slot::Local(i), .. }) => *i,
            _ => {
                let at = self.temp();
                self.number(e, at);
                at
            }
        }
    }

    fn either(&mut self, e: &Expr) -> Operand {
        int(e).map_or_else(|| Operand::Reg(self.operand(e)), Operand::Int)
    }

    /// `a op= e` of a number in a register, within a region.
    pub fn updated(&mut self, op: BinOp, dst: Reg, a: Reg, e: &Expr) {
        let op = match self.either(e) {
            Operand::Int(n) => Op::arith_int(op, dst, a, n),
            Operand::Reg(b) => Op::arith(op, dst, a, b),
        };
        let at = self.emit(op, self.statement);
        self.code.places[at].updates = true;
    }
}
