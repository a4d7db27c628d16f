//! Series as text.

use super::super::basis::Basis;
use super::super::basis::series::parameters;
use super::Series;
use crate::engine::repr::{self, FloatArgs, Trim};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::value::Value;
use crate::syntax::ast::{CmpOp, UnaryOp};

/// A coefficient as the text of a polynomial shows it.
fn shown(interp: &mut Interp, x: &Value, parens: bool) -> Result<String> {
    let number = match x {
        Value::Scalar(s) if s.dtype().kind() == crate::engine::Kind::Float => s.as_f64(),
        _ => None,
    };
    let Some(value) = number else { return interp.str(x) };
    let options = interp.print_options.clone();
    if value.is_nan() || value.is_infinite() {
        let word = if value.is_nan() { options.nanstr } else { options.infstr };
        return Ok(word);
    }
    let precision = options.precision;
    let small = 10f64.powi((-(precision - 1)).div_euclid(2).min(0) as i32);
    let far = value != 0.0 && (value.abs() >= 1e8 || value.abs() < small);
    let Value::Scalar(s) = x else { return interp.str(x) };
    let Some((real, _)) = repr::float::parts(s) else { return interp.str(x) };
    let args = FloatArgs { precision: Some(precision), trim: Trim::OneZero, ..FloatArgs::default() };
    let text =
        if far { repr::format_float_scientific(real, &args)? } else { repr::format_float_positional(real, &args)? };
    Ok(if far && parens { format!("({text})") } else { text })
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

fn digits(n: usize, of: &[char; 10]) -> String {
    n.to_string().bytes().map(|b| of[(b - b'0') as usize]).collect()
}

/// The polynomial of degree `i` of a basis, as it stands behind its coefficient.
fn element(basis: Basis, i: usize, argument: &str, ascii: bool) -> String {
    match (basis.letter(), ascii) {
        (Some(letter), true) => format!(" {letter}_{i}({argument})"),
        (Some(letter), false) => format!("·{letter}{}({argument})", digits(i, &LOWERED)),
        (None, true) if i == 1 => format!(" {argument}"),
        (None, false) if i == 1 => format!("·{argument}"),
        (None, true) => format!(" {argument}**{i}"),
        (None, false) => format!("·{argument}{}", digits(i, &RAISED)),
    }
}

impl Series {
    /// Its text, with letters of Unicode or of ASCII alone.
    pub fn text(&self, interp: &mut Interp, ascii: bool) -> Result<String> {
        let (off, scale) = parameters(interp, &self.domain, &self.window)?;
        let (no_off, no_scale) = (interp.equal(&off, &Value::Int(0))?, interp.equal(&scale, &Value::Int(1))?);
        let (off, scale) = (shown(interp, &off, false)?, shown(interp, &scale, false)?);
        let symbol = match (no_off, no_scale) {
            (true, true) => self.symbol.clone(),
            (false, true) => format!("({off} + {})", self.symbol),
            (true, false) => format!("({scale}{})", self.symbol),
            _ => format!("({off} + {scale}{})", self.symbol),
        };
        let width = interp.print_options.linewidth.max(1) as usize;
        let all = interp.collect(&self.c)?;
        let mut out = shown(interp, &all[0], false)?;
        for (i, c) in all.iter().enumerate().skip(1) {
            out.push(' ');
            let mut term = self.term(interp, c)?;
            term += &element(self.basis, i, &symbol, ascii);
            let last = out.rsplit('\n').next().unwrap_or_default();
            let length = last.chars().count() + term.chars().count() + if i + 1 < all.len() { 2 } else { 0 };
            if length >= width {
                term = term.replacen(' ', "\n", 1);
            }
            out += &term;
        }
        Ok(out)
    }

    /// A coefficient with its sign before it.
    fn term(&self, interp: &mut Interp, c: &Value) -> Result<String> {
        if let Value::Scalar(s) = c
            && s.as_f64().is_none()
        {
            return Ok(format!("+ {}", interp.str(c)?));
        }
        let positive = np::cmp(interp, CmpOp::Ge, c, &Value::Int(0))?;
        if interp.truth(&positive)? {
            return Ok(format!("+ {}", shown(interp, c, true)?));
        }
        let c = interp.unary(UnaryOp::Neg, c)?;
        Ok(format!("- {}", shown(interp, &c, true)?))
    }
}

/// The value of a series' text in a format.
///
/// # Errors
/// `ValueError` of any but `ascii` and `unicode`.
pub fn format(interp: &mut Interp, v: &Value, spec: &str) -> Option<Result<String>> {
    let p = v.downcast::<Series>()?.clone();
    Some(match spec {
        "" => p.str(interp),
        "unicode" => p.text(interp, false),
        "ascii" => p.text(interp, true),
        other => Err(Raise::value_error(format!(
            "Unsupported format string '{other}' passed to <class '{}'>.__format__. Valid options are 'ascii' and \
             'unicode'",
            p.type_().qualified_name()
        ))),
    })
}
