//! Warnings, as Python's default filter shows them.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::Type;

/// Shows a warning once for each text, category and line.
///
/// # Errors
/// None yet turns warnings into errors.
pub fn warn(interp: &mut Interp, category: &'static Type, message: &str) -> Result<()> {
    let source = interp.source.clone();
    let (line, _) = source.line_col(interp.statement.start);
    let key = (category.name.to_string(), message.to_string(), line, source.name.clone());
    if !interp.warned.insert(key) {
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
