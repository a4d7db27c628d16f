//! The format of one array's elements, chosen by dtype.

use super::float::{self, ComplexFormat, FloatFormat};
use super::options::{PrintOptions, Sign};
use super::python;
use crate::engine::datetime;
use crate::engine::dtype::{DType, Kind};
use crate::engine::error::Result;
use crate::engine::objects::hooks;
use crate::engine::record::Field;
use crate::engine::scalar::{Item, Scalar};
use crate::engine::timeunit::NAT;
use crate::engine::view::View;
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
        Kind::DateTime => &["datetime", "all"],
        Kind::TimeDelta => &["timedelta", "all"],
        Kind::Object => &["object", "all"],
        Kind::Void => &["void", "all"],
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
    /// Times, right-aligned.
    Time(usize),
    /// Bytes that mean nothing.
    Void,
    /// The fields of a record, each in its own way.
    Record(Vec<FieldFormat<'a>>),
    /// Floats as their own `str` (within a record that is no array's).
    Plain,
    /// A user's formatter.
    Custom(Callback<'a>),
}

/// How one field is written.
pub struct FieldFormat<'a> {
    field: &'static Field,
    format: ElementFormat<'a>,
    options: &'a PrintOptions,
}

impl<'a> ElementFormat<'a> {
    /// The format of a record away from any array: floats have all their digits.
    ///
    /// # Errors
    /// As [`ElementFormat::choose`].
    pub fn single(item: &View, options: &'a PrintOptions) -> Result<ElementFormat<'a>> {
        ElementFormat::record(&[Scalar::Void(Item(Box::new(item.clone())))], options, true, true)
    }

    fn record(data: &[Scalar], options: &'a PrintOptions, plain: bool, scalar: bool) -> Result<ElementFormat<'a>> {
        let items: Vec<&View> =
            data.iter().filter_map(|s| if let Scalar::Void(i) = s { Some(&*i.0) } else { None }).collect();
        let Some(record) = items.first().and_then(|v| v.dtype().record()) else { return Ok(ElementFormat::Void) };
        let mut fields = Vec::with_capacity(record.fields.len());
        for field in &record.fields {
            let values: Vec<Scalar> = items.iter().flat_map(|v| v.field(field).scalars().collect::<Vec<_>>()).collect();
            let (dtype, inner) = field.dtype.parts();
            let format = match dtype.kind() {
                Kind::Float if plain => ElementFormat::Plain,
                Kind::Void if plain => ElementFormat::record(&values, options, plain, scalar)?,
                // As NumPy: the fields of one record are an array without axes.
                _ => ElementFormat::choose(dtype, &values, scalar && inner.is_empty(), options)?,
            };
            fields.push(FieldFormat { field, format, options });
        }
        Ok(ElementFormat::Record(fields))
    }

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
            Kind::Bytes | Kind::Str | Kind::Object => ElementFormat::Text,
            Kind::DateTime | Kind::TimeDelta => {
                let longest = data.iter().map(|x| time_text(x).chars().count()).max();
                ElementFormat::Time(longest.unwrap_or(0))
            }
            Kind::Void => ElementFormat::record(data, options, false, scalar)?,
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
            (_, _, Scalar::Object(held)) => out.push_str(&(hooks()?.text)(held)?),
            (ElementFormat::Record(fields), _, Scalar::Void(item)) => push_record(fields, &item.0, out)?,
            (_, _, Scalar::Void(item)) => out.push_str(&void_text(&item.bytes())),
            (ElementFormat::Time(width), ..) => {
                let text = time_text(x);
                out.extend(std::iter::repeat_n(' ', width.saturating_sub(text.chars().count())));
                out.push_str(&text);
            }
            (ElementFormat::Plain, ..) => out.push_str(&super::scalar_str(x)),
            (ElementFormat::Int(sign, width), _, x) => push_int(x.as_integer().unwrap_or(0), *sign, *width, out),
            _ => {}
        }
        Ok(())
    }
}

/// A time as an array shows it.
fn time_text(x: &Scalar) -> String {
    match x {
        Scalar::DateTime(NAT, _) | Scalar::TimeDelta(NAT, _) => "'NaT'".into(),
        Scalar::DateTime(n, unit) => format!("'{}'", datetime::iso(*n, *unit)),
        Scalar::TimeDelta(n, _) => n.to_string(),
        _ => String::new(),
    }
}

/// `b'\x00\x01'`
pub fn void_text(bytes: &[u8]) -> String {
    format!("b'{}'", bytes.iter().map(|b| format!("\\x{b:02X}")).collect::<String>())
}

fn push_record(fields: &[FieldFormat<'_>], item: &View, out: &mut String) -> Result<()> {
    out.push('(');
    for (k, field) in fields.iter().enumerate() {
        if k > 0 {
            out.push_str(", ");
        }
        let view = item.field(field.field);
        let cut = field.options.threshold.is_exceeded_by(view.size());
        push_nested(field, &view, cut, out)?;
    }
    out.push_str(if fields.len() == 1 { ",)" } else { ")" });
    Ok(())
}

/// A field that is an array, in brackets on one line.
fn push_nested(field: &FieldFormat<'_>, view: &View, cut: bool, out: &mut String) -> Result<()> {
    let Some(&n) = view.shape().first() else { return field.format.push(&view.first(), out) };
    let edge = field.options.edgeitems.max(0) as usize;
    out.push('[');
    for i in 0..n {
        if cut && n > 2 * edge && i >= edge && i < n - edge {
            if i == edge {
                out.push_str(if i > 0 { ", ..." } else { "..." });
            }
            continue;
        }
        if i > 0 {
            out.push_str(", ");
        }
        let mut layout = view.layout().clone();
        layout.index_axis(0, i);
        push_nested(field, &view.derive(layout), cut, out)?;
    }
    out.push(']');
    Ok(())
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
