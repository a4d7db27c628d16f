//! Arithmetic of values written as arithmetic: expressions that are built first and evaluated at once, so that the
//! operations and their order, which decide the last bits, can be read.

use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, UnaryOp};
use std::ops;

/// An expression of NumPy's arithmetic.
pub enum Expr {
    /// A value.
    Value(Value),
    /// `a op b`
    Binary(BinOp, Box<Expr>, Box<Expr>),
    /// `-a`
    Negative(Box<Expr>),
    /// `a[index]`
    Item(Box<Expr>, Value),
    /// `np.name(a)`
    Call(&'static str, Box<Expr>),
}

impl Expr {
    /// Its value.
    ///
    /// # Errors
    /// What the operations raise.
    pub fn of(self, interp: &mut Interp) -> Result<Value> {
        match self {
            Expr::Value(v) => Ok(v),
            Expr::Binary(op, a, b) => {
                let a = a.of(interp)?;
                let b = b.of(interp)?;
                interp.binary(op, &a, &b)
            }
            Expr::Negative(a) => {
                let a = a.of(interp)?;
                interp.unary(UnaryOp::Neg, &a)
            }
            Expr::Item(a, index) => {
                let a = a.of(interp)?;
                np::item(interp, &a, &index)
            }
            Expr::Call(name, a) => {
                let a = a.of(interp)?;
                np::call(interp, name, &[a])
            }
        }
    }

    /// `np.name(self)`
    pub fn call(self, name: &'static str) -> Expr {
        Expr::Call(name, Box::new(self))
    }

    /// `self * 0`: nothing, of the shape and dtype that it would have.
    pub fn nothing(self) -> Expr {
        self * n(0)
    }

    /// `self ** n`
    pub fn power(self, n: i64) -> Expr {
        Expr::Binary(BinOp::Pow, Box::new(self), Box::new(n.into()))
    }
}

/// A value in an expression.
pub fn v(value: &Value) -> Expr {
    Expr::Value(value.clone())
}

/// `c[i]`
pub fn at(c: &Value, i: i64) -> Expr {
    Expr::Item(Box::new(v(c)), Value::Int(i))
}

/// `c[start:stop:step]`
pub fn part(c: &Value, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Expr {
    Expr::Item(Box::new(v(c)), np::slice(start, stop, step))
}

/// `c[i] = value`
///
/// # Errors
/// What the operations raise.
pub fn set(interp: &mut Interp, c: &Value, i: i64, value: Expr) -> Result<()> {
    let value = value.of(interp)?;
    interp.set_item(c, &Value::Int(i), value)
}

impl From<i64> for Expr {
    fn from(n: i64) -> Expr {
        Expr::Value(Value::Int(n))
    }
}

impl From<f64> for Expr {
    fn from(x: f64) -> Expr {
        Expr::Value(Value::Float(x))
    }
}

impl From<&Value> for Expr {
    fn from(value: &Value) -> Expr {
        v(value)
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl<T: Into<Expr>> ops::$trait<T> for Expr {
            type Output = Expr;
            fn $method(self, other: T) -> Expr {
                Expr::Binary(BinOp::$trait, Box::new(self), Box::new(other.into()))
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

impl ops::Neg for Expr {
    type Output = Expr;
    fn neg(self) -> Expr {
        Expr::Negative(Box::new(self))
    }
}

/// A number in an expression.
pub fn n(x: impl Into<Expr>) -> Expr {
    x.into()
}
