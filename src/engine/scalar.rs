//! One element as a value: NumPy's scalar types.

use super::datetime;
use super::dtype::{B8, DType};
use super::mem;
use super::objects::{self, Handle};
use super::timeunit::{NAT, TimeUnit};
use super::view::View;
use half::f16;
use num_complex::{Complex32, Complex64 as C128};

/// A value of a dtype, away from any buffer (`np.float64(3.0)`).
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    /// `np.bool`
    Bool(bool),
    /// `np.int8`
    Int8(i8),
    /// `np.int16`
    Int16(i16),
    /// `np.int32`
    Int32(i32),
    /// `np.int64`
    Int64(i64),
    /// `np.uint8`
    UInt8(u8),
    /// `np.uint16`
    UInt16(u16),
    /// `np.uint32`
    UInt32(u32),
    /// `np.uint64`
    UInt64(u64),
    /// `np.float16`
    Float16(f16),
    /// `np.float32`
    Float32(f32),
    /// `np.float64`
    Float64(f64),
    /// `np.complex64`
    Complex64(Complex32),
    /// `np.complex128`
    Complex128(C128),
    /// `np.str_`
    Str(Box<str>),
    /// `np.bytes_`
    Bytes(Box<[u8]>),
    /// `np.void`: of a record array's element a view, through which its fields are written.
    Void(Item),
    /// `np.datetime64`
    DateTime(i64, TimeUnit),
    /// `np.timedelta64`
    TimeDelta(i64, TimeUnit),
    /// An element of an object array; nothing where it was never set, which is Python's `None`.
    Object(Option<Handle>),
}

/// An element where it lies: a view without axes.
#[derive(Debug, Clone)]
pub struct Item(pub Box<View>);

impl Item {
    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let layout = self.0.layout();
        mem::access::read_bytes(&self.0, layout.offset, layout.itemsize())
    }
}

/// Byte for byte.
impl PartialEq for Item {
    fn eq(&self, other: &Item) -> bool {
        self.0.dtype() == other.0.dtype() && self.bytes() == other.bytes()
    }
}

impl Scalar {
    /// The dtype; of strings the exact length.
    pub fn dtype(&self) -> DType {
        match self {
            Scalar::Bool(_) => DType::Bool,
            Scalar::Int8(_) => DType::Int8,
            Scalar::Int16(_) => DType::Int16,
            Scalar::Int32(_) => DType::Int32,
            Scalar::Int64(_) => DType::Int64,
            Scalar::UInt8(_) => DType::UInt8,
            Scalar::UInt16(_) => DType::UInt16,
            Scalar::UInt32(_) => DType::UInt32,
            Scalar::UInt64(_) => DType::UInt64,
            Scalar::Float16(_) => DType::Float16,
            Scalar::Float32(_) => DType::Float32,
            Scalar::Float64(_) => DType::Float64,
            Scalar::Complex64(_) => DType::Complex64,
            Scalar::Complex128(_) => DType::Complex128,
            Scalar::Str(s) => DType::Str(s.chars().count() as u32),
            Scalar::Bytes(b) => DType::Bytes(b.len() as u32),
            Scalar::Void(item) => item.0.dtype(),
            Scalar::DateTime(_, unit) => DType::DateTime(*unit),
            Scalar::TimeDelta(_, unit) => DType::TimeDelta(*unit),
            Scalar::Object(_) => DType::Object,
        }
    }

    /// The value as an `i128` if it is a bool or an integer.
    pub fn as_integer(&self) -> Option<i128> {
        Some(match self {
            Scalar::Bool(b) => *b as i128,
            Scalar::Int8(x) => *x as i128,
            Scalar::Int16(x) => *x as i128,
            Scalar::Int32(x) => *x as i128,
            Scalar::Int64(x) => *x as i128,
            Scalar::UInt8(x) => *x as i128,
            Scalar::UInt16(x) => *x as i128,
            Scalar::UInt32(x) => *x as i128,
            Scalar::UInt64(x) => *x as i128,
            _ => return None,
        })
    }

    /// The value as a double if it is a bool, an integer or a float.
    pub fn as_f64(&self) -> Option<f64> {
        Some(match self {
            Scalar::Float16(x) => x.to_f64(),
            Scalar::Float32(x) => *x as f64,
            Scalar::Float64(x) => *x,
            Scalar::UInt64(x) => *x as f64,
            other => other.as_integer()? as i64 as f64,
        })
    }

    /// The value as a complex number if it is numeric.
    pub fn as_complex(&self) -> Option<C128> {
        match self {
            Scalar::Complex64(z) => Some(C128::new(z.re as f64, z.im as f64)),
            Scalar::Complex128(z) => Some(*z),
            other => other.as_f64().map(|x| C128::new(x, 0.0)),
        }
    }

    /// Python's truth value.
    pub fn truth(&self) -> bool {
        match self {
            Scalar::Str(s) => !s.is_empty(),
            Scalar::Bytes(b) => !b.is_empty(),
            Scalar::Void(item) => item.bytes().iter().any(|&b| b != 0),
            Scalar::Object(held) => objects::is_true(held),
            Scalar::DateTime(n, _) | Scalar::TimeDelta(n, _) => *n != 0,
            Scalar::Complex64(z) => z.re != 0.0 || z.im != 0.0,
            Scalar::Complex128(z) => z.re != 0.0 || z.im != 0.0,
            other => other.as_f64().is_some_and(|x| x != 0.0),
        }
    }
}

macro_rules! from_element {
    ($($t:ty => $v:ident),* $(,)?) => { $(
        impl From<$t> for Scalar { fn from(x: $t) -> Scalar { Scalar::$v(x) } }
    )* };
}
from_element! {
    bool => Bool, i8 => Int8, i16 => Int16, i32 => Int32, i64 => Int64, u8 => UInt8, u16 => UInt16, u32 => UInt32,
    u64 => UInt64, f16 => Float16, f32 => Float32, f64 => Float64, Complex32 => Complex64, C128 => Complex128,
}
impl Scalar {
    /// What a date or a duration has in common with its equals in other units; `None` of all else, and of `NaT`.
    pub fn same_time(&self) -> Option<(u8, i128, i64)> {
        match *self {
            Scalar::DateTime(NAT, _) | Scalar::TimeDelta(NAT, _) => None,
            Scalar::DateTime(n, unit) if !unit.is_generic() => {
                let f = datetime::split(n, unit);
                let days = (f.year as i128 * 12 + f.month as i128) * 31 + f.day as i128;
                Some((0, days * 86_400 + f.second as i128, f.atto))
            }
            Scalar::TimeDelta(n, unit) => {
                let (kind, whole, part) = datetime::length(n, unit);
                Some((1 + kind, whole, part))
            }
            _ => None,
        }
    }
}

impl From<B8> for Scalar {
    fn from(x: B8) -> Scalar {
        Scalar::Bool(x.get())
    }
}
