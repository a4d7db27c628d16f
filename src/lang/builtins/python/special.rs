//! The special methods of builtin values, called by name: `(3).__add__(4)`, `'abc'.__len__()`.

use crate::engine::DType;
use crate::engine::kernels::promote::{self, Casting};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::ops;
use crate::lang::protocol::number::Number;
use crate::lang::protocol::text;
use crate::lang::protocol::types::type_of;
use crate::lang::registry::{Builtin, Rest, Type, c};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};
use std::collections::HashMap;
use std::sync::OnceLock;

/// Of every object.
const OBJECT: &str = "__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __repr__ __str__ __format__ __sizeof__ __dir__";
/// What `dir` lists of every object beside these.
const LISTED: &str = "__class__ __delattr__ __doc__ __getattribute__ __getstate__ __hash__ __init__ __init_subclass__ \
                      __new__ __reduce__ __reduce_ex__ __setattr__ __subclasshook__";
const FLOAT: &str = "__abs__ __add__ __bool__ __divmod__ __float__ __floordiv__ __hash__ __int__ __mod__ __mul__ __neg__ \
                     __pos__ __pow__ __radd__ __rdivmod__ __rfloordiv__ __rmod__ __rmul__ __round__ __rpow__ __rsub__ \
                     __rtruediv__ __sub__ __truediv__ __ceil__ __floor__ __trunc__";
const INT: &str = "__and__ __invert__ __lshift__ __or__ __rand__ __rlshift__ __ror__ __rrshift__ __rshift__ __rxor__ \
                   __xor__ __index__";
const COMPLEX: &str = "__abs__ __add__ __bool__ __complex__ __hash__ __mul__ __neg__ __pos__ __pow__ __radd__ __rmul__ \
                       __rpow__ __rsub__ __rtruediv__ __sub__ __truediv__";
const SEQUENCE: &str = "__add__ __contains__ __getitem__ __iter__ __len__ __mul__ __rmul__";
const VIEW: &str = "__and__ __contains__ __iter__ __len__ __or__ __rand__ __ror__ __rsub__ __rxor__ __sub__ __xor__";
const ARRAY: &str = "__matmul__ __rmatmul__ __setitem__ __contains__ __getitem__ __iter__ __len__ __iadd__ __isub__ \
                     __imul__ __itruediv__ __ifloordiv__ __imod__ __ipow__ __imatmul__ __iand__ __ior__ __ixor__ \
                     __ilshift__ __irshift__ __complex__";

/// The groups of a type, and what it has alone.
fn names(t: &Type) -> Vec<&'static str> {
    let groups: &[&str] = match (t.module, t.name) {
        ("builtins", "int" | "bool") => &[FLOAT, INT],
        ("builtins", "float") => &[FLOAT],
        ("builtins", "complex") => &[COMPLEX],
        ("builtins", "str") => &[SEQUENCE, "__hash__ __mod__ __rmod__"],
        ("builtins", "bytes") => &[SEQUENCE, "__hash__ __mod__ __rmod__ __bytes__"],
        ("builtins", "bytearray") => &[SEQUENCE, "__setitem__ __delitem__ __mod__ __rmod__"],
        ("builtins", "list") => &[SEQUENCE, "__delitem__ __iadd__ __imul__ __reversed__ __setitem__"],
        ("builtins", "tuple") => &[SEQUENCE, "__hash__"],
        ("array", "array") => &[SEQUENCE, "__delitem__ __iadd__ __imul__ __setitem__"],
        ("collections", "ChainMap") => &["__bool__ __contains__ __delitem__ __getitem__ __iter__ __len__ __setitem__"],
        ("collections", "deque") => &[SEQUENCE, "__delitem__ __reversed__ __setitem__"],
        ("builtins", "dict") | ("collections", "Counter" | "OrderedDict" | "defaultdict") => {
            &["__contains__ __delitem__ __getitem__ __ior__ __iter__ __len__ __or__ __reversed__ __ror__ __setitem__"]
        }
        ("builtins", "set") => &[VIEW, "__iand__ __ior__ __isub__ __ixor__"],
        ("builtins", "frozenset") => &[VIEW, "__hash__"],
        ("builtins", "dict_keys" | "dict_items") => &[VIEW, "__reversed__"],
        ("builtins", "dict_values") => &["__iter__ __len__ __reversed__"],
        ("builtins", "range") => &["__bool__ __contains__ __getitem__ __hash__ __iter__ __len__ __reversed__"],
        ("builtins", "function" | "builtin_function_or_method" | "method") => &["__call__ __hash__"],
        ("builtins", "NoneType" | "ellipsis" | "NotImplementedType") => &["__bool__ __hash__"],
        ("numpy", "ndarray") => &[FLOAT, INT, ARRAY],
        ("numpy", name) if !name.starts_with(['n', 'd']) => &[FLOAT, INT, "__complex__"],
        _ => &["__hash__"],
    };
    groups.iter().chain(&[OBJECT]).flat_map(|group| group.split_whitespace()).collect()
}

/// Whether the values of a type have this special method.
fn has(t: &'static Type, name: &str) -> bool {
    names(t).contains(&name)
}

/// A special method of the type.
pub fn method(t: &'static Type, name: &str) -> Option<&'static Builtin> {
    if !name.starts_with("__") || !has(t, name) {
        return None;
    }
    table().get(name)
}

/// All names that `dir` lists of a value of the type.
pub fn listed(t: &'static Type) -> Vec<&'static str> {
    let own = match t.name {
        "int" | "bool" | "complex" | "str" | "bytes" => "__getnewargs__",
        "float" => "__getformat__ __getnewargs__",
        "tuple" => "__class_getitem__ __getnewargs__",
        "list" | "dict" | "set" | "frozenset" | "enumerate" | "deque" => "__class_getitem__",
        "bytearray" => "__alloc__ __iadd__ __imul__",
        _ => "",
    };
    names(t).into_iter().chain(LISTED.split_whitespace()).chain(own.split_whitespace()).collect()
}

fn table() -> &'static HashMap<&'static str, Builtin> {
    static TABLE: OnceLock<HashMap<&'static str, Builtin>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = operators().into_iter().chain(comparisons()).chain(conversions()).chain(containers());
        rows.map(|row| (row.name(), row)).collect()
    })
}

const DOC: &str = "What the operator or function of this name does.";

fn operators() -> Vec<Builtin> {
    use BinOp::*;
    type Row = (BinOp, &'static [&'static str], &'static [&'static str], &'static [&'static str]);
    let rows: [Row; 13] = [
        (Add, &["__add__"], &["__radd__"], &["__iadd__"]),
        (Sub, &["__sub__"], &["__rsub__"], &["__isub__"]),
        (Mul, &["__mul__"], &["__rmul__"], &["__imul__"]),
        (Div, &["__truediv__"], &["__rtruediv__"], &["__itruediv__"]),
        (FloorDiv, &["__floordiv__"], &["__rfloordiv__"], &["__ifloordiv__"]),
        (Mod, &["__mod__"], &["__rmod__"], &["__imod__"]),
        (Pow, &["__pow__"], &["__rpow__"], &["__ipow__"]),
        (MatMul, &["__matmul__"], &["__rmatmul__"], &["__imatmul__"]),
        (BitAnd, &["__and__"], &["__rand__"], &["__iand__"]),
        (BitOr, &["__or__"], &["__ror__"], &["__ior__"]),
        (BitXor, &["__xor__"], &["__rxor__"], &["__ixor__"]),
        (LShift, &["__lshift__"], &["__rlshift__"], &["__ilshift__"]),
        (RShift, &["__rshift__"], &["__rrshift__"], &["__irshift__"]),
    ];
    let mut out = Vec::new();
    for (op, name, reflected, in_place) in rows {
        out.push(c(name, "self, value, /", DOC, move |i: &mut Interp, a: Value, b: Value| apply(i, op, &a, &b, &b)));
        out.push(c(reflected, "self, value, /", DOC, move |i: &mut Interp, a: Value, b: Value| {
            apply(i, op, &b, &a, &b)
        }));
        let change = move |i: &mut Interp, a: Value, b: Value| ops::in_place(i, op, &a, &b);
        out.push(c(in_place, "self, value, /", DOC, change));
    }
    for (op, name) in [(UnaryOp::Neg, "__neg__"), (UnaryOp::Pos, "__pos__"), (UnaryOp::Invert, "__invert__")] {
        let names: &'static [&'static str] = match name {
            "__neg__" => &["__neg__"],
            "__pos__" => &["__pos__"],
            _ => &["__invert__"],
        };
        out.push(c(names, "self, /", DOC, move |i: &mut Interp, a: Value| i.unary(op, &a)));
    }
    out
}

/// `a op b`, where `other` is the argument: `NotImplemented` for a kind that the method does not know.
fn apply(interp: &mut Interp, op: BinOp, a: &Value, b: &Value, other: &Value) -> Result<Value> {
    let receiver = if std::ptr::eq(b, other) { a } else { b };
    if foreign(receiver, other) {
        return Ok(Value::NotImplemented);
    }
    match ops::binary(interp, op, a, b) {
        Err(e) if e.is(&exc::TYPE_ERROR) && refused(&e) => Ok(Value::NotImplemented),
        result => result,
    }
}

fn refused(e: &Raise) -> bool {
    e.0.args.first().and_then(Value::as_str).is_some_and(|text| text.starts_with("unsupported operand"))
}

/// Whether a number's own method leaves the other operand to the other's method.
fn foreign(receiver: &Value, other: &Value) -> bool {
    match receiver {
        Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => {
            !matches!(other, Value::Int(_) | Value::BigInt(_) | Value::Bool(_))
        }
        Value::Float(_) => matches!(other, Value::Complex(_)) || !double(other) && Number::of(other).is_none(),
        Value::Complex(_) => !double(other) && Number::of(other).is_none(),
        Value::Scalar(own) => match other {
            Value::Scalar(other) => wider(own.dtype(), other.dtype()),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a number of NumPy's leaves an operation to one of another type, which holds its own.
fn wider(own: DType, other: DType) -> bool {
    let number = |d: DType| d.is_numeric() && d != DType::Bool;
    number(own) && number(other) && own != other && promote::can_cast(own, other, Casting::Safe)
}

/// `np.float64` is a float.
fn double(v: &Value) -> bool {
    matches!(v, Value::Scalar(s) if matches!(**s, crate::engine::Scalar::Float64(_)))
}

fn comparisons() -> Vec<Builtin> {
    let row = |names: &'static [&'static str], op: CmpOp| {
        c(names, "self, value, /", DOC, move |interp: &mut Interp, a: Value, b: Value| {
            if foreign(&a, &b) || unlike(&a, &b, op) {
                return Ok(Value::NotImplemented);
            }
            interp.compare(op, &a, &b)
        })
    };
    vec![
        row(&["__eq__"], CmpOp::Eq),
        row(&["__ne__"], CmpOp::Ne),
        row(&["__lt__"], CmpOp::Lt),
        row(&["__le__"], CmpOp::Le),
        row(&["__gt__"], CmpOp::Gt),
        row(&["__ge__"], CmpOp::Ge),
    ]
}

/// Whether values of these two kinds do not compare with each other.
fn unlike(a: &Value, b: &Value, op: CmpOp) -> bool {
    let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
    match (a, b) {
        (Value::Array(_) | Value::Scalar(_), _) => false,
        (Value::Complex(_), _) => !equality,
        (Value::Set(_), Value::Set(_)) => false,
        _ if Number::of(a).is_some() => false,
        (Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_), _) => {
            !std::ptr::eq(type_of(a), type_of(b))
        }
        (Value::Dict(_) | Value::Range(_) | Value::Slice(_), _) => !equality || !std::ptr::eq(type_of(a), type_of(b)),
        (Value::Object(_), _) => false,
        _ => !equality || !a.is(b),
    }
}

fn conversions() -> Vec<Builtin> {
    let call = |names: &'static [&'static str], function: &'static str| {
        c(names, "self, /, *args", DOC, move |interp: &mut Interp, v: Value, Rest(mut args): Rest| {
            args.insert(0, v);
            let f = interp.lookup(function).unwrap_or(Value::None);
            interp.call(&f, &args, &[])
        })
    };
    let math = |names: &'static [&'static str], function: &'static str| {
        c(names, "self, /", DOC, move |interp: &mut Interp, v: Value| {
            let module = crate::lang::builtins::module("math").map(Value::Module).unwrap_or(Value::None);
            let f = interp.get_attr(&module, function)?;
            interp.call(&f, &[v], &[])
        })
    };
    vec![
        call(&["__abs__"], "abs"),
        call(&["__bool__"], "bool"),
        call(&["__divmod__"], "divmod"),
        c(&["__rdivmod__"], "self, value, /", DOC, |interp: &mut Interp, a: Value, b: Value| {
            let f = interp.lookup("divmod").unwrap_or(Value::None);
            interp.call(&f, &[b, a], &[])
        }),
        call(&["__float__"], "float"),
        call(&["__int__"], "int"),
        call(&["__complex__"], "complex"),
        call(&["__bytes__"], "bytes"),
        call(&["__hash__"], "hash"),
        call(&["__repr__"], "repr"),
        call(&["__str__"], "str"),
        call(&["__round__"], "round"),
        call(&["__dir__"], "dir"),
        call(&["__index__"], "int"),
        math(&["__ceil__"], "ceil"),
        math(&["__floor__"], "floor"),
        math(&["__trunc__"], "trunc"),
        c(&["__format__"], "self, format_spec, /", DOC, |interp: &mut Interp, v: Value, spec: String| {
            text::format(interp, &v, &spec)
        }),
        c(&["__sizeof__"], "self, /", DOC, |_: &mut Interp, v: Value| {
            // What the collector of garbage adds is not the object's own.
            let collected = matches!(v, Value::List(_) | Value::Tuple(_) | Value::Dict(_) | Value::Set(_));
            Ok(crate::lang::builtins::sizes::of(&v) as i64 - if collected { 16 } else { 0 })
        }),
    ]
}

fn containers() -> Vec<Builtin> {
    vec![
        c(&["__len__"], "self, /", DOC, |interp: &mut Interp, v: Value| interp.len(&v).map(|n| n as i64)),
        c(&["__iter__"], "self, /", DOC, |interp: &mut Interp, v: Value| interp.iter(&v)),
        c(&["__reversed__"], "self, /", DOC, |interp: &mut Interp, v: Value| {
            let f = interp.lookup("reversed").unwrap_or(Value::None);
            interp.call(&f, &[v], &[])
        }),
        c(&["__contains__"], "self, key, /", DOC, |interp: &mut Interp, v: Value, item: Value| {
            interp.compare(CmpOp::In, &item, &v)
        }),
        c(&["__getitem__"], "self, key, /", DOC, |interp: &mut Interp, v: Value, key: Value| interp.get_item(&v, &key)),
        c(&["__setitem__"], "self, key, value, /", DOC, |interp: &mut Interp, v: Value, key: Value, item: Value| {
            interp.set_item(&v, &key, item)
        }),
        c(&["__delitem__"], "self, key, /", DOC, |interp: &mut Interp, v: Value, key: Value| {
            crate::lang::protocol::subscript::delete(interp, &v, &key)
        }),
        c(
            &["__call__"],
            "self, /, *args, **kwargs",
            DOC,
            |interp: &mut Interp, f: Value, Rest(args): Rest, kwargs: crate::lang::registry::Kwargs| {
                interp.call(&f, &args, &kwargs.0)
            },
        ),
    ]
}
