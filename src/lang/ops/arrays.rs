//! Operators of arrays and NumPy scalars: ufuncs, with Python numbers weak (NEP 50).

use super::{fast, small};
use crate::engine::kernels::promote::{self, Casting};
use crate::engine::kernels::ufunc::{self, CallOptions, Ufunc, Views, scalar_call};
use crate::engine::kernels::warnings::{self, Warning};
use crate::engine::kernels::{Operand, OperandType};
use crate::engine::mem::fpstatus::FpStatus;
use crate::engine::{DType, Error, ErrorKind, Kind, Scalar, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::{self, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::{Interp, OnFloatError};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};
use smallvec::SmallVec;
use std::rc::Rc;

/// Whether NumPy decides about `a op b`.
pub fn takes_part(a: &Value, b: &Value) -> bool {
    let array = |v: &Value| matches!(v, Value::Array(_));
    let scalar = |v: &Value| matches!(v, Value::Scalar(s) if !s.dtype().is_text());
    array(a) || array(b) || scalar(a) || scalar(b)
}

fn ufunc_of(op: BinOp) -> Option<&'static Ufunc> {
    Some(match op {
        BinOp::Add => &ufunc::ADD,
        BinOp::Sub => &ufunc::SUBTRACT,
        BinOp::Mul => &ufunc::MULTIPLY,
        BinOp::Div => &ufunc::DIVIDE,
        BinOp::FloorDiv => &ufunc::FLOOR_DIVIDE,
        BinOp::Mod => &ufunc::REMAINDER,
        BinOp::Pow => &ufunc::POWER,
        BinOp::BitAnd => &ufunc::BITWISE_AND,
        BinOp::BitOr => &ufunc::BITWISE_OR,
        BinOp::BitXor => &ufunc::BITWISE_XOR,
        BinOp::LShift => &ufunc::LEFT_SHIFT,
        BinOp::RShift => &ufunc::RIGHT_SHIFT,
        BinOp::MatMul => return None,
    })
}

/// `a op b` where [`takes_part`].
///
/// # Errors
/// NumPy's.
pub fn binary(interp: &mut Interp, op: BinOp, a: &Value, b: &Value) -> Result<Value> {
    let quiet = interp.errstate.under == OnFloatError::Ignore;
    if let Some(result) = fast::scalars(op, a, b, quiet) {
        return Ok(result);
    }
    if let Some(result) = small::binary(op, a, b, quiet)? {
        return Ok(result);
    }
    let Some(found) = ufunc_of(op) else { return numpy::linalg::matmul(interp, a, b, None) };
    if op == BinOp::Mul
        && let Some(result) = repeated(interp, a, b)
    {
        return result;
    }
    if matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::Div | BinOp::Pow)
        && let Some(result) = python_complex(a, b).and_then(|x| super::number::binary(op, a, &x))
    {
        return result;
    }
    if let Some(result) = scalars(interp, found, a, b)? {
        return Ok(result);
    }
    if let Some((found, v)) = power_shortcut(op, a, b) {
        return call_plain(interp, found, &[v]);
    }
    let inputs = operands(interp, a, b)?;
    call_plain(interp, found, &inputs)
}

/// The `np.float64` beside a Python complex number, which takes it for the Python float that it also is.
fn python_complex(a: &Value, b: &Value) -> Option<Value> {
    match (a, b) {
        (Value::Complex(_), Value::Scalar(s)) => match &**s {
            Scalar::Float64(x) => Some(Value::Float(*x)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a complex NumPy scalar is to be divided with a remainder, which its type does not define. Scalars of which
/// neither fits the other's type are for the ufunc, which has its own error.
pub fn complex_division(op: BinOp, a: &Value, b: &Value) -> bool {
    let complex = |v: &Value| matches!(v, Value::Scalar(s) if s.dtype().kind() == Kind::Complex);
    if !matches!(op, BinOp::FloorDiv | BinOp::Mod) || !(complex(a) || complex(b)) {
        return false;
    }
    match (scalar_operand(a), scalar_operand(b)) {
        (Some((OperandType::Strong(x), _)), Some((OperandType::Strong(y), _))) => {
            let bools = x == DType::Bool || y == DType::Bool;
            !bools && (promote::can_cast(x, y, Casting::Safe) || promote::can_cast(y, x, Casting::Safe))
        }
        (x, y) => x.is_some() && y.is_some(),
    }
}

/// A NumPy integer repeats a sequence as a Python int does; other scalars don't.
fn repeated(interp: &mut Interp, a: &Value, b: &Value) -> Option<Result<Value>> {
    let scalar = |v: &Value| matches!(v, Value::Scalar(_));
    if (scalar(a) && super::sequence::is_sequence(b)) || (scalar(b) && super::sequence::is_sequence(a)) {
        return super::sequence::binary(interp, BinOp::Mul, a, b);
    }
    None
}

/// NumPy's shortcuts of `a ** n`: square, square root, reciprocal.
fn power_shortcut(op: BinOp, a: &Value, b: &Value) -> Option<(&'static Ufunc, Operand)> {
    let (BinOp::Pow, Value::Array(a)) = (op, a) else { return None };
    let view = a.view().clone();
    let exponent = match b {
        Value::Int(n) => *n as f64,
        Value::Float(x) if view.dtype().is_inexact() => *x,
        _ => return None,
    };
    let inexact = view.dtype().is_inexact();
    let found = match exponent {
        2.0 => &ufunc::SQUARE,
        1.0 if inexact => &ufunc::POSITIVE,
        -1.0 if inexact => &ufunc::RECIPROCAL,
        0.5 if inexact => &ufunc::SQRT,
        _ => return None,
    };
    Some((found, Operand::Array(view)))
}

/// Both operands as a ufunc takes them.
fn operands(interp: &mut Interp, a: &Value, b: &Value) -> Result<SmallVec<[Operand; 2]>> {
    let mut both = SmallVec::new();
    for v in [a, b] {
        both.push(convert::any_operand(interp, v)?);
    }
    Ok(both)
}

/// A NumPy scalar or Python number, as a scalar loop takes it.
fn scalar_operand(v: &Value) -> Option<(OperandType, Scalar)> {
    Some(match v {
        Value::Scalar(s) => (OperandType::Strong(s.dtype()), (**s).clone()),
        Value::Int(n) => (OperandType::WeakInt, Scalar::Int64(*n)),
        Value::Float(x) => (OperandType::WeakFloat, Scalar::Float64(*x)),
        Value::Bool(b) => (OperandType::Strong(DType::Bool), Scalar::Bool(*b)),
        Value::Complex(z) => (OperandType::WeakComplex, Scalar::Complex128(**z)),
        _ => return None,
    })
}

/// `divmod(a, b)` of two scalars; `None` where one is none.
///
/// # Errors
/// NumPy's.
pub fn scalar_divmod(interp: &mut Interp, a: &Value, b: &Value) -> Result<Option<Value>> {
    let (Some(x), Some(y)) = (scalar_operand(a), scalar_operand(b)) else { return Ok(None) };
    let inputs = operands(interp, a, b)?;
    let result = ufunc::DIVMOD.call(&inputs, &CallOptions::default());
    float_warnings(interp, alone(x.0, y.0))?;
    Ok(Some(Value::tuple(result?.into_iter().map(wrap).collect())))
}

/// Whether scalar arithmetic is done; two scalars of which neither fits the other's type are taken for arrays.
fn alone(x: OperandType, y: OperandType) -> bool {
    match (x, y) {
        (OperandType::Strong(x), OperandType::Strong(y)) if (x == DType::Bool) == (y == DType::Bool) => {
            promote::can_cast(x, y, Casting::Safe) || promote::can_cast(y, x, Casting::Safe)
        }
        // NumPy's bool has no arithmetic of its own.
        (OperandType::Strong(DType::Bool), _) | (_, OperandType::Strong(DType::Bool)) => false,
        _ => true,
    }
}

/// `a op b` of two scalars, without arrays.
fn scalars(interp: &mut Interp, found: &'static Ufunc, a: &Value, b: &Value) -> Result<Option<Value>> {
    let (Some(x), Some(y)) = (scalar_operand(a), scalar_operand(b)) else { return Ok(None) };
    let alone = alone(x.0, y.0);
    let result = scalar_call(found, &[x, y], alone);
    float_warnings(interp, alone)?;
    Ok(result?.map(|(s, _)| Value::scalar(s)))
}

/// Calls a ufunc, shows its warnings, and wraps its first result as NumPy returns it.
///
/// # Errors
/// NumPy's.
pub fn call(interp: &mut Interp, found: &'static Ufunc, inputs: &[Operand], options: &CallOptions) -> Result<Value> {
    let views = call_views(interp, found, inputs, options)?;
    Ok(views.into_iter().next().map_or(Value::None, wrap))
}

/// [`call`] without keyword arguments.
///
/// # Errors
/// NumPy's.
pub fn call_plain(interp: &mut Interp, found: &'static Ufunc, inputs: &[Operand]) -> Result<Value> {
    let result = found.call_plain(inputs);
    float_warnings(interp, false)?;
    Ok(wrap(result?))
}

/// As [`call`], with all results as views.
///
/// # Errors
/// NumPy's.
pub fn call_views(
    interp: &mut Interp,
    found: &'static Ufunc,
    inputs: &[Operand],
    options: &CallOptions,
) -> Result<Views> {
    let result = found.call(inputs, options);
    float_warnings(interp, false)?;
    Ok(result?)
}

/// A new array as a value: of 0 dimensions its element.
pub fn wrap(view: View) -> Value {
    if view.rank() == 0 { Value::scalar(view.first()) } else { Value::Array(Array::new(view)) }
}

/// Turns the warnings of kernels into Python's, as `np.errstate` says.
///
/// # Errors
/// `FloatingPointError`.
pub fn float_warnings(interp: &mut Interp, scalar: bool) -> Result<()> {
    for warning in warnings::take() {
        match warning {
            Warning::Fp { status, what } => {
                let what = if scalar && *what != *"cast" && !what.starts_with("scalar ") {
                    format!("scalar {what}")
                } else {
                    what.to_string()
                };
                float_status(interp, status, &what)?;
            }
            Warning::DiscardsImaginary => {
                let text = "Casting complex values to real discards the imaginary part";
                interp.warn(&exc::COMPLEX_WARNING, text)?;
            }
        }
    }
    Ok(())
}

fn float_status(interp: &mut Interp, status: FpStatus, what: &str) -> Result<()> {
    let e = interp.errstate;
    let cases = [
        (status.divide, e.divide, "divide by zero"),
        (status.overflow, e.over, "overflow"),
        (status.underflow, e.under, "underflow"),
        (status.invalid, e.invalid, "invalid value"),
    ];
    for (_, action, kind) in cases.into_iter().filter(|(raised, ..)| *raised) {
        let text = format!("{kind} encountered in {what}");
        match action {
            OnFloatError::Ignore => {}
            OnFloatError::Warn => interp.warn(&exc::RUNTIME_WARNING, &text)?,
            OnFloatError::Raise => return Err(Raise::new(&exc::FLOATING_POINT_ERROR, text)),
            OnFloatError::Print => interp.host.stderr(&format!("Warning: {text}\n")),
            OnFloatError::Call | OnFloatError::Log => {
                numpy::float_error_handler(interp, kind, what, (action, status.bits()))?;
            }
        }
    }
    Ok(())
}

/// `a op= b` of an array: the elements of `a` change.
///
/// # Errors
/// NumPy's.
pub fn in_place(interp: &mut Interp, op: BinOp, a: &Rc<Array>, b: &Value) -> Result<Value> {
    let target = Value::Array(a.clone());
    if !a.writeable() {
        return Err(Raise::value_error("output array is read-only"));
    }
    let Some(found) = ufunc_of(op) else { return numpy::linalg::matmul(interp, &target, b, Some(a)) };
    let view = a.view().clone();
    let options = CallOptions { out: SmallVec::from_iter([Some(view)]), ..CallOptions::default() };
    if let Some((found, v)) = power_shortcut(op, &target, b) {
        call_views(interp, found, &[v], &options)?;
        return Ok(target);
    }
    let inputs = operands(interp, &target, b)?;
    call_views(interp, found, &inputs, &options)?;
    Ok(target)
}

/// `op a`.
///
/// # Errors
/// NumPy's.
pub fn unary(interp: &mut Interp, op: UnaryOp, a: &Value) -> Result<Value> {
    let found = match op {
        UnaryOp::Neg => &ufunc::NEGATIVE,
        UnaryOp::Pos => &ufunc::POSITIVE,
        UnaryOp::Invert | UnaryOp::Not => &ufunc::INVERT,
    };
    if let Value::Scalar(s) = a {
        let one = (OperandType::Strong(s.dtype()), (**s).clone());
        let result = scalar_call(found, &[one], true);
        float_warnings(interp, true)?;
        if let Some((s, _)) = result? {
            return Ok(Value::scalar(s));
        }
    }
    let Some(operand) = convert::known_operand(interp, a)? else { return Ok(Value::NotImplemented) };
    call(interp, found, &[operand], &CallOptions::default())
}

/// `a op b` for the six comparisons.
///
/// # Errors
/// NumPy's.
pub fn compare(interp: &mut Interp, op: CmpOp, a: &Value, b: &Value) -> Result<Value> {
    if let Some(result) = fast::compare_scalars(op, a, b) {
        return Ok(result);
    }
    if let Some(result) = small::compare(op, a, b)? {
        return Ok(result);
    }
    let found = match op {
        CmpOp::Eq => &ufunc::EQUAL,
        CmpOp::Ne => &ufunc::NOT_EQUAL,
        CmpOp::Lt => &ufunc::LESS,
        CmpOp::Le => &ufunc::LESS_EQUAL,
        CmpOp::Gt => &ufunc::GREATER,
        _ => &ufunc::GREATER_EQUAL,
    };
    if let (CmpOp::Eq | CmpOp::Ne, Some(x)) = (op, python_complex(a, b)) {
        return Ok(Value::Bool(interp.equal(a, &x)? == (op == CmpOp::Eq)));
    }
    if let Some(result) = scalars(interp, found, a, b)? {
        return Ok(result);
    }
    let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
    if equality && (is_void(a) || is_void(b)) {
        let (x, y) = (convert::view(interp, a)?, convert::view(interp, b)?);
        return Ok(wrap(ufunc::equal_records(&x, &y, op == CmpOp::Eq)?));
    }
    let known = convert::known_operand(interp, a)?.is_some() && convert::known_operand(interp, b)?.is_some();
    if equality && !known && !holds_objects(a) && !holds_objects(b) {
        return incomparable(op, a, b);
    }
    let (x, y) = (convert::any_operand(interp, a)?, convert::any_operand(interp, b)?);
    let (x2, y2) = (x.clone(), y.clone());
    let mut result = found.call(&[x, y], &CallOptions::default());
    let numpys = |v: &Value| matches!(v, Value::Array(_) | Value::Scalar(_));
    if let (Err(_), Some(reflected), false) = (&result, reflected(op), numpys(a)) {
        // What is not NumPy's gives the question back: the other one asks it the other way round.
        result = reflected.call(&[y2, x2], &CallOptions::default());
    }
    float_warnings(interp, false)?;
    match result {
        Ok(views) => Ok(views.into_iter().next().map_or(Value::None, wrap)),
        Err(Error { kind: ErrorKind::UFuncType, .. }) if equality => incomparable(op, a, b),
        Err(e) => Err(e.into()),
    }
}

/// The ufunc of a comparison whose operands change places.
fn reflected(op: CmpOp) -> Option<&'static Ufunc> {
    Some(match op {
        CmpOp::Lt => &ufunc::GREATER,
        CmpOp::Le => &ufunc::GREATER_EQUAL,
        CmpOp::Gt => &ufunc::LESS,
        CmpOp::Ge => &ufunc::LESS_EQUAL,
        _ => return None,
    })
}

fn holds_objects(v: &Value) -> bool {
    matches!(v, Value::Array(a) if a.view().dtype() == DType::Object)
}

fn is_void(v: &Value) -> bool {
    match v {
        Value::Array(a) => a.view().dtype().kind() == Kind::Void,
        Value::Scalar(s) => matches!(&**s, Scalar::Void(_)),
        _ => false,
    }
}

/// What `==` and `!=` say of things without a common type: all false, all true.
fn incomparable(op: CmpOp, a: &Value, b: &Value) -> Result<Value> {
    let answer = op == CmpOp::Ne;
    let time =
        |v: &Value| matches!(v, Value::Scalar(s) if matches!(&**s, Scalar::DateTime(..) | Scalar::TimeDelta(..)));
    let ((Value::Array(array), _) | (_, Value::Array(array))) = (a, b) else {
        return Ok(if time(a) || time(b) { Value::scalar(answer) } else { Value::Bool(answer) });
    };
    let one = View::from_scalar(&Scalar::Bool(answer))?;
    let all = View::zeros(DType::Bool, array.view().shape())?;
    crate::engine::kernels::cast::assign(&all, &Operand::Array(one))?;
    Ok(wrap(all))
}

/// `item in array`.
///
/// # Errors
/// What comparing raises.
pub fn contains(interp: &mut Interp, a: &Rc<Array>, item: &Value) -> Result<bool> {
    let found = compare(interp, CmpOp::Eq, &Value::Array(a.clone()), item)?;
    Ok(match found {
        Value::Array(a) => a.view().scalars().any(|s| s.truth()),
        other => interp.truth(&other)?,
    })
}

/// A NumPy scalar as the Python value that its `item()` is.
pub fn python_item(s: &Scalar) -> Value {
    match s {
        Scalar::Bool(b) => Value::Bool(*b),
        Scalar::Object(held) => crate::lang::objects::value(held),
        Scalar::Str(s) => Value::str(&**s),
        Scalar::Bytes(b) => Value::Bytes(Rc::new(b.to_vec())),
        Scalar::Void(item) => numpy::records::value::item(&item.0),
        Scalar::DateTime(..) | Scalar::TimeDelta(..) => numpy::times::python(s).unwrap_or(Value::None),
        _ => match (s.as_integer(), s.as_f64(), s.as_complex()) {
            (Some(n), ..) => Value::big(n.into()),
            (_, Some(x), _) => Value::Float(x),
            (_, _, Some(z)) => Value::complex(z.re, z.im),
            _ => Value::None,
        },
    }
}
