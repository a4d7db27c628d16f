//! Observation hooks.

use super::frame::Frame;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::Span;

/// Of an expression.
pub struct Probe;

impl Probe {
    pub fn start(_: &Interp) -> Probe {
        Probe
    }
    pub fn operands(self) -> Probe {
        self
    }
    pub fn end(self, _: &mut Interp, _: &Frame, _: Span, _: &Value) {}
}

/// Of a statement.
pub struct Row;

impl Row {
    pub fn start(_: &Interp) -> Row {
        Row
    }
    pub fn on(&self) -> bool {
        false
    }
    pub fn end(self, _: &mut Interp, _: &Frame, _: Span, _: Option<&Value>) {}
}
