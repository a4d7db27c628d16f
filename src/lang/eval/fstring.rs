//! F-strings.

use super::expr::expr;
use super::frame::Frame;
use crate::engine::interrupt;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::protocol::text;
use crate::lang::value::Value;
use crate::syntax::ast::{Expr, FPart};

/// The text of an f-string.
pub fn fstring(interp: &mut Interp, frame: &mut Frame, parts: &[FPart]) -> Result<String> {
    let mut out = String::new();
    for part in parts {
        match part {
            FPart::Text(t) => out.push_str(t),
            FPart::Field { value, debug, conversion, spec } => {
                out.push_str(debug.as_deref().unwrap_or(""));
                // `{x=}` alone shows the repr.
                let conversion = conversion.or((debug.is_some() && spec.is_empty()).then_some('r'));
                let text = field(interp, frame, value, conversion, spec)?;
                interp.stoppable(|_| {
                    interrupt::push(&mut out, &text);
                    Ok(())
                })?;
            }
        }
    }
    Ok(out)
}

fn field(
    interp: &mut Interp,
    frame: &mut Frame,
    value: &Expr,
    conversion: Option<char>,
    spec: &[FPart],
) -> Result<String> {
    let value = expr(interp, frame, value)?;
    let value = match conversion {
        Some('r') => Value::str(interp.repr(&value)?),
        Some('s') => Value::str(interp.str(&value)?),
        Some(_) => Value::str(text::ascii(&interp.repr(&value)?)),
        None => value,
    };
    let spec = fstring(interp, frame, spec)?;
    interp.format(&value, &spec)
}
