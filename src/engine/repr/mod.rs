//! Array and scalar text, exactly as NumPy prints it.
//!
//! [`digits`] yields decimal digits, [`dragon`] lays them out, [`float`] and [`element`] choose one format for all the
//! elements of an array, [`array`] sets them in brackets and lines.

pub mod array;
pub mod digits;
pub mod dragon;
pub mod element;
pub mod float;
pub mod integer;
pub mod options;
mod printable;
pub use printable::is_printable;
pub mod pyformat;
pub mod python;
pub mod scalar;
#[cfg(test)]
mod tests;

pub use array::{Frame, array_repr, array_repr_with, array_str, array_str_with, array2string};
pub use digits::Real;
pub use dragon::{FloatArgs, Trim, format_float_positional, format_float_scientific};
pub use element::{Callback, formatter_keys};
pub use integer::{base_repr, binary_repr};
pub use options::{FloatMode, Legacy, OptionArg, OptionChanges, PrintOptions, Sign, Threshold};
pub use python::{
    bool_repr as python_bool_repr, bytes_repr as python_bytes_repr, complex_repr as python_complex_repr,
    float_repr as python_float_repr, str_ascii as python_str_ascii, str_repr as python_str_repr,
};
pub use scalar::{item_repr, scalar_repr, scalar_repr_in, scalar_str, scalar_str_in};
