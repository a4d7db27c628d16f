//! Compact code: the bodies of functions and the loops of a cell, compiled once to instructions over numbered registers.
//!
//! The tree walker beside it is the one general way; the code is a shorter way for what loops and calls spend their time
//! in. Its idea:
//! - The registers are the slots of the frame: variables first, then temporaries. So whatever is not compiled is handed to
//!   the tree walker (`Op::Eval`, `Op::Exec`), which finds the same frame.
//! - An expression that has nothing but names, numbers and operators has no effects. Its instructions know numbers alone and
//!   form a [`Region`]; where they meet anything else (an array, an overflow, an unbound name), the tree walker evaluates the
//!   whole expression or statement from its beginning. So errors, their places and the memory report come from one place.
//! - Plain functions run in the loop of their caller, in slots that an earlier call has left (`calls`). Builtins that loops call
//!   may have a short way (`registry::Quick`).
//! - While memory is recorded, the code of what may touch arrays has marks around it (`Op::Mark`, `Op::Row`); numbers need
//!   none, and a place that writes one element again only counts ([`Written`]).
//!
//! `Interp::walks` leaves it all to the tree walker; `tests/compiled.rs` compares the two.

mod build;
mod calls;
mod expressions;
mod general;
mod items;
mod kinds;
mod numbers;
mod registers;
mod run;
mod statements;

pub(super) use run::{body, module_loop};

use crate::lang::eval::probe::Written;
use crate::lang::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{BinOp, CmpOp, Expr, Ident, NameRef, Stmt};
use std::cell::{Cell, OnceCell};
use std::cmp::Ordering;
use std::rc::Rc;

/// A register: a slot of the frame.
type Reg = u16;
/// A position in [`Code::ops`].
type Label = u32;

/// One instruction. Results go to `dst`; operands that are temporaries are used up.
#[derive(Clone, Copy)]
enum Op {
    /// An int.
    Int { dst: Reg, n: i32 },
    /// A constant.
    Constant { dst: Reg, k: u16 },
    /// A variable's value.
    Copy { dst: Reg, src: Reg },
    /// A variable's value, if it is a number.
    CopyPlain { dst: Reg, src: Reg },
    /// The number that a global variable holds.
    GlobalPlain { dst: Reg, name: u16 },
    /// The number that a variable holds that is no slot.
    LoadPlain { dst: Reg, name: u16 },
    /// What a variable of the session holds.
    Global { dst: Reg, name: u16 },
    /// What a variable holds that is no slot.
    Load { dst: Reg, name: u16 },
    /// Binds a variable that is no slot.
    Store { name: u16, src: Reg },
    /// Binds a variable to a temporary's value, which stays there too.
    Bind { name: u16, src: Reg },
    /// Binds a variable to a number, if a temporary holds one, and is done with a recorded statement of which nothing is to be
    /// told: the next three instructions, which bind, tell and clear anything else, are left out.
    BindPlain { name: u16, src: Reg, mark: Reg },
    /// `a + b`.
    Add { dst: Reg, a: Reg, b: Reg },
    /// `a - b`.
    Sub { dst: Reg, a: Reg, b: Reg },
    /// `a * b`.
    Mul { dst: Reg, a: Reg, b: Reg },
    /// `a op b` of any other operator.
    Arith { op: BinOp, dst: Reg, a: Reg, b: Reg },
    /// `a + n`.
    AddInt { dst: Reg, a: Reg, n: i32 },
    /// `a - n`.
    SubInt { dst: Reg, a: Reg, n: i32 },
    /// `a * n`.
    MulInt { dst: Reg, a: Reg, n: i32 },
    /// `a % n` of a positive `n`.
    ModInt { dst: Reg, a: Reg, n: i32 },
    /// `a op n` of any other operator.
    ArithInt { op: BinOp, dst: Reg, a: Reg, n: i32 },
    /// `-a` of a number.
    Negate { dst: Reg, a: Reg },
    /// `a op b` as a value.
    Compare { op: CmpOp, dst: Reg, a: Reg, b: Reg },
    /// Goes on at `to` if `a op b` is `when`.
    Branch { orders: Orders, when: bool, a: Reg, b: Reg, to: Label },
    /// Goes on at `to` if `a op n` is `when`.
    BranchInt { orders: Orders, when: bool, a: Reg, n: i16, to: Label },
    /// Goes on at `to` if `a` is as true as `when`; `keep` leaves it in its register then.
    Test { a: Reg, when: bool, keep: bool, to: Label },
    /// Goes on at `to` if it is `when` that `a` is `equal` (or not) to the text of constant `k`.
    BranchText { when: bool, equal: bool, a: Reg, k: u16, to: Label },
    /// A bool.
    Bool { dst: Reg, truth: bool },
    /// Goes on at `to`.
    Jump { to: Label },
    /// What a loop walks, from the tree walker, made ready: three registers from `it` on.
    Iterable { it: Reg, k: u16 },
    /// The next item, or on to `done`.
    Next { it: Reg, dst: Reg, done: Label },
    /// A `while` loop begins.
    Floor { dst: Reg },
    /// A round of it begins.
    Round { floor: Reg },
    /// Forgets what a register holds.
    Clear { a: Reg },
    /// Calls what `base` holds with the `count` registers behind it.
    Call { dst: Reg, base: Reg, count: u16 },
    /// `a.name`
    Attribute { dst: Reg, a: Reg, name: u16 },
    /// What a call of `a.name` calls, where `a` is the register behind `base`; if that is a function that a module or the
    /// object itself holds, `a` is no argument and its register is emptied.
    Method { base: Reg, name: u16 },
    /// Calls what `base` holds with the register behind it, unless that is empty, and the `count` next ones, of which the
    /// last have the names of entry `keys`.
    CallMethod { dst: Reg, base: Reg, count: u16, keys: u16 },
    /// `object[index]`.
    Item { dst: Reg, object: Reg, index: Reg },
    /// `object[index, index + 1]`.
    Item2 { dst: Reg, object: Reg, i: Reg, j: Reg },
    /// `object[index] = value`; `place` is one of [`Code::written`].
    SetItem { object: Reg, index: Reg, value: Reg, place: u16 },
    /// `object[i, j] = value`.
    SetItem2 { object: Reg, i: Reg, j: Reg, value: Reg, place: u16 },
    /// `name op= b`, whose value was `old`.
    Update { op: BinOp, name: u16, old: Reg, b: Reg },
    /// An expression, by the tree walker.
    Eval { dst: Reg, k: u16 },
    /// A statement, by the tree walker; `exits` says where `break` and `continue` go.
    Exec { k: u16, exits: u16 },
    /// Assigns to a target, by the tree walker.
    Assign { k: u16, src: Reg },
    /// The state of memory before an expression or statement.
    Mark { dst: Reg },
    /// The end of a recorded statement that was marked in `mark`, and the register of its value.
    Row { mark: Reg, k: u16, value: Option<Reg> },
    /// Leaves the function.
    Return { a: Reg },
    /// Leaves the function, or ends the loop of a cell.
    End,
}

/// The orders of two numbers for which a branch is taken: a bit each for less, equal, greater, and none of them.
#[derive(Clone, Copy)]
struct Orders(u8);

impl Orders {
    /// Those for which `a op b` is as true as `when`, of the six comparisons that order numbers.
    fn of(op: CmpOp, when: bool) -> Orders {
        let bits = match op {
            CmpOp::Lt => 0b0001,
            CmpOp::Le => 0b0011,
            CmpOp::Eq => 0b0010,
            CmpOp::Ge => 0b0110,
            CmpOp::Gt => 0b0100,
            _ => 0b1101,
        };
        Orders(if when { bits } else { bits ^ 0b1111 })
    }

    /// Whether an order is among them; `None` is that of a nan.
    fn has(self, order: Option<Ordering>) -> bool {
        let bit = order.map_or(3, |o| o as i8 + 1);
        self.0 >> bit & 1 == 1
    }

    /// Whether the order of two ints is.
    #[inline(always)]
    fn of_ints(self, x: i64, y: i64) -> bool {
        self.0 >> (u8::from(x >= y) + u8::from(x > y)) & 1 == 1
    }

    /// Whether the order of two floats is.
    #[inline(always)]
    fn of_floats(self, x: f64, y: f64) -> bool {
        self.has(x.partial_cmp(&y))
    }
}

impl Op {
    /// `a op b`.
    fn arith(op: BinOp, dst: Reg, a: Reg, b: Reg) -> Op {
        match op {
            BinOp::Add => Op::Add { dst, a, b },
            BinOp::Sub => Op::Sub { dst, a, b },
            BinOp::Mul => Op::Mul { dst, a, b },
            _ => Op::Arith { op, dst, a, b },
        }
    }

    /// `a op n`.
    fn arith_int(op: BinOp, dst: Reg, a: Reg, n: i32) -> Op {
        match op {
            BinOp::Add => Op::AddInt { dst, a, n },
            BinOp::Sub => Op::SubInt { dst, a, n },
            BinOp::Mul => Op::MulInt { dst, a, n },
            BinOp::Mod if n > 0 => Op::ModInt { dst, a, n },
            _ => Op::ArithInt { op, dst, a, n },
        }
    }

    /// The operator and registers of one with two operands.
    fn operator(self) -> Option<(BinOp, Reg, [Reg; 2])> {
        match self {
            Op::Add { dst, a, b } => Some((BinOp::Add, dst, [a, b])),
            Op::Sub { dst, a, b } => Some((BinOp::Sub, dst, [a, b])),
            Op::Mul { dst, a, b } => Some((BinOp::Mul, dst, [a, b])),
            Op::Arith { op, dst, a, b } => Some((op, dst, [a, b])),
            _ => None,
        }
    }

    /// Whether the tree walker does it.
    fn walks(&self) -> bool {
        matches!(self, Op::Eval { .. } | Op::Exec { .. } | Op::Assign { .. })
    }
}

/// Where an instruction comes from, and what is done where it can't go on.
#[derive(Clone, Copy)]
struct Place {
    span: Span,
    statement: Span,
    /// The register of the mark made before the operands.
    mark: Option<Reg>,
    region: Option<u16>,
    /// Whether it is `a op= b`, which arrays do in place.
    updates: bool,
}

/// Instructions without effects but for the last, and what the tree walker evaluates in their stead.
struct Region {
    instead: Instead,
    /// Where the code goes on.
    resume: Label,
}

/// What the tree walker does where a region can't go on.
enum Instead {
    /// Puts the value of an expression into a register.
    Expr(u16, Reg),
    /// Tests an expression, for the branch that the region ends with.
    Test(u16),
    /// Runs a statement.
    Stmt(u16),
    /// Assigns what a register holds to a target.
    Assign(u16, Reg),
}

/// The code of a function's body, or of a cell's loop.
pub struct Code {
    ops: Vec<Op>,
    places: Vec<Place>,
    regions: Vec<Region>,
    constants: Vec<Value>,
    names: Vec<NameRef>,
    attributes: Vec<Ident>,
    /// The names of arguments given by keyword.
    keys: Vec<Rc<[Ident]>>,
    exprs: Vec<Expr>,
    stmts: Vec<Stmt>,
    /// Where `break` and `continue` go from statements that the tree walker runs.
    exits: Vec<[Label; 2]>,
    /// The first temporary.
    temps: Reg,
    /// How many registers there are.
    registers: usize,
    /// Whether memory is recorded.
    traced: bool,
    /// What was recorded of the elements that an instruction has written.
    written: Vec<Cell<Written>>,
}

/// A function's code, compiled when it is first called: plain, and for the record of memory. `None` where the tables
/// would overflow.
#[derive(Default)]
pub struct Compiled([OnceCell<Option<Rc<Code>>>; 2]);
