//! What an expression that is being typed will be, found without running it: values of names and items, types of calls
//! and operations. Looking allocates no array, so that it leaves no trace in addresses and numbers of buffers.

use super::cursor::start_of_expression;
use crate::lang::builtins::numpy::ndarray::flags::FLAGS;
use crate::lang::builtins::numpy::random::types::GENERATOR;
use crate::lang::builtins::numpy::types::{DTYPE, NDARRAY};
use crate::lang::builtins::python::types::{BOOL, BYTES, COMPLEX, DICT, FLOAT, INT, LIST, SET, STR, TUPLE};
use crate::lang::dict::Key;
use crate::lang::interp::Interp;
use crate::lang::registry::Type;
use crate::lang::value::Value;
use crate::syntax;
use crate::syntax::ast::{Arg, BinOp, CompKind, Expr, ExprKind, Literal, StmtKind, UnaryOp};

/// What is known of an expression.
#[derive(Clone)]
pub enum Guess {
    /// Its value.
    Value(Value),
    /// Its type only.
    Of(&'static Type),
}

impl Guess {
    /// The type.
    pub fn type_(&self, interp: &Interp) -> &'static Type {
        match self {
            Guess::Value(v) => interp.type_of(v),
            Guess::Of(t) => t,
        }
    }

    /// An attribute or method.
    pub fn attribute(&self, interp: &mut Interp, name: &str) -> Option<Guess> {
        match self {
            Guess::Value(v @ (Value::Module(_) | Value::Type(_) | Value::Object(_) | Value::DType(_))) => {
                interp.get_attr(v, name).ok().map(Guess::Value)
            }
            _ => {
                let t = self.type_(interp);
                of_attribute(t, name).map(Guess::Of).or_else(|| t.method(name).map(|b| Guess::Value(Value::Builtin(b))))
            }
        }
    }
}

/// Attributes whose type is known.
fn of_attribute(t: &'static Type, name: &str) -> Option<&'static Type> {
    let array = std::ptr::eq(t, &NDARRAY) || t.module == "numpy" && t.method("reshape").is_some();
    Some(match name {
        "T" | "mT" | "real" | "imag" if array => &NDARRAY,
        "shape" | "strides" if array => &TUPLE,
        "flags" if array => &FLAGS,
        "dtype" if array => &DTYPE,
        "ndim" | "size" | "itemsize" | "nbytes" if array => &INT,
        "real" | "imag" if is_number(t) => &FLOAT,
        _ => return None,
    })
}

fn is_number(t: &Type) -> bool {
    [&INT, &FLOAT, &COMPLEX, &BOOL].iter().any(|n| std::ptr::eq(*n, t))
}

/// What the expression that `text` ends with will be.
pub fn before(interp: &mut Interp, text: &str) -> Option<Guess> {
    let at = start_of_expression(text)?;
    let module = syntax::parse(text[at..].trim()).ok()?;
    match &module.body[..] {
        [stmt] => match &stmt.kind {
            StmtKind::Expr(e) => guess(interp, e),
            _ => None,
        },
        _ => None,
    }
}

fn guess(interp: &mut Interp, e: &Expr) -> Option<Guess> {
    let of = |t: &'static Type| Some(Guess::Of(t));
    match &e.kind {
        ExprKind::Name(name) => interp.lookup(&name.name).map(Guess::Value),
        ExprKind::Attribute { value, attr } => guess(interp, value)?.attribute(interp, attr),
        ExprKind::Literal(l) => of(of_literal(l)?),
        ExprKind::FString(_) => of(&STR),
        ExprKind::Tuple(_) => of(&TUPLE),
        ExprKind::List(_) => of(&LIST),
        ExprKind::Set(_) => of(&SET),
        ExprKind::Dict(_) => of(&DICT),
        ExprKind::Comprehension(c) => of(match c.kind {
            CompKind::List => &LIST,
            CompKind::Set => &SET,
            CompKind::Dict => &DICT,
            CompKind::Generator => return None,
        }),
        ExprKind::Compare { left, rest } => {
            let right = &rest.last()?.1;
            let types = [guess(interp, left)?.type_(interp), guess(interp, right)?.type_(interp)];
            of(if types.iter().any(|t| std::ptr::eq(*t, &NDARRAY)) { &NDARRAY } else { &BOOL })
        }
        ExprKind::Unary { op: UnaryOp::Not, .. } => of(&BOOL),
        ExprKind::Unary { operand, .. } => of(guess(interp, operand)?.type_(interp)),
        ExprKind::Binary { op, left, right } => {
            let types = (guess(interp, left)?.type_(interp), guess(interp, right)?.type_(interp));
            of_operation(*op, types.0, types.1).and_then(of)
        }
        ExprKind::Subscript { value, index } => {
            let owner = guess(interp, value)?;
            item(interp, &owner, index)
        }
        ExprKind::Call { func, args } => call(interp, func, args).and_then(of),
        _ => None,
    }
}

fn of_literal(l: &Literal) -> Option<&'static Type> {
    Some(match l {
        Literal::Int(_) | Literal::BigInt(_) => &INT,
        Literal::Float(_) => &FLOAT,
        Literal::Imaginary(_) => &COMPLEX,
        Literal::Str(_) => &STR,
        Literal::Bytes(_) => &BYTES,
        Literal::Bool(_) => &BOOL,
        Literal::None | Literal::Ellipsis => return None,
    })
}

fn of_operation(op: BinOp, a: &'static Type, b: &'static Type) -> Option<&'static Type> {
    let either = |t: &Type| std::ptr::eq(a, t) || std::ptr::eq(b, t);
    if either(&NDARRAY) {
        return Some(&NDARRAY);
    }
    if is_number(a) && is_number(b) {
        let wide = |t: &'static Type| if either(t) { Some(t) } else { None };
        let divided = matches!(op, BinOp::Div).then_some(&FLOAT);
        return wide(&COMPLEX).or_else(|| wide(&FLOAT)).or(divided).or(Some(&INT));
    }
    // `'%d' % x`, `[1] + [2]`, `(0,) * 3`
    [&STR, &LIST, &TUPLE, &BYTES].into_iter().find(|t| std::ptr::eq(*t, a))
}

/// An item of a container; of an array only the type is told.
fn item(interp: &mut Interp, owner: &Guess, index: &Expr) -> Option<Guess> {
    match owner {
        Guess::Value(v @ (Value::List(_) | Value::Tuple(_) | Value::Dict(_))) => {
            if matches!(index.kind, ExprKind::Slice { .. }) {
                return Some(Guess::Of(interp.type_of(v)));
            }
            let key = constant(interp, index)?;
            if let Value::Dict(d) = v {
                return d.0.borrow().get(&Key::new(key)?).cloned().map(Guess::Value);
            }
            interp.get_item(v, &key).ok().map(Guess::Value)
        }
        other => {
            let t = other.type_(interp);
            [&NDARRAY, &STR, &BYTES].into_iter().find(|known| std::ptr::eq(*known, t)).map(Guess::Of)
        }
    }
}

/// The value of a literal or a name.
fn constant(interp: &mut Interp, e: &Expr) -> Option<Value> {
    match &e.kind {
        ExprKind::Literal(Literal::Int(n)) => Some(Value::Int(*n)),
        ExprKind::Literal(Literal::Str(s)) => Some(Value::str(&**s)),
        ExprKind::Unary { op: UnaryOp::Neg, operand } => match constant(interp, operand)? {
            Value::Int(n) => Some(Value::Int(-n)),
            _ => None,
        },
        ExprKind::Name(name) => interp.lookup(&name.name),
        _ => None,
    }
}

/// Functions of NumPy that return no array.
const NO_ARRAY: &[&str] = &[
    "array_repr",
    "array_str",
    "array2string",
    "may_share_memory",
    "shares_memory",
    "allclose",
    "array_equal",
    "isscalar",
    "ndim",
    "size",
    "shape",
    "get_printoptions",
    "result_type",
    "promote_types",
    "can_cast",
    "issubdtype",
    "save",
    "savez",
    "savetxt",
    "broadcast_shapes",
    "show_config",
    "nditer",
    "ndenumerate",
    "base_repr",
    "binary_repr",
    "seterr",
    "geterr",
    "nonzero",
    "split",
    "array_split",
    "hsplit",
    "vsplit",
    "meshgrid",
    "unravel_index",
];

/// The type of what a call returns, where the name of the function tells it.
fn call(interp: &mut Interp, func: &Expr, args: &[Arg]) -> Option<&'static Type> {
    let callee = guess(interp, func)?;
    if let Guess::Value(Value::Type(t)) = callee {
        return Some(t);
    }
    let ExprKind::Attribute { value, attr } = &func.kind else {
        return match &func.kind {
            ExprKind::Name(name) => of_builtin(interp, &name.name, args),
            _ => None,
        };
    };
    let owner = guess(interp, value)?;
    let name: &str = attr;
    match &owner {
        Guess::Value(Value::Module(m)) if m.name == "numpy.random" && name == "default_rng" => Some(&GENERATOR),
        Guess::Value(Value::Module(m)) if m.name.starts_with("numpy") => {
            let plain = matches!(callee, Guess::Value(Value::Builtin(_) | Value::Object(_)));
            (plain && !NO_ARRAY.contains(&name) && m.name != "numpy.random").then_some(&NDARRAY)
        }
        other => of_method(other.type_(interp), name),
    }
}

fn of_builtin(interp: &mut Interp, name: &str, args: &[Arg]) -> Option<&'static Type> {
    match name {
        "len" | "hash" | "id" | "ord" => Some(&INT),
        "repr" | "chr" | "hex" | "bin" | "input" | "format" => Some(&STR),
        "sorted" | "dir" => Some(&LIST),
        "abs" | "round" | "sum" | "max" | "min" => match args.first() {
            Some(Arg::Positional(e)) => {
                let t = guess(interp, e)?.type_(interp);
                (is_number(t) || std::ptr::eq(t, &NDARRAY)).then_some(t)
            }
            _ => None,
        },
        _ => None,
    }
}

fn of_method(t: &'static Type, name: &str) -> Option<&'static Type> {
    t.method(name)?;
    let is = |known: &Type| std::ptr::eq(t, known);
    Some(match name {
        "tolist" if is(&NDARRAY) => &LIST,
        "tobytes" if is(&NDARRAY) => &BYTES,
        "item" | "fill" | "sort" | "partition" | "itemset" | "tofile" | "dump" | "nonzero" if is(&NDARRAY) => {
            return None;
        }
        _ if is(&NDARRAY) => &NDARRAY,
        "split" | "rsplit" | "splitlines" if is(&STR) => &LIST,
        "encode" if is(&STR) => &BYTES,
        "find" | "index" | "count" | "rfind" if is(&STR) => &INT,
        "partition" | "rpartition" if is(&STR) => &TUPLE,
        _ if is(&STR) && !name.starts_with("is") && !name.ends_with("with") => &STR,
        "copy" if is(&LIST) || is(&DICT) || is(&SET) => t,
        _ => return None,
    })
}
