//! Objects of the library that are no value kind of their own.

use super::error::Result;
use super::interp::Interp;
use super::registry::Type;
use super::value::Value;
use std::any::Any;

/// A repr that reads as a call.
pub struct CallForm {
    /// What is called.
    pub name: String,
    /// Positional arguments.
    pub args: Vec<Value>,
    /// Arguments by keyword.
    pub named: Vec<(&'static str, Value)>,
}

/// An object of a library type: a ufunc, a `Generator`, `flags`, `finfo`, a file, a `TimeitResult` …
/// Its methods and attributes are rows of its [`Type`]'s table; these are the operations that the evaluator needs.
#[allow(clippy::len_without_is_empty)] // `len` may say that there is no length
pub trait Object: Any {
    /// Its type.
    fn type_(&self) -> &'static Type;

    /// For downcasting: `self`.
    fn as_any(&self) -> &dyn Any;

    /// `repr(self)`.
    ///
    /// # Errors
    /// What the program's code raises.
    fn repr(&self, interp: &mut Interp) -> Result<String>;

    /// `str(self)`; `repr` unless overridden.
    ///
    /// # Errors
    /// What the program's code raises.
    fn str(&self, interp: &mut Interp) -> Result<String> {
        self.repr(interp)
    }

    /// An attribute that is in no table (a field that depends on the value).
    fn attribute(&self, _interp: &mut Interp, _name: &str) -> Result<Option<Value>> {
        Ok(None)
    }

    /// `self.name = value` of an attribute that is in no table; `None` if there is none.
    fn set_attribute(&self, _interp: &mut Interp, _name: &str, _value: &Value) -> Option<Result<()>> {
        None
    }

    /// `self(*args, **kwargs)`; `None` if it is not callable.
    fn call(&self, _interp: &mut Interp, _args: &[Value], _kwargs: &[(String, Value)]) -> Option<Result<Value>> {
        None
    }

    /// Whether `self(…)` is meaningful.
    fn callable(&self, _interp: &mut Interp) -> bool {
        false
    }

    /// `self[index]`; `None` if it has no subscripts.
    fn subscript(&self, _interp: &mut Interp, _index: &Value) -> Option<Result<Value>> {
        None
    }

    /// `self[index] = value`; `None` if it takes none.
    fn set_subscript(&self, _interp: &mut Interp, _index: &Value, _value: Value) -> Option<Result<()>> {
        None
    }

    /// `del self[index]`; `None` if it can't.
    fn delete_subscript(&self, _interp: &mut Interp, _index: &Value) -> Option<Result<()>> {
        None
    }

    /// `iter(self)`; `None` if it is not iterable.
    fn iter(&self, _interp: &mut Interp) -> Option<Result<Value>> {
        None
    }

    /// `item in self`; `None` to look through its items.
    fn contains(&self, _interp: &mut Interp, _item: &Value) -> Option<Result<bool>> {
        None
    }

    /// `op self`; `None` if the operator is not its.
    fn unary(&self, _interp: &mut Interp, _op: crate::syntax::ast::UnaryOp) -> Option<Result<Value>> {
        None
    }

    /// `len(self)`; `None` if it has no length.
    fn len(&self) -> Option<usize> {
        None
    }

    /// Whether it counts as true, where it has no length.
    fn truth(&self) -> bool {
        true
    }

    /// `self == other`, for kinds that compare by value.
    fn equals(&self, _other: &Value) -> Option<bool> {
        None
    }

    /// Whether it can be a key.
    fn hashable(&self) -> bool {
        true
    }

    /// The value whose contents decide whether it equals another of its kind.
    fn contents(&self) -> Option<Value> {
        None
    }

    /// `self op other` of a comparison; `None` if it has no say in it.
    fn order(&self, _interp: &mut Interp, _op: crate::syntax::ast::CmpOp, _other: &Value) -> Option<Result<Value>> {
        None
    }

    /// Whether `order` has a say about values of every kind.
    fn orders_all(&self) -> bool {
        false
    }

    /// The builtin value that it compares as: a tuple with names is a tuple, a view of keys is a set.
    fn plain(&self) -> Option<Value> {
        None
    }

    /// `with self`: what `as` binds. `None` if it is no context manager.
    fn enter(&self, _interp: &mut Interp) -> Option<Result<Value>> {
        None
    }

    /// The end of `with self`.
    ///
    /// # Errors
    /// What leaving raises.
    fn exit(&self, _interp: &mut Interp) -> Result<()> {
        Ok(())
    }

    /// `self op other`, or reflected `other op self`; `None` is `NotImplemented`.
    fn binary(
        &self,
        _interp: &mut Interp,
        _op: crate::syntax::ast::BinOp,
        _other: &Value,
        _reflected: bool,
    ) -> Option<Result<Value>> {
        None
    }

    /// The call that its repr is written as, which IPython breaks over several lines.
    fn call_form(&self, _interp: &mut Interp) -> Option<Result<CallForm>> {
        None
    }

    /// Rich outputs beside the repr: (mime type, content), as `_repr_html_` and kin.
    fn mime(&self, _interp: &mut Interp) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Arrays that this object keeps alive, for the owner lists of reports.
    fn arrays(&self) -> Vec<std::rc::Rc<super::array::Array>> {
        Vec::new()
    }
}
