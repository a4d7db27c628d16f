//! `a.flags`.

use crate::lang::array::Array;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Attribute, OBJECT, Table, Type, attribute};
use crate::lang::value::Value;
use std::any::Any;
use std::rc::Rc;

/// `numpy.flagsobj`
pub static FLAGS: Type = Type::new("flagsobj", "numpy._core.multiarray", &[&OBJECT], table);

struct Flags {
    array: Rc<Array>,
}

/// The attribute.
///
/// # Errors
/// None for arrays.
pub fn of(interp: &mut Interp, v: &Value) -> Result<Value> {
    let array = convert::array(interp, v)?;
    if let Value::Scalar(_) = v {
        array.set_writeable(false);
    }
    Ok(Value::object(Flags { array }))
}

impl Flags {
    fn get(&self, name: &str) -> Option<bool> {
        let view = self.array.view();
        let (c, f) = (view.layout().is_c_contiguous(), view.layout().is_f_contiguous());
        let (aligned, writeable) = (self.array.aligned(), self.array.writeable());
        Some(match name.to_ascii_uppercase().as_str() {
            "C_CONTIGUOUS" | "CONTIGUOUS" | "C" => c,
            "F_CONTIGUOUS" | "FORTRAN" | "F" => f,
            "OWNDATA" | "O" => self.array.owns_data(),
            "WRITEABLE" | "W" => writeable,
            "ALIGNED" | "A" => aligned,
            "WRITEBACKIFCOPY" | "X" => false,
            "FNC" => f && !c,
            "FORC" => f || c,
            "BEHAVED" | "B" => aligned && writeable,
            "CARRAY" | "CA" => aligned && writeable && c,
            "FARRAY" | "FA" => (aligned || writeable || f) && !c,
            "NUM" => return None,
            _ => return None,
        })
    }

    fn number(&self) -> i64 {
        let bit = |name: &str, n: i64| if self.get(name) == Some(true) { n } else { 0 };
        bit("C", 1) | bit("F", 2) | bit("O", 4) | bit("A", 0x100) | bit("W", 0x400)
    }
}

impl Object for Flags {
    fn type_(&self) -> &'static Type {
        &FLAGS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        let names = ["C_CONTIGUOUS", "F_CONTIGUOUS", "OWNDATA", "WRITEABLE", "ALIGNED", "WRITEBACKIFCOPY"];
        let lines = names.map(|n| format!("  {n} : {}\n", if self.get(n) == Some(true) { "True" } else { "False" }));
        Ok(lines.concat())
    }

    fn subscript(&self, _: &mut Interp, index: &Value) -> Option<Result<Value>> {
        let found = index.as_str().filter(|n| n.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
        Some(match found.and_then(|n| self.get(n)) {
            Some(on) => Ok(Value::Bool(on)),
            None => Err(Raise::key_error(Value::str("Unknown flag"))),
        })
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        let on = match interp.truth(&value) {
            Ok(on) => on,
            Err(e) => return Some(Err(e)),
        };
        Some(match index.as_str() {
            Some("WRITEABLE" | "W") => set_writeable(&self.array, on),
            Some("ALIGNED" | "A") => set_aligned(&self.array, on),
            Some("WRITEBACKIFCOPY" | "X") => set_writeback(on),
            _ => Err(Raise::key_error(Value::str("Unknown flag"))),
        })
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        Some(other.downcast::<Flags>()?.number() == self.number())
    }

    fn arrays(&self) -> Vec<Rc<Array>> {
        vec![self.array.clone()]
    }
}

/// Sets `flags.writeable`: an array may be written only where the owner of its memory may.
///
/// # Errors
/// `ValueError: cannot set WRITEABLE flag to True of this array`.
pub fn set_writeable(array: &Rc<Array>, on: bool) -> Result<()> {
    let allowed = match array.base() {
        Value::None => array.view().buffer().writeable(),
        Value::Array(owner) => owner.writeable(),
        _ => array.view().buffer().writeable(),
    };
    if on && !allowed {
        return Err(Raise::value_error("cannot set WRITEABLE flag to True of this array"));
    }
    array.set_writeable(on);
    Ok(())
}

/// Sets `flags.aligned`: an array may be taken for unaligned, not the other way.
///
/// # Errors
/// `ValueError` where the elements lie elsewhere than at multiples of their alignment.
pub fn set_aligned(array: &Rc<Array>, on: bool) -> Result<()> {
    if on && !array.view().layout().is_aligned() {
        return Err(Raise::value_error("cannot set aligned flag of mis-aligned array to True"));
    }
    array.set_aligned(on);
    Ok(())
}

/// Sets `flags.writebackifcopy`: no array is a copy to be written back.
///
/// # Errors
/// `ValueError` where it is to be one.
pub fn set_writeback(on: bool) -> Result<()> {
    if on { Err(Raise::value_error("cannot set WRITEBACKIFCOPY flag to True")) } else { Ok(()) }
}

fn get(v: &Value, name: &str) -> Result<Value> {
    let flags = v.downcast::<Flags>().and_then(|f| f.get(name));
    flags.map(Value::Bool).ok_or_else(|| Raise::type_error("a flags object is required"))
}

fn set(interp: &mut Interp, v: &Value, on: Value, how: fn(&Rc<Array>, bool) -> Result<()>) -> Result<()> {
    let on = interp.truth(&on)?;
    match v.downcast::<Flags>() {
        Some(flags) => how(&flags.array, on),
        None => Ok(()),
    }
}

fn settable(attribute: Attribute, set: crate::lang::registry::Setter) -> Attribute {
    Attribute { set: Some(set), ..attribute }
}

fn table() -> Table {
    Table {
        doc: "About the memory layout of an array.",
        attributes: vec![
            attribute("c_contiguous", "C order, without gaps.", |_, v| get(v, "C")),
            attribute("contiguous", "C order, without gaps.", |_, v| get(v, "C")),
            attribute("f_contiguous", "Fortran order, without gaps.", |_, v| get(v, "F")),
            attribute("fortran", "Fortran order, without gaps.", |_, v| get(v, "F")),
            attribute("owndata", "Whether the memory is its own.", |_, v| get(v, "O")),
            settable(attribute("writeable", "Whether it may be written.", |_, v| get(v, "W")), |interp, v, on| {
                set(interp, v, on, set_writeable)
            }),
            settable(
                attribute("aligned", "Whether elements lie at multiples of their alignment.", |_, v| get(v, "A")),
                |interp, v, on| set(interp, v, on, set_aligned),
            ),
            settable(attribute("writebackifcopy", "Always False here.", |_, v| get(v, "X")), |interp, v, on| {
                set(interp, v, on, |_, on| set_writeback(on))
            }),
            attribute("fnc", "Fortran and not C order.", |_, v| get(v, "FNC")),
            attribute("forc", "Fortran or C order.", |_, v| get(v, "FORC")),
            attribute("behaved", "Aligned and writeable.", |_, v| get(v, "B")),
            attribute("carray", "Behaved and in C order.", |_, v| get(v, "CA")),
            attribute("farray", "Behaved and in Fortran, not C, order.", |_, v| get(v, "FA")),
            attribute("num", "All flags as a number.", |_, v| {
                Ok(v.downcast::<Flags>().map_or(Value::None, |f| Value::Int(f.number())))
            }),
        ],
        ..Table::default()
    }
}
