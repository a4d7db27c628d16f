//! The types of the named tuples that functions return: what `eig`, `svd`, `unique_all` … give.

use crate::lang::builtins::collections::named::table;
use crate::lang::builtins::python::types::TUPLE;
use crate::lang::registry::Type;

pub use crate::lang::builtins::collections::named::named;

macro_rules! results {
    ($($name:ident $text:literal $module:literal),* $(,)?) => { $(
        #[doc = concat!("`", $text, "`")]
        pub static $name: Type = Type::new($text, $module, &[&TUPLE], table);
    )* };
}
results! {
    EIG "EigResult" "numpy.linalg._linalg",
    EIGH "EighResult" "numpy.linalg._linalg",
    SVD "SVDResult" "numpy.linalg._linalg",
    QR "QRResult" "numpy.linalg._linalg",
    SLOGDET "SlogdetResult" "numpy.linalg._linalg",
    UNIQUE_ALL "UniqueAllResult" "numpy.lib._arraysetops_impl",
    UNIQUE_COUNTS "UniqueCountsResult" "numpy.lib._arraysetops_impl",
    UNIQUE_INVERSE "UniqueInverseResult" "numpy.lib._arraysetops_impl",
}
