//! The classes of dtypes, `numpy.dtypes.Float64DType` and kin: what `type(a.dtype)` is.

mod string;

use super::types::DTYPE;
use crate::engine::DType;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Table, Type, c};
use crate::lang::value::Value;

fn table() -> Table {
    Table { doc: "The class of one element type.", ..Table::default() }
}

/// The class of one type, whose call makes its only member.
fn made(dtype: DType) -> Table {
    let new = move |_: &mut Interp| -> Result<Value> { Ok(Value::DType(dtype)) };
    Table { new: Some(c(&["dtype"], "", "The element type.", new)), ..table() }
}

macro_rules! classes {
    ($($id:ident $dtype:ident $name:literal;)*) => {
        $(static $id: Type = Type::new($name, "numpy.dtypes", &[&DTYPE], || made(DType::$dtype));)*

        const NUMBERS: &[&Type] = &[$(&$id),*];

        /// `type(dtype)`.
        pub fn dtype_class(dtype: DType) -> &'static Type {
            match dtype {
                $(DType::$dtype => &$id,)*
                DType::Str(_) => &STR,
                DType::Bytes(_) => &BYTES,
                DType::Void(_) | DType::Record(_) | DType::Sub(_) => &VOID,
                DType::Swapped(d) => dtype_class(*d),
                DType::DateTime(_) => &DATETIME,
                DType::TimeDelta(_) => &TIMEDELTA,
                DType::Object => &OBJECT,
            }
        }
    };
}
classes! {
    BOOL Bool "BoolDType";
    INT8 Int8 "Int8DType";
    INT16 Int16 "Int16DType";
    INT32 Int32 "Int32DType";
    INT64 Int64 "Int64DType";
    UINT8 UInt8 "UInt8DType";
    UINT16 UInt16 "UInt16DType";
    UINT32 UInt32 "UInt32DType";
    UINT64 UInt64 "UInt64DType";
    FLOAT16 Float16 "Float16DType";
    FLOAT32 Float32 "Float32DType";
    FLOAT64 Float64 "Float64DType";
    COMPLEX64 Complex64 "Complex64DType";
    COMPLEX128 Complex128 "Complex128DType";
}
/// `numpy.dtypes`
pub static DTYPES: Module = Module::new("numpy.dtypes", "The classes of dtypes.", Vec::new, named, NAMES);

const NAMES: &[&str] = &[
    "BoolDType",
    "ByteDType",
    "BytesDType",
    "CDoubleDType",
    "CFloatDType",
    "Complex128DType",
    "Complex64DType",
    "DateTime64DType",
    "DoubleDType",
    "Float16DType",
    "Float32DType",
    "Float64DType",
    "FloatDType",
    "HalfDType",
    "Int16DType",
    "Int32DType",
    "Int64DType",
    "Int8DType",
    "IntDType",
    "LongDType",
    "ObjectDType",
    "ShortDType",
    "StrDType",
    "StringDType",
    "TimeDelta64DType",
    "UByteDType",
    "UInt16DType",
    "UInt32DType",
    "UInt64DType",
    "UInt8DType",
    "UIntDType",
    "ULongDType",
    "UShortDType",
    "VoidDType",
];

pub use string::refused;

fn named(_: &mut Interp, name: &str) -> Option<Value> {
    if name == "StringDType" {
        return Some(Value::Type(&string::STRING));
    }
    let name = match name {
        "ByteDType" => "Int8DType",
        "UByteDType" => "UInt8DType",
        "ShortDType" => "Int16DType",
        "UShortDType" => "UInt16DType",
        "IntDType" => "Int32DType",
        "UIntDType" => "UInt32DType",
        "LongDType" => "Int64DType",
        "ULongDType" => "UInt64DType",
        "HalfDType" => "Float16DType",
        "FloatDType" => "Float32DType",
        "DoubleDType" => "Float64DType",
        "CFloatDType" => "Complex64DType",
        "CDoubleDType" => "Complex128DType",
        name => name,
    };
    let others = [&STR, &VOID, &DATETIME, &TIMEDELTA, &OBJECT, &BYTES];
    NUMBERS.iter().copied().chain(others).find(|t| t.name == name).map(Value::Type)
}

static STR: Type = Type::new("StrDType", "numpy.dtypes", &[&DTYPE], table);
static VOID: Type = Type::new("VoidDType", "numpy.dtypes", &[&DTYPE], table);
static DATETIME: Type = Type::new("DateTime64DType", "numpy.dtypes", &[&DTYPE], table);
static TIMEDELTA: Type = Type::new("TimeDelta64DType", "numpy.dtypes", &[&DTYPE], table);
static OBJECT: Type = Type::new("ObjectDType", "numpy.dtypes", &[&DTYPE], table);
static BYTES: Type = Type::new("BytesDType", "numpy.dtypes", &[&DTYPE], table);
