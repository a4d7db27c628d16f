//! What `genfromtxt` makes of a field: a function for each column, a value for what is missing, and, where no dtype is
//! given, a ladder of types to climb.

use crate::engine::{DType, Kind};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::builtins::python::parse;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::rc::Rc;

/// A function of a field.
#[derive(Clone)]
enum Function {
    Bool,
    Int,
    Int64,
    ThroughFloat,
    Float,
    Complex,
    Text,
    Bytes,
    User(Value),
}

/// The types that a column without a dtype is tried as, one after the other.
const LADDER: [(DType, Function); 6] = [
    (DType::Bool, Function::Bool),
    (DType::Int64, Function::Int),
    (DType::Float64, Function::Float),
    (DType::Complex128, Function::Complex),
    (DType::Float64, Function::Float),
    (DType::Str(0), Function::Text),
];

/// A column's converter.
pub struct Converter {
    function: Function,
    default: Value,
    given: Option<Value>,
    missing: Vec<String>,
    /// The type of the column.
    pub dtype: DType,
    rung: usize,
    /// Whether fields were tried.
    pub checked: bool,
}

fn default_of(dtype: DType) -> Value {
    match dtype.kind() {
        Kind::Bool => Value::Bool(false),
        Kind::Int | Kind::UInt => Value::Int(-1),
        Kind::Float => Value::Float(f64::NAN),
        Kind::Complex => Value::complex(f64::NAN, 0.0),
        _ => Value::str("???"),
    }
}

fn function_of(dtype: DType) -> Function {
    match dtype.kind() {
        Kind::Bool => Function::Bool,
        Kind::Int | Kind::UInt if dtype.itemsize() == 8 => Function::Int64,
        Kind::Int | Kind::UInt => Function::ThroughFloat,
        Kind::Float => Function::Float,
        Kind::Complex => Function::Complex,
        Kind::Bytes => Function::Bytes,
        _ => Function::Text,
    }
}

impl Converter {
    /// Of a column of this type; of any if there is none.
    pub fn new(dtype: Option<DType>, mut missing: Vec<String>, given: Option<Value>) -> Converter {
        missing.push(String::new());
        let (dtype, function) = dtype.map_or((DType::Bool, Function::Bool), |d| (d, function_of(d)));
        let default = given.clone().unwrap_or_else(|| default_of(dtype));
        Converter { function, default, given, missing, dtype, rung: 0, checked: false }
    }

    /// Uses a function of the program's.
    ///
    /// # Errors
    /// What it raises, but for `TypeError` and `ValueError`.
    pub fn update(&mut self, interp: &mut Interp, function: Value, sample: Option<&str>) -> Result<()> {
        let tester = match &self.given {
            Some(v) => v.clone(),
            None => {
                let sample = Value::str(sample.filter(|s| !s.is_empty()).unwrap_or("1"));
                match interp.call(&function, &[sample], &[]) {
                    Ok(v) => v,
                    Err(e) if e.is(&exc::TYPE_ERROR) || e.is(&exc::VALUE_ERROR) => Value::None,
                    Err(e) => return Err(e),
                }
            }
        };
        if let Ok(view) = np::view(interp, &tester) {
            self.dtype = match view.dtype() {
                DType::Str(_) => DType::Str(0),
                DType::Bytes(_) => DType::Bytes(0),
                d => d,
            };
        }
        self.function = Function::User(function);
        Ok(())
    }

    /// The field's value; none where the function finds none.
    fn apply(&self, interp: &mut Interp, field: &str) -> Result<Option<Value>> {
        let text = field.trim();
        Ok(match &self.function {
            Function::Bool => match &*field.to_uppercase() {
                "TRUE" => Some(Value::Bool(true)),
                "FALSE" => Some(Value::Bool(false)),
                _ => None,
            },
            Function::Int => {
                let n = parse::int(text, 10);
                n.and_then(|n| i64::try_from(n).ok()).map(Value::Int)
            }
            Function::Int64 => parse::int(text, 10).map(Value::big),
            Function::ThroughFloat => match parse::float(text) {
                Some(x) if x.is_infinite() => {
                    return Err(Raise::new(&exc::OVERFLOW_ERROR, "cannot convert float infinity to integer"));
                }
                Some(x) if !x.is_nan() => Some(Value::Int(x as i64)),
                _ => None,
            },
            Function::Float => parse::float(text).map(Value::Float),
            Function::Complex => parse::complex(text).map(|z| Value::complex(z.re, z.im)),
            Function::Text => Some(Value::str(field)),
            Function::Bytes => Some(Value::Bytes(Rc::new(field.chars().map(|c| c as u32 as u8).collect()))),
            Function::User(f) => match interp.call(&f.clone(), &[Value::str(field)], &[]) {
                Ok(v) => Some(v),
                Err(e) if e.is(&exc::VALUE_ERROR) => None,
                Err(e) => return Err(e),
            },
        })
    }

    /// The field's value, or the default.
    ///
    /// # Errors
    /// `ValueError` of what is neither, unless it is `loose`.
    pub fn convert(&self, interp: &mut Interp, field: &str, loose: bool) -> Result<Value> {
        match self.strict(interp, field)? {
            Some(v) => Ok(v),
            None if loose => Ok(self.default.clone()),
            None => Err(Raise::value_error(format!("Cannot convert string '{field}'"))),
        }
    }

    fn strict(&self, interp: &mut Interp, field: &str) -> Result<Option<Value>> {
        match self.apply(interp, field)? {
            Some(v) => Ok(Some(v)),
            None if self.missing.iter().any(|m| m == field.trim()) => Ok(Some(self.default.clone())),
            None => Ok(None),
        }
    }

    /// Climbs until every field of the column has a value.
    ///
    /// # Errors
    /// What a function of the program's raises.
    pub fn climb<'a>(&mut self, interp: &mut Interp, column: impl Iterator<Item = &'a str> + Clone) -> Result<()> {
        self.checked = true;
        'again: loop {
            for field in column.clone() {
                let fits = self.strict(interp, field)?;
                if fits.is_none() {
                    self.rung = (self.rung + 1).min(LADDER.len() - 1);
                    (self.dtype, self.function) = LADDER[self.rung].clone();
                    self.default = self.given.clone().unwrap_or_else(|| default_of(self.dtype));
                    continue 'again;
                }
                let missing_only = self.rung == 0 && self.missing.iter().any(|m| m == field.trim());
                if missing_only {
                    self.checked = false;
                }
            }
            return Ok(());
        }
    }
}
