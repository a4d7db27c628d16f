//! The view engine: typed, strided views over buffers of bytes, and kernels over them. It knows nothing of syntax or of
//! the language's values; its errors carry the exception name and the words that NumPy gives them.

pub mod apart;
pub mod broadcast;
pub mod datetime;
pub mod dtype;
pub mod dtype_names;
pub mod error;
pub mod interned;
pub mod interrupt;
pub mod kernels;
pub mod layout;
pub mod mem;
pub mod objects;
pub mod observe;
pub mod overlap;
pub mod random;
pub mod record;
pub mod repr;
pub mod reshape;
pub mod scalar;
pub mod timeunit;
pub mod view;

pub use dtype::{DType, Element, Kind};
pub use error::{Error, ErrorKind, Result};
pub use layout::{Layout, Order, Shape, Strides};
pub use scalar::Scalar;
pub use view::View;
