//! Comparisons.

use super::{arrays, fast, symbol, texts};
use crate::engine::interrupt::{self, stoppable, watched};
use crate::lang::builtins::{datetime, numpy};
use crate::lang::dict::Dict;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::iterate;
use crate::lang::protocol::number::Number;
use crate::lang::value::{List, Range, Value};
use crate::syntax::ast::CmpOp;
use num_bigint::BigInt;
use num_traits::FromPrimitive;
use std::cmp::Ordering;

/// `a op b`.
///
/// # Errors
/// `TypeError` where the kinds have no order; what comparing arrays raises.
pub fn compare(interp: &mut Interp, op: CmpOp, a: &Value, b: &Value) -> Result<Value> {
    if let Some(truth) = fast::compare(op, a, b) {
        return Ok(Value::Bool(truth));
    }
    if let Value::Object(x) = a
        && !matches!(op, CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn)
        && (matches!(b, Value::Object(_)) || x.orders_all())
        && let Some(result) = x.clone().order(interp, op, b)
    {
        return result;
    }
    match op {
        CmpOp::Is => Ok(Value::Bool(a.is(b))),
        CmpOp::IsNot => Ok(Value::Bool(!a.is(b))),
        CmpOp::In => contains(interp, b, a).map(Value::Bool),
        CmpOp::NotIn => contains(interp, b, a).map(|r| Value::Bool(!r)),
        CmpOp::Eq | CmpOp::Ne if datetime::meets_numpy(a, b) => {
            numpy::call(interp, if op == CmpOp::Eq { "equal" } else { "not_equal" }, &[a.clone(), b.clone()])
        }
        CmpOp::Eq | CmpOp::Ne if arrays::takes_part(a, b) => arrays::compare(interp, op, a, b),
        CmpOp::Eq | CmpOp::Ne => equal(interp, a, b).map(|r| Value::Bool(r == (op == CmpOp::Eq))),
        _ => order(interp, op, a, b),
    }
}

/// `a == b` of values that are no arrays.
fn equal(interp: &mut Interp, a: &Value, b: &Value) -> Result<bool> {
    if let (Some(x), Some(y)) = (Number::of(a), Number::of(b)) {
        return Ok(numbers(&x, &y) == Some(Ordering::Equal));
    }
    match (a, b) {
        (Value::List(x), Value::List(y)) => lists_equal(interp, x, y),
        (Value::Tuple(x), Value::Tuple(y)) => items_equal(interp, x, y),
        (Value::Bytes(x), Value::Bytes(y)) => Ok(interrupt::same(x, y)),
        (Value::Set(x), Value::Set(y)) => {
            let (x, y) = (x.items.borrow(), y.items.borrow());
            Ok(x.len() == y.len() && watched(x.iter()).all(|k| y.contains(k)))
        }
        (Value::Dict(x), Value::Dict(y)) => deeper(interp, |interp| dicts_equal(interp, x, y)),
        (Value::Range(x), Value::Range(y)) => {
            let same_step = x.len() <= 1 || x.step == y.step;
            Ok(x.len() == y.len() && (x.is_empty() || (x.start == y.start && same_step)))
        }
        (Value::Slice(x), Value::Slice(y)) => Ok(interp.equal(&x.start, &y.start)?
            && interp.equal(&x.stop, &y.stop)?
            && interp.equal(&x.step, &y.step)?),
        (Value::DType(_), _) | (_, Value::DType(_)) => crate::lang::builtins::numpy::dtype_equals(interp, a, b),
        (Value::Object(x), Value::Object(y)) if std::ptr::eq(x.type_(), y.type_()) && x.contents().is_some() => {
            interp.equal(&x.contents().unwrap_or(Value::None), &y.contents().unwrap_or(Value::None))
        }
        (Value::Object(x), Value::Dict(_)) if matches!(x.contents(), Some(Value::Dict(_))) => {
            interp.equal(&x.contents().unwrap_or(Value::None), b)
        }
        (Value::Dict(_), Value::Object(y)) if matches!(y.contents(), Some(Value::Dict(_))) => {
            interp.equal(a, &y.contents().unwrap_or(Value::None))
        }
        (Value::Object(o), other) | (other, Value::Object(o)) => match (o.equals(other), plain(a), plain(b)) {
            (Some(equal), ..) => Ok(equal),
            (_, None, None) => Ok(a.is(b)),
            (_, x, y) => interp.equal(x.as_ref().unwrap_or(a), y.as_ref().unwrap_or(b)),
        },
        _ => match (a.as_str(), b.as_str()) {
            (Some(x), Some(y)) => Ok(interrupt::same(x.as_bytes(), y.as_bytes())),
            _ => Ok(a.is(b)),
        },
    }
}

fn dicts_equal(interp: &mut Interp, x: &Dict, y: &Dict) -> Result<bool> {
    if x.0.borrow().len() != y.0.borrow().len() {
        return Ok(false);
    }
    // No borrow lasts: a comparison may run code of the program.
    let item = |at: usize| x.0.borrow().get_index(at).map(|(k, v)| (k.clone(), v.clone()));
    for (k, v) in (0..).map_while(item) {
        let other = y.0.borrow().get(&k).cloned();
        match other {
            Some(other) if interp.equal(&v, &other)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// No borrow of a list lasts: a comparison may run code of the program.
fn lists_equal(interp: &mut Interp, x: &List, y: &List) -> Result<bool> {
    if x.0.borrow().len() != y.0.borrow().len() {
        return Ok(false);
    }
    deeper(interp, |interp| Ok(first_difference(interp, x, y)?.is_none()))
}

/// The first items that differ, of as many as both have.
fn first_difference(interp: &mut Interp, x: &List, y: &List) -> Result<Option<(Value, Value)>> {
    let item = |list: &List, at: usize| list.0.borrow().get(at).cloned();
    for at in 0.. {
        let (Some(a), Some(b)) = (item(x, at), item(y, at)) else { break };
        if !interp.equal(&a, &b)? {
            return Ok(Some((a, b)));
        }
    }
    Ok(None)
}

fn lists_order(interp: &mut Interp, op: CmpOp, x: &List, y: &List) -> Result<Value> {
    match first_difference(interp, x, y)? {
        Some((a, b)) => deeper(interp, |interp| interp.compare(op, &a, &b)),
        None => Ok(Value::Bool(holds(op, x.0.borrow().len().cmp(&y.0.borrow().len())))),
    }
}

fn items_equal(interp: &mut Interp, x: &[Value], y: &[Value]) -> Result<bool> {
    if x.len() != y.len() {
        return Ok(false);
    }
    deeper(interp, |interp| {
        for (a, b) in x.iter().zip(y) {
            if !interp.equal(a, b)? {
                return Ok(false);
            }
        }
        Ok(true)
    })
}

/// Runs one level deeper: containers that hold themselves must end in an error.
fn deeper<R>(interp: &mut Interp, f: impl FnOnce(&mut Interp) -> Result<R>) -> Result<R> {
    if interp.depth >= interp.recursion_limit {
        let text = "maximum recursion depth exceeded in comparison";
        return Err(Raise::new(&crate::lang::exceptions::RECURSION_ERROR, text));
    }
    interp.depth += 1;
    let result = f(interp);
    interp.depth -= 1;
    result
}

/// The exact order of two numbers; `None` with NaN or for unequal complex ones.
pub fn numbers(x: &Number, y: &Number) -> Option<Ordering> {
    match (x, y) {
        (Number::Complex(_), _) | (_, Number::Complex(_)) => {
            let (x, y) = (x.to_complex().ok()?, y.to_complex().ok()?);
            (x == y).then_some(Ordering::Equal)
        }
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(b),
        (Number::Float(a), n) => float_and_int(*a, &*n.to_big()?),
        (n, Number::Float(b)) => float_and_int(*b, &*n.to_big()?).map(Ordering::reverse),
        _ => Some(x.to_big()?.cmp(&y.to_big()?)),
    }
}

fn float_and_int(x: f64, n: &BigInt) -> Option<Ordering> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { Ordering::Greater } else { Ordering::Less });
    }
    let floor = BigInt::from_f64(x.floor())?;
    Some(floor.cmp(n).then(if x > x.floor() { Ordering::Greater } else { Ordering::Equal }))
}

/// The builtin value that an object compares as.
fn plain(v: &Value) -> Option<Value> {
    match v {
        Value::Object(o) => o.plain(),
        _ => None,
    }
}

fn order(interp: &mut Interp, op: CmpOp, a: &Value, b: &Value) -> Result<Value> {
    let is_complex = |v: &Value| matches!(v, Value::Complex(_));
    if let (Some(x), Some(y), false) = (Number::of(a), Number::of(b), is_complex(a) || is_complex(b)) {
        return Ok(Value::Bool(numbers(&x, &y).is_some_and(|o| holds(op, o))));
    }
    if arrays::takes_part(a, b) {
        return arrays::compare(interp, op, a, b);
    }
    let (x, y) = (plain(a), plain(b));
    if x.is_some() || y.is_some() {
        return interp.compare(op, x.as_ref().unwrap_or(a), y.as_ref().unwrap_or(b));
    }
    if let Some(holds) = crate::lang::builtins::numpy::dtype_order(interp, op, a, b) {
        return Ok(Value::Bool(holds));
    }
    match (a, b) {
        (Value::List(x), Value::List(y)) => {
            return lists_order(interp, op, x, y);
        }
        (Value::Tuple(x), Value::Tuple(y)) => return items_order(interp, op, x, y),
        (Value::Bytes(x), Value::Bytes(y)) => return Ok(Value::Bool(holds(op, interrupt::order(x, y)))),
        (Value::Set(x), Value::Set(y)) => {
            let (x, y) = (x.items.borrow(), y.items.borrow());
            let (small, large) = if matches!(op, CmpOp::Lt | CmpOp::Le) { (&x, &y) } else { (&y, &x) };
            let strict = matches!(op, CmpOp::Lt | CmpOp::Gt);
            let within = watched(small.iter()).all(|k| large.contains(k));
            return Ok(Value::Bool(within && (!strict || small.len() < large.len())));
        }
        _ => {}
    }
    if let (Some(x), Some(y)) = (a.as_str(), b.as_str()) {
        return Ok(Value::Bool(holds(op, interrupt::order(x.as_bytes(), y.as_bytes()))));
    }
    let (op, a, b) = (symbol::compare(op), interp.type_name(a), interp.type_name(b));
    Err(Raise::type_error(format!("'{op}' not supported between instances of '{a}' and '{b}'")))
}

fn holds(op: CmpOp, o: Ordering) -> bool {
    match op {
        CmpOp::Lt => o.is_lt(),
        CmpOp::Le => o.is_le(),
        CmpOp::Gt => o.is_gt(),
        CmpOp::Ge => o.is_ge(),
        CmpOp::Ne => o.is_ne(),
        _ => o.is_eq(),
    }
}

/// The order of two sequences is that of the first items that differ.
fn items_order(interp: &mut Interp, op: CmpOp, x: &[Value], y: &[Value]) -> Result<Value> {
    for (a, b) in x.iter().zip(y) {
        if !interp.equal(a, b)? {
            return deeper(interp, |interp| interp.compare(op, a, b));
        }
    }
    Ok(Value::Bool(holds(op, x.len().cmp(&y.len()))))
}

/// `item in container`.
///
/// # Errors
/// `TypeError` where there is nothing to look in.
pub fn contains(interp: &mut Interp, container: &Value, item: &Value) -> Result<bool> {
    match container {
        Value::Dict(d) => {
            let key = interp.key(item.clone())?;
            Ok(d.0.borrow().contains_key(&key))
        }
        Value::Set(s) => {
            let key = interp.key(item.clone())?;
            Ok(s.items.borrow().contains(&key))
        }
        Value::Range(r) => Ok(Number::of_any(item).is_some_and(|n| in_range(r, &n))),
        Value::Bytes(b) => in_bytes(interp, b, item),
        Value::Array(a) => arrays::contains(interp, a, item),
        _ => match (container.as_str(), item.as_str()) {
            (Some(text), Some(part)) => Ok(stoppable(|| texts::find(text, part).is_some())?),
            (Some(_), None) => {
                let name = interp.type_name(item);
                Err(Raise::type_error(format!("'in <string>' requires string as left operand, not {name}")))
            }
            _ => among_items(interp, container, item),
        },
    }
}

fn in_bytes(interp: &mut Interp, b: &[u8], item: &Value) -> Result<bool> {
    if let Value::Bytes(part) = item {
        return Ok(part.is_empty() || stoppable(|| watched(b.windows(part.len())).any(|w| w == &part[..]))?);
    }
    let name = interp.type_name(item);
    let n = interp.index(item);
    let n = n.map_err(|_| Raise::type_error(format!("a bytes-like object is required, not '{name}'")))?;
    let n = u8::try_from(n).map_err(|_| Raise::value_error("byte must be in range(0, 256)"))?;
    Ok(interrupt::pieces(b).any(|piece| piece.contains(&n)))
}

fn in_range(r: &Range, n: &Number) -> bool {
    let whole = match n {
        Number::Int(n) => *n as i128,
        Number::Float(x) if x.fract() == 0.0 && x.abs() < 9e18 => *x as i128,
        _ => return false,
    };
    let (from, step) = (whole - r.start as i128, r.step as i128);
    from % step == 0 && from / step >= 0 && from / step < r.len() as i128
}

fn among_items(interp: &mut Interp, container: &Value, item: &Value) -> Result<bool> {
    if let Value::Object(o) = container
        && let Some(found) = o.clone().contains(interp, item)
    {
        return found;
    }
    if !iterate::is_iterable(interp, container) {
        let name = interp.type_name(container);
        return Err(Raise::type_error(format!("argument of type '{name}' is not iterable")));
    }
    let it = interp.iter(container)?;
    while let Some(other) = interp.next(&it)? {
        crate::engine::interrupt::check()?;
        if interp.equal(&other, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}
