//! Series made from coefficients, roots, points and functions.

use super::super::basis::expr::v;
use super::super::basis::fit::{self, Fit};
use super::super::basis::roots::{from_roots, line};
use super::super::basis::series::{domain_of, len, mapped, parameters, series};
use super::super::basis::{Basis, gauss};
use super::{Series, interval};
use crate::engine::mem::watch;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// The docstring of a class.
pub fn doc(basis: Basis) -> &'static str {
    match basis {
        Basis::Power => {
            "A polynomial, the lowest power first.\n\n\
             >>> from numpy.polynomial import Polynomial\n>>> p = Polynomial([1, 2, 3])\n>>> p(2)\nnp.float64(17.0)\n\
             >>> print(p)\n1.0 + 2.0·x + 3.0·x²"
        }
        Basis::Chebyshev => {
            "A series of Chebyshev polynomials.\n\n>>> p = np.polynomial.Chebyshev([1, 2, 3])\n>>> p(2)\n\
             np.float64(26.0)\n>>> print(p)\n1.0 + 2.0·T₁(x) + 3.0·T₂(x)"
        }
        Basis::Legendre => {
            "A series of Legendre polynomials.\n\n>>> p = np.polynomial.Legendre([1, 2, 3])\n>>> p(2)\n\
             np.float64(21.5)\n>>> print(p)\n1.0 + 2.0·P₁(x) + 3.0·P₂(x)"
        }
        Basis::Hermite => {
            "A series of Hermite polynomials.\n\n>>> p = np.polynomial.Hermite([1, 2, 3])\n>>> p(2)\n\
             np.float64(51.0)\n>>> print(p)\n1.0 + 2.0·H₁(x) + 3.0·H₂(x)"
        }
        Basis::HermiteE => {
            "A series of the Hermite polynomials of probability.\n\n>>> p = np.polynomial.HermiteE([1, 2, 3])\n>>> p(2)\n\
             np.float64(14.0)\n>>> print(p)\n1.0 + 2.0·He₁(x) + 3.0·He₂(x)"
        }
        Basis::Laguerre => {
            "A series of Laguerre polynomials.\n\n>>> p = np.polynomial.Laguerre([1, 2, 3])\n>>> p(2)\n\
             np.float64(-4.0)\n>>> print(p)\n1.0 + 2.0·L₁(x) + 3.0·L₂(x)"
        }
    }
}

/// `Series(coef, …)`
pub fn constructor(basis: Basis) -> Builtin {
    py(
        &["__init__"],
        "coef, domain=None, window=None, symbol='x'",
        doc(basis),
        move |interp: &mut Interp, c: Value, domain: Value, window: Value, symbol: Value| {
            Series::checked(interp, basis, &c, (&domain, &window), &symbol)
        },
    )
}

/// Whether an argument is `[]`, which asks for the default.
fn is_empty_list(v: &Value) -> bool {
    matches!(v, Value::List(l) if l.0.borrow().is_empty())
}

/// The series that is x.
pub fn identity(
    interp: &mut Interp,
    basis: Basis,
    (domain, window): (&Value, &Value),
    symbol: &Value,
) -> Result<Value> {
    let d = interval(interp, domain, basis, "Domain")?;
    let w = interval(interp, window, basis, "Window")?;
    let (off, scale) = parameters(interp, &w, &d)?;
    let c = line(interp, basis, &off, &scale)?;
    Series::checked(interp, basis, &c, (&d, &w), symbol)
}

/// The functions of a class.
pub fn statics(basis: Basis) -> Vec<Builtin> {
    let mut rows = vec![
        fitted(basis),
        from(basis),
        py(
            &["identity"],
            "domain=None, window=None, symbol='x'",
            "The series that is x.",
            move |interp: &mut Interp, domain: Value, window: Value, symbol: Value| {
                identity(interp, basis, (&domain, &window), &symbol)
            },
        ),
        py(
            &["basis"],
            "deg, domain=None, window=None, symbol='x'",
            "One polynomial of the basis.\n\n>>> np.polynomial.Polynomial.basis(2).coef\narray([0., 0., 1.])",
            move |interp: &mut Interp, deg: Value, domain: Value, window: Value, symbol: Value| {
                let deg = interp.float(&deg)?;
                if deg.fract() != 0.0 || deg < 0.0 {
                    return Err(Raise::value_error("deg must be non-negative integer"));
                }
                let mut c = watch::filled(Value::Int(0), deg as usize);
                c.push(Value::Int(1));
                Series::checked(interp, basis, &Value::list(c), (&domain, &window), &symbol)
            },
        ),
        py(
            &["cast"],
            "series, domain=None, window=None",
            "A series of any class as one of this.\n\n\
             >>> np.polynomial.Chebyshev.cast(np.polynomial.Polynomial([0, 0, 1])).coef\narray([0.5, 0. , 0.5])",
            move |interp: &mut Interp, series: Value, domain: Value, window: Value| {
                let convert = interp.get_attr(&series, "convert")?;
                interp.call(&convert, &[domain, Value::Type(super::class(basis)), window], &[])
            },
        ),
    ];
    if basis == Basis::Chebyshev {
        rows.push(py(
            &["interpolate"],
            "func, deg, domain=None, args=()",
            "The series that agrees with a function at Chebyshev's points.\n\n\
             >>> np.polynomial.Chebyshev.interpolate(np.square, 2).coef.round(6) + 0\narray([0.5, 0. , 0.5])",
            |interp: &mut Interp, func: Value, deg: Value, domain: Value, args: Value| {
                let domain = interval(interp, &domain, Basis::Chebyshev, "Domain")?;
                let window = interval(interp, &Value::None, Basis::Chebyshev, "Window")?;
                let args = if args.is_none() { Vec::new() } else { interp.collect(&args)? };
                let c = gauss::interpolate(interp, &deg, |interp, x| {
                    let mut all = vec![mapped(interp, &x, &window, &domain)?];
                    all.extend(args);
                    interp.call(&func, &all, &[])
                })?;
                Series::checked(interp, Basis::Chebyshev, &c, (&domain, &window), &Value::None)
            },
        ));
    }
    rows
}

fn from(basis: Basis) -> Builtin {
    py(
        &["fromroots"],
        "roots, domain=[], window=None, symbol='x'",
        "The series with these roots.\n\n>>> np.polynomial.Polynomial.fromroots([2, 3]).coef\narray([ 6., -5.,  1.])",
        move |interp: &mut Interp,
              roots: Value,
              domain: crate::lang::registry::args::Given,
              window: Value,
              symbol: Value| {
            let roots = series(interp, &[&roots], false)?.remove(0);
            let domain = match domain.0 {
                Some(Value::None) => domain_of(interp, &roots)?,
                Some(d) if !is_empty_list(&d) => interval(interp, &d, basis, "Domain")?,
                _ => interval(interp, &Value::None, basis, "Domain")?,
            };
            let window = interval(interp, &window, basis, "Window")?;
            let n = len(interp, &roots)?;
            let (off, scale) = parameters(interp, &domain, &window)?;
            let there = (v(&off) + v(&scale) * &roots).of(interp)?;
            let c = from_roots(interp, basis, &there)?;
            let c = (v(&c) / v(&scale).power(n)).of(interp)?;
            Series::checked(interp, basis, &c, (&domain, &window), &symbol)
        },
    )
}

fn fitted(basis: Basis) -> Builtin {
    py(
        &["fit"],
        "x, y, deg, domain=None, rcond=None, full=False, w=None, window=None, symbol='x'",
        "The series of least squares.\n\n\
         >>> np.polynomial.Polynomial.fit([0, 1, 2], [1, 3, 5], 1).convert().coef.round(6)\narray([1., 2.])",
        move |interp: &mut Interp,
              x: Value,
              y: Value,
              deg: Value,
              domain: Value,
              rcond: Value,
              full: bool,
              w: Value,
              window: Value,
              symbol: Value| {
            let domain = match domain {
                Value::None => own_domain(interp, &x)?,
                d if is_empty_list(&d) => interval(interp, &Value::None, basis, "Domain")?,
                d => interval(interp, &d, basis, "Domain")?,
            };
            let window = interval(interp, &window, basis, "Window")?;
            let there = mapped(interp, &x, &domain, &window)?;
            let asked = Fit { rcond, full, weights: w };
            let (c, status) = fit::fit(interp, basis, (&there, &y), &deg, asked)?;
            let p = Series::checked(interp, basis, &c, (&domain, &window), &symbol)?;
            Ok(match status {
                Some(status) => Value::tuple(vec![p, status]),
                None => p,
            })
        },
    )
}

/// From the least to the greatest, one more on both sides if they are the same.
fn own_domain(interp: &mut Interp, x: &Value) -> Result<Value> {
    let domain = domain_of(interp, x)?;
    let (low, high) = (np::item(interp, &domain, &Value::Int(0))?, np::item(interp, &domain, &Value::Int(1))?);
    if interp.equal(&low, &high)? {
        let wider = np::call(interp, "array", &[Value::list(vec![Value::Int(-1), Value::Int(1)])])?;
        interp.in_place(BinOp::Add, &domain, &wider)?;
    }
    Ok(domain)
}
