//! `numpy.polynomial.Polynomial`: coefficients with a domain that is mapped to a window.

use super::arithmetic::len;
use super::series::{self, Fit, at};
use crate::engine::Scalar;
use crate::engine::repr::{self, FloatArgs, Trim};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, attribute, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};
use std::any::Any;

/// `numpy.polynomial.polynomial.Polynomial`
pub static POLYNOMIAL: Type = Type::new("Polynomial", "numpy.polynomial.polynomial", &[&OBJECT], table);

/// A polynomial of the powers of x.
#[derive(Clone)]
struct Polynomial {
    c: Value,
    domain: Value,
    window: Value,
    symbol: String,
}

const DOC: &str = "A polynomial, the lowest power first.\n\n\
    >>> from numpy.polynomial import Polynomial\n>>> p = Polynomial([1, 2, 3])\n>>> p(2)\nnp.float64(17.0)\n\
    >>> print(p)\n1.0 + 2.0·x + 3.0·x²";

/// `[-1, 1]`
fn unit(interp: &mut Interp) -> Result<Value> {
    np::call(interp, "array", &[Value::list(vec![Value::Float(-1.0), Value::Float(1.0)])])
}

/// A domain or window as it was given, or the default.
fn interval(interp: &mut Interp, v: &Value, name: &str) -> Result<Value> {
    if v.is_none() {
        return unit(interp);
    }
    let v = series::series(interp, &[v], false)?.remove(0);
    if len(interp, &v)? != 2 {
        return Err(Raise::value_error(format!("{name} has wrong number of elements.")));
    }
    Ok(v)
}

/// Offset and scale of the map from one interval to another.
fn parameters(interp: &mut Interp, old: &Value, new: &Value) -> Result<(Value, Value)> {
    let (a, b) = (at(interp, old, 0)?, at(interp, old, 1)?);
    let (c, d) = (at(interp, new, 0)?, at(interp, new, 1)?);
    let (from, to) = (np::sub(interp, &b, &a)?, np::sub(interp, &d, &c)?);
    let (x, y) = (np::mul(interp, &b, &c)?, np::mul(interp, &a, &d)?);
    let difference = np::sub(interp, &x, &y)?;
    Ok((np::div(interp, &difference, &from)?, np::div(interp, &to, &from)?))
}

fn mapped(interp: &mut Interp, x: &Value, old: &Value, new: &Value) -> Result<Value> {
    let plain = matches!(x, Value::Int(_) | Value::Float(_) | Value::Complex(_) | Value::Scalar(_))
        || x.downcast::<Polynomial>().is_some();
    let x = if plain { x.clone() } else { np::as_array(interp, x)? };
    let (off, scale) = parameters(interp, old, new)?;
    let scaled = np::mul(interp, &scale, &x)?;
    np::add(interp, &off, &scaled)
}

fn new(interp: &mut Interp, c: &Value, domain: &Value, window: &Value, symbol: &Value) -> Result<Value> {
    let c = series::series(interp, &[c], false)?.remove(0);
    let (domain, window) = (interval(interp, domain, "Domain")?, interval(interp, window, "Window")?);
    let symbol = match (symbol, symbol.as_str()) {
        (Value::None, _) => "x".to_string(),
        (_, Some(s)) if is_identifier(s) => s.to_string(),
        (_, Some(_)) => return Err(Raise::value_error("Symbol string must be a valid Python identifier")),
        _ => return Err(Raise::type_error("Symbol must be a non-empty string")),
    };
    Ok(Value::object(Polynomial { c, domain, window, symbol }))
}

fn is_identifier(s: &str) -> bool {
    let mut chars = s.chars();
    let head = chars.next().is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c));
    head && chars.all(unicode_ident::is_xid_continue)
}

fn of(v: &Value) -> Result<Polynomial> {
    v.downcast::<Polynomial>().cloned().ok_or_else(|| Raise::type_error("the object is no Polynomial"))
}

/// A coefficient as the text of a polynomial shows it.
fn shown(interp: &mut Interp, x: &Value, parens: bool) -> Result<String> {
    let number = match x {
        Value::Scalar(s) if s.dtype().kind() == crate::engine::Kind::Float => s.as_f64(),
        _ => None,
    };
    let Some(value) = number else { return interp.str(x) };
    let options = interp.print_options.clone();
    if value.is_nan() || value.is_infinite() {
        let word = if value.is_nan() { options.nanstr } else { options.infstr };
        return Ok(word);
    }
    let precision = options.precision;
    let small = 10f64.powi((-(precision - 1)).div_euclid(2).min(0) as i32);
    let far = value != 0.0 && (value.abs() >= 1e8 || value.abs() < small);
    let Value::Scalar(s) = x else { return interp.str(x) };
    let Some((real, _)) = repr::float::parts(s) else { return interp.str(x) };
    let args = FloatArgs { precision: Some(precision), trim: Trim::OneZero, ..FloatArgs::default() };
    let text =
        if far { repr::format_float_scientific(real, &args)? } else { repr::format_float_positional(real, &args)? };
    Ok(if far && parens { format!("({text})") } else { text })
}

fn superscript(n: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    n.to_string().bytes().map(|b| DIGITS[(b - b'0') as usize]).collect()
}

impl Polynomial {
    /// The same domain, window and symbol with other coefficients.
    fn with(&self, interp: &mut Interp, c: &Value) -> Result<Value> {
        new(interp, c, &self.domain, &self.window, &Value::str(&*self.symbol))
    }

    fn text(&self, interp: &mut Interp, ascii: bool) -> Result<String> {
        let (off, scale) = parameters(interp, &self.domain, &self.window)?;
        let (no_off, no_scale) = (interp.equal(&off, &Value::Int(0))?, interp.equal(&scale, &Value::Int(1))?);
        let (off, scale) = (shown(interp, &off, false)?, shown(interp, &scale, false)?);
        let symbol = match (no_off, no_scale) {
            (true, true) => self.symbol.clone(),
            (false, true) => format!("({off} + {})", self.symbol),
            (true, false) => format!("({scale}{})", self.symbol),
            _ => format!("({off} + {scale}{})", self.symbol),
        };
        let width = interp.print_options.linewidth.max(1) as usize;
        let all = interp.collect(&self.c)?;
        let mut out = shown(interp, &all[0], false)?;
        for (i, c) in all.iter().enumerate().skip(1) {
            out.push(' ');
            let mut term = self.term(interp, c)?;
            term += &match (i, ascii) {
                (1, false) => format!("·{symbol}"),
                (1, true) => format!(" {symbol}"),
                (_, false) => format!("·{symbol}{}", superscript(i)),
                (_, true) => format!(" {symbol}**{i}"),
            };
            let last = out.rsplit('\n').next().unwrap_or_default();
            let length = last.chars().count() + term.chars().count() + if i + 1 < all.len() { 2 } else { 0 };
            if length >= width {
                term = term.replacen(' ', "\n", 1);
            }
            out += &term;
        }
        Ok(out)
    }

    /// A coefficient with its sign before it.
    fn term(&self, interp: &mut Interp, c: &Value) -> Result<String> {
        if let Value::Scalar(s) = c
            && s.as_f64().is_none()
        {
            return Ok(format!("+ {}", interp.str(c)?));
        }
        let positive = np::cmp(interp, CmpOp::Ge, c, &Value::Int(0))?;
        if interp.truth(&positive)? {
            return Ok(format!("+ {}", shown(interp, c, true)?));
        }
        let c = interp.unary(UnaryOp::Neg, c)?;
        Ok(format!("- {}", shown(interp, &c, true)?))
    }

    /// The coefficients of the other operand.
    fn others(&self, interp: &mut Interp, other: &Value) -> Result<Value> {
        let Some(p) = other.downcast::<Polynomial>() else { return Ok(other.clone()) };
        for (a, b, text) in [(&self.domain, &p.domain, "Domains differ"), (&self.window, &p.window, "Windows differ")] {
            if !same(interp, a, b)? {
                return Err(Raise::type_error(text));
            }
        }
        if self.symbol != p.symbol {
            return Err(Raise::value_error("Polynomial symbols differ"));
        }
        Ok(p.c.clone())
    }

    fn divided(&self, interp: &mut Interp, other: &Value, reflected: bool) -> Result<(Value, Value)> {
        let other = self.others(interp, other)?;
        let (a, b) = if reflected { (&other, &self.c) } else { (&self.c, &other) };
        let (q, r) = series::quotient(interp, a, b)?;
        Ok((self.with(interp, &q)?, self.with(interp, &r)?))
    }

    fn operate(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Result<Value> {
        let theirs = self.others(interp, other)?;
        let (a, b) = if reflected { (&theirs, &self.c) } else { (&self.c, &theirs) };
        let c = match op {
            BinOp::Mul => series::product(interp, a, b)?,
            _ => series::sum(interp, op, a, b)?,
        };
        self.with(interp, &c)
    }
}

fn same(interp: &mut Interp, a: &Value, b: &Value) -> Result<bool> {
    let same = np::call(interp, "array_equal", &[a.clone(), b.clone()])?;
    interp.truth(&same)
}

impl Object for Polynomial {
    fn type_(&self) -> &'static Type {
        &POLYNOMIAL
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let mut inner = |v: &Value| -> Result<String> {
            let text = interp.repr(v)?;
            Ok(text.get(6..text.len() - 1).unwrap_or_default().to_string())
        };
        let (c, domain, window) = (inner(&self.c)?, inner(&self.domain)?, inner(&self.window)?);
        Ok(format!("Polynomial({c}, domain={domain}, window={window}, symbol='{}')", self.symbol))
    }

    fn str(&self, interp: &mut Interp) -> Result<String> {
        self.text(interp, false)
    }

    fn call(&self, interp: &mut Interp, args: &[Value], _: &[(String, Value)]) -> Option<Result<Value>> {
        Some(match args {
            [x] => mapped(interp, x, &self.domain, &self.window).and_then(|x| series::value(interp, &x, &self.c)),
            _ => Err(Raise::type_error(match args.len() {
                0 => "ABCPolyBase.__call__() missing 1 required positional argument: 'arg'".to_string(),
                n => format!("ABCPolyBase.__call__() takes 2 positional arguments but {} were given", n + 1),
            })),
        })
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }

    fn hashable(&self) -> bool {
        false
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&self.c))
    }

    fn len(&self) -> Option<usize> {
        self.c.as_array().map(|a| a.view().size())
    }

    fn unary(&self, interp: &mut Interp, op: UnaryOp) -> Option<Result<Value>> {
        match op {
            UnaryOp::Neg => Some(interp.unary(op, &self.c).and_then(|c| self.with(interp, &c))),
            UnaryOp::Pos => Some(Ok(Value::object(self.clone()))),
            _ => None,
        }
    }

    fn order(&self, interp: &mut Interp, op: CmpOp, other: &Value) -> Option<Result<Value>> {
        let wanted = match op {
            CmpOp::Eq => true,
            CmpOp::Ne => false,
            _ => return None,
        };
        let Some(p) = other.downcast::<Polynomial>() else { return Some(Ok(Value::Bool(!wanted))) };
        let p = p.clone();
        Some((|| {
            for (a, b) in [(&self.domain, &p.domain), (&self.window, &p.window), (&self.c, &p.c)] {
                if !same(interp, a, b)? {
                    // What NumPy's own comparison said, which is no bool of Python's.
                    let own = len(interp, a)? == len(interp, b)? && wanted;
                    return Ok(if own { Value::scalar(false) } else { Value::Bool(!wanted) });
                }
            }
            Ok(Value::Bool((self.symbol == p.symbol) == wanted))
        })())
    }

    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        let result = match op {
            BinOp::Add | BinOp::Sub | BinOp::Mul => self.operate(interp, op, other, reflected),
            BinOp::FloorDiv => self.divided(interp, other, reflected).map(|(q, _)| q),
            BinOp::Mod => self.divided(interp, other, reflected).map(|(_, r)| r),
            BinOp::Div if !reflected => {
                let number = matches!(
                    other,
                    Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Complex(_) | Value::Scalar(_)
                );
                if number {
                    self.divided(interp, other, false).map(|(q, _)| q)
                } else {
                    let (a, b) = (POLYNOMIAL.qualified_name(), interp.type_of(other).qualified_name());
                    let text = format!("unsupported types for true division: '<class '{a}'>', '<class '{b}'>'");
                    return Some(Err(Raise::type_error(text)));
                }
            }
            BinOp::Pow if !reflected => {
                return Some(series::power(interp, &self.c, other, Some(100)).and_then(|c| self.with(interp, &c)));
            }
            _ => return None,
        };
        match result {
            // Whatever the arithmetic can't do is not implemented; what the polynomials themselves say is said.
            Err(e) if e.is(&exc::ZERO_DIVISION_ERROR) || other.downcast::<Polynomial>().is_some() => Some(Err(e)),
            Err(_) => None,
            done => Some(done),
        }
    }
}

fn calculus() -> Vec<Builtin> {
    vec![
        py(
            &["deriv"],
            "self, m=1",
            "The derivative.\n\n>>> np.polynomial.Polynomial([1, 2, 3]).deriv().coef\narray([2., 6.])",
            |interp: &mut Interp, v: Value, m: Value| {
                let p = of(&v)?;
                let (_, scale) = parameters(interp, &p.domain, &p.window)?;
                let c = series::derivative(interp, &p.c, &m, &scale)?;
                p.with(interp, &c)
            },
        ),
        py(
            &["integ"],
            "self, m=1, k=[], lbnd=None",
            "The integral.\n\n>>> np.polynomial.Polynomial([1, 2, 3]).integ().coef\narray([0., 1., 1., 1.])",
            |interp: &mut Interp, v: Value, m: Value, k: Value, low: Value| {
                let p = of(&v)?;
                let (off, scale) = parameters(interp, &p.domain, &p.window)?;
                let low = match low {
                    Value::None => Value::Int(0),
                    low => {
                        let scaled = np::mul(interp, &scale, &low)?;
                        np::add(interp, &off, &scaled)?
                    }
                };
                let inverse = np::div(interp, &Value::Float(1.0), &scale)?;
                let c = series::integral(interp, &p.c, &m, &k, (&low, &inverse))?;
                p.with(interp, &c)
            },
        ),
        py(
            &["roots"],
            "self",
            "The roots.\n\n>>> np.polynomial.Polynomial([6, -5, 1]).roots()\narray([2., 3.])",
            |interp: &mut Interp, v: Value| {
                let p = of(&v)?;
                let roots = series::roots(interp, &p.c)?;
                mapped(interp, &roots, &p.window, &p.domain)
            },
        ),
        py(&["mapparms"], "self", "Offset and scale of the map to the window.", |interp: &mut Interp, v: Value| {
            let p = of(&v)?;
            let (off, scale) = parameters(interp, &p.domain, &p.window)?;
            Ok(Value::tuple(vec![off, scale]))
        }),
        py(
            &["linspace"],
            "self, n=100, domain=None",
            "Points of its graph.",
            |interp: &mut Interp, v: Value, n: Option<i64>, domain: Value| {
                let p = of(&v)?;
                let domain = if domain.is_none() { p.domain.clone() } else { domain };
                let (a, b) = (at(interp, &domain, 0)?, at(interp, &domain, 1)?);
                let x = np::call(interp, "linspace", &[a, b, Value::Int(n.unwrap_or(100))])?;
                let y = interp.call(&v, std::slice::from_ref(&x), &[])?;
                Ok(Value::tuple(vec![x, y]))
            },
        ),
    ]
}

fn shapes() -> Vec<Builtin> {
    vec![
        py(&["degree"], "self", "The highest power.", |interp: &mut Interp, v: Value| {
            Ok(len(interp, &of(&v)?.c)? as i64 - 1)
        }),
        py(&["copy"], "self", "A copy.", |interp: &mut Interp, v: Value| {
            let p = of(&v)?;
            p.with(interp, &p.c)
        }),
        py(&["truncate"], "self, size", "So many coefficients.", |interp: &mut Interp, v: Value, size: i64| {
            let p = of(&v)?;
            if size < 1 {
                return Err(Raise::value_error("size must be a positive integer"));
            }
            let c = series::part(interp, &p.c, None, Some(size))?;
            p.with(interp, &c)
        }),
        py(&["cutdeg"], "self, deg", "Powers up to this.", |interp: &mut Interp, v: Value, deg: i64| {
            let p = of(&v)?;
            if deg < 0 {
                return Err(Raise::value_error("size must be a positive integer"));
            }
            let c = series::part(interp, &p.c, None, Some(deg + 1))?;
            p.with(interp, &c)
        }),
        py(
            &["trim"],
            "self, tol=0",
            "Without small coefficients at the end.",
            |interp: &mut Interp, v: Value, tol: Option<f64>| {
                let p = of(&v)?;
                let tol = tol.unwrap_or(0.0);
                if tol < 0.0 {
                    return Err(Raise::value_error("tol must be non-negative"));
                }
                let sizes = np::call(interp, "abs", std::slice::from_ref(&p.c))?;
                let sizes = np::view(interp, &sizes)?;
                let keep = sizes.scalars().collect::<Vec<Scalar>>();
                let last = keep.iter().rposition(|x| x.as_f64().is_some_and(|x| x > tol));
                let c = match last {
                    Some(i) => series::part(interp, &p.c, None, Some(i as i64 + 1))?,
                    None => {
                        let head = series::part(interp, &p.c, None, Some(1))?;
                        np::mul(interp, &head, &Value::Int(0))?
                    }
                };
                p.with(interp, &c)
            },
        ),
        py(
            &["convert"],
            "self, domain=None, kind=None, window=None",
            "The same polynomial over another domain and window.",
            |interp: &mut Interp, v: Value, domain: Value, kind: Value, window: Value| {
                let known = match &kind {
                    Value::Type(t) => std::ptr::eq(*t, &POLYNOMIAL),
                    other => other.is_none(),
                };
                if !known {
                    return Err(Raise::unsupported("Ravel has no other series than Polynomial to convert to"));
                }
                let p = of(&v)?;
                let x = identity(interp, &domain, &window, &Value::str(&*p.symbol))?;
                interp.call(&v, &[x], &[])
            },
        ),
    ]
}

fn identity(interp: &mut Interp, domain: &Value, window: &Value, symbol: &Value) -> Result<Value> {
    let (d, w) = (interval(interp, domain, "Domain")?, interval(interp, window, "Window")?);
    let (off, scale) = parameters(interp, &w, &d)?;
    let line = if interp.truth(&scale)? { vec![off, scale] } else { vec![off] };
    new(interp, &Value::list(line), &d, &w, symbol)
}

/// Whether an argument is `[]`, which asks for the default.
fn is_empty_list(v: &Value) -> bool {
    matches!(v, Value::List(l) if l.0.borrow().is_empty())
}

#[allow(clippy::too_many_arguments)]
fn fit(
    interp: &mut Interp,
    x: Value,
    y: Value,
    deg: Value,
    domain: Value,
    rcond: Value,
    full: bool,
    w: Value,
    window: Value,
    symbol: Value,
) -> Result<Value> {
    let domain = match domain {
        Value::None => own_domain(interp, &x)?,
        d if is_empty_list(&d) => unit(interp)?,
        d => interval(interp, &d, "Domain")?,
    };
    let window = interval(interp, &window, "Window")?;
    let there = mapped(interp, &x, &domain, &window)?;
    let (c, status) = series::fit(interp, &there, &y, &deg, Fit { rcond, full, weights: w })?;
    let p = new(interp, &c, &domain, &window, &symbol)?;
    Ok(match status {
        Some(status) => Value::tuple(vec![p, status]),
        None => p,
    })
}

/// From the least to the greatest, one more on both sides if they are the same.
fn own_domain(interp: &mut Interp, x: &Value) -> Result<Value> {
    let x = series::series(interp, &[x], false)?.remove(0);
    let (low, high) = (np::method(interp, &x, "min", &[])?, np::method(interp, &x, "max", &[])?);
    if interp.equal(&low, &high)? {
        let (low, high) = (np::sub(interp, &low, &Value::Int(1))?, np::add(interp, &high, &Value::Int(1))?);
        return np::call(interp, "array", &[Value::list(vec![low, high])]);
    }
    np::call(interp, "array", &[Value::list(vec![low, high])])
}

fn statics() -> Vec<Builtin> {
    vec![
        py(
            &["fit"],
            "x, y, deg, domain=None, rcond=None, full=False, w=None, window=None, symbol='x'",
            "The polynomial of least squares.\n\n\
             >>> np.polynomial.Polynomial.fit([0, 1, 2], [1, 3, 5], 1).convert().coef.round(6)\narray([1., 2.])",
            fit,
        ),
        py(
            &["fromroots"],
            "roots, domain=[], window=None, symbol='x'",
            "The polynomial with these roots.\n\n>>> np.polynomial.Polynomial.fromroots([2, 3]).coef\narray([ 6., -5.,  1.])",
            |interp: &mut Interp, roots: Value, domain: Value, window: Value, symbol: Value| {
                let roots = series::series(interp, &[&roots], false)?.remove(0);
                let domain = if is_empty_list(&domain) || domain.is_none() {
                    unit(interp)?
                } else {
                    interval(interp, &domain, "Domain")?
                };
                let window = interval(interp, &window, "Window")?;
                let n = len(interp, &roots)? as i64;
                let (off, scale) = parameters(interp, &domain, &window)?;
                let there = np::mul(interp, &scale, &roots)?;
                let there = np::add(interp, &off, &there)?;
                let c = series::from_roots(interp, &there)?;
                let by = interp.binary(BinOp::Pow, &scale, &Value::Int(n))?;
                let c = np::div(interp, &c, &by)?;
                new(interp, &c, &domain, &window, &symbol)
            },
        ),
        py(
            &["identity"],
            "domain=None, window=None, symbol='x'",
            "The polynomial x.",
            |interp: &mut Interp, domain: Value, window: Value, symbol: Value| {
                identity(interp, &domain, &window, &symbol)
            },
        ),
        py(
            &["basis"],
            "deg, domain=None, window=None, symbol='x'",
            "One power of x.\n\n>>> np.polynomial.Polynomial.basis(2).coef\narray([0., 0., 1.])",
            |interp: &mut Interp, deg: i64, domain: Value, window: Value, symbol: Value| {
                if deg < 0 {
                    return Err(Raise::value_error("deg must be non-negative integer"));
                }
                let mut c = vec![Value::Int(0); deg as usize];
                c.push(Value::Int(1));
                new(interp, &Value::list(c), &domain, &window, &symbol)
            },
        ),
    ]
}

fn table() -> Table {
    let mut methods = calculus();
    methods.extend(shapes());
    Table {
        doc: DOC,
        new: Some(py(
            &["Polynomial"],
            "coef, domain=None, window=None, symbol='x'",
            DOC,
            |interp: &mut Interp, c: Value, domain: Value, window: Value, symbol: Value| {
                new(interp, &c, &domain, &window, &symbol)
            },
        )),
        methods,
        statics: statics(),
        attributes: vec![
            attribute("coef", "The coefficients, the lowest power first.", |_, v| Ok(of(v)?.c)),
            attribute("domain", "Where it is looked at.", |_, v| Ok(of(v)?.domain)),
            attribute("window", "What the domain is mapped to.", |_, v| Ok(of(v)?.window)),
            attribute("symbol", "The name of the variable.", |_, v| Ok(Value::str(&*of(v)?.symbol))),
        ],
    }
}

/// The value of a polynomial's text in a format.
///
/// # Errors
/// `ValueError` of any but `ascii` and `unicode`.
pub fn format(interp: &mut Interp, v: &Value, spec: &str) -> Option<Result<String>> {
    let p = v.downcast::<Polynomial>()?.clone();
    Some(match spec {
        "" | "unicode" => p.text(interp, false),
        "ascii" => p.text(interp, true),
        other => Err(Raise::value_error(format!(
            "Unsupported format string '{other}' passed to <class '{}'>.__format__. Valid options are 'ascii' and \
             'unicode'",
            POLYNOMIAL.qualified_name()
        ))),
    })
}
