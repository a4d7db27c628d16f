//! What a kernel is given: an array, or a Python number whose type is weak (NEP 50).

use crate::engine::dtype::{B8, DType};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::objects::hooks;
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use half::f16;
use num_bigint::BigInt;
use num_complex::{Complex32, Complex64};
use num_traits::ToPrimitive;

/// An argument of a ufunc or an assignment.
#[derive(Debug, Clone)]
pub enum Operand {
    /// An array, or a NumPy scalar as a 0-d one.
    Array(View),
    /// A Python `bool`; its type is NumPy's `bool`, which is not weak.
    Bool(bool),
    /// A Python `int`.
    Int(i128),
    /// A Python `int` beyond `i128`.
    BigInt(Box<BigInt>),
    /// A Python `float`.
    Float(f64),
    /// A Python `complex`.
    Complex(Complex64),
}

/// The type of an operand, as far as promotion sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperandType {
    /// A dtype.
    Strong(DType),
    /// Of a Python `int`.
    WeakInt,
    /// Of a Python `float`.
    WeakFloat,
    /// Of a Python `complex`.
    WeakComplex,
}

impl OperandType {
    /// What Python calls the type of a number.
    pub fn python_name(self) -> &'static str {
        match self {
            OperandType::Strong(_) => "bool",
            OperandType::WeakInt => "int",
            OperandType::WeakFloat => "float",
            OperandType::WeakComplex => "complex",
        }
    }

    /// The dtype, where there is no other operand to follow.
    pub fn alone(self) -> DType {
        match self {
            OperandType::Strong(d) => d,
            OperandType::WeakInt => DType::Int64,
            OperandType::WeakFloat => DType::Float64,
            OperandType::WeakComplex => DType::Complex128,
        }
    }

    /// The dtype, if the operand has one of its own.
    pub fn strong(self) -> Option<DType> {
        match self {
            OperandType::Strong(d) => Some(d),
            _ => None,
        }
    }
}

impl Operand {
    /// The type.
    pub fn type_(&self) -> OperandType {
        match self {
            Operand::Array(v) => OperandType::Strong(v.dtype()),
            Operand::Bool(_) => OperandType::Strong(DType::Bool),
            Operand::Int(_) | Operand::BigInt(_) => OperandType::WeakInt,
            Operand::Float(_) => OperandType::WeakFloat,
            Operand::Complex(_) => OperandType::WeakComplex,
        }
    }

    /// The shape: of a Python number `()`.
    pub fn shape(&self) -> &[usize] {
        match self {
            Operand::Array(v) => v.shape(),
            _ => &[],
        }
    }

    /// The view, if it is an array.
    pub fn view(&self) -> Option<&View> {
        match self {
            Operand::Array(v) => Some(v),
            _ => None,
        }
    }

    /// A Python number as an element of a numeric dtype, with Python's checks: integers must fit.
    ///
    /// # Errors
    /// `OverflowError`, `TypeError` or `ValueError` in Python's and NumPy's words.
    ///
    /// # Panics
    /// For an array.
    pub fn to_scalar(&self, dtype: DType) -> Result<Scalar> {
        if dtype == DType::Object {
            return self.to_object();
        }
        match self {
            Operand::Array(_) => panic!("an array is not a Python number"),
            Operand::Bool(b) => int_scalar(*b as i128, dtype),
            Operand::Int(i) => int_scalar(*i, dtype),
            Operand::BigInt(b) => big_scalar(b, dtype),
            Operand::Float(x) => float_scalar(*x, dtype),
            Operand::Complex(z) => complex_scalar(*z, dtype),
        }
    }

    /// A Python number as an object.
    fn to_object(&self) -> Result<Scalar> {
        let big = |n: &BigInt| hooks().map(|h| Scalar::Object((h.big)(n)));
        match self {
            Operand::Int(i) => big(&BigInt::from(*i)),
            Operand::BigInt(b) => big(b),
            other => hooks().and_then(|h| Ok(Scalar::Object((h.wrap)(&other.to_scalar(other.type_().alone())?)))),
        }
    }
}

impl From<View> for Operand {
    fn from(view: View) -> Operand {
        Operand::Array(view)
    }
}

fn overflow(text: impl Into<String>) -> Error {
    Error::new(ErrorKind::Overflow, text)
}

fn int_scalar(i: i128, dtype: DType) -> Result<Scalar> {
    let out_of_bounds = || {
        let long = i > i64::MAX as i128 || i < i64::MIN as i128;
        if long && (dtype != DType::UInt64 || i > u64::MAX as i128) {
            overflow("Python int too large to convert to C long")
        } else {
            overflow(format!("Python integer {i} out of bounds for {dtype}"))
        }
    };
    macro_rules! fit {
        ($t:ty) => {
            <$t>::try_from(i).map(Scalar::from).map_err(|_| out_of_bounds())
        };
    }
    Ok(match dtype {
        DType::Bool => Scalar::Bool(i != 0),
        DType::Int8 => fit!(i8)?,
        DType::Int16 => fit!(i16)?,
        DType::Int32 => fit!(i32)?,
        DType::Int64 => fit!(i64)?,
        DType::UInt8 => fit!(u8)?,
        DType::UInt16 => fit!(u16)?,
        DType::UInt32 => fit!(u32)?,
        DType::UInt64 => fit!(u64)?,
        _ => inexact_scalar(i as f64, 0.0, dtype),
    })
}

fn big_scalar(b: &BigInt, dtype: DType) -> Result<Scalar> {
    match dtype {
        DType::Bool => Ok(Scalar::Bool(true)),
        d if d.is_integral() => Err(overflow("Python int too large to convert to C long")),
        d => match b.to_f64() {
            Some(x) if x.is_finite() => Ok(inexact_scalar(x, 0.0, d)),
            _ => Err(overflow("int too large to convert to float")),
        },
    }
}

fn float_scalar(x: f64, dtype: DType) -> Result<Scalar> {
    match dtype {
        DType::Bool => Ok(Scalar::Bool(x != 0.0)),
        d if d.is_integral() && x.is_nan() => Err(Error::value("cannot convert float NaN to integer")),
        d if d.is_integral() && x.is_infinite() => Err(overflow("cannot convert float infinity to integer")),
        d if d.is_integral() && x.abs() >= i128::MAX as f64 => {
            Err(overflow("Python int too large to convert to C long"))
        }
        d if d.is_integral() => int_scalar(x.trunc() as i128, d),
        d => Ok(inexact_scalar(x, 0.0, d)),
    }
}

fn complex_scalar(z: Complex64, dtype: DType) -> Result<Scalar> {
    match dtype {
        DType::Bool => Ok(Scalar::Bool(z.re != 0.0 || z.im != 0.0)),
        DType::Complex64 | DType::Complex128 => Ok(inexact_scalar(z.re, z.im, dtype)),
        d if d.is_integral() => {
            Err(Error::type_("int() argument must be a string, a bytes-like object or a real number, not 'complex'"))
        }
        _ => Err(Error::type_("float() argument must be a string or a real number, not 'complex'")),
    }
}

/// A float or complex element; the caller has dealt with all other dtypes.
fn inexact_scalar(re: f64, im: f64, dtype: DType) -> Scalar {
    let narrow = |x: f64| -> f32 { super::cast::convert(x) };
    match dtype {
        DType::Float16 => Scalar::Float16(super::cast::convert::<f64, f16>(re)),
        DType::Float32 => Scalar::Float32(narrow(re)),
        DType::Complex64 => Scalar::Complex64(Complex32::new(narrow(re), narrow(im))),
        DType::Complex128 => Scalar::Complex128(Complex64::new(re, im)),
        _ => Scalar::Float64(re),
    }
}

/// A Rust element out of a scalar of its own type.
pub trait FromScalar: crate::engine::dtype::Element {
    /// The value, if the scalar is of this type.
    fn from_scalar(s: &Scalar) -> Option<Self>;
}

macro_rules! from_scalar {
    ($($t:ty => $v:ident),* $(,)?) => { $(
        impl FromScalar for $t {
            #[inline]
            fn from_scalar(s: &Scalar) -> Option<$t> {
                match s { Scalar::$v(x) => Some(*x), _ => None }
            }
        }
    )* };
}
from_scalar! {
    i8 => Int8, i16 => Int16, i32 => Int32, i64 => Int64, u8 => UInt8, u16 => UInt16, u32 => UInt32, u64 => UInt64,
    f16 => Float16, f32 => Float32, f64 => Float64, Complex32 => Complex64, Complex64 => Complex128,
}
impl FromScalar for B8 {
    #[inline]
    fn from_scalar(s: &Scalar) -> Option<B8> {
        match s {
            Scalar::Bool(b) => Some(B8::from(*b)),
            _ => None,
        }
    }
}
