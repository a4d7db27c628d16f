//! The classes of `numpy.polynomial`: coefficients with a domain that is mapped to a window.

mod build;
mod methods;
mod text;

pub use text::format;

use super::basis::series::{len, mapped, series, sum};
use super::basis::{Basis, evaluate, multiply};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{OBJECT, Table, Type};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};
use std::any::Any;

/// `numpy.polynomial.polynomial.Polynomial`
pub static POLYNOMIAL: Type =
    Type::new("Polynomial", "numpy.polynomial.polynomial", &[&OBJECT], || table(Basis::Power));
/// `numpy.polynomial.chebyshev.Chebyshev`
pub static CHEBYSHEV: Type =
    Type::new("Chebyshev", "numpy.polynomial.chebyshev", &[&OBJECT], || table(Basis::Chebyshev));
/// `numpy.polynomial.legendre.Legendre`
pub static LEGENDRE: Type = Type::new("Legendre", "numpy.polynomial.legendre", &[&OBJECT], || table(Basis::Legendre));
/// `numpy.polynomial.hermite.Hermite`
pub static HERMITE: Type = Type::new("Hermite", "numpy.polynomial.hermite", &[&OBJECT], || table(Basis::Hermite));
/// `numpy.polynomial.hermite_e.HermiteE`
pub static HERMITE_E: Type = Type::new("HermiteE", "numpy.polynomial.hermite_e", &[&OBJECT], || table(Basis::HermiteE));
/// `numpy.polynomial.laguerre.Laguerre`
pub static LAGUERRE: Type = Type::new("Laguerre", "numpy.polynomial.laguerre", &[&OBJECT], || table(Basis::Laguerre));

/// The class of a basis.
pub fn class(basis: Basis) -> &'static Type {
    match basis {
        Basis::Power => &POLYNOMIAL,
        Basis::Chebyshev => &CHEBYSHEV,
        Basis::Legendre => &LEGENDRE,
        Basis::Hermite => &HERMITE,
        Basis::HermiteE => &HERMITE_E,
        Basis::Laguerre => &LAGUERRE,
    }
}

/// The basis of a class.
pub fn basis_of(t: &Type) -> Option<Basis> {
    Basis::ALL.into_iter().find(|&basis| std::ptr::eq(class(basis), t))
}

/// What a class has of its own: its domain, its window, the letter of its polynomials.
pub fn type_attribute(interp: &mut Interp, t: &Type, name: &str) -> Option<Value> {
    let basis = basis_of(t)?;
    match name {
        "domain" | "window" => interval(interp, &Value::None, basis, "").ok(),
        "basis_name" => Some(basis.letter().map_or(Value::None, Value::str)),
        "maxpower" => Some(Value::Int(100)),
        _ => None,
    }
}

/// Whether series are printed in ASCII alone.
fn is_ascii(interp: &mut Interp) -> bool {
    interp.state.get(STYLE).and_then(|style| style.downcast_ref::<bool>()).copied().unwrap_or(false)
}

/// Has series printed in ASCII alone, or not.
pub fn set_ascii(interp: &mut Interp, on: bool) {
    interp.state.insert(STYLE, Box::new(on));
}

const STYLE: &str = "numpy.polynomial.style";

/// Whether a value is of one of the classes.
pub fn is_series(v: &Value) -> bool {
    v.downcast::<Series>().is_some()
}

fn table(basis: Basis) -> Table {
    let mut methods = methods::calculus();
    methods.extend(methods::shapes());
    Table {
        doc: build::doc(basis),
        new: Some(build::constructor(basis)),
        methods,
        statics: build::statics(basis),
        attributes: methods::attributes(),
    }
}

/// A series over a basis.
#[derive(Clone)]
pub struct Series {
    basis: Basis,
    c: Value,
    domain: Value,
    window: Value,
    symbol: String,
}

/// A domain or window as it was given, or the default of the basis.
fn interval(interp: &mut Interp, v: &Value, basis: Basis, name: &str) -> Result<Value> {
    if v.is_none() {
        return np::call(interp, "array", &[Value::list(basis.domain().map(Value::Float).to_vec())]);
    }
    let v = series(interp, &[v], false)?.remove(0);
    if len(interp, &v)? != 2 {
        return Err(Raise::value_error(format!("{name} has wrong number of elements.")));
    }
    Ok(v)
}

fn is_identifier(s: &str) -> bool {
    let mut chars = s.chars();
    let head = chars.next().is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c));
    head && chars.all(unicode_ident::is_xid_continue)
}

fn of(v: &Value) -> Result<Series> {
    v.downcast::<Series>().cloned().ok_or_else(|| Raise::type_error("the object is no Polynomial"))
}

impl Series {
    /// A series of these coefficients.
    fn checked(
        interp: &mut Interp,
        basis: Basis,
        c: &Value,
        (domain, window): (&Value, &Value),
        symbol: &Value,
    ) -> Result<Value> {
        let c = series(interp, &[c], false)?.remove(0);
        let domain = interval(interp, domain, basis, "Domain")?;
        let window = interval(interp, window, basis, "Window")?;
        let symbol = match (symbol, symbol.as_str()) {
            (Value::None, _) => "x".to_string(),
            (_, Some(s)) if is_identifier(s) => s.to_string(),
            (_, Some(_)) => return Err(Raise::value_error("Symbol string must be a valid Python identifier")),
            _ => return Err(Raise::type_error("Symbol must be a non-empty string")),
        };
        Ok(Value::object(Series { basis, c, domain, window, symbol }))
    }

    /// The same domain, window and symbol with other coefficients.
    fn with(&self, interp: &mut Interp, c: &Value) -> Result<Value> {
        Series::checked(interp, self.basis, c, (&self.domain, &self.window), &Value::str(&*self.symbol))
    }

    /// The coefficients of the other operand.
    fn others(&self, interp: &mut Interp, other: &Value) -> Result<Value> {
        let Some(p) = other.downcast::<Series>() else { return Ok(other.clone()) };
        if self.basis != p.basis {
            return Err(Raise::type_error("Polynomial types differ"));
        }
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
        let (q, r) = multiply::quotient(interp, self.basis, a, b)?;
        Ok((self.with(interp, &q)?, self.with(interp, &r)?))
    }

    fn operate(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Result<Value> {
        let theirs = self.others(interp, other)?;
        let (a, b) = if reflected { (&theirs, &self.c) } else { (&self.c, &theirs) };
        let c = match op {
            BinOp::Mul => multiply::product(interp, self.basis, a, b)?,
            _ => sum(interp, op, a, b)?,
        };
        self.with(interp, &c)
    }
}

fn same(interp: &mut Interp, a: &Value, b: &Value) -> Result<bool> {
    let same = np::call(interp, "array_equal", &[a.clone(), b.clone()])?;
    interp.truth(&same)
}

impl Object for Series {
    fn type_(&self) -> &'static Type {
        class(self.basis)
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
        Ok(format!("{}({c}, domain={domain}, window={window}, symbol='{}')", self.type_().name, self.symbol))
    }

    fn str(&self, interp: &mut Interp) -> Result<String> {
        let ascii = is_ascii(interp);
        self.text(interp, ascii)
    }

    fn call(&self, interp: &mut Interp, args: &[Value], _: &[(String, Value)]) -> Option<Result<Value>> {
        Some(match args {
            [x] => mapped(interp, x, &self.domain, &self.window)
                .and_then(|x| evaluate::value(interp, self.basis, &x, &self.c, true)),
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
        let Some(p) = other.downcast::<Series>().filter(|p| p.basis == self.basis) else {
            return Some(Ok(Value::Bool(!wanted)));
        };
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
                    let (a, b) = (self.type_().qualified_name(), interp.type_of(other).qualified_name());
                    let text = format!("unsupported types for true division: '<class '{a}'>', '<class '{b}'>'");
                    return Some(Err(Raise::type_error(text)));
                }
            }
            BinOp::Pow if !reflected => {
                return Some(
                    multiply::power(interp, self.basis, &self.c, other, Some(100)).and_then(|c| self.with(interp, &c)),
                );
            }
            _ => return None,
        };
        match result {
            // Whatever the arithmetic can't do is not implemented; what the polynomials themselves say is said.
            Err(e) if e.is(&exc::ZERO_DIVISION_ERROR) || other.downcast::<Series>().is_some() => Some(Err(e)),
            Err(_) => None,
            done => Some(done),
        }
    }
}
