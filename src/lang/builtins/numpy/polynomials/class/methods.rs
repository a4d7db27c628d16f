//! Methods and attributes of series.

use super::super::basis::calculus::{self, Integration};
use super::super::basis::expr::{n, v as value};
use super::super::basis::roots;
use super::super::basis::series::{len, mapped, parameters, part, trim};
use super::{Series, basis_of, build, of};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Attribute, Builtin, attribute, py};
use crate::lang::value::Value;

/// Derivatives, integrals, roots and points.
pub fn calculus() -> Vec<Builtin> {
    vec![
        py(
            &["deriv"],
            "self, m=1",
            "The derivative.\n\n>>> np.polynomial.Polynomial([1, 2, 3]).deriv().coef\narray([2., 6.])",
            |interp: &mut Interp, v: Value, m: Given| {
                let p = of(&v)?;
                let (_, scale) = parameters(interp, &p.domain, &p.window)?;
                let m = m.0.unwrap_or(Value::Int(1));
                let c = calculus::derivative(interp, p.basis, &p.c, &m, (&scale, &Value::Int(0)))?;
                p.with(interp, &c)
            },
        ),
        py(
            &["integ"],
            "self, m=1, k=[], lbnd=None",
            "The integral.\n\n>>> np.polynomial.Polynomial([1, 2, 3]).integ().coef\narray([0., 1., 1., 1.])",
            integral,
        ),
        py(
            &["roots"],
            "self",
            "The roots.\n\n>>> np.polynomial.Polynomial([6, -5, 1]).roots()\narray([2., 3.])",
            |interp: &mut Interp, v: Value| {
                let p = of(&v)?;
                let found = roots::roots(interp, p.basis, &p.c)?;
                mapped(interp, &found, &p.window, &p.domain)
            },
        ),
        py(
            &["mapparms"],
            "self",
            "Offset and scale of the map from the domain to the window.\n\n\
             >>> np.polynomial.Polynomial([1, 2], domain=[0, 4]).mapparms()\n(np.float64(-1.0), np.float64(0.5))",
            |interp: &mut Interp, v: Value| {
                let p = of(&v)?;
                let (off, scale) = parameters(interp, &p.domain, &p.window)?;
                Ok(Value::tuple(vec![off, scale]))
            },
        ),
        py(
            &["linspace"],
            "self, n=100, domain=None",
            "Points of the domain at equal distances, and the values there.",
            |interp: &mut Interp, v: Value, many: Option<i64>, domain: Value| {
                let p = of(&v)?;
                let domain = if domain.is_none() { p.domain } else { domain };
                let (a, b) = (np::item(interp, &domain, &Value::Int(0))?, np::item(interp, &domain, &Value::Int(1))?);
                let x = np::call(interp, "linspace", &[a, b, Value::Int(many.unwrap_or(100))])?;
                let y = interp.call(&v, std::slice::from_ref(&x), &[])?;
                Ok(Value::tuple(vec![x, y]))
            },
        ),
    ]
}

fn integral(interp: &mut Interp, v: Value, m: Given, k: Value, low: Value) -> Result<Value> {
    let p = of(&v)?;
    let (off, scale) = parameters(interp, &p.domain, &p.window)?;
    let low = match low {
        Value::None => Value::Int(0),
        low => (value(&off) + value(&scale) * &low).of(interp)?,
    };
    let scale = (n(1.0) / &scale).of(interp)?;
    let m = m.0.unwrap_or(Value::Int(1));
    let how = Integration { m: &m, k: &k, low: &low, scale: &scale, axis: &Value::Int(0) };
    let c = calculus::integral(interp, p.basis, &p.c, &how)?;
    p.with(interp, &c)
}

/// What changes the number of coefficients, the domain or the class.
pub fn shapes() -> Vec<Builtin> {
    let mut rows = vec![
        py(
            &["degree"],
            "self",
            "The highest degree.",
            |interp: &mut Interp, v: Value| Ok(len(interp, &of(&v)?.c)? - 1),
        ),
        py(&["copy"], "self", "A copy.", |interp: &mut Interp, v: Value| {
            let p = of(&v)?;
            p.with(interp, &p.c)
        }),
        py(&["truncate"], "self, size", "So many coefficients.", |interp: &mut Interp, v: Value, size: Value| {
            let p = of(&v)?;
            let size = interp.float(&size)?;
            truncated(interp, &p, size)
        }),
        py(&["cutdeg"], "self, deg", "The degrees up to this.", |interp: &mut Interp, v: Value, deg: Value| {
            let p = of(&v)?;
            let size = interp.float(&deg)? + 1.0;
            truncated(interp, &p, size)
        }),
        py(
            &["trim"],
            "self, tol=0",
            "Without small coefficients at the end.",
            |interp: &mut Interp, v: Value, tol: Given| {
                let p = of(&v)?;
                let c = trim(interp, &p.c, &tol.0.unwrap_or(Value::Int(0)))?;
                p.with(interp, &c)
            },
        ),
        py(
            &["convert"],
            "self, domain=None, kind=None, window=None",
            "The same polynomial over another domain and window, or another basis.\n\n\
             >>> np.polynomial.Polynomial([0, 0, 1]).convert(kind=np.polynomial.Chebyshev).coef\narray([0.5, 0. , 0.5])",
            |interp: &mut Interp, v: Value, domain: Value, kind: Value, window: Value| {
                let p = of(&v)?;
                let basis = match &kind {
                    Value::None => Some(p.basis),
                    Value::Type(t) => basis_of(t),
                    _ => None,
                };
                let Some(basis) = basis else {
                    let t = interp.type_name(&kind);
                    return Err(Raise::attribute_error(format!("'{t}' object has no attribute 'domain'")));
                };
                let x = build::identity(interp, basis, (&domain, &window), &Value::str(&*p.symbol))?;
                interp.call(&v, &[x], &[])
            },
        ),
    ];
    rows.extend(comparisons());
    rows
}

fn truncated(interp: &mut Interp, p: &Series, size: f64) -> Result<Value> {
    if size.fract() != 0.0 || size < 1.0 {
        return Err(Raise::value_error("size must be a positive integer"));
    }
    let c = part(interp, &p.c, None, Some(size as i64))?;
    p.with(interp, &c)
}

/// `has_samecoef` and kin.
fn comparisons() -> Vec<Builtin> {
    let same = |names: &'static [&'static str], doc: &'static str, part: fn(Series) -> Value| {
        py(names, "self, other", doc, move |interp: &mut Interp, v: Value, other: Value| -> Result<Value> {
            let (a, b) = (part(of(&v)?), part(of(&other)?));
            if len(interp, &a)? != len(interp, &b)? {
                return Ok(Value::Bool(false));
            }
            let equal = np::cmp(interp, crate::syntax::ast::CmpOp::Eq, &a, &b)?;
            np::call(interp, "all", &[equal])
        })
    };
    vec![
        same(&["has_samecoef"], "Whether the coefficients are the same.", |p| p.c),
        same(&["has_samedomain"], "Whether the domains are the same.", |p| p.domain),
        same(&["has_samewindow"], "Whether the windows are the same.", |p| p.window),
        py(
            &["has_sametype"],
            "self, other",
            "Whether both are of one class.",
            |_: &mut Interp, v: Value, other: Value| {
                let p = of(&v)?;
                Ok(other.downcast::<Series>().is_some_and(|o| o.basis == p.basis))
            },
        ),
    ]
}

/// The attributes.
pub fn attributes() -> Vec<Attribute> {
    vec![
        attribute("coef", "The coefficients, the lowest degree first.", |_, v| Ok(of(v)?.c)),
        attribute("domain", "Where it is looked at.", |_, v| Ok(of(v)?.domain)),
        attribute("window", "What the domain is mapped to.", |_, v| Ok(of(v)?.window)),
        attribute("symbol", "The name of the variable.", |_, v| Ok(Value::str(&*of(v)?.symbol))),
        attribute("basis_name", "The letter of the basis.", |_, v| {
            Ok(of(v)?.basis.letter().map_or(Value::None, Value::str))
        }),
    ]
}
