//! The methods behind operators and builtins, called by their own names: `x.__add__(y)`, `x.__repr__()`.

use crate::engine::Kind;
use crate::lang::builtins::python::hash;
use crate::lang::error::Result;
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::ops;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The special method of a value that its own type's table does not name.
pub fn method(v: &Value, name: &str) -> Option<&'static Builtin> {
    if !name.starts_with("__") {
        return None;
    }
    static TABLE: OnceLock<HashMap<&'static str, (Group, Builtin)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| rows().into_iter().map(|(group, b)| (b.name(), (group, b))).collect());
    table.get(name).filter(|(group, _)| group.has(v)).map(|(_, b)| b)
}

/// Which values have a method.
#[derive(Clone, Copy)]
enum Group {
    Any,
    Ordered,
    Number,
    Whole,
    Real,
    Sum,
    Product,
    Sized,
    Array,
    Mutable,
}

impl Group {
    fn has(self, v: &Value) -> bool {
        use Value::*;
        let scalar = |f: fn(Kind) -> bool| matches!(v, Scalar(s) if f(s.dtype().kind()));
        let text =
            matches!(v, Str(_) | Bytes(_) | List(_) | Tuple(_)) || scalar(|k| matches!(k, Kind::Str | Kind::Bytes));
        let number = matches!(v, Bool(_) | Int(_) | BigInt(_) | Float(_) | Complex(_) | Array(_))
            || scalar(|k| !matches!(k, Kind::Str | Kind::Bytes));
        match self {
            Group::Any => true,
            Group::Ordered => number || text || matches!(v, Dict(_) | Set(_) | DType(_)),
            Group::Number => number,
            Group::Real => number && !matches!(v, Complex(_)),
            Group::Whole => number && !matches!(v, Float(_) | Complex(_)),
            Group::Sum => number || text,
            Group::Product => number || text,
            Group::Sized => text || matches!(v, Dict(_) | Set(_) | Range(_) | Array(_)),
            Group::Array => matches!(v, Array(_)),
            Group::Mutable => matches!(v, Array(_) | List(_) | Dict(_)),
        }
    }
}

type Names = &'static [&'static str];

/// Binary operators: the method, the one with exchanged operands, the one in place, and who has them.
const BINARY: [(Names, Names, Names, BinOp, Group); 13] = [
    (&["__add__"], &["__radd__"], &["__iadd__"], BinOp::Add, Group::Sum),
    (&["__sub__"], &["__rsub__"], &["__isub__"], BinOp::Sub, Group::Number),
    (&["__mul__"], &["__rmul__"], &["__imul__"], BinOp::Mul, Group::Product),
    (&["__truediv__"], &["__rtruediv__"], &["__itruediv__"], BinOp::Div, Group::Number),
    (&["__floordiv__"], &["__rfloordiv__"], &["__ifloordiv__"], BinOp::FloorDiv, Group::Real),
    (&["__mod__"], &["__rmod__"], &["__imod__"], BinOp::Mod, Group::Real),
    (&["__pow__"], &["__rpow__"], &["__ipow__"], BinOp::Pow, Group::Number),
    (&["__matmul__"], &["__rmatmul__"], &["__imatmul__"], BinOp::MatMul, Group::Array),
    (&["__and__"], &["__rand__"], &["__iand__"], BinOp::BitAnd, Group::Whole),
    (&["__or__"], &["__ror__"], &["__ior__"], BinOp::BitOr, Group::Whole),
    (&["__xor__"], &["__rxor__"], &["__ixor__"], BinOp::BitXor, Group::Whole),
    (&["__lshift__"], &["__rlshift__"], &["__ilshift__"], BinOp::LShift, Group::Whole),
    (&["__rshift__"], &["__rrshift__"], &["__irshift__"], BinOp::RShift, Group::Whole),
];

const COMPARISONS: [(Names, CmpOp, Group); 6] = [
    (&["__eq__"], CmpOp::Eq, Group::Any),
    (&["__ne__"], CmpOp::Ne, Group::Any),
    (&["__lt__"], CmpOp::Lt, Group::Ordered),
    (&["__le__"], CmpOp::Le, Group::Ordered),
    (&["__gt__"], CmpOp::Gt, Group::Ordered),
    (&["__ge__"], CmpOp::Ge, Group::Ordered),
];

const UNARY: [(Names, UnaryOp, Group); 3] = [
    (&["__neg__"], UnaryOp::Neg, Group::Number),
    (&["__pos__"], UnaryOp::Pos, Group::Number),
    (&["__invert__"], UnaryOp::Invert, Group::Whole),
];

/// Methods that are a builtin function of their value alone.
const FUNCTIONS: [(Names, &str, Group); 9] = [
    (&["__abs__"], "abs", Group::Number),
    (&["__int__"], "int", Group::Real),
    (&["__float__"], "float", Group::Real),
    (&["__complex__"], "complex", Group::Number),
    (&["__bool__"], "bool", Group::Number),
    (&["__len__"], "len", Group::Sized),
    (&["__iter__"], "iter", Group::Sized),
    (&["__round__"], "round", Group::Real),
    (&["__dir__"], "dir", Group::Any),
];

fn rows() -> Vec<(Group, Builtin)> {
    let mut rows = operator_rows();
    for (names, function, group) in FUNCTIONS {
        let call = move |interp: &mut Interp, v: Value| {
            let function = crate::lang::builtins::lookup(interp, function).unwrap_or(Value::None);
            interp.call(&function, &[v], &[])
        };
        rows.push((group, c(names, "self, /", "What the builtin function of this name calls.", call)));
    }
    rows.extend(text_rows());
    rows.extend(item_rows());
    rows
}

fn operator_rows() -> Vec<(Group, Builtin)> {
    let mut rows = Vec::new();
    for (names, reflected, in_place, op, group) in BINARY {
        let direct = move |interp: &mut Interp, a: Value, b: Value| operate(interp, op, &a, &b, false);
        let exchanged = move |interp: &mut Interp, a: Value, b: Value| operate(interp, op, &a, &b, true);
        let replacing = move |interp: &mut Interp, a: Value, b: Value| ops::in_place(interp, op, &a, &b);
        rows.push((group, c(names, "self, value, /", "The operator's left side.", direct)));
        // Texts and lists know only `*` from the right.
        let group_reflected = if op == BinOp::Add { Group::Number } else { group };
        rows.push((group_reflected, c(reflected, "self, value, /", "The operator's right side.", exchanged)));
        let owner = if matches!(op, BinOp::Add | BinOp::Mul) { Group::Mutable } else { Group::Array };
        rows.push((owner, c(in_place, "self, value, /", "The operator in place.", replacing)));
    }
    for (names, op, group) in COMPARISONS {
        let compare = move |interp: &mut Interp, a: Value, b: Value| compare(interp, op, &a, &b);
        rows.push((group, c(names, "self, value, /", "The comparison.", compare)));
    }
    for (names, op, group) in UNARY {
        let unary = move |interp: &mut Interp, v: Value| ops::unary(interp, op, &v);
        rows.push((group, c(names, "self, /", "The operator.", unary)));
    }
    rows
}

fn text_rows() -> Vec<(Group, Builtin)> {
    vec![
        (Group::Any, c(&["__repr__"], "self, /", "Return repr(self).", |i: &mut Interp, v: Value| i.repr(&v))),
        (Group::Any, c(&["__str__"], "self, /", "Return str(self).", |i: &mut Interp, v: Value| i.str(&v))),
        (
            Group::Any,
            c(
                &["__format__"],
                "self, format_spec, /",
                "The text of format().",
                |i: &mut Interp, v: Value, spec: String| i.format(&v, &spec),
            ),
        ),
        (Group::Any, c(&["__hash__"], "self, /", "Return hash(self).", hash::hash)),
    ]
}

fn item_rows() -> Vec<(Group, Builtin)> {
    vec![
        (
            Group::Sized,
            c(&["__getitem__"], "self, key, /", "Return self[key].", |i: &mut Interp, v: Value, key: Value| {
                i.get_item(&v, &key)
            }),
        ),
        (
            Group::Mutable,
            c(
                &["__setitem__"],
                "self, key, value, /",
                "Set self[key] to value.",
                |i: &mut Interp, v: Value, key: Value, value: Value| i.set_item(&v, &key, value),
            ),
        ),
        (
            Group::Sized,
            c(&["__contains__"], "self, key, /", "Return key in self.", |i: &mut Interp, v: Value, key: Value| {
                ops::compare::contains(i, &v, &key)
            }),
        ),
        (
            Group::Real,
            c(
                &["__divmod__"],
                "self, value, /",
                "Return divmod(self, value).",
                |i: &mut Interp, a: Value, b: Value| {
                    if !knows(&a, &b, BinOp::FloorDiv) {
                        return Ok(Value::NotImplemented);
                    }
                    let function = crate::lang::builtins::lookup(i, "divmod").unwrap_or(Value::None);
                    i.call(&function, &[a, b], &[])
                },
            ),
        ),
    ]
}

/// Whether the left side's own method takes the right side; Python's types know only what is no wider than they.
fn knows(a: &Value, b: &Value, op: BinOp) -> bool {
    use Value::*;
    let whole = matches!(b, Bool(_) | Int(_) | BigInt(_));
    let float = matches!(b, Float(_)) || matches!(b, Scalar(s) if s.dtype() == crate::engine::DType::Float64);
    match a {
        Bool(_) | Int(_) | BigInt(_) => whole,
        Float(_) => whole || float,
        Complex(_) => whole || float || matches!(b, Complex(_)),
        List(_) | Tuple(_) | Str(_) | Bytes(_) => op != BinOp::Mul || !matches!(b, Array(_)),
        _ => true,
    }
}

fn operate(interp: &mut Interp, op: BinOp, a: &Value, b: &Value, exchanged: bool) -> Result<Value> {
    if !knows(a, b, op) {
        return Ok(Value::NotImplemented);
    }
    if exchanged { ops::binary(interp, op, b, a) } else { ops::binary(interp, op, a, b) }
}

fn compare(interp: &mut Interp, op: CmpOp, a: &Value, b: &Value) -> Result<Value> {
    let numeric = |v: &Value| Group::Number.has(v);
    let alike = numeric(a) && numeric(b)
        || matches!(a, Value::Array(_) | Value::Scalar(_) | Value::DType(_))
        || std::ptr::eq(interp.type_of(a), interp.type_of(b));
    if !alike || numeric(a) && !knows(a, b, BinOp::Add) {
        return Ok(if a.is(b) && op == CmpOp::Eq { Value::Bool(true) } else { Value::NotImplemented });
    }
    match ops::compare(interp, op, a, b) {
        Err(e) if e.is(&exc::TYPE_ERROR) && !matches!(a, Value::Array(_)) => Ok(Value::NotImplemented),
        other => other,
    }
}
