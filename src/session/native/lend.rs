//! Variables of the session as native code gets them: arrays through shared memory, numbers and texts as they are.

use crate::engine::mem::shared::{Loan, Way};
use crate::engine::{DType, Scalar, View};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::report::lent::{self, Row};
use crate::report::words;
use crate::session::display;
use crate::session::event::Event;
use crate::session::magics::usage;
use crate::session::shell::State;

/// How native code reaches an array.
#[derive(Debug, Clone, Copy)]
pub struct Access {
    /// Whether it may write.
    pub writes: bool,
    /// Where the first element is in what was lent, in bytes.
    pub offset: usize,
}

/// What a variable is to native code.
pub enum Given {
    /// An array: its buffer is lent, and it may be written to or not.
    Array(View, Loan, Access),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A truth value.
    Bool(bool),
    /// A text.
    Text(String),
}

impl Given {
    /// Bytes of an array's elements.
    pub fn nbytes(&self) -> u64 {
        if let Given::Array(view, ..) = self { view.nbytes() as u64 } else { 0 }
    }
}

/// A variable by its name.
pub struct Argument {
    /// The name, in both languages.
    pub name: String,
    /// The value.
    pub given: Given,
}

/// The variables for slices of Rust, which lie one after the other; nobody else sees those that are written to.
///
/// # Errors
/// As [`arguments`]; two that share memory, one of them to be written.
pub fn slices(interp: &mut Interp, reads: Option<&str>, writes: Option<&str>) -> Result<Vec<Argument>> {
    let found = arguments(interp, reads, writes, true)?;
    for (n, a) in found.iter().enumerate() {
        let Given::Array(view, _, Access { writes: true, .. }) = &a.given else { continue };
        let others = found.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, b)| b);
        for b in others {
            if matches!(&b.given, Given::Array(other, ..) if other.may_share_memory(view)) {
                let text =
                    format!("'{}' and '{}' share memory: Rust does not write to what is seen twice", a.name, b.name);
                return Err(Raise::value_error(text));
            }
        }
    }
    Ok(found)
}

/// At most so many variables, and so many dimensions.
const MOST: usize = 64;

/// The variables of two lists of names with commas between: those to read and those that may be written.
///
/// # Errors
/// No such variable; one that native code can't have.
pub fn arguments(
    interp: &mut Interp,
    reads: Option<&str>,
    writes: Option<&str>,
    packed: bool,
) -> Result<Vec<Argument>> {
    let mut found = Vec::new();
    for (list, writes) in [(reads, false), (writes, true)] {
        for name in names(list)? {
            let Some(value) = interp.globals.get(name.as_str()).cloned() else {
                return Err(Raise::new(&exc::NAME_ERROR, format!("name '{name}' is not defined")));
            };
            let given = given(interp, &name, &value, (writes, packed))?;
            found.push(Argument { name, given });
        }
    }
    match found.len() > MOST {
        true => usage(format!("native code takes at most {MOST} variables")),
        false => Ok(found),
    }
}

/// The names of a list with commas between.
///
/// # Errors
/// One that is no name in C or Rust.
pub fn names(list: Option<&str>) -> Result<Vec<String>> {
    let names = list.unwrap_or_default().split(',').map(str::trim).filter(|n| !n.is_empty());
    names
        .map(|name| {
            let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            match plain && !name.starts_with(|c: char| c.is_ascii_digit()) {
                true => Ok(name.to_string()),
                false => {
                    usage(format!("'{name}' is no name that native code can have: letters of ASCII, digits and _"))
                }
            }
        })
        .collect()
}

fn given(interp: &Interp, name: &str, value: &Value, (writes, packed): (bool, bool)) -> Result<Given> {
    match value {
        Value::Array(a) => {
            if writes && !a.writeable() {
                return Err(Raise::value_error(format!("'{name}' is read-only: native code can't write to it")));
            }
            array(name, a.view().clone(), writes, packed)
        }
        _ if writes => {
            Err(Raise::type_error(format!("--write takes arrays, and '{name}' is a {}", interp.type_name(value))))
        }
        Value::Int(n) => Ok(Given::Int(*n)),
        Value::Float(x) => Ok(Given::Float(*x)),
        Value::Bool(b) => Ok(Given::Bool(*b)),
        Value::Str(s) => Ok(Given::Text(s.as_str().to_string())),
        Value::Scalar(s) => scalar(s).ok_or_else(|| foreign(name, &interp.type_name(value))),
        _ => Err(foreign(name, &interp.type_name(value))),
    }
}

fn foreign(name: &str, kind: &str) -> Raise {
    let text = format!("'{name}' is a {kind}: native code takes arrays of numbers, ints, floats, bools and strings");
    Raise::type_error(text)
}

fn scalar(s: &Scalar) -> Option<Given> {
    Some(match s {
        Scalar::Bool(b) => Given::Bool(*b),
        Scalar::Int8(x) => Given::Int((*x).into()),
        Scalar::Int16(x) => Given::Int((*x).into()),
        Scalar::Int32(x) => Given::Int((*x).into()),
        Scalar::Int64(x) => Given::Int(*x),
        Scalar::UInt8(x) => Given::Int((*x).into()),
        Scalar::UInt16(x) => Given::Int((*x).into()),
        Scalar::UInt32(x) => Given::Int((*x).into()),
        Scalar::UInt64(x) => Given::Int(i64::try_from(*x).ok()?),
        Scalar::Float32(x) => Given::Float((*x).into()),
        Scalar::Float64(x) => Given::Float(*x),
        _ => return None,
    })
}

fn array(name: &str, view: View, writes: bool, packed: bool) -> Result<Given> {
    if c_type(view.dtype()).is_none() {
        return Err(foreign(name, &format!("{} array", view.dtype())));
    }
    if !view.layout().is_aligned() {
        return Err(Raise::value_error(format!(
            "'{name}' is not aligned, as native code needs it: lend {name}.copy()"
        )));
    }
    if writes && packed && !view.layout().is_c_contiguous() {
        return Err(Raise::value_error(format!(
            "'{name}' is not C-contiguous: a slice to write to needs its elements one after the other"
        )));
    }
    let lent = if packed { Loan::packed(&view) } else { Loan::of(&view).map(|loan| (loan, view.layout().offset)) };
    let (loan, offset) =
        lent.map_err(|e| Raise::new(&exc::OS_ERROR, format!("'{name}' can't be shared with another process: {e}")))?;
    Ok(Given::Array(view, loan, Access { writes, offset }))
}

/// The C type of an element.
pub fn c_type(dtype: DType) -> Option<&'static str> {
    Some(match dtype {
        DType::Bool => "bool",
        DType::Int8 => "int8_t",
        DType::Int16 => "int16_t",
        DType::Int32 => "int32_t",
        DType::Int64 => "int64_t",
        DType::UInt8 => "uint8_t",
        DType::UInt16 => "uint16_t",
        DType::UInt32 => "uint32_t",
        DType::UInt64 => "uint64_t",
        DType::Float32 => "float",
        DType::Float64 => "double",
        _ => return None,
    })
}

/// Brings back what was written to copies.
///
/// # Errors
/// The system's.
pub fn bring_back(arguments: &[Argument]) -> Result<()> {
    for a in arguments {
        if let Given::Array(view, loan, Access { writes: true, .. }) = &a.given {
            loan.bring_back(view).map_err(|e| Raise::new(&exc::OS_ERROR, format!("'{}': {e}", a.name)))?;
        }
    }
    Ok(())
}

/// Shows what each array cost to lend, where reports are shown.
pub fn report(state: &State, to: &str, arguments: &[Argument]) {
    let rows: Vec<Row> = arguments
        .iter()
        .filter_map(|a| match &a.given {
            Given::Array(view, loan, Access { writes, .. }) => Some(Row {
                name: a.name.clone(),
                array: format!("{} {}", view.dtype(), words::tuple(view.shape())),
                bytes: words::bytes(view.nbytes() as u64),
                buffer: view.id().to_string(),
                how: how(view, loan, *writes),
                copied: !matches!(loan.way, Way::Shared),
            }),
            _ => None,
        })
        .collect();
    if !rows.is_empty() && state.layout.get().mode != crate::report::Mode::Off {
        let data = display::rendered(lent::table(to, &rows));
        state.emit(Event::Display { data, id: None, update: false });
    }
}

fn how(view: &View, loan: &Loan, writes: bool) -> String {
    let size = words::bytes(loan.len as u64);
    let what = match loan.way {
        Way::Shared => "in place, nothing copied".to_string(),
        Way::Moved => format!("in place; its buffer was moved to shared memory first: {size}, once"),
        Way::CopiedSmall => format!("copy of {size}, because small buffers share their pages with others"),
        Way::CopiedPacked => {
            let size = words::bytes(view.nbytes() as u64);
            format!("copy of {size}, because a slice needs its elements one after the other")
        }
        Way::CopiedForeign => format!("copy of {size}, because its bytes are not an array's own"),
    };
    match (writes, matches!(loan.way, Way::Shared | Way::Moved)) {
        (true, true) => format!("{what}; writeable"),
        (true, false) => format!("{what}; and back"),
        _ => what,
    }
}
