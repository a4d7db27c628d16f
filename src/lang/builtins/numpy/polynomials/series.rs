//! Polynomials by their coefficients, the lowest power first: the functions of `numpy.polynomial.polynomial`.

use super::arithmetic::{len, linalg};
use crate::engine::Kind;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, UnaryOp};

/// `a[i]`
pub fn at(interp: &mut Interp, a: &Value, i: i64) -> Result<Value> {
    np::item(interp, a, &Value::Int(i))
}

/// `a[start:stop]`
pub fn part(interp: &mut Interp, a: &Value, start: Option<i64>, stop: Option<i64>) -> Result<Value> {
    np::item(interp, a, &np::slice(start, stop, None))
}

/// Without zeros at the end, but for the first coefficient.
fn trimmed(interp: &mut Interp, c: Value) -> Result<Value> {
    let view = np::view(interp, &c)?;
    let all: Vec<bool> = view.scalars().map(|x| x.truth()).collect();
    let keep = all.iter().rposition(|&x| x).map_or(1, |i| i + 1);
    if keep >= all.len() { Ok(c) } else { part(interp, &c, None, Some(keep as i64)) }
}

/// Coefficients as arrays of one axis and one inexact dtype: copies.
///
/// # Errors
/// `ValueError` of what are no coefficients.
pub fn series(interp: &mut Interp, all: &[&Value], trim: bool) -> Result<Vec<Value>> {
    let mut arrays = Vec::new();
    for v in all {
        let a = np::call(interp, "atleast_1d", &[(*v).clone()])?;
        let view = np::view(interp, &a)?;
        if view.size() == 0 {
            return Err(Raise::value_error("Coefficient array is empty"));
        }
        if view.rank() != 1 {
            return Err(Raise::value_error("Coefficient array is not 1-d"));
        }
        arrays.push(a);
    }
    if trim {
        arrays = arrays.into_iter().map(|a| trimmed(interp, a)).collect::<Result<_>>()?;
    }
    let dtype = match np::call(interp, "common_type", &arrays) {
        Ok(t) => t,
        Err(e) if e.is(&exc::KEYBOARD_INTERRUPT) => return Err(e),
        Err(_) => return Err(Raise::value_error("Coefficient arrays have no common type")),
    };
    arrays.iter().map(|a| np::call_kw(interp, "array", std::slice::from_ref(a), &[("dtype", dtype.clone())])).collect()
}

/// `polyadd` and `polysub`.
///
/// # Errors
/// Of the coefficients.
pub fn sum(interp: &mut Interp, op: BinOp, a: &Value, b: &Value) -> Result<Value> {
    let both = series(interp, &[a, b], true)?;
    let (a, b) = (both[0].clone(), both[1].clone());
    let (n, m) = (len(interp, &a)?, len(interp, &b)?);
    let result = if n > m {
        let head = part(interp, &a, None, Some(m as i64))?;
        interp.in_place(op, &head, &b)?;
        a
    } else {
        let b = if op == BinOp::Sub { interp.unary(UnaryOp::Neg, &b)? } else { b };
        let head = part(interp, &b, None, Some(n as i64))?;
        interp.in_place(BinOp::Add, &head, &a)?;
        b
    };
    trimmed(interp, result)
}

/// `polymul`.
///
/// # Errors
/// Of the coefficients.
pub fn product(interp: &mut Interp, a: &Value, b: &Value) -> Result<Value> {
    let both = series(interp, &[a, b], true)?;
    let product = np::call(interp, "convolve", &both)?;
    trimmed(interp, product)
}

/// `polydiv`.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn quotient(interp: &mut Interp, a: &Value, b: &Value) -> Result<(Value, Value)> {
    let both = series(interp, &[a, b], true)?;
    let (a, b) = (both[0].clone(), both[1].clone());
    let last = at(interp, &b, -1)?;
    if !interp.truth(&last)? {
        return Err(Raise::with_args(&exc::ZERO_DIVISION_ERROR, vec![]));
    }
    let (n, m) = (len(interp, &a)? as i64, len(interp, &b)? as i64);
    let nothing = |interp: &mut Interp| -> Result<Value> {
        let head = part(interp, &a, None, Some(1))?;
        np::mul(interp, &head, &Value::Int(0))
    };
    if n < m {
        return Ok((nothing(interp)?, a));
    }
    if m == 1 {
        return Ok((np::div(interp, &a, &last)?, nothing(interp)?));
    }
    let lower = part(interp, &b, None, Some(-1))?;
    let lower = np::div(interp, &lower, &last)?;
    let mut j = n - 1;
    for i in (0..=n - m).rev() {
        let factor = at(interp, &a, j)?;
        let less = np::mul(interp, &lower, &factor)?;
        let place = part(interp, &a, Some(i), Some(j))?;
        interp.in_place(BinOp::Sub, &place, &less)?;
        j -= 1;
    }
    let upper = part(interp, &a, Some(j + 1), None)?;
    let rest = part(interp, &a, None, Some(j + 1))?;
    Ok((np::div(interp, &upper, &last)?, trimmed(interp, rest)?))
}

/// `polypow`.
///
/// # Errors
/// `ValueError` of a power that is no natural number, or too large.
pub fn power(interp: &mut Interp, c: &Value, n: &Value, most: Option<i64>) -> Result<Value> {
    let c = series(interp, &[c], true)?.remove(0);
    let number = interp.float(n)?;
    if number.fract() != 0.0 || number < 0.0 {
        return Err(Raise::value_error("Power must be a non-negative integer."));
    }
    if most.is_some_and(|most| number > most as f64) {
        return Err(Raise::value_error("Power is too large"));
    }
    if number == 0.0 {
        let dtype = interp.get_attr(&c, "dtype")?;
        return np::call(interp, "array", &[Value::list(vec![Value::Int(1)]), dtype]);
    }
    let mut product = c.clone();
    for _ in 2..=number as i64 {
        product = np::call(interp, "convolve", &[product, c.clone()])?;
    }
    Ok(product)
}

/// Coefficients as an inexact array of at least one axis, a copy.
fn inexact(interp: &mut Interp, c: &Value) -> Result<Value> {
    let c = np::call_kw(interp, "array", std::slice::from_ref(c), &[("ndmin", Value::Int(1))])?;
    if np::view(interp, &c)?.dtype().is_integral() { np::add(interp, &c, &Value::Float(0.0)) } else { Ok(c) }
}

/// `polyder`.
///
/// # Errors
/// `ValueError` of a negative order.
pub fn derivative(interp: &mut Interp, c: &Value, m: &Value, scale: &Value) -> Result<Value> {
    let mut c = inexact(interp, c)?;
    let m = order(interp, m, "the order of derivation")?;
    if m < 0 {
        return Err(Raise::value_error("The order of derivation must be non-negative"));
    }
    let mut n = len(interp, &c)? as i64;
    if m > 0 && m >= n {
        let head = part(interp, &c, None, Some(1))?;
        return np::mul(interp, &head, &Value::Int(0));
    }
    for _ in 0..m {
        n -= 1;
        c = np::mul(interp, &c, scale)?;
        let tail = part(interp, &c, Some(1), None)?;
        let powers = np::call(interp, "arange", &[Value::Int(1), Value::Int(n + 1)])?;
        let dtype = interp.get_attr(&c, "dtype")?;
        let all = np::mul(interp, &powers, &tail)?;
        c = np::method(interp, &all, "astype", &[dtype])?;
    }
    Ok(c)
}

fn order(interp: &mut Interp, m: &Value, what: &str) -> Result<i64> {
    if m.is_none() {
        return Ok(1);
    }
    interp.index(m).map_err(|_| {
        let shown = interp.str(m).unwrap_or_default();
        Raise::type_error(format!("{what} must be an integer, received {shown}"))
    })
}

/// `polyint`: constants, a lower bound and a scale.
///
/// # Errors
/// `ValueError` of a negative order, of too many constants.
pub fn integral(interp: &mut Interp, c: &Value, m: &Value, k: &Value, (low, scale): (&Value, &Value)) -> Result<Value> {
    let mut c = inexact(interp, c)?;
    let constants = match k {
        Value::None => Vec::new(),
        k => match interp.iter(k) {
            Ok(_) => interp.collect(k)?,
            Err(_) => vec![k.clone()],
        },
    };
    let m = order(interp, m, "the order of integration")?;
    if m < 0 {
        return Err(Raise::value_error("The order of integration must be non-negative"));
    }
    if constants.len() as i64 > m {
        return Err(Raise::value_error("Too many integration constants"));
    }
    let dtype = interp.get_attr(&c, "dtype")?;
    for i in 0..m as usize {
        let constant = constants.get(i).cloned().unwrap_or(Value::Int(0));
        c = np::mul(interp, &c, scale)?;
        let n = len(interp, &c)?;
        let first = at(interp, &c, 0)?;
        if n == 1 && !interp.truth(&first)? {
            let head = np::add(interp, &first, &constant)?;
            interp.set_item(&c, &Value::Int(0), head)?;
            continue;
        }
        let powers = np::call(interp, "arange", &[Value::Int(1), Value::Int(n as i64 + 1)])?;
        let raised = np::div(interp, &c, &powers)?;
        let zero = part(interp, &c, None, Some(1))?;
        let zero = np::mul(interp, &zero, &Value::Int(0))?;
        let all = np::call(interp, "concatenate", &[Value::tuple(vec![zero, raised])])?;
        let all = np::method(interp, &all, "astype", std::slice::from_ref(&dtype))?;
        let below = value(interp, low, &all)?;
        let change = np::sub(interp, &constant, &below)?;
        let first = at(interp, &all, 0)?;
        let first = np::add(interp, &first, &change)?;
        interp.set_item(&all, &Value::Int(0), first)?;
        c = all;
    }
    Ok(c)
}

/// `polyval`.
///
/// # Errors
/// Of the arithmetic.
pub fn value(interp: &mut Interp, x: &Value, c: &Value) -> Result<Value> {
    let mut c = inexact(interp, c)?;
    let x = if matches!(x, Value::Tuple(_) | Value::List(_)) { np::as_array(interp, x)? } else { x.clone() };
    if let Value::Array(a) = &x {
        let rank = a.view().rank();
        let mut shape: Vec<i64> = np::view(interp, &c)?.shape().iter().map(|&n| n as i64).collect();
        shape.extend(std::iter::repeat_n(1, rank));
        c = np::call(interp, "reshape", &[c, Value::tuple(shape.into_iter().map(Value::Int).collect())])?;
    }
    let n = len(interp, &c)? as i64;
    let last = at(interp, &c, -1)?;
    let nothing = np::mul(interp, &x, &Value::Int(0))?;
    let mut sum = np::add(interp, &last, &nothing)?;
    for i in 2..=n {
        let next = at(interp, &c, -i)?;
        let grown = np::mul(interp, &sum, &x)?;
        sum = np::add(interp, &next, &grown)?;
    }
    Ok(sum)
}

/// `polyroots`.
///
/// # Errors
/// Of the coefficients.
pub fn roots(interp: &mut Interp, c: &Value) -> Result<Value> {
    let c = series(interp, &[c], true)?.remove(0);
    let n = len(interp, &c)? as i64 - 1;
    let dtype = interp.get_attr(&c, "dtype")?;
    if n < 1 {
        return np::call(interp, "array", &[Value::list(Vec::new()), dtype]);
    }
    let last = at(interp, &c, -1)?;
    if n == 1 {
        let first = at(interp, &c, 0)?;
        let first = interp.unary(UnaryOp::Neg, &first)?;
        let root = np::div(interp, &first, &last)?;
        return np::call(interp, "array", &[Value::list(vec![root])]);
    }
    let ones = np::call(interp, "ones", &[Value::Int(n - 1), dtype])?;
    let companion = np::call(interp, "diag", &[ones, Value::Int(-1)])?;
    let column = np::item(interp, &companion, &Value::tuple(vec![np::slice(None, None, None), Value::Int(-1)]))?;
    let lower = part(interp, &c, None, Some(-1))?;
    let less = np::div(interp, &lower, &last)?;
    interp.in_place(BinOp::Sub, &column, &less)?;
    let found = linalg(interp, "eigvals", &[companion])?;
    np::call(interp, "sort", &[found])
}

/// `polyfromroots`.
///
/// # Errors
/// Of the roots.
pub fn from_roots(interp: &mut Interp, roots: &Value) -> Result<Value> {
    let roots = np::as_array(interp, roots)?;
    if np::view(interp, &roots)?.size() == 0 {
        return np::call(interp, "ones", &[Value::Int(1)]);
    }
    let roots = series(interp, &[&roots], false)?.remove(0);
    let roots = np::call(interp, "sort", &[roots])?;
    let mut factors = Vec::new();
    for r in interp.collect(&roots)? {
        let less = interp.unary(UnaryOp::Neg, &r)?;
        factors.push(np::call(interp, "array", &[Value::list(vec![less, Value::Int(1)])])?);
    }
    while factors.len() > 1 {
        let half = factors.len() / 2;
        let mut next = Vec::new();
        for i in 0..half {
            next.push(product(interp, &factors[i], &factors[i + half])?);
        }
        if factors.len() % 2 == 1 {
            next[0] = product(interp, &next[0], &factors[factors.len() - 1])?;
        }
        factors = next;
    }
    Ok(factors.remove(0))
}

/// `polyvander`.
///
/// # Errors
/// `ValueError` of a negative degree.
pub fn vander(interp: &mut Interp, x: &Value, deg: i64) -> Result<Value> {
    if deg < 0 {
        return Err(Raise::value_error("deg must be non-negative"));
    }
    let x = np::call(interp, "atleast_1d", std::slice::from_ref(x))?;
    let x = np::add(interp, &x, &Value::Float(0.0))?;
    let nothing = np::mul(interp, &x, &Value::Int(0))?;
    let mut rows = vec![np::add(interp, &nothing, &Value::Int(1))?];
    for i in 1..=deg as usize {
        let next = if i == 1 { x.clone() } else { np::mul(interp, &rows[i - 1].clone(), &x)? };
        rows.push(next);
    }
    let all = np::call(interp, "stack", &[Value::list(rows)])?;
    np::call(interp, "moveaxis", &[all, Value::Int(0), Value::Int(-1)])
}

/// What a fit is asked.
pub struct Fit {
    /// `rcond=…`
    pub rcond: Value,
    /// `full=…`
    pub full: bool,
    /// `w=…`
    pub weights: Value,
}

/// `polyfit`: coefficients, and what `full` tells beside.
///
/// # Errors
/// `TypeError` and `ValueError` in NumPy's words.
pub fn fit(interp: &mut Interp, x: &Value, y: &Value, deg: &Value, asked: Fit) -> Result<(Value, Option<Value>)> {
    let zero = Value::Float(0.0);
    let (x, y) = (np::as_array(interp, x)?, np::as_array(interp, y)?);
    let (x, y) = (np::add(interp, &x, &zero)?, np::add(interp, &y, &zero)?);
    let Ok(most) = interp.index(deg) else {
        let degrees = np::view(interp, deg)?;
        if degrees.rank() > 1 || !matches!(degrees.dtype().kind(), Kind::Int | Kind::UInt) || degrees.size() == 0 {
            return Err(Raise::type_error("deg must be an int or non-empty 1-D array of int"));
        }
        return Err(Raise::unsupported("Ravel's Polynomial.fit takes one degree: the powers up to it are all fitted"));
    };
    if most < 0 {
        return Err(Raise::value_error("expected deg >= 0"));
    }
    let (vx, vy) = (np::view(interp, &x)?, np::view(interp, &y)?);
    if vx.rank() != 1 {
        return Err(Raise::type_error("expected 1D vector for x"));
    }
    if vx.size() == 0 {
        return Err(Raise::type_error("expected non-empty vector for x"));
    }
    if vy.rank() < 1 || vy.rank() > 2 {
        return Err(Raise::type_error("expected 1D or 2D array for y"));
    }
    if vx.shape()[0] != vy.shape()[0] {
        return Err(Raise::type_error("expected x and y to have same length"));
    }
    let van = vander(interp, &x, most)?;
    let (mut lhs, mut rhs) = (interp.get_attr(&van, "T")?, interp.get_attr(&y, "T")?);
    if !asked.weights.is_none() {
        let w = np::as_array(interp, &asked.weights)?;
        let w = np::add(interp, &w, &zero)?;
        let vw = np::view(interp, &w)?;
        if vw.rank() != 1 {
            return Err(Raise::type_error("expected 1D vector for w"));
        }
        if vw.size() != vx.size() {
            return Err(Raise::type_error("expected x and w to have same length"));
        }
        (lhs, rhs) = (np::mul(interp, &lhs, &w)?, np::mul(interp, &rhs, &w)?);
    }
    let rcond = match &asked.rcond {
        Value::None => Value::scalar(
            vx.size() as f64 * if vx.dtype().itemsize() == 4 { f32::EPSILON as f64 } else { f64::EPSILON },
        ),
        given => given.clone(),
    };
    let squares = if vx.dtype().kind() == Kind::Complex {
        let (re, im) = (interp.get_attr(&lhs, "real")?, interp.get_attr(&lhs, "imag")?);
        let (re, im) = (np::call(interp, "square", &[re])?, np::call(interp, "square", &[im])?);
        np::add(interp, &re, &im)?
    } else {
        np::call(interp, "square", std::slice::from_ref(&lhs))?
    };
    let sums = np::call_kw(interp, "sum", &[squares], &[("axis", Value::Int(1))])?;
    let scale = np::call(interp, "sqrt", &[sums])?;
    let empty = np::cmp(interp, crate::syntax::ast::CmpOp::Eq, &scale, &Value::Int(0))?;
    interp.set_item(&scale, &empty, Value::Int(1))?;
    let turned = interp.get_attr(&lhs, "T")?;
    let (lhs, rhs) = (np::div(interp, &turned, &scale)?, interp.get_attr(&rhs, "T")?);
    let solved = linalg(interp, "lstsq", &[lhs, rhs, rcond.clone()])?;
    let parts = interp.collect(&solved)?;
    let c = interp.get_attr(&parts[0], "T")?;
    let c = np::div(interp, &c, &scale)?;
    let c = interp.get_attr(&c, "T")?;
    if interp.index(&parts[2])? != most + 1 && !asked.full {
        interp.warn(&exc::RANK_WARNING, "The fit may be poorly conditioned")?;
    }
    let status = asked.full.then(|| Value::list(vec![parts[1].clone(), parts[2].clone(), parts[3].clone(), rcond]));
    Ok((c, status))
}
