//! How arrays are printed: options, `array2string` and kin, floats in decimal, integers in other bases.

use super::args::ArrayLike;
use super::dtype_object::dict;
use crate::engine::repr::{
    self, Callback, FloatArgs, Frame, OptionArg, OptionChanges, PrintOptions, Real, Threshold, Trim, formatter_keys,
};
use crate::engine::{Error, Scalar, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Args, Builtin, FromArg, OBJECT, Table, Type, py};
use crate::lang::value::Value;
use num_bigint::BigInt;
use std::any::Any;
use std::cell::RefCell;

const OPTIONS: &str = "precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, \
                       infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None";

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["set_printoptions"],
            OPTIONS,
            "Sets how arrays are printed.\n\n\
             >>> np.set_printoptions(precision=2)\n>>> np.array([1.2345])\narray([1.23])\n\
             >>> np.set_printoptions(precision=8)",
            |interp: &mut Interp, given: Options| given.apply(interp),
        ),
        py(
            &["get_printoptions"],
            "",
            "The print options as a dict.\n\n>>> np.get_printoptions()['precision']\n8",
            |interp: &mut Interp| get_printoptions(interp),
        ),
        py(
            &["printoptions"],
            OPTIONS,
            "Print options for the length of a `with` block.\n\n\
             >>> with np.printoptions(precision=1):\n...     print(np.array([1.25]))\n[1.2]",
            |_: &mut Interp, given: Options| Ok(Value::object(Scoped { given, before: RefCell::default() })),
        ),
        py(
            &["array2string"],
            "a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *, formatter=None, \
             threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', legacy=None",
            "An array as text.\n\n>>> np.array2string(np.array([1, 2]), separator=', ')\n'[1, 2]'",
            |interp: &mut Interp, a: ArrayLike, given: StringOptions| given.text(interp, &a),
        ),
        py(
            &["array_repr"],
            "arr, max_line_width=None, precision=None, suppress_small=None",
            "As `repr(array)`.\n\n>>> np.array_repr(np.array([1, 2]))\n'array([1, 2])'",
            |interp: &mut Interp, a: ArrayLike, w: Option<i64>, p: Value, s: Option<bool>| {
                with_options(interp, w, p, s, |interp| array_repr(interp, &a.0))
            },
        ),
        py(
            &["array_str"],
            "a, max_line_width=None, precision=None, suppress_small=None",
            "As `str(array)`.\n\n>>> np.array_str(np.array([1, 2]))\n'[1 2]'",
            |interp: &mut Interp, a: ArrayLike, w: Option<i64>, p: Value, s: Option<bool>| {
                with_options(interp, w, p, s, |interp| array_str(interp, &a.0))
            },
        ),
        py(
            &["format_float_positional"],
            "x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None, pad_right=None, \
             min_digits=None",
            "A float in decimal, without an exponent.\n\n>>> np.format_float_positional(1e-5)\n'0.00001'",
            format_float_positional,
        ),
        py(
            &["format_float_scientific"],
            "x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None, min_digits=None",
            "A float in decimal, with an exponent.\n\n>>> np.format_float_scientific(123.0)\n'1.23e+02'",
            format_float_scientific,
        ),
        py(
            &["base_repr"],
            "number, base=2, padding=0",
            "An integer in another base.\n\n>>> np.base_repr(10, base=3)\n'101'",
            |_: &mut Interp, number: BigInt, base: Option<i64>, padding: Option<i64>| {
                Ok(repr::base_repr(&number, base.unwrap_or(2), padding.unwrap_or(0).max(0) as usize)?)
            },
        ),
        py(
            &["binary_repr"],
            "num, width=None",
            "An integer in base 2; two's complement if a width is given.\n\n>>> np.binary_repr(-3, width=4)\n'1101'",
            |_: &mut Interp, num: BigInt, width: Option<i64>| Ok(repr::binary_repr(&num, width)?),
        ),
    ]
}

/// The program's formatters, kept beside the print options.
#[derive(Clone, Default)]
struct Formatters(Option<Value>);

const KEY: &str = "numpy.formatter";

fn formatters(interp: &Interp) -> Formatters {
    interp.state.get(KEY).and_then(|f| f.downcast_ref::<Formatters>()).cloned().unwrap_or_default()
}

/// The arguments of `set_printoptions`.
#[derive(Clone)]
struct Options {
    changes: OptionChanges,
    formatter: Option<Value>,
}

fn option_arg(interp: &mut Interp, v: Option<Value>) -> Result<OptionArg> {
    Ok(match v {
        None | Some(Value::None) => OptionArg::None,
        Some(Value::Float(x)) => OptionArg::Float(x),
        Some(Value::Scalar(s)) if s.dtype().is_inexact() => OptionArg::Float(s.as_f64().unwrap_or(0.0)),
        Some(v) => match v.as_str() {
            Some(text) => OptionArg::Str(text.to_string()),
            None => interp.index(&v).map_or(OptionArg::Other, OptionArg::Int),
        },
    })
}

impl FromArg for Options {
    fn from_arg(interp: &mut Interp, args: &mut Args, _: usize) -> Result<Options> {
        let mut slot = |i: usize| args.slots.get_mut(i).and_then(Option::take).filter(|v| !v.is_none());
        let (precision, threshold, sign, floatmode) = (slot(0), slot(1), slot(8), slot(9));
        let (edgeitems, linewidth, suppress) = (slot(2), slot(3), slot(4));
        let (nanstr, infstr, formatter, legacy) = (slot(5), slot(6), slot(7), slot(10));
        if let Some(legacy) = legacy
            && !matches!(legacy, Value::Bool(false))
        {
            return Err(Raise::unsupported("Ravel prints only as the present NumPy does: no legacy print mode"));
        }
        Ok(Options {
            changes: OptionChanges {
                precision: option_arg(interp, precision)?,
                threshold: option_arg(interp, threshold)?,
                edgeitems: edgeitems.map(|v| interp.index(&v)).transpose()?,
                linewidth: linewidth.map(|v| interp.index(&v)).transpose()?,
                suppress: suppress.map(|v| interp.truth(&v)).transpose()?,
                nanstr: nanstr.map(|v| interp.str(&v)).transpose()?,
                infstr: infstr.map(|v| interp.str(&v)).transpose()?,
                sign: option_arg(interp, sign)?,
                floatmode: option_arg(interp, floatmode)?,
            },
            formatter,
        })
    }
}

impl Options {
    fn apply(&self, interp: &mut Interp) -> Result<()> {
        interp.print_options = interp.print_options.set(&self.changes)?;
        interp.state.insert(KEY, Box::new(Formatters(self.formatter.clone())));
        Ok(())
    }
}

fn get_printoptions(interp: &mut Interp) -> Result<Value> {
    let o = interp.print_options.clone();
    let formatter = formatters(interp).0.unwrap_or(Value::None);
    let threshold = match o.threshold {
        Threshold::Int(n) => Value::Int(n),
        Threshold::Float(x) => Value::Float(x),
    };
    let pairs = [
        ("edgeitems", Value::Int(o.edgeitems)),
        ("threshold", threshold),
        ("floatmode", Value::str(o.floatmode.name())),
        ("precision", Value::Int(o.precision)),
        ("suppress", Value::Bool(o.suppress)),
        ("linewidth", Value::Int(o.linewidth)),
        ("nanstr", Value::str(o.nanstr)),
        ("infstr", Value::str(o.infstr)),
        ("sign", Value::str(o.sign.name())),
        ("formatter", formatter),
        ("legacy", Value::Bool(false)),
        ("override_repr", Value::None),
    ];
    dict(interp, pairs.into_iter().map(|(k, v)| (k.to_string(), v)).collect())
}

/// `with np.printoptions(…)`.
struct Scoped {
    given: Options,
    before: RefCell<Vec<(PrintOptions, Formatters)>>,
}

static SCOPED: Type = Type::new("_GeneratorContextManager", "contextlib", &[&OBJECT], Table::default);

impl Object for Scoped {
    fn type_(&self) -> &'static Type {
        &SCOPED
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<contextlib._GeneratorContextManager object at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn enter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        let before = (interp.print_options.clone(), formatters(interp));
        if let Err(e) = self.given.apply(interp) {
            return Some(Err(e));
        }
        self.before.borrow_mut().push(before);
        Some(get_printoptions(interp))
    }

    fn exit(&self, interp: &mut Interp) -> Result<()> {
        let before = self.before.borrow_mut().pop();
        if let Some((options, formatters)) = before {
            interp.print_options = options;
            interp.state.insert(KEY, Box::new(formatters));
        }
        Ok(())
    }
}

/// The program's formatter for arrays like this one.
fn formatter_of(interp: &mut Interp, formatter: &Option<Value>, view: &View) -> Result<Option<Value>> {
    let Some(formatter) = formatter else { return Ok(None) };
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
    print: impl Fn(&PrintOptions, Option<Callback<'_>>) -> crate::engine::Result<String>,
) -> Result<String> {
    let options = interp.print_options.clone();
    let Some(function) = formatter else { return Ok(print(&options, None)?) };
    let (cell, raised) = (RefCell::new(interp), RefCell::new(None));
    let callback = |s: &Scalar| -> crate::engine::Result<String> {
        let Ok(mut interp) = cell.try_borrow_mut() else { return Err(Error::value("formatter called itself")) };
        let text = interp.call(&function, &[Value::scalar(s.clone())], &[]).and_then(|v| interp.str(&v));
        text.map_err(|e| {
            *raised.borrow_mut() = Some(e);
            Error::value("formatter raised")
        })
    };
    let text = print(&options, Some(&callback));
    match raised.into_inner() {
        Some(e) => Err(e),
        None => Ok(text?),
    }
}

/// `repr(array)`.
///
/// # Errors
/// Of the print options, or of a formatter.
pub fn array_repr(interp: &mut Interp, a: &Array) -> Result<String> {
    let view = a.view().clone();
    let own = formatters(interp).0;
    let formatter = formatter_of(interp, &own, &view)?;
    formatted(interp, formatter, |options, callback| repr::array_repr_with(&view, options, callback))
}

/// `str(array)`.
///
/// # Errors
/// Of the print options, or of a formatter.
pub fn array_str(interp: &mut Interp, a: &Array) -> Result<String> {
    let view = a.view().clone();
    let own = formatters(interp).0;
    let formatter = formatter_of(interp, &own, &view)?;
    formatted(interp, formatter, |options, callback| repr::array_str_with(&view, options, callback))
}

/// Runs `f` with changed options.
fn with_options(
    interp: &mut Interp,
    linewidth: Option<i64>,
    precision: Value,
    suppress: Option<bool>,
    f: impl FnOnce(&mut Interp) -> Result<String>,
) -> Result<String> {
    let precision = option_arg(interp, Some(precision))?;
    let changes = OptionChanges { linewidth, precision, suppress, ..OptionChanges::default() };
    let before = interp.print_options.clone();
    interp.print_options = before.set(&changes)?;
    let text = f(interp);
    interp.print_options = before;
    text
}

/// The arguments of `array2string` after the array.
struct StringOptions {
    changes: OptionChanges,
    separator: String,
    prefix: String,
    suffix: String,
    formatter: Option<Value>,
}

impl FromArg for StringOptions {
    fn from_arg(interp: &mut Interp, args: &mut Args, _: usize) -> Result<StringOptions> {
        let mut slot = |i: usize| args.slots.get_mut(i).and_then(Option::take).filter(|v| !v.is_none());
        let (width, precision, suppress) = (slot(1), slot(2), slot(3));
        let (separator, prefix, formatter, threshold) = (slot(4), slot(5), slot(6), slot(7));
        let (edgeitems, sign, floatmode, suffix) = (slot(8), slot(9), slot(10), slot(11));
        let text = |interp: &mut Interp, v: Option<Value>, default: &str| match v {
            None => Ok(default.to_string()),
            Some(v) => interp.str(&v),
        };
        Ok(StringOptions {
            changes: OptionChanges {
                linewidth: width.map(|v| interp.index(&v)).transpose()?,
                precision: option_arg(interp, precision)?,
                suppress: suppress.map(|v| interp.truth(&v)).transpose()?,
                threshold: option_arg(interp, threshold)?,
                edgeitems: edgeitems.map(|v| interp.index(&v)).transpose()?,
                sign: option_arg(interp, sign)?,
                floatmode: option_arg(interp, floatmode)?,
                ..OptionChanges::default()
            },
            separator: text(interp, separator, " ")?,
            prefix: text(interp, prefix, "")?,
            suffix: text(interp, suffix, "")?,
            formatter,
        })
    }
}

impl StringOptions {
    fn text(&self, interp: &mut Interp, a: &ArrayLike) -> Result<String> {
        let view = a.view();
        let before = interp.print_options.clone();
        let own = self.formatter.clone().or(formatters(interp).0);
        let formatter = formatter_of(interp, &own, &view)?;
        interp.print_options = before.set(&self.changes)?;
        let text = formatted(interp, formatter, |options, callback| {
            let frame =
                Frame { separator: &self.separator, prefix: &self.prefix, suffix: &self.suffix, formatter: callback };
            repr::array2string(&view, options, &frame)
        });
        interp.print_options = before;
        text
    }
}

/// A number as the printing routines take it.
fn real(interp: &mut Interp, x: &Value) -> Result<Real> {
    if let Value::Scalar(s) = x
        && let Some((real, _)) = repr::float::parts(s)
    {
        return Ok(real);
    }
    let x = interp.float(x)?;
    repr::float::parts(&Scalar::Float64(x))
        .map(|(real, _)| real)
        .ok_or_else(|| Raise::type_error("a float is required"))
}

fn trim(text: Option<String>) -> Result<Trim> {
    Ok(Trim::parse(&text.unwrap_or("k".into()))?)
}

#[allow(clippy::too_many_arguments)]
fn format_float_positional(
    interp: &mut Interp,
    x: Value,
    precision: Option<i64>,
    unique: Option<bool>,
    fractional: Option<bool>,
    trim_: Option<String>,
    sign: Option<bool>,
    pad_left: Option<i64>,
    pad_right: Option<i64>,
    min_digits: Option<i64>,
) -> Result<String> {
    let mut args = FloatArgs {
        precision,
        min_digits,
        unique: unique.unwrap_or(true),
        fractional: fractional.unwrap_or(true),
        sign: sign.unwrap_or(false),
        pad_left,
        pad_right,
        ..FloatArgs::default()
    };
    args.check()?;
    args.trim = trim(trim_)?;
    Ok(repr::format_float_positional(real(interp, &x)?, &args)?)
}

#[allow(clippy::too_many_arguments)]
fn format_float_scientific(
    interp: &mut Interp,
    x: Value,
    precision: Option<i64>,
    unique: Option<bool>,
    trim_: Option<String>,
    sign: Option<bool>,
    pad_left: Option<i64>,
    exp_digits: Option<i64>,
    min_digits: Option<i64>,
) -> Result<String> {
    let mut args = FloatArgs {
        precision,
        min_digits,
        unique: unique.unwrap_or(true),
        sign: sign.unwrap_or(false),
        pad_left,
        exp_digits,
        ..FloatArgs::default()
    };
    args.check()?;
    args.trim = trim(trim_)?;
    Ok(repr::format_float_scientific(real(interp, &x)?, &args)?)
}
