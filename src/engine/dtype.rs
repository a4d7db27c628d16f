//! Element types: their sizes, names and kinds, and the Rust types that stand for them.

use super::interned::Kept;
use super::record::{Record, Sub};
use super::timeunit::TimeUnit;
use half::f16;
use num_complex::{Complex32, Complex64};
use std::fmt;

/// NumPy's dtype. `Copy`, so that layouts stay plain arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DType {
    /// One byte, zero or not.
    Bool,
    /// `int8`
    Int8,
    /// `int16`
    Int16,
    /// `int32`
    Int32,
    /// `int64`
    Int64,
    /// `uint8`
    UInt8,
    /// `uint16`
    UInt16,
    /// `uint32`
    UInt32,
    /// `uint64`
    UInt64,
    /// `float16`
    Float16,
    /// `float32`
    Float32,
    /// `float64`
    Float64,
    /// `complex64`
    Complex64,
    /// `complex128`
    Complex128,
    /// `<U{n}`: n code points of 4 bytes each, padded with zeros.
    Str(u32),
    /// `S{n}`: n bytes, padded with zeros.
    Bytes(u32),
    /// `V{n}`: n bytes that mean nothing.
    Void(u32),
    /// Named fields.
    Record(Kept<Record>),
    /// An array as one element: only as the type of a field, and on its way into an array's shape.
    Sub(Kept<Sub>),
    /// Another type with its bytes the other way round.
    Swapped(Kept<DType>),
    /// `datetime64[unit]`
    DateTime(TimeUnit),
    /// `timedelta64[unit]`
    TimeDelta(TimeUnit),
    /// A reference to a Python object.
    Object,
}

/// NumPy's `dtype.kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `b`
    Bool,
    /// `u`
    UInt,
    /// `i`
    Int,
    /// `f`
    Float,
    /// `c`
    Complex,
    /// `S`
    Bytes,
    /// `U`
    Str,
    /// `m`
    TimeDelta,
    /// `M`
    DateTime,
    /// `O`
    Object,
    /// `V`
    Void,
}

use DType::*;

impl DType {
    /// Every numeric dtype, in NumPy's type-number order.
    pub const NUMERIC: [DType; 14] = [
        Bool, Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64, Float16, Float32, Float64, Complex64,
        Complex128,
    ];

    /// Bytes of one element (NumPy's `itemsize`).
    #[inline]
    pub fn itemsize(self) -> usize {
        match self {
            Bool | Int8 | UInt8 => 1,
            Int16 | UInt16 | Float16 => 2,
            Int32 | UInt32 | Float32 => 4,
            Int64 | UInt64 | Float64 | Complex64 => 8,
            Complex128 => 16,
            Str(n) => 4 * n as usize,
            Bytes(n) | Void(n) => n as usize,
            Record(record) => record.itemsize,
            Sub(sub) => sub.base.itemsize() * sub.shape.iter().product::<usize>(),
            Swapped(d) => d.itemsize(),
            DateTime(_) | TimeDelta(_) | Object => 8,
        }
    }

    /// The element's alignment in bytes.
    pub fn alignment(self) -> usize {
        match self {
            Complex64 | Str(_) => 4,
            Complex128 => 8,
            Bytes(_) | Void(_) => 1,
            Record(record) => record.alignment,
            Sub(sub) => sub.base.alignment(),
            Swapped(d) => d.alignment(),
            other => other.itemsize(),
        }
    }

    /// The kind.
    pub fn kind(self) -> Kind {
        match self {
            Bool => Kind::Bool,
            Int8 | Int16 | Int32 | Int64 => Kind::Int,
            UInt8 | UInt16 | UInt32 | UInt64 => Kind::UInt,
            Float16 | Float32 | Float64 => Kind::Float,
            Complex64 | Complex128 => Kind::Complex,
            Str(_) => Kind::Str,
            Bytes(_) => Kind::Bytes,
            Void(_) | Record(_) | Sub(_) => Kind::Void,
            Swapped(d) => d.kind(),
            DateTime(_) => Kind::DateTime,
            TimeDelta(_) => Kind::TimeDelta,
            Object => Kind::Object,
        }
    }

    /// NumPy's `dtype.kind` letter.
    pub fn kind_char(self) -> char {
        match self.kind() {
            Kind::Bool => 'b',
            Kind::Int => 'i',
            Kind::UInt => 'u',
            Kind::Float => 'f',
            Kind::Complex => 'c',
            Kind::Str => 'U',
            Kind::Bytes => 'S',
            Kind::TimeDelta => 'm',
            Kind::DateTime => 'M',
            Kind::Object => 'O',
            Kind::Void => 'V',
        }
    }

    /// NumPy's `dtype.char`.
    pub fn char(self) -> char {
        match self {
            Bool => '?',
            Int8 => 'b',
            UInt8 => 'B',
            Int16 => 'h',
            UInt16 => 'H',
            Int32 => 'i',
            UInt32 => 'I',
            Int64 => 'l',
            UInt64 => 'L',
            Float16 => 'e',
            Float32 => 'f',
            Float64 => 'd',
            Complex64 => 'F',
            Complex128 => 'D',
            Swapped(d) => d.char(),
            other => other.kind_char(),
        }
    }

    /// NumPy's `dtype.num`.
    pub fn num(self) -> i64 {
        match self {
            Bool => 0,
            Int8 => 1,
            UInt8 => 2,
            Int16 => 3,
            UInt16 => 4,
            Int32 => 5,
            UInt32 => 6,
            Int64 => 7,
            UInt64 => 8,
            Float32 => 11,
            Float64 => 12,
            Complex64 => 14,
            Complex128 => 15,
            Object => 17,
            Bytes(_) => 18,
            Str(_) => 19,
            Void(_) | Record(_) | Sub(_) => 20,
            DateTime(_) => 21,
            TimeDelta(_) => 22,
            Float16 => 23,
            Swapped(d) => d.num(),
        }
    }

    /// NumPy's `dtype.str`: `<f8`, `|b1`, `<U3`.
    pub fn str(self) -> String {
        match self {
            Str(n) => format!("<U{n}"),
            Bytes(n) => format!("|S{n}"),
            Swapped(d) => d.str().replacen('<', ">", 1),
            DateTime(unit) | TimeDelta(unit) => format!("<{}8{}", self.kind_char(), unit.suffix()),
            Object => "|O".into(),
            d if d.kind() == Kind::Void => format!("|V{}", d.itemsize()),
            d => format!("{}{}{}", if d.itemsize() == 1 { '|' } else { '<' }, d.kind_char(), d.itemsize()),
        }
    }

    /// NumPy's `dtype.name`: `float64`, `str96`, `bytes24` (bits).
    pub fn name(self) -> String {
        match self {
            Str(0) => "str".into(),
            Bytes(0) => "bytes".into(),
            Str(n) => format!("str{}", 32 * n),
            Bytes(n) => format!("bytes{}", 8 * n),
            Void(0) => "void".into(),
            d if d.kind() == Kind::Void => format!("void{}", 8 * d.itemsize()),
            Swapped(d) => d.name(),
            DateTime(unit) | TimeDelta(unit) => format!("{}{}", self.scalar_name(), unit.suffix()),
            Object => "object".into(),
            d => d.scalar_name().into(),
        }
    }

    /// The name of the scalar type: `np.float64` is `float64`, `np.bool` is `bool`, `np.str_` is `str_`.
    pub fn scalar_name(self) -> &'static str {
        match self {
            Bool => "bool",
            Int8 => "int8",
            Int16 => "int16",
            Int32 => "int32",
            Int64 => "int64",
            UInt8 => "uint8",
            UInt16 => "uint16",
            UInt32 => "uint32",
            UInt64 => "uint64",
            Float16 => "float16",
            Float32 => "float32",
            Float64 => "float64",
            Complex64 => "complex64",
            Complex128 => "complex128",
            Str(_) => "str_",
            Bytes(_) => "bytes_",
            Void(_) | Record(_) | Sub(_) => "void",
            Swapped(d) => d.scalar_name(),
            DateTime(_) => "datetime64",
            TimeDelta(_) => "timedelta64",
            Object => "object_",
        }
    }

    /// Whether elements are references to objects, or hold some (`dtype.hasobject`).
    pub fn has_objects(self) -> bool {
        match self {
            Object => true,
            Record(record) => record.fields.iter().any(|f| f.dtype.has_objects()),
            Sub(sub) => sub.base.has_objects(),
            Swapped(d) => d.has_objects(),
            _ => false,
        }
    }

    /// Of a complex dtype the dtype of its parts; else itself.
    pub fn real_part(self) -> DType {
        match self {
            Complex64 => Float32,
            Complex128 => Float64,
            Swapped(d) => d.real_part().swapped(),
            d => d,
        }
    }

    /// Whether elements are numbers (bool included) in this machine's byte order.
    pub fn is_numeric(self) -> bool {
        !matches!(
            self,
            Str(_) | Bytes(_) | Void(_) | Record(_) | Sub(_) | Swapped(_) | DateTime(_) | TimeDelta(_) | Object
        )
    }

    /// Whether elements are strings of either kind, in any byte order.
    pub fn is_text(self) -> bool {
        matches!(self.kind(), Kind::Str | Kind::Bytes)
    }

    /// Whether elements are `bool`, signed or unsigned integers, in any byte order.
    pub fn is_integral(self) -> bool {
        matches!(self.kind(), Kind::Bool | Kind::Int | Kind::UInt)
    }

    /// Whether elements are floats or complex.
    pub fn is_inexact(self) -> bool {
        matches!(self.kind(), Kind::Float | Kind::Complex)
    }
}

/// As `str(dtype)`: `float64`, `<U3`, `|S3`.
impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Str(_) | Bytes(_) | Void(_) | Swapped(_) => f.write_str(&self.str()),
            Record(record) => f.write_str(&record.text(true)),
            Sub(_) => f.write_str(&super::record::construction(*self, true)),
            DateTime(_) | TimeDelta(_) | Object => f.write_str(&self.name()),
            d => f.write_str(d.scalar_name()),
        }
    }
}

/// A byte that NumPy reads as a bool: zero is false, all else is true. (A Rust `bool` may hold only 0 and 1, which
/// `a.view(bool)` does not promise.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[repr(transparent)]
pub struct B8(pub u8);

impl B8 {
    /// The truth value.
    #[inline]
    pub fn get(self) -> bool {
        self.0 != 0
    }
}

impl From<bool> for B8 {
    #[inline]
    fn from(b: bool) -> B8 {
        B8(b as u8)
    }
}

mod sealed {
    pub trait Sealed {}
}

/// A Rust type that any bytes of its size are a value of, and the dtype that it stands for. Sealed: `mem` relies on it.
pub trait Element: Copy + Send + Sync + Default + PartialEq + fmt::Debug + sealed::Sealed + 'static {
    /// The dtype.
    const DTYPE: DType;
}

macro_rules! elements {
    ($($t:ty => $d:ident),* $(,)?) => { $(
        impl sealed::Sealed for $t {}
        impl Element for $t { const DTYPE: DType = DType::$d; }
    )* };
}
elements! {
    B8 => Bool, i8 => Int8, i16 => Int16, i32 => Int32, i64 => Int64, u8 => UInt8, u16 => UInt16, u32 => UInt32,
    u64 => UInt64, f16 => Float16, f32 => Float32, f64 => Float64, Complex32 => Complex64, Complex64 => Complex128,
}

/// Calls `$body` with the type alias `$T` bound to the Rust type of a numeric dtype; `$other` for all other dtypes.
#[macro_export]
macro_rules! with_numeric {
    ($dtype:expr, $T:ident => $body:expr, _ => $other:expr) => {{
        use $crate::engine::dtype::DType as D;
        match $dtype {
            D::Bool => {
                type $T = $crate::engine::dtype::B8;
                $body
            }
            D::Int8 => {
                type $T = i8;
                $body
            }
            D::Int16 => {
                type $T = i16;
                $body
            }
            D::Int32 => {
                type $T = i32;
                $body
            }
            D::Int64 => {
                type $T = i64;
                $body
            }
            D::UInt8 => {
                type $T = u8;
                $body
            }
            D::UInt16 => {
                type $T = u16;
                $body
            }
            D::UInt32 => {
                type $T = u32;
                $body
            }
            D::UInt64 => {
                type $T = u64;
                $body
            }
            D::Float16 => {
                type $T = half::f16;
                $body
            }
            D::Float32 => {
                type $T = f32;
                $body
            }
            D::Float64 => {
                type $T = f64;
                $body
            }
            D::Complex64 => {
                type $T = num_complex::Complex32;
                $body
            }
            D::Complex128 => {
                type $T = num_complex::Complex64;
                $body
            }
            _ => $other,
        }
    }};
}
