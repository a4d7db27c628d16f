//! Print options as arguments: of `set_printoptions`, `printoptions` and `array2string` alike.

use super::super::dtype_object::dict;
use crate::engine::repr::{Legacy, OptionArg, OptionChanges, PrintOptions, Threshold};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Args, FromArg, OBJECT, Table, Type};
use crate::lang::value::Value;
use std::any::Any;
use std::cell::RefCell;

/// The parameters of `set_printoptions` and `printoptions`.
pub const OPTIONS: &str = "precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, \
                           infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None";

/// The parameters of `array2string`.
pub const STRING_OPTIONS: &str = "a, max_line_width=None, precision=None, suppress_small=None, separator=' ', \
                                  prefix='', *, formatter=None, threshold=None, edgeitems=None, sign=None, \
                                  floatmode=None, suffix='', legacy=None";

/// The program's own functions, kept beside the print options.
#[derive(Clone, Default)]
pub struct Own {
    /// Formatters by kind of element.
    pub formatter: Option<Value>,
    /// What `repr(array)` calls instead.
    pub override_repr: Option<Value>,
}

const KEY: &str = "numpy.formatter";

/// The program's functions in force.
pub fn own(interp: &Interp) -> Own {
    interp.state.get(KEY).and_then(|f| f.downcast_ref::<Own>()).cloned().unwrap_or_default()
}

/// An option as the checks see it.
pub fn option_arg(interp: &mut Interp, v: Option<Value>) -> OptionArg {
    match v {
        None | Some(Value::None) => OptionArg::None,
        Some(Value::Float(x)) => OptionArg::Float(x),
        Some(Value::Scalar(s)) if s.dtype().is_inexact() => OptionArg::Float(s.as_f64().unwrap_or(0.0)),
        Some(v) => match v.as_str() {
            Some(text) => OptionArg::Str(text.to_string()),
            None => interp.index(&v).map_or(OptionArg::Other, OptionArg::Int),
        },
    }
}

/// Takes bound arguments by the names of their parameters.
struct Slots<'a> {
    names: &'a [&'static str],
    args: &'a mut Args,
}

impl Slots<'_> {
    fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.names.iter().position(|n| *n == name)?;
        self.args.slots.get_mut(at).and_then(Option::take).filter(|v| !v.is_none())
    }
}

/// The changes that arguments ask for.
fn changes(interp: &mut Interp, slots: &mut Slots<'_>) -> Result<OptionChanges> {
    let precision = slots.take("precision");
    let threshold = slots.take("threshold");
    let floatmode = slots.take("floatmode");
    Ok(OptionChanges {
        precision: option_arg(interp, precision),
        threshold: option_arg(interp, threshold),
        floatmode: option_arg(interp, floatmode),
        sign: {
            let sign = slots.take("sign");
            option_arg(interp, sign)
        },
        edgeitems: slots.take("edgeitems").map(|v| interp.index(&v)).transpose()?,
        linewidth: slots.take("linewidth").map(|v| interp.index(&v)).transpose()?,
        suppress: slots.take("suppress").map(|v| interp.truth(&v)).transpose()?,
        nanstr: slots.take("nanstr").map(|v| interp.str(&v)).transpose()?,
        infstr: slots.take("infstr").map(|v| interp.str(&v)).transpose()?,
        legacy: slots.take("legacy").map(|v| legacy(interp, &v)).transpose()?,
    })
}

fn legacy(interp: &mut Interp, v: &Value) -> Result<Legacy> {
    if let Value::Bool(false) = v {
        return Ok(Legacy::Off);
    }
    if let Some(mode) = v.as_str().and_then(Legacy::parse) {
        return Ok(mode);
    }
    let text = "legacy printing option can currently only be '1.13', '1.21', '1.25', '2.1', '2.2' or `False`";
    interp.warn(&exc::USER_WARNING, text)?;
    match v.as_str() {
        Some(_) => Err(Raise::type_error("'<=' not supported between instances of 'str' and 'int'")),
        None => Err(Raise::unsupported("Ravel takes as `legacy` only a version in quotes or False")),
    }
}

/// The arguments of `set_printoptions`.
#[derive(Clone)]
pub struct Options {
    changes: OptionChanges,
    own: Own,
}

const OPTION_NAMES: [&str; 12] = [
    "precision",
    "threshold",
    "edgeitems",
    "linewidth",
    "suppress",
    "nanstr",
    "infstr",
    "formatter",
    "sign",
    "floatmode",
    "legacy",
    "override_repr",
];

impl FromArg for Options {
    fn from_arg(interp: &mut Interp, args: &mut Args, _: usize) -> Result<Options> {
        let mut slots = Slots { names: &OPTION_NAMES, args };
        let own = Own { formatter: slots.take("formatter"), override_repr: slots.take("override_repr") };
        let at = OPTION_NAMES.iter().position(|n| *n == "legacy").unwrap_or_default();
        let asked = slots.args.slots[at].clone();
        let changes = changes(interp, &mut slots).map_err(|e| match asked {
            // A version that there is not is looked up here, not compared.
            Some(v) if v.as_str().is_some() && e.is(&exc::TYPE_ERROR) => Raise::key_error(v),
            _ => e,
        })?;
        Ok(Options { changes, own })
    }
}

impl Options {
    /// Puts the options in force.
    ///
    /// # Errors
    /// `ValueError` or `TypeError` of an option.
    pub fn apply(&self, interp: &mut Interp) -> Result<()> {
        let mut options = interp.print_options.set(&self.changes)?;
        if options.legacy == Legacy::V1_13 {
            options.sign = crate::engine::repr::Sign::Minus;
        }
        interp.print_options = options;
        interp.state.insert(KEY, Box::new(self.own.clone()));
        Ok(())
    }
}

/// The arguments of `array2string` after the array.
pub struct StringOptions {
    /// What it changes.
    pub changes: OptionChanges,
    /// Between elements.
    pub separator: String,
    /// What stands before.
    pub prefix: String,
    /// What stands behind.
    pub suffix: String,
    /// Formatters by kind of element.
    pub formatter: Option<Value>,
}

const STRING_NAMES: [&str; 13] = [
    "a",
    "linewidth",
    "precision",
    "suppress",
    "separator",
    "prefix",
    "formatter",
    "threshold",
    "edgeitems",
    "sign",
    "floatmode",
    "suffix",
    "legacy",
];

impl FromArg for StringOptions {
    fn from_arg(interp: &mut Interp, args: &mut Args, _: usize) -> Result<StringOptions> {
        let mut slots = Slots { names: &STRING_NAMES, args };
        let changes = changes(interp, &mut slots)?;
        let mut text = |name: &str, default: &str| match slots.take(name) {
            None => Ok(default.to_string()),
            Some(v) => match v.as_str() {
                Some(text) => Ok(text.to_string()),
                None if name == "separator" => {
                    let kind = interp.type_name(&v);
                    Err(Raise::attribute_error(format!("'{kind}' object has no attribute 'rstrip'")))
                }
                None => {
                    let kind = interp.type_name(&v);
                    Err(Raise::type_error(format!("object of type '{kind}' has no len()")))
                }
            },
        };
        let (separator, prefix, suffix) = (text("separator", " ")?, text("prefix", "")?, text("suffix", "")?);
        Ok(StringOptions { changes, separator, prefix, suffix, formatter: slots.take("formatter") })
    }
}

/// The options in force as a dict.
///
/// # Errors
/// None.
pub fn get_printoptions(interp: &mut Interp) -> Result<Value> {
    let o = interp.print_options.clone();
    let own = own(interp);
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
        ("formatter", own.formatter.unwrap_or(Value::None)),
        ("legacy", o.legacy.name().map_or(Value::Bool(false), Value::str)),
        ("override_repr", own.override_repr.unwrap_or(Value::None)),
    ];
    dict(interp, pairs.into_iter().map(|(k, v)| (k.to_string(), v)).collect())
}

/// `with np.printoptions(…)`.
pub struct Scoped {
    given: Options,
    before: RefCell<Vec<(PrintOptions, Own)>>,
}

impl Scoped {
    /// With these options.
    pub fn new(given: Options) -> Scoped {
        Scoped { given, before: RefCell::default() }
    }
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
        let before = (interp.print_options.clone(), own(interp));
        if let Err(e) = self.given.apply(interp) {
            return Some(Err(e));
        }
        self.before.borrow_mut().push(before);
        Some(get_printoptions(interp))
    }

    fn exit(&self, interp: &mut Interp) -> Result<()> {
        let before = self.before.borrow_mut().pop();
        if let Some((options, own)) = before {
            interp.print_options = options;
            interp.state.insert(KEY, Box::new(own));
        }
        Ok(())
    }
}
