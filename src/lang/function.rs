//! Functions of the program, and methods bound to an object.

use super::value::Value;
use crate::syntax::{Source, ast};
use std::cell::RefCell;
use std::rc::Rc;

/// A variable that inner functions share; empty before it is bound and after `del`.
pub type Cell = Rc<RefCell<Option<Value>>>;

/// A `def` or `lambda` that was evaluated.
pub struct Function {
    /// Its code.
    pub code: Rc<ast::Function>,
    /// The text it stands in.
    pub source: Rc<Source>,
    /// Defaults, by parameter.
    pub defaults: Vec<Option<Value>>,
    /// Cells of the enclosing frames, in the order of `code.scope.frees`.
    pub closure: Vec<Cell>,
    /// `outer.<locals>.inner`.
    pub qualname: String,
    /// Attributes that the program set.
    pub attributes: RefCell<Vec<(String, Value)>>,
}

/// A function and its first argument.
pub struct BoundMethod {
    /// The object.
    pub receiver: Value,
    /// A `Value::Builtin` (or any other callable).
    pub function: Value,
}
