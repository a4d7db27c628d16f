//! The object that a ufunc is.

use crate::engine::kernels::ufunc::Ufunc;
use crate::lang::builtins::numpy::types::UFUNC;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::Type;
use crate::lang::value::Value;
use std::any::Any;

/// `np.add` and kin.
pub struct UfuncObject {
    /// What it computes.
    pub ufunc: &'static Ufunc,
}

impl Object for UfuncObject {
    fn type_(&self) -> &'static Type {
        &UFUNC
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<ufunc '{}'>", self.ufunc.name))
    }

    fn call(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Option<Result<Value>> {
        Some(match self.ufunc.core {
            Some(core) => super::general::call(interp, self.ufunc, core, args, kwargs),
            None => super::call::call(interp, self.ufunc, args, kwargs),
        })
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }
}
