//! What expressions are, as far as the compiler can see.

use crate::lang::value::Value;
use crate::syntax::ast::{Arg, BinOp, CmpOp, Expr, ExprKind, Literal, NameRef, UnaryOp};

/// Whether a comparison is one of the six that order numbers.
pub(super) fn orders(op: CmpOp) -> bool {
    matches!(op, CmpOp::Eq | CmpOp::Ne | CmpOp::Lt | CmpOp::Le | CmpOp::Gt | CmpOp::Ge)
}

/// The one comparison that an expression is.
pub(super) fn comparison(e: &Expr) -> Option<(&Expr, CmpOp, &Expr)> {
    match &e.kind {
        ExprKind::Compare { left, rest } => match &rest[..] {
            [(op, right)] => Some((left, *op, right)),
            _ => None,
        },
        _ => None,
    }
}

/// The int of a literal, a negative one too, that fits into an instruction.
pub(super) fn int(e: &Expr) -> Option<i32> {
    match &e.kind {
        ExprKind::Literal(Literal::Int(n)) => i32::try_from(*n).ok(),
        ExprKind::Unary { op: UnaryOp::Neg, operand } => match &operand.kind {
            ExprKind::Literal(Literal::Int(n)) => i32::try_from(-*n).ok(),
            _ => None,
        },
        _ => None,
    }
}

/// The constant that a literal is, of the common types.
pub(super) fn constant(l: &Literal) -> Option<Value> {
    match l {
        Literal::Int(n) => Some(Value::Int(*n)),
        Literal::Float(x) => Some(Value::Float(*x)),
        Literal::Bool(b) => Some(Value::Bool(*b)),
        Literal::None => Some(Value::None),
        Literal::Str(s) => Some(Value::str(&**s)),
        _ => None,
    }
}

/// A variable: reading it has no effect.
pub(super) fn variable(e: &Expr) -> Option<&NameRef> {
    match &e.kind {
        ExprKind::Name(n) => Some(n),
        _ => None,
    }
}

/// Whether an expression has nothing but variables, numbers and operators.
pub(super) fn pure(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Literal(l) => matches!(l, Literal::Int(_) | Literal::Float(_)),
        ExprKind::Binary { op, left, right } => !matches!(op, BinOp::MatMul) && pure(left) && pure(right),
        ExprKind::Unary { op: UnaryOp::Neg, operand } => pure(operand),
        ExprKind::Compare { .. } => comparison(e).is_some_and(|(a, op, b)| orders(op) && pure(a) && pure(b)),
        _ => variable(e).is_some(),
    }
}

/// Whether instructions can do more for an expression than hand it to the tree walker.
pub(super) fn native(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Literal(l) => constant(l).is_some(),
        ExprKind::Name(_) => true,
        ExprKind::Call { func, args } => called_by_name(func, args) || called_by_attribute(func, args),
        ExprKind::Attribute { .. } => true,
        ExprKind::Subscript { value, index } => native(value) && indexable(index),
        ExprKind::Binary { left, right, .. } => native(left) || native(right),
        ExprKind::Compare { .. } => comparison(e).is_some_and(|(a, _, b)| native(a) || native(b)),
        ExprKind::Unary { op, operand } => matches!(op, UnaryOp::Neg | UnaryOp::Not) && native(operand),
        ExprKind::Bool { .. } | ExprKind::IfExp { .. } => true,
        _ => false,
    }
}

/// `name(a, b)`.
pub(super) fn called_by_name(func: &Expr, args: &[Arg]) -> bool {
    let positional = |a: &Arg| matches!(a, Arg::Positional(_));
    matches!(func.kind, ExprKind::Name(_)) && args.len() < 100 && args.iter().all(positional)
}

/// `value.name(a, b, key=c)`.
pub(super) fn called_by_attribute(func: &Expr, args: &[Arg]) -> bool {
    let counted = |a: &Arg| matches!(a, Arg::Positional(_) | Arg::Keyword(..));
    let ordered = args.is_sorted_by_key(|a| matches!(a, Arg::Keyword(..)));
    matches!(func.kind, ExprKind::Attribute { .. }) && args.len() < 100 && ordered && args.iter().all(counted)
}

/// The value of an argument.
pub(super) fn argument(arg: &Arg) -> &Expr {
    let (Arg::Positional(e) | Arg::Keyword(_, e) | Arg::Star(e) | Arg::DoubleStar(e)) = arg;
    e
}

/// The variable and the text that an expression compares for equality, if that is all it does.
pub(super) fn text_compared(e: &Expr) -> Option<(&Expr, bool, &Literal)> {
    match comparison(e)? {
        (left, op @ (CmpOp::Eq | CmpOp::Ne), Expr { kind: ExprKind::Literal(l @ Literal::Str(_)), .. })
            if variable(left).is_some() =>
        {
            Some((left, op == CmpOp::Eq, l))
        }
        _ => None,
    }
}

/// One or two indices that are elements' as far as can be seen.
pub(super) fn indexable(index: &Expr) -> bool {
    match &index.kind {
        ExprKind::Tuple(items) => items.len() == 2 && items.iter().all(pure),
        _ => pure(index),
    }
}
