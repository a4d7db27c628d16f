//! Warnings, as Python's default filter shows them.

use crate::lang::builtins::warnings::{self, Action};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::Type;

/// Shows a warning once for each text, category and line, unless a filter says otherwise.
///
/// # Errors
/// The warning itself, where a filter turns it into an error.
pub fn warn(interp: &mut Interp, category: &'static Type, message: &str) -> Result<()> {
    let source = interp.source.clone();
    let (line, _) = source.line_col(interp.statement.start);
    let action = warnings::action(interp, category, message);
    let known_line = if action == Action::Once { 0 } else { line };
    let key = (category.name.to_string(), message.to_string(), known_line, source.name.clone());
    match action {
        Action::Ignore => return Ok(()),
        Action::Error => return Err(Raise::new(category, message)),
        Action::Always => {}
        Action::Default | Action::Once => {
            if !interp.warned.insert(key) {
                return Ok(());
            }
        }
    }
    if warnings::record(interp, category, message) {
        return Ok(());
    }
    let mut text = format!("{}:{line}: {}: {message}\n", source.name, category.name);
    let code = source.line(line).trim();
    if !code.is_empty() {
        text.push_str(&format!("  {code}\n"));
    }
    interp.host.stderr(&text);
    Ok(())
}
