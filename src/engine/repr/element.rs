//! The format of one array's elements, chosen by dtype.

use super::float::{self, ComplexFormat, FloatFormat};
use super::options::{PrintOptions, Sign};
use super::python;
use crate::engine::dtype::{DType, Kind};
use crate::engine::error::Result;
use crate::engine::scalar::Scalar;
use std::io::Write;

/// A user's formatter: what `formatter={'float': …}` holds.
pub type Callback<'a> = &'a dyn Fn(&Scalar) -> Result<String>;

/// The keys of the `formatter` dict that apply to a dtype; the first that is there counts.
pub fn formatter_keys(dtype: DType) -> &'static [&'static str] {
    match dtype.kind() {
        Kind::Bool => &["bool", "all"],
        Kind::Int | Kind::UInt => &["int", "int_kind", "all"],
        Kind::Float => &["float", "float_kind", "all"],
        Kind::Complex => &["complexfloat", "complex_kind", "all"],
        Kind::Bytes | Kind::Str => &["numpystr", "str_kind", "all"],
    }
}

/// How each element of one array is written.
pub enum ElementFormat<'a> {
    /// `True` with a space before it, if padded.
    Bool(&'static str),
    /// Right-aligned integers.
    Int(Sign, usize),
    /// Floats.
    Float(FloatFormat<'a>),
    /// Complex numbers.
    Complex(ComplexFormat<'a>),
    /// Python's repr of strings and bytes.
    Text,
    /// A user's formatter.
    Custom(Callback<'a>),
}

impl<'a> ElementFormat<'a> {
    /// The format that suits these elements of one dtype; `scalar` of a 0-d array.
    ///
    /// # Errors
    /// `ValueError` of a negative precision.
    pub fn choose(dtype: DType, data: &[Scalar], scalar: bool, options: &'a PrintOptions) -> Result<ElementFormat<'a>> {
        Ok(match dtype.kind() {
            Kind::Bool => ElementFormat::Bool(if scalar { "True" } else { " True" }),
            Kind::Int | Kind::UInt => int_format(data, options.sign),
            Kind::Float => {
                let reals: Vec<_> = data.iter().filter_map(float::parts).map(|p| p.0).collect();
                ElementFormat::Float(FloatFormat::new(&reals, options, options.sign)?)
            }
            Kind::Complex => {
                let (real, imag): (Vec<_>, Vec<_>) =
                    data.iter().filter_map(float::parts).filter_map(|(re, im)| Some((re, im?))).unzip();
                ElementFormat::Complex(ComplexFormat::new(&real, &imag, options)?)
            }
            Kind::Bytes | Kind::Str => ElementFormat::Text,
        })
    }

    /// Appends one element.
    ///
    /// # Errors
    /// Those of a user's formatter.
    pub fn push(&self, x: &Scalar, out: &mut String) -> Result<()> {
        match (self, float::parts(x), x) {
            (ElementFormat::Custom(callback), _, _) => out.push_str(&callback(x)?),
            (ElementFormat::Float(format), Some((real, _)), _) => format.push(real, out),
            (ElementFormat::Complex(format), Some((real, Some(imag))), _) => format.push(real, imag, out),
            (ElementFormat::Bool(yes), _, Scalar::Bool(b)) => out.push_str(if *b { yes } else { "False" }),
            (_, _, Scalar::Str(s)) => out.push_str(&python::str_repr(s)),
            (_, _, Scalar::Bytes(b)) => out.push_str(&python::bytes_repr(b)),
            (ElementFormat::Int(sign, width), _, x) => push_int(x.as_integer().unwrap_or(0), *sign, *width, out),
            _ => {}
        }
        Ok(())
    }
}

fn int_format(data: &[Scalar], sign: Sign) -> ElementFormat<'static> {
    let ints = || data.iter().filter_map(Scalar::as_integer);
    let (min, max) = (ints().min().unwrap_or(0), ints().max().unwrap_or(0));
    let sign = if sign == Sign::Space && min < 0 { Sign::Minus } else { sign };
    let len = |n: i128| n.to_string().len();
    let widest = len(max) + usize::from(max >= 0 && sign != Sign::Minus);
    ElementFormat::Int(sign, widest.max(len(min)))
}

fn push_int(n: i128, sign: Sign, width: usize, out: &mut String) {
    let mut buffer = [0u8; 48];
    let mut free = &mut buffer[..];
    let lead = match sign {
        _ if n < 0 => "",
        Sign::Minus => "",
        Sign::Plus => "+",
        Sign::Space => " ",
    };
    // 64-bit arithmetic where it fits: wide division is slow.
    let written = match i64::try_from(n) {
        Ok(n) => write!(free, "{lead}{n}"),
        Err(_) => write!(free, "{lead}{n}"),
    };
    debug_assert!(written.is_ok());
    let left = free.len();
    let len = buffer.len() - left;
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(len)));
    out.push_str(std::str::from_utf8(&buffer[..len]).unwrap_or_default());
}
