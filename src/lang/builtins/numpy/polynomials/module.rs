//! `numpy.polynomial` and `numpy.polynomial.polynomial`.

use super::class;
use super::series::{self, Fit};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// `numpy.polynomial`
pub static POLYNOMIAL: Module =
    Module::new("numpy.polynomial", "Polynomials, the lowest power first.", Vec::new, value, &["Polynomial"]);

/// `numpy.polynomial.polynomial`
pub static POWERS: Module =
    Module::new("numpy.polynomial.polynomial", "Polynomials of the powers of x.", table, value, &["Polynomial"]);

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "Polynomial").then_some(Value::Type(&class::POLYNOMIAL))
}

type Two = fn(&mut Interp, &Value, &Value) -> Result<Value>;

fn two(names: &'static [&'static str], signature: &'static str, doc: &'static str, f: Two) -> Builtin {
    py(names, signature, doc, move |interp: &mut Interp, a: Value, b: Value| f(interp, &a, &b))
}

fn table() -> Vec<Builtin> {
    let mut rows = vec![
        two(
            &["polyadd"],
            "c1, c2",
            "The sum of two polynomials.\n\n>>> np.polynomial.polynomial.polyadd([1, 2], [3])\narray([4., 2.])",
            |i, a, b| series::sum(i, BinOp::Add, a, b),
        ),
        two(
            &["polysub"],
            "c1, c2",
            "The difference of two polynomials.\n\n>>> np.polynomial.polynomial.polysub([1, 2], [3])\narray([-2.,  2.])",
            |i, a, b| series::sum(i, BinOp::Sub, a, b),
        ),
        two(
            &["polymul"],
            "c1, c2",
            "The product of two polynomials.\n\n>>> np.polynomial.polynomial.polymul([1, 2], [3, 1])\narray([3., 7., 2.])",
            series::product,
        ),
        two(
            &["polydiv"],
            "c1, c2",
            "Quotient and remainder of two polynomials.\n\n>>> np.polynomial.polynomial.polydiv([3, 7, 3], [3, 1])\n(array([-2.,  3.]), array([9.]))",
            |i, a, b| series::quotient(i, a, b).map(|(q, r)| Value::tuple(vec![q, r])),
        ),
        py(
            &["polypow"],
            "c, pow, maxpower=None",
            "A power of a polynomial.\n\n>>> np.polynomial.polynomial.polypow([1, 1], 2)\narray([1., 2., 1.])",
            |interp: &mut Interp, c: Value, n: Value, most: Option<i64>| series::power(interp, &c, &n, most),
        ),
        py(
            &["polyroots"],
            "c",
            "The roots of a polynomial.\n\n>>> np.polynomial.polynomial.polyroots([6, -5, 1])\narray([2., 3.])",
            |interp: &mut Interp, c: Value| series::roots(interp, &c),
        ),
        py(
            &["polyfromroots"],
            "roots",
            "The polynomial with these roots.\n\n>>> np.polynomial.polynomial.polyfromroots([2, 3])\narray([ 6., -5.,  1.])",
            |interp: &mut Interp, roots: Value| series::from_roots(interp, &roots),
        ),
        py(
            &["polyvander"],
            "x, deg",
            "The powers of x.\n\n>>> np.polynomial.polynomial.polyvander([2, 3], 2)\narray([[1., 2., 4.],\n       [1., 3., 9.]])",
            |interp: &mut Interp, x: Value, deg: i64| series::vander(interp, &x, deg),
        ),
    ];
    rows.extend(more());
    rows
}

fn more() -> Vec<Builtin> {
    vec![
        py(
            &["polyval"],
            "x, c, tensor=True",
            "The value of a polynomial.\n\n>>> np.polynomial.polynomial.polyval(2, [1, 2, 3])\nnp.float64(17.0)",
            |interp: &mut Interp, x: Value, c: Value, _: Value| series::value(interp, &x, &c),
        ),
        py(
            &["polyder"],
            "c, m=1, scl=1",
            "The derivative.\n\n>>> np.polynomial.polynomial.polyder([1, 2, 3])\narray([2., 6.])",
            |interp: &mut Interp, c: Value, m: Value, scale: Value| {
                let scale = if scale.is_none() { Value::Int(1) } else { scale };
                series::derivative(interp, &c, &m, &scale)
            },
        ),
        py(
            &["polyint"],
            "c, m=1, k=[], lbnd=0, scl=1",
            "The integral.\n\n>>> np.polynomial.polynomial.polyint([1, 2, 3])\narray([0., 1., 1., 1.])",
            |interp: &mut Interp, c: Value, m: Value, k: Value, low: Value, scale: Value| {
                let scale = if scale.is_none() { Value::Int(1) } else { scale };
                let low = if low.is_none() { Value::Int(0) } else { low };
                series::integral(interp, &c, &m, &k, (&low, &scale))
            },
        ),
        py(
            &["polyfit"],
            "x, y, deg, rcond=None, full=False, w=None",
            "The polynomial of least squares.\n\n\
             >>> np.polynomial.polynomial.polyfit([0, 1, 2], [1, 3, 5], 1).round(6)\narray([1., 2.])",
            |interp: &mut Interp, x: Value, y: Value, deg: Value, rcond: Value, full: bool, w: Value| {
                let (c, status) = series::fit(interp, &x, &y, &deg, Fit { rcond, full, weights: w })?;
                Ok(status.map_or(c.clone(), |status| Value::tuple(vec![c, status])))
            },
        ),
        py(
            &["polyline"],
            "off, scl",
            "A straight line.\n\n>>> np.polynomial.polynomial.polyline(1, 2)\narray([1, 2])",
            |interp: &mut Interp, off: Value, scale: Value| {
                let line = if interp.truth(&scale)? { vec![off, scale] } else { vec![off] };
                np::call(interp, "array", &[Value::list(line)])
            },
        ),
    ]
}
