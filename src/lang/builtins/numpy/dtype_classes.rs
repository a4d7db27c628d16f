//! The classes of dtypes, `numpy.dtypes.Float64DType` and kin: what `type(a.dtype)` is.

use super::types::DTYPE;
use crate::engine::DType;
use crate::lang::registry::{Table, Type};

fn table() -> Table {
    Table { doc: "The class of one element type.", ..Table::default() }
}

macro_rules! classes {
    ($($id:ident $dtype:ident $name:literal;)*) => {
        $(static $id: Type = Type::new($name, "numpy.dtypes", &[&DTYPE], table);)*

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
static STR: Type = Type::new("StrDType", "numpy.dtypes", &[&DTYPE], table);
static VOID: Type = Type::new("VoidDType", "numpy.dtypes", &[&DTYPE], table);
static DATETIME: Type = Type::new("DateTime64DType", "numpy.dtypes", &[&DTYPE], table);
static TIMEDELTA: Type = Type::new("TimeDelta64DType", "numpy.dtypes", &[&DTYPE], table);
static OBJECT: Type = Type::new("ObjectDType", "numpy.dtypes", &[&DTYPE], table);
static BYTES: Type = Type::new("BytesDType", "numpy.dtypes", &[&DTYPE], table);
