//! Values as elements of object arrays: what the engine asks of them.
//!
//! The engine asks in the midst of a kernel, where no interpreter is at hand, so a spare one answers. No answer runs code of
//! the program: the language has no classes, and so no values that could.

use super::builtins::math::MATH;
use super::builtins::numpy::nested;
use super::error::{Raise, Result};
use super::exceptions as exc;
use super::interp::{ErrState, Host, Interp, OnFloatError};
use super::ops::arrays::python_item;
use super::value::Value;
use crate::engine::objects::{self, Handle, Held, Hooks};
use crate::engine::repr::PrintOptions;
use crate::engine::{self, DType, Error, ErrorKind, Kind, Scalar, View};
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The value that an element is.
pub fn value(held: &Held) -> Value {
    let value = held.as_ref().and_then(|h| h.0.downcast_ref::<Value>());
    value.cloned().unwrap_or(Value::None)
}

/// A value as an element; `None` is no reference at all.
pub fn held(value: &Value) -> Held {
    (!value.is_none()).then(|| Handle(Rc::new(value.clone())))
}

/// A value as an element of an object array.
pub fn scalar(value: &Value) -> Scalar {
    Scalar::Object(held(value))
}

/// A value as an object array without axes.
///
/// # Errors
/// `MemoryError`.
pub fn alone(value: &Value) -> Result<View> {
    Ok(View::from_scalar(&scalar(value))?)
}

/// Tells the engine what the language knows of its values.
pub fn install() {
    objects::install(Hooks {
        wrap: |s| held(&python_item(s)),
        big: |n| held(&Value::big(n.clone())),
        element: |held, dtype| aside(|interp| element(interp, &value(held), dtype)),
        width: |held| match value(held) {
            Value::Scalar(s) if !s.dtype().is_text() => Some(engine::kernels::promote::text_len(s.dtype()).max(1)),
            _ => None,
        },
        text: |held| aside(|interp| text(interp, &value(held))),
        plain: |held| {
            let value = value(held);
            let text = value.as_str().map(str::to_string);
            text.map_or_else(|| aside(|interp| interp.str(&value)), Ok)
        },
        truth: |held| aside(|interp| interp.truth(&value(held))),
        apply: |name, args| {
            let args: Vec<Value> = args.iter().map(value).collect();
            aside(|interp| apply(interp, name, &args)).map(|v| self::held(&v))
        },
    });
}

/// How deep questions may nest: object arrays in object arrays.
const MOST_DEPTH: usize = 100;

thread_local! {
    static SPARE: RefCell<Vec<Interp>> = const { RefCell::new(Vec::new()) };
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// What the last question raised.
    static RAISED: RefCell<Option<Raise>> = const { RefCell::new(None) };
    /// How the arrays within are to be printed.
    static PRINTED: RefCell<Option<PrintOptions>> = const { RefCell::new(None) };
}

/// Who hears of warnings here: nobody.
struct Nobody;

impl Host for Nobody {
    fn stdout(&mut self, _: &str) {}
    fn stderr(&mut self, _: &str) {}
    fn input(&mut self, _: &str, _: bool) -> Result<String> {
        Err(Raise::new(&exc::EOF_ERROR, "EOF when reading a line"))
    }
    fn display(&mut self, _: Vec<(String, String)>, _: Option<String>, _: bool) {}
    fn clear_output(&mut self, _: bool) {}
}

/// Asks a spare interpreter.
fn aside<T>(f: impl FnOnce(&mut Interp) -> Result<T>) -> engine::Result<T> {
    let depth = DEPTH.replace(DEPTH.get() + 1);
    let result = if depth >= MOST_DEPTH {
        Err(Raise::new(&exc::RECURSION_ERROR, "maximum recursion depth exceeded"))
    } else {
        let mut interp = SPARE.with_borrow_mut(Vec::pop).unwrap_or_else(spare);
        if let Some(options) = PRINTED.with_borrow(Option::clone) {
            interp.print_options = options;
        }
        let result = interp.stoppable(f);
        SPARE.with_borrow_mut(|all| all.push(interp));
        result
    };
    DEPTH.set(depth);
    result.map_err(put_away)
}

fn spare() -> Interp {
    let quiet = OnFloatError::Ignore;
    let errstate = ErrState { divide: quiet, over: quiet, under: quiet, invalid: quiet };
    Interp { errstate, ..Interp::new(Box::new(Nobody)) }
}

/// An exception on its way through the engine.
fn put_away(raise: Raise) -> Error {
    if raise.is(&exc::KEYBOARD_INTERRUPT) {
        return Error::new(ErrorKind::Interrupt, "");
    }
    let text = raise.0.args.first().and_then(Value::as_str).unwrap_or_default().to_string();
    RAISED.with_borrow_mut(|r| *r = Some(raise));
    Error::new(ErrorKind::Raised, text)
}

/// The exception that was on its way.
pub fn raised(text: &str) -> Raise {
    RAISED.with_borrow_mut(Option::take).unwrap_or_else(|| Raise::value_error(text))
}

/// Runs `f`, in which arrays within records are printed with these options.
pub fn printing<T>(options: &PrintOptions, f: impl FnOnce() -> T) -> T {
    let before = PRINTED.replace(Some(options.clone()));
    let result = f();
    PRINTED.set(before);
    result
}

/// An element as an array shows it: lists are told from what is an axis.
///
/// # Errors
/// What its repr raises.
pub fn text(interp: &mut Interp, value: &Value) -> Result<String> {
    let text = interp.repr(value)?;
    Ok(if matches!(value, Value::List(_)) { format!("list({text})") } else { text })
}

/// A value as an element of a dtype that is not `object`.
fn element(interp: &mut Interp, value: &Value, dtype: DType) -> Result<Scalar> {
    match (dtype, value) {
        (DType::Str(_) | DType::Bytes(_), _) if is_sequence(value) => {
            Err(Raise::value_error("setting an array element with a sequence"))
        }
        (DType::Bool, _) => interp.truth(value).map(Scalar::Bool),
        (DType::Str(_), Value::Bytes(b)) => {
            let text = engine::kernels::cast::scalar_cast(&Scalar::Bytes(b[..].into()), DType::Str(0))?;
            Ok(text)
        }
        (DType::Void(_), Value::Bytes(b)) => {
            Ok(engine::kernels::cast::scalar_cast(&Scalar::Bytes(b[..].into()), dtype)?)
        }
        (DType::Void(_), other) => {
            let kind = interp.type_name(other);
            Err(Raise::type_error(format!("a bytes-like object is required, not '{kind}'")))
        }
        (DType::Str(_), _) => Ok(Scalar::Str(interp.str(value)?.into())),
        (DType::Bytes(_), Value::Bytes(b)) => Ok(Scalar::Bytes(b[..].into())),
        (DType::Bytes(n), _) => {
            let text = Value::str(interp.str(value)?);
            nested::element(interp, &text, DType::Bytes(n))
        }
        _ if matches!(dtype.kind(), Kind::Float) && is_sequence(value) => {
            Err(Raise::value_error("setting an array element with a sequence."))
        }
        _ => nested::element(interp, value, dtype),
    }
}

fn is_sequence(value: &Value) -> bool {
    match value {
        Value::Array(a) => a.view().rank() > 0,
        other => matches!(other, Value::List(_) | Value::Tuple(_) | Value::Range(_)),
    }
}

/// What a ufunc does to values.
fn apply(interp: &mut Interp, name: &str, args: &[Value]) -> Result<Value> {
    match args {
        [a] => unary(interp, name, a),
        [a, b] => binary(interp, name, a, b),
        [x, low, high] => {
            let raised = binary(interp, "maximum", x, low)?;
            binary(interp, "minimum", &raised, high)
        }
        _ => Ok(Value::None),
    }
}

fn unary(interp: &mut Interp, name: &str, a: &Value) -> Result<Value> {
    match name {
        "negative" => interp.unary(UnaryOp::Neg, a),
        "positive" => interp.unary(UnaryOp::Pos, a),
        "invert" => interp.unary(UnaryOp::Invert, a),
        "absolute" => crate::lang::builtins::python::functions::absolute(interp, a.clone()),
        "square" => interp.binary(BinOp::Mul, a, a),
        "reciprocal" => interp.binary(BinOp::Div, &Value::Int(1), a),
        "logical_not" => interp.truth(a).map(|t| Value::Bool(!t)),
        "floor" | "ceil" | "trunc" => {
            let function = MATH.get(interp, name).unwrap_or(Value::None);
            interp.call(&function, std::slice::from_ref(a), &[])
        }
        "sign" => sign(interp, a),
        "bitwise_count" => method(interp, "bit_count", a, &[]),
        _ => method(interp, name, a, &[]),
    }
}

fn sign(interp: &mut Interp, a: &Value) -> Result<Value> {
    let zero = Value::Int(0);
    for (op, sign) in [(CmpOp::Lt, -1), (CmpOp::Gt, 1), (CmpOp::Eq, 0)] {
        let holds = interp.compare(op, a, &zero)?;
        if interp.truth(&holds)? {
            return Ok(Value::Int(sign));
        }
    }
    Err(Raise::type_error("unorderable types for comparison"))
}

/// A method by the ufunc's name.
fn method(interp: &mut Interp, name: &str, a: &Value, args: &[Value]) -> Result<Value> {
    let found = interp.get_attr(a, name);
    let callable = |interp: &Interp| {
        let kind = interp.type_of(a);
        let kind = if kind.module == "numpy" { kind.qualified_name() } else { interp.type_name(a) };
        let at = objects::place();
        Raise::type_error(format!(
            "loop of ufunc does not support argument {at} of type {kind} which has no callable {name} method"
        ))
    };
    match found {
        Ok(f) => interp.call(&f, args, &[]),
        Err(e) if args.is_empty() && e.is(&exc::ATTRIBUTE_ERROR) => Err(callable(interp)),
        Err(e) => Err(e),
    }
}

fn binary(interp: &mut Interp, name: &str, a: &Value, b: &Value) -> Result<Value> {
    if let Some(op) = operator(name) {
        return interp.binary(op, a, b);
    }
    if let Some(op) = comparison(name) {
        return interp.compare(op, a, b);
    }
    match name {
        "maximum" | "fmax" => chosen(interp, CmpOp::Ge, a, b),
        "minimum" | "fmin" => chosen(interp, CmpOp::Le, a, b),
        "logical_and" => Ok(if interp.truth(a)? { b } else { a }.clone()),
        "logical_or" => Ok(if interp.truth(a)? { a } else { b }.clone()),
        "gcd" => gcd(interp, a, b),
        "lcm" => lcm(interp, a, b),
        _ => method(interp, name, a, std::slice::from_ref(b)),
    }
}

fn chosen(interp: &mut Interp, op: CmpOp, a: &Value, b: &Value) -> Result<Value> {
    if a.is(b) {
        return Ok(a.clone());
    }
    let holds = interp.compare(op, a, b)?;
    Ok(if interp.truth(&holds)? { a } else { b }.clone())
}

/// Of integers as `math.gcd`; of others by Euclid's algorithm.
fn gcd(interp: &mut Interp, a: &Value, b: &Value) -> Result<Value> {
    if interp.big_index(a).is_ok() && interp.big_index(b).is_ok() {
        let function = MATH.get(interp, "gcd").unwrap_or(Value::None);
        return interp.call(&function, &[a.clone(), b.clone()], &[]);
    }
    let mut finite = true;
    for v in [a, b] {
        let function = MATH.get(interp, "isfinite").unwrap_or(Value::None);
        let answer = interp.call(&function, std::slice::from_ref(v), &[])?;
        finite &= interp.truth(&answer)?;
    }
    if !finite {
        let (a, b) = (interp.str(a)?, interp.str(b)?);
        return Err(crate::lang::error::Raise::value_error(format!(
            "Can only find greatest common divisor of finite arguments, found \"{a}\" and \"{b}\""
        )));
    }
    let (mut a, mut b) = (a.clone(), b.clone());
    while interp.truth(&b)? {
        crate::engine::interrupt::check()?;
        let rest = interp.binary(BinOp::Mod, &a, &b)?;
        (a, b) = (b, rest);
    }
    crate::lang::builtins::python::functions::absolute(interp, a)
}

fn lcm(interp: &mut Interp, a: &Value, b: &Value) -> Result<Value> {
    let common = gcd(interp, a, b)?;
    if !interp.truth(&common)? {
        return Ok(common);
    }
    let part = interp.binary(BinOp::FloorDiv, a, &common)?;
    let product = interp.binary(BinOp::Mul, &part, b)?;
    crate::lang::builtins::python::functions::absolute(interp, product)
}

fn operator(name: &str) -> Option<BinOp> {
    Some(match name {
        "add" => BinOp::Add,
        "subtract" => BinOp::Sub,
        "multiply" => BinOp::Mul,
        "divide" => BinOp::Div,
        "floor_divide" => BinOp::FloorDiv,
        "remainder" => BinOp::Mod,
        "power" => BinOp::Pow,
        "bitwise_and" => BinOp::BitAnd,
        "bitwise_or" => BinOp::BitOr,
        "bitwise_xor" => BinOp::BitXor,
        "left_shift" => BinOp::LShift,
        "right_shift" => BinOp::RShift,
        _ => return None,
    })
}

fn comparison(name: &str) -> Option<CmpOp> {
    Some(match name {
        "equal" => CmpOp::Eq,
        "not_equal" => CmpOp::Ne,
        "less" => CmpOp::Lt,
        "less_equal" => CmpOp::Le,
        "greater" => CmpOp::Gt,
        "greater_equal" => CmpOp::Ge,
        _ => return None,
    })
}
