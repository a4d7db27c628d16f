//! Calling a ufunc object: its arguments, and how its results are handed out.

use super::signature;
use crate::engine::kernels::ufunc::{CallOptions, Ufunc};
use crate::engine::kernels::{Casting, Operand, cast};
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{CastingArg, OrderArg};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::objects;
use crate::lang::ops::arrays;
use crate::lang::registry::args::FromValue;
use crate::lang::value::Value;
use smallvec::SmallVec;
use std::rc::Rc;

/// The arrays given as `out`, by output.
pub type Outs = SmallVec<[Option<Rc<Array>>; 2]>;

/// The keyword arguments of a call.
#[derive(Default)]
pub struct Keywords {
    /// `out`
    pub outs: Outs,
    /// Whether `out` was given at all.
    pub out_given: bool,
    /// The rest.
    pub options: CallOptions,
}

/// `ufunc(*args, **kwargs)`.
///
/// # Errors
/// NumPy's.
pub fn call(interp: &mut Interp, ufunc: &'static Ufunc, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
    check_count(ufunc, args.len())?;
    if kwargs.is_empty() && args.len() == ufunc.nin && ufunc.nout == 1 {
        let inputs = inputs(interp, args)?;
        return arrays::call_plain(interp, ufunc, &inputs);
    }
    let keywords = all_keywords(interp, ufunc, args, kwargs)?;
    let inputs = inputs(interp, &args[..ufunc.nin])?;
    run(interp, ufunc, &inputs, keywords)
}

/// That there are as many arguments as inputs, and no more than with outputs.
///
/// # Errors
/// `TypeError`.
pub fn check_count(ufunc: &Ufunc, given: usize) -> Result<()> {
    let (nin, most) = (ufunc.nin, ufunc.nin + ufunc.nout);
    if (nin..=most).contains(&given) {
        return Ok(());
    }
    let was = if given == 1 { "was" } else { "were" };
    let text = format!("{}() takes from {nin} to {most} positional arguments but {given} {was} given", ufunc.name);
    Err(Raise::type_error(text))
}

/// The keyword arguments, with the outputs that were given by position.
///
/// # Errors
/// NumPy's.
pub fn all_keywords(
    interp: &mut Interp,
    ufunc: &Ufunc,
    args: &[Value],
    kwargs: &[(String, Value)],
) -> Result<Keywords> {
    let by_position = args.len() > ufunc.nin;
    if by_position && kwargs.iter().any(|(k, _)| k == "out") {
        return Err(Raise::type_error("cannot specify 'out' as both a positional and keyword argument"));
    }
    let mut keywords = keywords(interp, ufunc, kwargs)?;
    if by_position && matches!(ufunc.name, "maximum" | "minimum") {
        let text = "Passing more than 2 positional arguments to np.maximum and np.minimum is deprecated. If you meant to use \
                    the third argument as an output, use the `out` keyword argument instead. If you hoped to work with more \
                    than 2 inputs, combine them into a single array and get the extrema for the relevant axis.";
        interp.warn(&exc::DEPRECATION_WARNING, text)?;
    }
    if by_position {
        keywords.outs = args[ufunc.nin..].iter().map(out_array).collect::<Result<Outs>>()?;
    }
    Ok(keywords)
}

/// Runs a ufunc and hands out its results: the `out` arrays themselves, scalars for 0-d results.
///
/// # Errors
/// NumPy's.
pub fn run(interp: &mut Interp, ufunc: &'static Ufunc, inputs: &[Operand], keywords: Keywords) -> Result<Value> {
    let Keywords { outs, mut options, out_given } = keywords;
    options.out = outs.iter().map(|o| o.as_ref().map(|a| a.view().clone())).collect();
    if options.where_.is_some() && !out_given && outs.iter().all(Option::is_none) {
        let text =
            "'where' used without 'out', expect unitialized memory in output. If this is intentional, use out=None.";
        interp.warn(&exc::USER_WARNING, text)?;
    }
    let views = arrays::call_views(interp, ufunc, inputs, &options)?;
    let mut results: Vec<Value> = Vec::with_capacity(views.len());
    for (i, view) in views.into_iter().enumerate() {
        results.push(match outs.get(i) {
            Some(Some(out)) => Value::Array(out.clone()),
            _ => arrays::wrap(view),
        });
    }
    Ok(if results.len() == 1 { results.remove(0) } else { Value::tuple(results) })
}

/// The operands of a call. A Python integer alone that no dtype holds is an object.
///
/// # Errors
/// Of the conversions.
pub fn inputs(interp: &mut Interp, args: &[Value]) -> Result<SmallVec<[Operand; 2]>> {
    let huge = |v: &Value| match convert::python_number(v) {
        Some(Operand::Int(n)) => i64::try_from(n).is_err() && u64::try_from(n).is_err(),
        Some(Operand::BigInt(_)) => true,
        _ => false,
    };
    if let [one] = args
        && huge(one)
    {
        return Ok(SmallVec::from_iter([Operand::Array(objects::alone(one)?)]));
    }
    args.iter().map(|v| convert::any_operand(interp, v)).collect()
}

/// The keywords that every ufunc takes.
const KNOWN: [&str; 8] = ["out", "where", "casting", "order", "dtype", "subok", "signature", "sig"];

/// Reads the keyword arguments.
///
/// # Errors
/// NumPy's.
pub fn keywords(interp: &mut Interp, ufunc: &Ufunc, kwargs: &[(String, Value)]) -> Result<Keywords> {
    if let Some((key, _)) = kwargs.iter().find(|(k, _)| !KNOWN.contains(&k.as_str())) {
        return Err(Raise::type_error(format!("{}() got an unexpected keyword argument '{key}'", ufunc.name)));
    }
    let mut keywords = Keywords::default();
    let given = |name: &str| kwargs.iter().find(|(k, _)| k == name).map(|(_, v)| v);
    if let Some(out) = given("out") {
        keywords.out_given = true;
        keywords.outs = outs(ufunc, out)?;
    }
    let options = &mut keywords.options;
    options.signature = signature::read(interp, (ufunc.name, ufunc.nin, ufunc.nout), given)?;
    if let Some(v) = given("casting") {
        if v.as_str().is_none() {
            return Err(Raise::type_error(format!("casting must be str, not {}", interp.type_name(v))));
        }
        options.casting = CastingArg::from_value(interp, v.clone())?.0;
    }
    if let Some(v) = given("order").filter(|v| !v.is_none()) {
        options.order = Some(OrderArg::from_value(interp, v.clone())?.0);
    }
    if given("subok").is_some_and(|v| !matches!(v, Value::Bool(_))) {
        return Err(Raise::type_error("'subok' must be a boolean"));
    }
    if let Some(mask) = given("where").filter(|v| !matches!(v, Value::Bool(true))) {
        options.where_ = Some(where_mask(interp, mask)?);
    }
    Ok(keywords)
}

/// `where`: an array of bools, or anything else as bools.
///
/// # Errors
/// `TypeError` for an array of another dtype.
pub fn where_mask(interp: &mut Interp, value: &Value) -> Result<View> {
    match value {
        Value::Array(a) => {
            let view = a.view().clone();
            cast::check(view.dtype(), DType::Bool, Casting::Safe)?;
            Ok(view)
        }
        other => convert::view_of(interp, other, Some(DType::Bool)),
    }
}

/// `out=`: one array, or a tuple with one entry for each output.
fn outs(ufunc: &Ufunc, value: &Value) -> Result<Outs> {
    match value {
        Value::Tuple(items) if items.len() != ufunc.nout => {
            Err(Raise::value_error("The 'out' tuple must have exactly one entry per ufunc output"))
        }
        Value::Tuple(items) => items.iter().map(out_array).collect(),
        Value::None => Ok(Outs::new()),
        _ if ufunc.nout > 1 => Err(Raise::type_error("'out' must be a tuple of arrays")),
        one => Ok(Outs::from_iter([out_array(one)?])),
    }
}

/// An array to write to, or none.
///
/// # Errors
/// `TypeError` for anything else, `ValueError` where it is read-only.
pub fn out_array(value: &Value) -> Result<Option<Rc<Array>>> {
    match value {
        Value::None => Ok(None),
        Value::Array(a) if a.writeable() => Ok(Some(a.clone())),
        Value::Array(_) => Err(Raise::value_error("output array is read-only")),
        _ => Err(Raise::type_error("return arrays must be of ArrayType")),
    }
}
