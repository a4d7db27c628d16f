//! Arrays as text: `repr`, `str`, `array2string`, with the program's formatters.

use super::options::{StringOptions, option_arg, own};
use crate::engine::repr::{self, Callback, Frame, OptionChanges, PrintOptions, formatter_keys};
use crate::engine::{DType, Error, Scalar, View};
use crate::lang::array::{Array, Class};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::objects;
use crate::lang::ops::arrays::python_item;
use crate::lang::value::Value;
use std::cell::RefCell;
use std::rc::Rc;

/// What is printed: an array, or a scalar as if it were one without axes.
pub struct Printed {
    view: View,
    /// The name before the bracket.
    class: &'static str,
}

impl Printed {
    /// Of a value; `wanted` is the attribute that NumPy misses first in any other.
    ///
    /// # Errors
    /// `AttributeError` of what is no array.
    pub fn of(interp: &Interp, v: &Value, wanted: &str) -> Result<Printed> {
        match v {
            Value::Array(a) => {
                let class = if a.mapped() { "memmap" } else { "array" };
                Ok(Printed { view: a.view().clone(), class })
            }
            Value::Scalar(s) => {
                let class = interp.type_of(v).name;
                Ok(Printed { view: View::from_scalar(s)?, class })
            }
            other => {
                let kind = interp.type_name(other);
                Err(Raise::attribute_error(format!("'{kind}' object has no attribute '{wanted}'")))
            }
        }
    }
}

/// The program's formatter for arrays like this one.
fn formatter_of(interp: &mut Interp, formatter: &Option<Value>, view: &View) -> Result<Option<Value>> {
    let Some(formatter) = formatter.as_ref().filter(|_| view.size() > 0) else { return Ok(None) };
    interp.get_attr(formatter, "keys")?;
    for key in formatter_keys(view.dtype()) {
        let get = interp.get_attr(formatter, "get")?;
        let found = interp.call(&get, &[Value::str(*key)], &[])?;
        if !found.is_none() {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Runs `print` with a callback that calls the program's formatter, if there is one.
fn formatted(
    interp: &mut Interp,
    formatter: Option<Value>,
    dtype: DType,
    print: impl Fn(&PrintOptions, Option<Callback<'_>>) -> crate::engine::Result<String>,
) -> Result<String> {
    let options = interp.print_options.clone();
    let Some(function) = formatter else { return printed(interp, &options, dtype, print) };
    with_words(interp, &options, |interp, s| word(interp, &function, s), print)
}

/// Runs `print` without a formatter: objects are printed by their own `repr`.
fn printed(
    interp: &mut Interp,
    options: &PrintOptions,
    dtype: DType,
    print: impl Fn(&PrintOptions, Option<Callback<'_>>) -> crate::engine::Result<String>,
) -> Result<String> {
    match dtype {
        DType::Object => with_words(interp, options, |interp, s| objects::text(interp, &python_item(s)), print),
        _ => Ok(objects::printing(options, || print(options, None))?),
    }
}

/// Runs `print` with a callback that asks the interpreter for each word.
fn with_words(
    interp: &mut Interp,
    options: &PrintOptions,
    word: impl Fn(&mut Interp, &Scalar) -> Result<String>,
    print: impl Fn(&PrintOptions, Option<Callback<'_>>) -> crate::engine::Result<String>,
) -> Result<String> {
    let (cell, raised) = (RefCell::new(interp), RefCell::new(None));
    let callback = |s: &Scalar| -> crate::engine::Result<String> {
        let Ok(mut interp) = cell.try_borrow_mut() else { return Err(Error::value("formatter called itself")) };
        word(&mut interp, s).map_err(|e| {
            *raised.borrow_mut() = Some(e);
            Error::value("formatter raised")
        })
    };
    let text = print(options, Some(&callback));
    match raised.into_inner() {
        Some(e) => Err(e),
        None => Ok(text?),
    }
}

/// Runs `print` of an array; of one that is being printed already, since it holds itself, gives `again`.
fn within(
    interp: &mut Interp,
    id: usize,
    view: &View,
    again: impl FnOnce() -> String,
    print: impl FnOnce(&mut Interp) -> Result<String>,
) -> Result<String> {
    if view.dtype() != DType::Object {
        return print(interp);
    }
    if interp.reprs.contains(&id) {
        return Ok(again());
    }
    if interp.reprs.len() > 900 {
        let text = "maximum recursion depth exceeded while getting the repr of an object";
        return Err(Raise::new(&crate::lang::exceptions::RECURSION_ERROR, text));
    }
    interp.reprs.push(id);
    let text = print(interp);
    interp.reprs.pop();
    text
}

/// What the program's formatter makes of an element.
fn word(interp: &mut Interp, function: &Value, element: &Scalar) -> Result<String> {
    let word = interp.call(function, &[Value::scalar(element.clone())], &[])?;
    match word.as_str() {
        Some(text) => Ok(text.to_string()),
        None => {
            let kind = interp.type_name(&word);
            Err(Raise::attribute_error(format!("'{kind}' object has no attribute 'splitlines'")))
        }
    }
}

/// `repr(array)`.
///
/// # Errors
/// Of the print options, or of a function of the program.
pub fn array_repr(interp: &mut Interp, a: &Value) -> Result<String> {
    let shown = repr_value(interp, a)?;
    match shown.as_str() {
        Some(text) => Ok(text.to_string()),
        None => {
            let kind = interp.type_name(&shown);
            Err(Raise::type_error(format!("__repr__ returned non-string (type {kind})")))
        }
    }
}

/// What `array_repr` returns: whatever `override_repr` does, if it is set.
///
/// # Errors
/// As [`array_repr`].
pub fn repr_value(interp: &mut Interp, a: &Value) -> Result<Value> {
    let own = own(interp);
    if let Some(function) = own.override_repr {
        return interp.call(&function, std::slice::from_ref(a), &[]);
    }
    let Printed { view, class } = Printed::of(interp, a, "size")?;
    if let Value::Array(array) = a
        && array.class() == Class::Records
    {
        return crate::lang::builtins::numpy::records::rec::repr(interp, a, &view).map(Value::str);
    }
    let formatter = formatter_of(interp, &own.formatter, &view)?;
    let id = if let Value::Array(a) = a { Rc::as_ptr(a) as usize } else { 0 };
    within(
        interp,
        id,
        &view,
        || format!("{class}(..., dtype=object)"),
        |interp| {
            formatted(interp, formatter, view.dtype(), |options, callback| {
                repr::array_repr_with(&view, class, options, callback)
            })
        },
    )
    .map(Value::str)
}

/// `str(array)`.
///
/// # Errors
/// Of the print options, or of a formatter.
pub fn array_str(interp: &mut Interp, a: &Array) -> Result<String> {
    let view = a.view().clone();
    let formatter = own(interp).formatter.filter(|_| view.rank() > 0);
    let formatter = formatter_of(interp, &formatter, &view)?;
    let id = std::ptr::from_ref(a) as usize;
    within(
        interp,
        id,
        &view,
        || "...".into(),
        |interp| {
            formatted(interp, formatter, view.dtype(), |options, callback| {
                repr::array_str_with(&view, options, callback)
            })
        },
    )
}

/// The options that `array_repr` and `array_str` take.
pub struct Brief {
    /// `max_line_width`
    pub linewidth: Option<i64>,
    /// `precision`
    pub precision: Value,
    /// `suppress_small`
    pub suppress: Option<bool>,
}

/// Runs `f` with changed options.
///
/// # Errors
/// Of the options, and those of `f`.
pub fn with_options<T>(interp: &mut Interp, given: Brief, f: impl FnOnce(&mut Interp) -> Result<T>) -> Result<T> {
    let precision = option_arg(interp, Some(given.precision));
    let Brief { linewidth, suppress, .. } = given;
    let changes = OptionChanges { linewidth, precision, suppress, ..OptionChanges::default() };
    changed(interp, &changes, f)
}

/// Runs `f` with changed options.
fn changed<T>(interp: &mut Interp, changes: &OptionChanges, f: impl FnOnce(&mut Interp) -> Result<T>) -> Result<T> {
    let before = interp.print_options.clone();
    interp.print_options = before.set(changes)?;
    let result = f(interp);
    interp.print_options = before;
    result
}

/// `np.array2string`.
///
/// # Errors
/// Of the options, or of a formatter.
pub fn array2string(interp: &mut Interp, a: &Value, given: &StringOptions) -> Result<String> {
    changed(interp, &given.changes, |interp| {
        let view = Printed::of(interp, a, "size")?.view;
        let formatter = given.formatter.clone().or(own(interp).formatter);
        let formatter = formatter_of(interp, &formatter, &view)?;
        formatted(interp, formatter, view.dtype(), |options, callback| {
            let (separator, prefix, suffix) = (&given.separator, &given.prefix, &given.suffix);
            repr::array2string(&view, options, &Frame { separator, prefix, suffix, formatter: callback })
        })
    })
}
