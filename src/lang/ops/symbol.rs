//! Operators as error messages write them.

use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};

/// `+`, … (`**` as CPython says it: `** or pow()`).
pub fn binary(op: BinOp) -> &'static str {
    match op {
        BinOp::Pow => "** or pow()",
        _ => in_place(op).trim_end_matches('='),
    }
}

/// `+=`, …
pub fn in_place(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "+=",
        BinOp::Sub => "-=",
        BinOp::Mul => "*=",
        BinOp::Div => "/=",
        BinOp::FloorDiv => "//=",
        BinOp::Mod => "%=",
        BinOp::Pow => "**=",
        BinOp::MatMul => "@=",
        BinOp::BitAnd => "&=",
        BinOp::BitOr => "|=",
        BinOp::BitXor => "^=",
        BinOp::LShift => "<<=",
        BinOp::RShift => ">>=",
    }
}

/// `-`, `+`, `~`, `not`.
pub fn unary(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Neg => "-",
        UnaryOp::Pos => "+",
        UnaryOp::Invert => "~",
        UnaryOp::Not => "not",
    }
}

/// `<`, …
pub fn compare(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "==",
        CmpOp::Ne => "!=",
        CmpOp::Lt => "<",
        CmpOp::Le => "<=",
        CmpOp::Gt => ">",
        CmpOp::Ge => ">=",
        CmpOp::In => "in",
        CmpOp::NotIn => "not in",
        CmpOp::Is => "is",
        CmpOp::IsNot => "is not",
    }
}
