//! `np.poly1d`.

use super::arithmetic as poly;
use crate::engine::Scalar;
use crate::engine::repr::pyformat::format_scalar;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Attribute, Builtin, OBJECT, Table, Type, attribute, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};
use std::any::Any;
use std::cell::RefCell;

/// `numpy.poly1d`
pub static POLY1D: Type = Type::new("poly1d", "numpy", &[&OBJECT], table);

/// A polynomial: its coefficients, an array of one axis.
pub struct Poly1d {
    coefficients: RefCell<Value>,
    variable: String,
}

const DOC: &str = "A polynomial, the highest power first.\n\n\
    >>> p = np.poly1d([1, 2, 3])\n>>> p(2)\nnp.int64(11)\n>>> p * p\npoly1d([ 1,  4, 10, 12,  9])\n\
    >>> print(p)\n   2\n1 x + 2 x + 3";

/// `np.poly1d(v)`.
///
/// # Errors
/// `ValueError` of more than one axis.
pub fn made(interp: &mut Interp, v: &Value) -> Result<Value> {
    new(interp, v, false, None)
}

/// The coefficients of a polynomial.
pub fn coefficients(v: &Value) -> Value {
    v.downcast::<Poly1d>().map_or(Value::None, |p| p.coefficients.borrow().clone())
}

fn new(interp: &mut Interp, v: &Value, from_roots: bool, variable: Option<String>) -> Result<Value> {
    if let Some(p) = v.downcast::<Poly1d>() {
        let variable = variable.unwrap_or_else(|| p.variable.clone());
        return Ok(Value::object(Poly1d { coefficients: p.coefficients.clone(), variable }));
    }
    let v = if from_roots { poly::from_roots(interp, v)? } else { v.clone() };
    let mut c = np::call(interp, "atleast_1d", &[v])?;
    if np::view(interp, &c)?.rank() > 1 {
        return Err(Raise::value_error("Polynomial must be 1d only."));
    }
    c = np::call(interp, "trim_zeros", &[c, Value::str("f")])?;
    if poly::len(interp, &c)? == 0 {
        let dtype = interp.get_attr(&c, "dtype")?;
        c = np::call(interp, "array", &[Value::list(vec![Value::Int(0)]), dtype])?;
    }
    Ok(Value::object(Poly1d { coefficients: RefCell::new(c), variable: variable.unwrap_or("x".into()) }))
}

impl Poly1d {
    fn c(&self) -> Value {
        self.coefficients.borrow().clone()
    }

    fn order(&self, interp: &mut Interp) -> Result<i64> {
        Ok(poly::len(interp, &self.c())? as i64 - 1)
    }

    fn operate(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Result<Value> {
        let own = self.c();
        match op {
            BinOp::Mul | BinOp::Div if other.is_scalar() => {
                let c = if reflected { interp.binary(op, other, &own)? } else { interp.binary(op, &own, other)? };
                made(interp, &c)
            }
            BinOp::Pow => self.power(interp, other),
            _ => {
                let other = made(interp, other)?;
                let theirs = coefficients(&other);
                let (a, b) = if reflected { (theirs, own) } else { (own, theirs) };
                match op {
                    BinOp::Mul => {
                        let c = poly::product(interp, &a, &b)?;
                        made(interp, &c)
                    }
                    BinOp::Div => {
                        let (a, b) = (made(interp, &a)?, made(interp, &b)?);
                        poly::quotient(interp, &a, &b)
                    }
                    _ => {
                        let c = poly::sum(interp, op, &a, &b)?;
                        made(interp, &c)
                    }
                }
            }
        }
    }

    fn power(&self, interp: &mut Interp, n: &Value) -> Result<Value> {
        let times = match interp.index(n) {
            Ok(k) if k >= 0 => k,
            _ => return Err(Raise::value_error("Power to non-negative integers only.")),
        };
        let mut c = Value::list(vec![Value::Int(1)]);
        for _ in 0..times {
            c = poly::product(interp, &self.c(), &c)?;
        }
        made(interp, &c)
    }

    fn text(&self, interp: &mut Interp) -> Result<String> {
        let view = np::view(interp, &self.c())?;
        let all: Vec<Scalar> = view.scalars().skip_while(|x| !x.truth()).collect();
        let mut text = if all.is_empty() { "0".to_string() } else { String::new() };
        let n = all.len();
        for (k, c) in all.iter().enumerate() {
            let shown = shown(c)?;
            let term = self.term(&shown, n - 1 - k, k == 0);
            if k == 0 {
                text = term;
            } else if let Some(positive) = term.strip_prefix('-') {
                text = format!("{text} - {positive}");
            } else if !term.is_empty() {
                text = format!("{text} + {term}");
            }
        }
        Ok(raised(&text))
    }

    fn term(&self, coefficient: &str, power: usize, first: bool) -> String {
        let zero = coefficient == "0";
        match power {
            0 if !zero => coefficient.to_string(),
            0 => if first { "0" } else { "" }.to_string(),
            _ if zero => String::new(),
            1 => format!("{coefficient} {}", self.variable),
            _ => format!("{coefficient} {}**{power}", self.variable),
        }
    }
}

/// A coefficient with four digits.
fn shown(c: &Scalar) -> Result<String> {
    let short = |x: f64| -> Result<String> {
        let text = format_scalar(&Scalar::Float64(x), ".4g")?;
        Ok(text.strip_suffix(".0000").map_or(text.clone(), str::to_string))
    };
    let z = c.as_complex().unwrap_or_default();
    Ok(match (z.re, z.im) {
        (re, 0.0) => short(re)?,
        (0.0, im) => format!("{}j", short(im)?),
        (re, im) => format!("({} + {}j)", short(re)?, short(im)?),
    })
}

/// Exponents on a line of their own above the rest, some seventy columns at a time.
fn raised(text: &str) -> String {
    let (mut out, mut upper, mut lower) = (String::from(" "), String::new(), String::new());
    let mut rest = text;
    while let Some(at) = rest.find("**") {
        let digits = rest[at + 2..].len() - rest[at + 2..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (part, power) = (&rest[..at], &rest[at + 2..at + 2 + digits]);
        let width = part.chars().count();
        let below = format!("{part}{}", " ".repeat(power.len().saturating_sub(1)));
        let above = format!("{}{power}", " ".repeat(width.saturating_sub(1)));
        if lower.chars().count() + below.chars().count() > 70 || upper.len() + above.len() > 70 {
            out += &format!("{upper}\n{lower}\n ");
            (upper, lower) = (above, below);
        } else {
            upper += &above;
            lower += &below;
        }
        rest = &rest[at + 2 + digits..];
    }
    out + &format!("{upper}\n{lower}") + rest
}

impl Object for Poly1d {
    fn type_(&self) -> &'static Type {
        &POLY1D
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let text = interp.repr(&self.c())?;
        Ok(format!("poly1d({})", text.get(6..text.len() - 1).unwrap_or_default()))
    }

    fn str(&self, interp: &mut Interp) -> Result<String> {
        self.text(interp)
    }

    fn call(&self, interp: &mut Interp, args: &[Value], _: &[(String, Value)]) -> Option<Result<Value>> {
        Some(match args {
            [x] => poly::value(interp, &self.c(), x),
            [] => Err(Raise::type_error("poly1d.__call__() missing 1 required positional argument: 'val'")),
            more => Err(Raise::type_error(format!(
                "poly1d.__call__() takes 2 positional arguments but {} were given",
                more.len() + 1
            ))),
        })
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }

    fn hashable(&self) -> bool {
        false
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some((|| {
            let (order, power) = (self.order(interp)?, interp.index(index)?);
            let c = self.c();
            if power > order || power < 0 {
                let view = np::view(interp, &c)?;
                let zero = convert::cast_to(&crate::engine::View::from_scalar(&Scalar::Int64(0))?, view.dtype())?;
                return Ok(convert::result(zero));
            }
            np::item(interp, &c, &Value::Int(order - power))
        })())
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        Some((|| {
            let (order, power) = (self.order(interp)?, interp.index(index)?);
            if power < 0 {
                return Err(Raise::value_error("Does not support negative powers."));
            }
            let mut at = order - power;
            if power > order {
                let dtype = interp.get_attr(&self.c(), "dtype")?;
                let zeros = np::call(interp, "zeros", &[Value::Int(power - order), dtype])?;
                let longer = np::call(interp, "concatenate", &[Value::tuple(vec![zeros, self.c()])])?;
                self.coefficients.replace(longer);
                at = 0;
            }
            interp.set_item(&self.c(), &Value::Int(at), value)
        })())
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&self.c()))
    }

    fn len(&self) -> Option<usize> {
        self.coefficients.borrow().as_array().map(|a| a.view().size().saturating_sub(1))
    }

    fn unary(&self, interp: &mut Interp, op: UnaryOp) -> Option<Result<Value>> {
        match op {
            UnaryOp::Neg => Some(interp.unary(op, &self.c()).and_then(|c| made(interp, &c))),
            UnaryOp::Pos => Some(Ok(Value::object(Poly1d {
                coefficients: self.coefficients.clone(),
                variable: self.variable.clone(),
            }))),
            _ => None,
        }
    }

    fn order(&self, interp: &mut Interp, op: CmpOp, other: &Value) -> Option<Result<Value>> {
        let other = other.downcast::<Poly1d>()?;
        let wanted = match op {
            CmpOp::Eq => true,
            CmpOp::Ne => false,
            _ => return None,
        };
        let (a, b) = (self.c(), other.c());
        Some((|| {
            if np::view(interp, &a)?.shape() != np::view(interp, &b)?.shape() {
                return Ok(Value::Bool(!wanted));
            }
            let same = np::cmp(interp, CmpOp::Eq, &a, &b)?;
            let all = np::method(interp, &same, "all", &[])?;
            if wanted { Ok(all) } else { Ok(Value::Bool(!interp.truth(&all)?)) }
        })())
    }

    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        match op {
            BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::Div => Some(self.operate(interp, op, other, reflected)),
            BinOp::Pow if !reflected => Some(self.operate(interp, op, other, false)),
            _ => None,
        }
    }
}

fn with(v: &Value) -> Result<&Poly1d> {
    v.downcast::<Poly1d>().ok_or_else(|| Raise::type_error("the object is no poly1d"))
}

fn coefficient_attributes() -> Vec<Attribute> {
    let one = |name| attribute(name, "The coefficients, the highest power first.", |_, v| Ok(with(v)?.c()));
    ["c", "coef", "coefficients", "coeffs"].map(one).into()
}

fn methods() -> Vec<Builtin> {
    vec![
        py(
            &["deriv"],
            "self, m=1",
            "The derivative.\n\n>>> np.poly1d([1, 2, 3]).deriv()\npoly1d([2, 2])",
            |interp: &mut Interp, v: Value, m: Option<i64>| {
                let c = poly::derivative(interp, &coefficients(&v), m.unwrap_or(1))?;
                made(interp, &c)
            },
        ),
        py(
            &["integ"],
            "self, m=1, k=0",
            "The integral.\n\n>>> np.poly1d([6, 2]).integ()\npoly1d([3., 2., 0.])",
            |interp: &mut Interp, v: Value, m: Option<i64>, k: Value| {
                let k = if k.is_none() { Value::Int(0) } else { k };
                let c = poly::integral(interp, &coefficients(&v), m.unwrap_or(1), k)?;
                made(interp, &c)
            },
        ),
        py(
            &["__array__"],
            "self, t=None, copy=None",
            "The coefficients.",
            |interp: &mut Interp, v: Value, t: Value| {
                let c = coefficients(&v);
                if t.is_none() { Ok(c) } else { np::call(interp, "asarray", &[c, t]) }
            },
        ),
    ]
}

fn table() -> Table {
    let mut attributes = coefficient_attributes();
    for name in ["o", "order"] {
        attributes.push(attribute(name, "The highest power.", |interp, v| Ok(Value::Int(with(v)?.order(interp)?))));
    }
    for name in ["r", "roots"] {
        attributes.push(attribute(name, "The roots.", |interp, v| poly::roots(interp, &with(v)?.c())));
    }
    attributes.push(attribute("variable", "The name of the variable.", |_, v| Ok(Value::str(&*with(v)?.variable))));
    Table {
        doc: DOC,
        new: Some(py(
            &["poly1d"],
            "c_or_r, r=False, variable=None",
            DOC,
            |interp: &mut Interp, c: Value, r: bool, variable: Option<String>| new(interp, &c, r, variable),
        )),
        methods: methods(),
        attributes,
        ..Table::default()
    }
}
