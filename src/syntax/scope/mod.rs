//! Where each variable lives, as CPython's symbol tables decide it: one walk collects what each scope binds, a second
//! fills the slots.

mod check;
mod collect;
mod fill;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use super::SyntaxError;
use super::ast::Module;
use super::span::Span;

type Result<T> = std::result::Result<T, SyntaxError>;

/// Fills the slots of every name in `module`, and refuses what CPython's compiler does.
pub fn resolve(module: &mut Module) -> Result<()> {
    let mut collect = collect::Collect::new();
    walk::body(&mut collect, &mut module.body)?;
    let table = collect.finish()?;
    let mut fill = fill::Fill::new(table);
    walk::body(&mut fill, &mut module.body)?;
    module.scope = fill.module_scope();
    check::module(module)
}

fn fail<T>(span: Span, message: impl Into<String>) -> Result<T> {
    Err(SyntaxError::new("SyntaxError", message, span))
}
