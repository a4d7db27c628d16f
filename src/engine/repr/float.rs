//! Columns of floats and complex numbers: one look at all values decides notation, digits and widths.

use super::digits::Real;
use super::dragon::{self, FloatArgs, Trim, Widths};
use super::options::{FloatMode, Legacy, PrintOptions, Sign};
use crate::engine::error::{Error, Result};
use crate::engine::interrupt::watched;
use crate::engine::scalar::Scalar;
use half::f16;

/// The real part of an inexact scalar and, if it is complex, the imaginary one.
pub fn parts(x: &Scalar) -> Option<(Real, Option<Real>)> {
    Some(match x {
        Scalar::Float16(x) => (Real::F16(*x), None),
        Scalar::Float32(x) => (Real::F32(*x), None),
        Scalar::Float64(x) => (Real::F64(*x), None),
        Scalar::Complex64(z) => (Real::F32(z.re), Some(Real::F32(z.im))),
        Scalar::Complex128(z) => (Real::F64(z.re), Some(Real::F64(z.im))),
        _ => return None,
    })
}

/// How the floats of one array are written.
#[derive(Debug, Clone)]
pub struct FloatFormat<'a> {
    options: &'a PrintOptions,
    sign: Sign,
    scientific: bool,
    args: FloatArgs,
    width: i64,
}

impl<'a> FloatFormat<'a> {
    /// For these values.
    ///
    /// # Errors
    /// `ValueError` of a negative precision.
    pub fn new(data: &[Real], options: &'a PrintOptions, sign: Sign) -> Result<FloatFormat<'a>> {
        FloatFormat::in_mode(data, options, sign, options.floatmode)
    }

    fn in_mode(data: &[Real], options: &'a PrintOptions, sign: Sign, mode: FloatMode) -> Result<FloatFormat<'a>> {
        let old = options.legacy == Legacy::V1_13;
        let sign = if old && sign == Sign::Minus { Sign::Space } else { sign };
        let precision = (mode != FloatMode::Unique).then_some(options.precision);
        if precision.is_some_and(|n| n < 0) {
            return Err(Error::value("precision must be >= 0"));
        }
        let finite: Vec<Real> = data.iter().copied().filter(|x| x.to_f64().is_finite()).collect();
        let scientific = needs_exponent(&finite, options);
        let exact = mode == FloatMode::Fixed || old && scientific;
        let first = first_pass(exact, precision, sign);
        let widths = watched(finite.iter()).map(|&x| Widths::measure(x, &first, scientific));
        let widths = widths.fold(Widths::default(), Widths::union);
        let (args, mut left, right) = second_pass(first, &widths, mode, scientific);
        if finite.is_empty() {
            left = 0;
        }
        if old && !finite.is_empty() {
            left = if scientific { 3 } else { 1 + widths.digits };
        }
        if !old && sign == Sign::Space && !finite.iter().any(|x| x.to_f64().is_sign_negative()) {
            left += 1;
        }
        if finite.len() < data.len() {
            left = left.max(non_finite_width(data, options, sign) - right - 1);
        }
        let args = FloatArgs { pad_left: Some(left), pad_right: Some(right), ..args };
        Ok(FloatFormat { options, sign, scientific, args, width: left + right + 1 })
    }

    /// Appends one value.
    pub fn push(&self, x: Real, out: &mut String) {
        let value = x.to_f64();
        if !value.is_finite() {
            return self.push_non_finite(value, out);
        }
        if self.scientific {
            dragon::scientific(x, &self.args, out);
        } else {
            dragon::positional(x, &self.args, out);
        }
    }

    fn push_non_finite(&self, x: f64, out: &mut String) {
        let text = if x.is_nan() { &self.options.nanstr } else { &self.options.infstr };
        let sign = match (x < 0.0, self.sign) {
            (true, _) => "-",
            (false, Sign::Plus) => "+",
            _ => "",
        };
        let len = (sign.len() + text.chars().count()) as i64;
        out.extend(std::iter::repeat_n(' ', (self.width - len).max(0) as usize));
        out.push_str(sign);
        out.push_str(text);
    }
}

/// Whether the values need scientific notation: large, small, or of very different size, in their own arithmetic.
fn needs_exponent(finite: &[Real], options: &PrintOptions) -> bool {
    let nonzero = finite.iter().map(|x| x.to_f64().abs()).filter(|&x| x != 0.0);
    let (min, max) = nonzero.fold((f64::INFINITY, 0.0), |(lo, hi), x| (x.min(lo), x.max(hi)));
    if max == 0.0 {
        return false;
    }
    let (small, ratio) = match finite[0] {
        Real::F16(_) => (f16::from_f64(1e-4).to_f64(), (f16::from_f64(max) / f16::from_f64(min)).to_f64()),
        Real::F32(_) => (1e-4f32 as f64, (max as f32 / min as f32) as f64),
        Real::F64(_) => (1e-4, max / min),
    };
    let limit = if options.legacy < Legacy::Off { 8 } else { finite[0].precision().min(8) };
    max >= 10f64.powi(limit) || !options.suppress && (min < small || ratio > 1000.0)
}

/// How to write the values to measure them.
fn first_pass(fixed: bool, precision: Option<i64>, sign: Sign) -> FloatArgs {
    FloatArgs {
        precision,
        unique: !fixed,
        trim: if fixed { Trim::Keep } else { Trim::Point },
        sign: sign == Sign::Plus,
        ..FloatArgs::default()
    }
}

/// How to write the values once measured, and the widths left and right of the point.
fn second_pass(first: FloatArgs, widths: &Widths, mode: FloatMode, scientific: bool) -> (FloatArgs, i64, i64) {
    let Widths { whole, fraction, exponent, .. } = *widths;
    if whole == 0 {
        return (first, 0, 0);
    }
    if scientific {
        let (precision, exp_digits) = (Some(fraction), Some(exponent));
        let args = FloatArgs { precision, min_digits: precision, exp_digits, trim: Trim::Keep, ..first };
        return (args, whole, exponent + 2 + fraction);
    }
    let args = if matches!(mode, FloatMode::Fixed | FloatMode::MaxPrecEqual) {
        FloatArgs { precision: Some(fraction), min_digits: Some(fraction), trim: Trim::Keep, ..first }
    } else {
        FloatArgs { min_digits: Some(0), trim: Trim::Point, ..first }
    };
    (args, whole, fraction)
}

fn non_finite_width(data: &[Real], options: &PrintOptions, sign: Sign) -> i64 {
    let signed = sign != Sign::Minus || data.iter().any(|x| x.to_f64() == f64::NEG_INFINITY);
    let width = |s: &str| s.chars().count() as i64;
    width(&options.nanstr).max(width(&options.infstr) + i64::from(signed))
}

/// How the complex numbers of one array are written.
#[derive(Debug, Clone)]
pub struct ComplexFormat<'a> {
    real: FloatFormat<'a>,
    imag: FloatFormat<'a>,
}

impl<'a> ComplexFormat<'a> {
    /// For these parts.
    ///
    /// # Errors
    /// As [`FloatFormat::new`].
    pub fn new(real: &[Real], imag: &[Real], options: &'a PrintOptions) -> Result<ComplexFormat<'a>> {
        let modes = match options.legacy {
            Legacy::V1_13 => (FloatMode::MaxPrecEqual, FloatMode::MaxPrec),
            _ => (options.floatmode, options.floatmode),
        };
        Ok(ComplexFormat {
            real: FloatFormat::in_mode(real, options, options.sign, modes.0)?,
            imag: FloatFormat::in_mode(imag, options, Sign::Plus, modes.1)?,
        })
    }

    /// Appends one value: the `j` stands before padding on the right.
    pub fn push(&self, real: Real, imag: Real, out: &mut String) {
        self.real.push(real, out);
        let start = out.len();
        self.imag.push(imag, out);
        let end = start + out[start..].trim_end().len();
        out.insert(end, 'j');
    }
}
