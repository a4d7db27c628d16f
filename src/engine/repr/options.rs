//! Print options: what `np.set_printoptions` sets, checked in NumPy's words.

use crate::engine::error::{Error, Result};

/// How many digits floats show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloatMode {
    /// Always `precision` digits.
    Fixed,
    /// As many as identify each element.
    Unique,
    /// At most `precision`, each element its own number.
    MaxPrec,
    /// At most `precision`, all elements as many.
    MaxPrecEqual,
}

impl FloatMode {
    /// NumPy's name.
    pub fn name(self) -> &'static str {
        match self {
            FloatMode::Fixed => "fixed",
            FloatMode::Unique => "unique",
            FloatMode::MaxPrec => "maxprec",
            FloatMode::MaxPrecEqual => "maxprec_equal",
        }
    }

    fn parse(name: &str) -> Option<FloatMode> {
        use FloatMode::*;
        [Fixed, Unique, MaxPrec, MaxPrecEqual].into_iter().find(|m| m.name() == name)
    }
}

/// What stands before a positive number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `-`: nothing.
    Minus,
    /// `+`: a plus.
    Plus,
    /// ` `: a space.
    Space,
}

impl Sign {
    /// NumPy's letter.
    pub fn name(self) -> &'static str {
        match self {
            Sign::Minus => "-",
            Sign::Plus => "+",
            Sign::Space => " ",
        }
    }

    fn parse(name: &str) -> Option<Sign> {
        [Sign::Minus, Sign::Plus, Sign::Space].into_iter().find(|s| s.name() == name)
    }
}

/// Which NumPy's printing is imitated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Legacy {
    /// `1.13`: columns leave room for a sign.
    V1_13,
    /// `1.21`
    V1_21,
    /// `1.25`: scalars without their type's name.
    V1_25,
    /// `2.1`
    V2_1,
    /// `2.2`
    V2_2,
    /// The present one.
    Off,
}

impl Legacy {
    const NAMED: [(&str, Legacy); 5] = [
        ("1.13", Legacy::V1_13),
        ("1.21", Legacy::V1_21),
        ("1.25", Legacy::V1_25),
        ("2.1", Legacy::V2_1),
        ("2.2", Legacy::V2_2),
    ];

    /// NumPy's name; `None` of the present one.
    pub fn name(self) -> Option<&'static str> {
        Legacy::NAMED.iter().find(|(_, mode)| *mode == self).map(|(name, _)| *name)
    }

    /// The mode of a name.
    pub fn parse(name: &str) -> Option<Legacy> {
        Legacy::NAMED.iter().find(|(known, _)| *known == name).map(|(_, mode)| *mode)
    }
}

/// Above how many elements an array is summarised: an integer, or a float such as `inf`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Threshold {
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
}

impl Threshold {
    /// Whether an array of `size` elements is summarised.
    pub fn is_exceeded_by(self, size: usize) -> bool {
        match self {
            Threshold::Int(n) => size as i128 > n as i128,
            Threshold::Float(x) => size as f64 > x,
        }
    }
}

/// NumPy's print options (formatters are given at the call: see [`array_repr_with`](super::array_repr_with)).
#[derive(Debug, Clone, PartialEq)]
pub struct PrintOptions {
    /// Items at each end of a summarised axis.
    pub edgeitems: i64,
    /// When to summarise.
    pub threshold: Threshold,
    /// How many digits floats show.
    pub floatmode: FloatMode,
    /// Digits after the point; NumPy accepts a negative one here and refuses it when it prints floats.
    pub precision: i64,
    /// No scientific notation for small numbers.
    pub suppress: bool,
    /// Characters of a line.
    pub linewidth: i64,
    /// Not-a-number.
    pub nanstr: String,
    /// Infinity.
    pub infstr: String,
    /// Before positive numbers.
    pub sign: Sign,
    /// Whose way of printing.
    pub legacy: Legacy,
}

impl Default for PrintOptions {
    fn default() -> PrintOptions {
        PrintOptions {
            edgeitems: 3,
            threshold: Threshold::Int(1000),
            floatmode: FloatMode::MaxPrec,
            precision: 8,
            suppress: false,
            linewidth: 75,
            nanstr: "nan".into(),
            infstr: "inf".into(),
            sign: Sign::Minus,
            legacy: Legacy::Off,
        }
    }
}

/// A Python argument, as far as the checks tell kinds apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum OptionArg {
    /// `None`: leave as it is.
    #[default]
    None,
    /// An `int` or `bool`.
    Int(i64),
    /// A `float`.
    Float(f64),
    /// A `str`.
    Str(String),
    /// Anything else.
    Other,
}

/// Arguments of `set_printoptions`; those left out keep their value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OptionChanges {
    /// `precision`
    pub precision: OptionArg,
    /// `threshold`
    pub threshold: OptionArg,
    /// `edgeitems`
    pub edgeitems: Option<i64>,
    /// `linewidth`
    pub linewidth: Option<i64>,
    /// `suppress`
    pub suppress: Option<bool>,
    /// `nanstr`
    pub nanstr: Option<String>,
    /// `infstr`
    pub infstr: Option<String>,
    /// `sign`
    pub sign: OptionArg,
    /// `floatmode`
    pub floatmode: OptionArg,
    /// `legacy`
    pub legacy: Option<Legacy>,
}

impl PrintOptions {
    /// These options with changes; nothing changes if one of them is refused.
    ///
    /// # Errors
    /// `ValueError` or `TypeError`, in NumPy's words and order.
    pub fn set(&self, changes: &OptionChanges) -> Result<PrintOptions> {
        let mut new = self.clone();
        new.floatmode = parse_word(&changes.floatmode, FloatMode::parse, new.floatmode).ok_or_else(|| {
            Error::value(r#"floatmode option must be one of "fixed", "unique", "maxprec", "maxprec_equal""#)
        })?;
        new.sign = parse_word(&changes.sign, Sign::parse, new.sign)
            .ok_or_else(|| Error::value("sign option must be one of ' ', '+', or '-'"))?;
        new.threshold = parse_threshold(&changes.threshold, new.threshold)?;
        new.precision = match changes.precision {
            OptionArg::None => new.precision,
            OptionArg::Int(n) => n,
            _ => return Err(Error::type_("precision must be an integer")),
        };
        new.legacy = changes.legacy.unwrap_or(new.legacy);
        new.edgeitems = changes.edgeitems.unwrap_or(new.edgeitems);
        new.linewidth = changes.linewidth.unwrap_or(new.linewidth);
        new.suppress = changes.suppress.unwrap_or(new.suppress);
        new.nanstr = changes.nanstr.clone().unwrap_or(new.nanstr);
        new.infstr = changes.infstr.clone().unwrap_or(new.infstr);
        Ok(new)
    }
}

fn parse_word<T>(arg: &OptionArg, parse: fn(&str) -> Option<T>, old: T) -> Option<T> {
    match arg {
        OptionArg::None => Some(old),
        OptionArg::Str(s) => parse(s),
        _ => None,
    }
}

fn parse_threshold(arg: &OptionArg, old: Threshold) -> Result<Threshold> {
    match *arg {
        OptionArg::None => Ok(old),
        OptionArg::Int(n) => Ok(Threshold::Int(n)),
        OptionArg::Float(x) if x.is_nan() => {
            Err(Error::value("threshold must be non-NAN, try sys.maxsize for untruncated representation"))
        }
        OptionArg::Float(x) => Ok(Threshold::Float(x)),
        _ => Err(Error::type_("threshold must be numeric")),
    }
}
