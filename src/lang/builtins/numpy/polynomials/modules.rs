//! `numpy.polynomial` and its modules: a class and its functions for each basis.

use super::basis::calculus::{self, Integration};
use super::basis::fit::{self, Fit};
use super::basis::series::{self, sum};
use super::basis::{Basis, change, evaluate, gauss, multiply, roots};
use super::class;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, IntoRaw, py};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

const CLASSES: &[&str] = &["Chebyshev", "Hermite", "HermiteE", "Laguerre", "Legendre", "Polynomial"];

/// `numpy.polynomial`
pub static POLYNOMIAL: Module =
    Module::new("numpy.polynomial", "Polynomials, the lowest degree first.", styles, classes, CLASSES);

macro_rules! module {
    ($static:ident, $basis:ident, $name:literal, $doc:literal, $prefix:literal, $class:literal) => {
        #[doc = concat!("`", $name, "`")]
        pub static $static: Module = Module::new(
            $name,
            $doc,
            || table(Basis::$basis),
            |interp, name| value(interp, Basis::$basis, name),
            &[
                $class,
                concat!($prefix, "domain"),
                concat!($prefix, "zero"),
                concat!($prefix, "one"),
                concat!($prefix, "x"),
            ],
        );
    };
}

module!(POWERS, Power, "numpy.polynomial.polynomial", "Polynomials of the powers of x.", "poly", "Polynomial");
module!(CHEBYSHEV, Chebyshev, "numpy.polynomial.chebyshev", "Series of Chebyshev polynomials.", "cheb", "Chebyshev");
module!(LEGENDRE, Legendre, "numpy.polynomial.legendre", "Series of Legendre polynomials.", "leg", "Legendre");
module!(HERMITE, Hermite, "numpy.polynomial.hermite", "Series of Hermite polynomials.", "herm", "Hermite");
module!(
    HERMITE_E,
    HermiteE,
    "numpy.polynomial.hermite_e",
    "Series of the Hermite polynomials of probability.",
    "herme",
    "HermiteE"
);
module!(LAGUERRE, Laguerre, "numpy.polynomial.laguerre", "Series of Laguerre polynomials.", "lag", "Laguerre");

/// `numpy.polynomial.polyutils`
pub static POLYUTILS: Module =
    Module::new("numpy.polynomial.polyutils", "What the modules of polynomials share.", utilities, |_, _| None, &[]);

fn classes(_: &mut Interp, name: &str) -> Option<Value> {
    let found = Basis::ALL.into_iter().map(class::class).find(|t| t.name == name)?;
    Some(Value::Type(found))
}

/// The class and the constants of a module.
fn value(interp: &mut Interp, basis: Basis, name: &str) -> Option<Value> {
    if name == class::class(basis).name {
        return Some(Value::Type(class::class(basis)));
    }
    let ints = |all: &[i64]| all.iter().copied().map(Value::Int).collect::<Vec<_>>();
    let items = match name.strip_prefix(basis.prefix())? {
        "domain" => basis.domain().map(Value::Float).to_vec(),
        "zero" => ints(&[0]),
        "one" => ints(&[1]),
        "x" => match basis {
            Basis::Hermite => vec![Value::Int(0), Value::Float(0.5)],
            Basis::Laguerre => ints(&[1, -1]),
            _ => ints(&[0, 1]),
        },
        _ => return None,
    };
    np::call(interp, "array", &[Value::list(items)]).ok()
}

/// The rows of one module; their names begin with the prefix of its basis. Made once for each module, and kept.
struct Rows {
    basis: Basis,
    rows: Vec<Builtin>,
}

impl Rows {
    fn named<T>(&mut self, name: String, signature: &'static str, doc: &'static str, f: impl IntoRaw<T>) {
        let name: &'static str = Box::leak(name.into_boxed_str());
        let names: &'static [&'static str] = Box::leak(Box::new([name]));
        self.rows.push(py(names, signature, doc, f));
    }

    fn add<T>(&mut self, name: &str, signature: &'static str, doc: &'static str, f: impl IntoRaw<T>) {
        self.named(format!("{}{name}", self.basis.prefix()), signature, doc, f);
    }
}

fn table(basis: Basis) -> Vec<Builtin> {
    let mut rows = Rows { basis, rows: Vec::new() };
    arithmetic(&mut rows);
    calculated(&mut rows);
    at_points(&mut rows);
    from_data(&mut rows);
    if basis != Basis::Power {
        others(&mut rows);
    }
    if basis == Basis::Chebyshev {
        chebyshev(&mut rows);
    }
    rows.rows
}

fn arithmetic(rows: &mut Rows) {
    let basis = rows.basis;
    rows.add("add", "c1, c2", "The sum of two series.", |interp: &mut Interp, a: Value, b: Value| {
        sum(interp, BinOp::Add, &a, &b)
    });
    rows.add("sub", "c1, c2", "The difference of two series.", |interp: &mut Interp, a: Value, b: Value| {
        sum(interp, BinOp::Sub, &a, &b)
    });
    rows.add("mulx", "c", "A series times x.", move |interp: &mut Interp, c: Value| multiply::by_x(interp, basis, &c));
    rows.add("mul", "c1, c2", "The product of two series.", move |interp: &mut Interp, a: Value, b: Value| {
        multiply::product(interp, basis, &a, &b)
    });
    rows.add(
        "div",
        "c1, c2",
        "Quotient and remainder of two series.",
        move |interp: &mut Interp, a: Value, b: Value| {
            multiply::quotient(interp, basis, &a, &b).map(|(q, r)| Value::tuple(vec![q, r]))
        },
    );
    let signature = if basis == Basis::Power { "c, pow, maxpower=None" } else { "c, pow, maxpower=16" };
    rows.add("pow", signature, "A power of a series.", move |interp: &mut Interp, c: Value, n: Value, most: Given| {
        let most = match most.0 {
            None => basis.most(),
            Some(Value::None) => None,
            Some(most) => Some(interp.index(&most)?),
        };
        multiply::power(interp, basis, &c, &n, most)
    });
    rows.add(
        "trim",
        "c, tol=0",
        "Without small coefficients at the end.",
        |interp: &mut Interp, c: Value, tol: Given| series::trim(interp, &c, &tol.0.unwrap_or(Value::Int(0))),
    );
}

fn calculated(rows: &mut Rows) {
    let basis = rows.basis;
    let or = |v: Given, default: i64| v.0.unwrap_or(Value::Int(default));
    rows.add(
        "der",
        "c, m=1, scl=1, axis=0",
        "The derivative of a series.",
        move |interp: &mut Interp, c: Value, m: Given, scale: Given, axis: Given| {
            calculus::derivative(interp, basis, &c, &or(m, 1), (&or(scale, 1), &or(axis, 0)))
        },
    );
    rows.add(
        "int",
        "c, m=1, k=[], lbnd=0, scl=1, axis=0",
        "The integral of a series.",
        move |interp: &mut Interp, c: Value, m: Given, k: Value, low: Given, scale: Given, axis: Given| {
            let (m, low, scale, axis) = (or(m, 1), or(low, 0), or(scale, 1), or(axis, 0));
            let how = Integration { m: &m, k: &k, low: &low, scale: &scale, axis: &axis };
            calculus::integral(interp, basis, &c, &how)
        },
    );
    rows.add("roots", "c", "The roots of a series.", move |interp: &mut Interp, c: Value| {
        roots::roots(interp, basis, &c)
    });
    rows.add("fromroots", "roots", "The series with these roots.", move |interp: &mut Interp, r: Value| {
        roots::from_roots(interp, basis, &r)
    });
    rows.add("companion", "c", "The companion matrix of a series.", move |interp: &mut Interp, c: Value| {
        roots::companion(interp, basis, &c)
    });
    rows.add("line", "off, scl", "A straight line.", move |interp: &mut Interp, off: Value, scale: Value| {
        roots::line(interp, basis, &off, &scale)
    });
}

fn at_points(rows: &mut Rows) {
    let basis = rows.basis;
    rows.add(
        "val",
        "x, c, tensor=True",
        "The values of a series.",
        move |interp: &mut Interp, x: Value, c: Value, tensor: Option<bool>| {
            evaluate::value(interp, basis, &x, &c, tensor.unwrap_or(true))
        },
    );
    rows.add(
        "val2d",
        "x, y, c",
        "Values at points of a plane.",
        move |interp: &mut Interp, x: Value, y: Value, c: Value| evaluate::at_points(interp, basis, &[x, y], &c),
    );
    rows.add(
        "val3d",
        "x, y, z, c",
        "Values at points of space.",
        move |interp: &mut Interp, x: Value, y: Value, z: Value, c: Value| {
            evaluate::at_points(interp, basis, &[x, y, z], &c)
        },
    );
    rows.add(
        "grid2d",
        "x, y, c",
        "Values on a grid of a plane.",
        move |interp: &mut Interp, x: Value, y: Value, c: Value| evaluate::on_grid(interp, basis, &[x, y], &c),
    );
    rows.add(
        "grid3d",
        "x, y, z, c",
        "Values on a grid of space.",
        move |interp: &mut Interp, x: Value, y: Value, z: Value, c: Value| {
            evaluate::on_grid(interp, basis, &[x, y, z], &c)
        },
    );
    rows.add(
        "vander",
        "x, deg",
        "The basis up to a degree, at points.",
        move |interp: &mut Interp, x: Value, deg: Value| evaluate::vander(interp, basis, &x, &deg),
    );
    rows.add(
        "vander2d",
        "x, y, deg",
        "The products of the basis at points of a plane.",
        move |interp: &mut Interp, x: Value, y: Value, deg: Value| evaluate::vander_nd(interp, basis, &[x, y], &deg),
    );
    rows.add(
        "vander3d",
        "x, y, z, deg",
        "The products of the basis at points of space.",
        move |interp: &mut Interp, x: Value, y: Value, z: Value, deg: Value| {
            evaluate::vander_nd(interp, basis, &[x, y, z], &deg)
        },
    );
}

fn from_data(rows: &mut Rows) {
    let basis = rows.basis;
    rows.add(
        "fit",
        "x, y, deg, rcond=None, full=False, w=None",
        "The series of least squares.",
        move |interp: &mut Interp, x: Value, y: Value, deg: Value, rcond: Value, full: bool, w: Value| {
            let asked = Fit { rcond, full, weights: w };
            let (c, status) = fit::fit(interp, basis, (&x, &y), &deg, asked)?;
            Ok(status.map_or(c.clone(), |status| Value::tuple(vec![c, status])))
        },
    );
    if basis == Basis::Power {
        rows.add(
            "valfromroots",
            "x, r, tensor=True",
            "The values of a polynomial that is given by its roots.",
            |interp: &mut Interp, x: Value, r: Value, tensor: Option<bool>| {
                from_roots(interp, &x, &r, tensor.unwrap_or(true))
            },
        );
    }
}

fn from_roots(interp: &mut Interp, x: &Value, r: &Value, tensor: bool) -> Result<Value> {
    let mut r = evaluate::inexact(interp, r, false)?;
    let x = if matches!(x, Value::Tuple(_) | Value::List(_)) { np::as_array(interp, x)? } else { x.clone() };
    if let Value::Array(a) = &x {
        let (rank, roots) = (a.view().rank(), np::view(interp, &r)?);
        if tensor {
            let mut shape: Vec<Value> = roots.shape().iter().map(|&n| Value::Int(n as i64)).collect();
            shape.extend(std::iter::repeat_n(Value::Int(1), rank));
            r = np::method(interp, &r, "reshape", &[Value::tuple(shape)])?;
        } else if rank >= roots.rank() {
            return Err(Raise::value_error("x.ndim must be < r.ndim when tensor == False"));
        }
    }
    let factors = np::sub(interp, &x, &r)?;
    np::call_kw(interp, "prod", &[factors], &[("axis", Value::Int(0))])
}

fn others(rows: &mut Rows) {
    let basis = rows.basis;
    rows.add(
        "gauss",
        "deg",
        "Points and weights of the quadrature of a degree.",
        move |interp: &mut Interp, deg: Value| gauss::quadrature(interp, basis, &deg),
    );
    rows.add("weight", "x", "The weight under which the basis is orthogonal.", move |interp: &mut Interp, x: Value| {
        gauss::weight(interp, basis, &x)
    });
    let prefix = basis.prefix();
    rows.named(format!("{prefix}2poly"), "c", "A series as one of powers.", move |interp: &mut Interp, c: Value| {
        change::to_powers(interp, basis, &c)
    });
    rows.named(
        format!("poly2{prefix}"),
        "pol",
        "A series of powers in this basis.",
        move |interp: &mut Interp, c: Value| change::from_powers(interp, basis, &c),
    );
}

fn chebyshev(rows: &mut Rows) {
    rows.add("pts1", "npts", "Chebyshev's points of the first kind.", |interp: &mut Interp, n: Value| {
        gauss::points(interp, &n, false)
    });
    rows.add("pts2", "npts", "Chebyshev's points of the second kind.", |interp: &mut Interp, n: Value| {
        gauss::points(interp, &n, true)
    });
    rows.add(
        "interpolate",
        "func, deg, args=()",
        "The series that agrees with a function at Chebyshev's points.",
        |interp: &mut Interp, func: Value, deg: Value, args: Value| {
            let args = if args.is_none() { Vec::new() } else { interp.collect(&args)? };
            gauss::interpolate(interp, &deg, |interp, x| {
                let mut all = vec![x];
                all.extend(args);
                interp.call(&func, &all, &[])
            })
        },
    );
}

fn utilities() -> Vec<Builtin> {
    vec![
        py(
            &["as_series"],
            "alist, trim=True",
            "Coefficients as arrays of one axis and one dtype.\n\n\
             >>> np.polynomial.polyutils.as_series([[1, 2, 0], [3]])\n[array([1., 2.]), array([3.])]",
            |interp: &mut Interp, all: Value, trim: Option<bool>| {
                let all = interp.collect(&all)?;
                series::series(interp, &all.iter().collect::<Vec<_>>(), trim.unwrap_or(true))
            },
        ),
        py(
            &["trimseq"],
            "seq",
            "Without zeros at the end.\n\n>>> np.polynomial.polyutils.trimseq(np.array([1., 2, 0]))\narray([1., 2.])",
            |interp: &mut Interp, c: Value| series::trimmed(interp, c),
        ),
        py(
            &["trimcoef"],
            "c, tol=0",
            "Without small coefficients at the end.\n\n\
             >>> np.polynomial.polyutils.trimcoef([1, 2, 0, 0])\narray([1., 2.])",
            |interp: &mut Interp, c: Value, tol: Given| series::trim(interp, &c, &tol.0.unwrap_or(Value::Int(0))),
        ),
        py(
            &["getdomain"],
            "x",
            "The smallest interval around points.\n\n\
             >>> np.polynomial.polyutils.getdomain([3, 1, 2])\narray([1., 3.])",
            |interp: &mut Interp, x: Value| series::domain_of(interp, &x),
        ),
        py(
            &["mapdomain"],
            "x, old, new",
            "Points of one interval in another.\n\n\
             >>> np.polynomial.polyutils.mapdomain([1, 2, 3], [1, 3], [-1, 1])\narray([-1.,  0.,  1.])",
            |interp: &mut Interp, x: Value, old: Value, new: Value| {
                let (old, new) = (np::as_array(interp, &old)?, np::as_array(interp, &new)?);
                series::mapped(interp, &x, &old, &new)
            },
        ),
        py(
            &["mapparms"],
            "old, new",
            "Offset and scale of the map from one interval to another.\n\n\
             >>> np.polynomial.polyutils.mapparms([-1, 1], [0, 4])\n(2.0, 2.0)",
            |interp: &mut Interp, old: Value, new: Value| {
                let (off, scale) = series::parameters(interp, &old, &new)?;
                Ok(Value::tuple(vec![off, scale]))
            },
        ),
    ]
}

fn styles() -> Vec<Builtin> {
    vec![py(
        &["set_default_printstyle"],
        "style",
        "How polynomials are printed: 'unicode' or 'ascii'.",
        |interp: &mut Interp, style: Value| -> Result<()> {
            let ascii = match style.as_str() {
                Some("unicode") => false,
                Some("ascii") => true,
                _ => {
                    let shown = interp.str(&style)?;
                    let text = format!("Unsupported format string '{shown}'. Valid options are 'ascii' and 'unicode'");
                    return Err(Raise::value_error(text));
                }
            };
            class::set_ascii(interp, ascii);
            Ok(())
        },
    )]
}
