//! NumPy's promotion of dtypes: which dtype holds two others, what the result of mixed operands is (NEP 50), and what
//! may be cast to what.

use super::operand::{Operand, OperandType};
use crate::engine::dtype::{DType, Kind};
use crate::engine::error::{Error, Result};
use crate::engine::scalar::Scalar;

/// NumPy's `casting` argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Casting {
    /// No cast at all.
    No,
    /// Only a change of byte order.
    Equiv,
    /// No value may change.
    Safe,
    /// Safe, or within a kind.
    #[default]
    SameKind,
    /// Anything.
    Unsafe,
}

impl Casting {
    /// The word in Python.
    pub fn name(self) -> &'static str {
        match self {
            Casting::No => "no",
            Casting::Equiv => "equiv",
            Casting::Safe => "safe",
            Casting::SameKind => "same_kind",
            Casting::Unsafe => "unsafe",
        }
    }

    /// The casting that a word in Python names.
    pub fn from_name(name: &str) -> Option<Casting> {
        [Casting::No, Casting::Equiv, Casting::Safe, Casting::SameKind, Casting::Unsafe]
            .into_iter()
            .find(|c| c.name() == name)
    }
}

/// The smallest dtype that both can be cast to safely (`np.promote_types`).
pub fn promote_types(a: DType, b: DType) -> DType {
    if a == b {
        return a;
    }
    match (a, b) {
        (DType::Str(n), DType::Str(m) | DType::Bytes(m)) | (DType::Bytes(n), DType::Str(m)) => DType::Str(n.max(m)),
        (DType::Bytes(n), DType::Bytes(m)) => DType::Bytes(n.max(m)),
        (DType::Str(n), d) | (d, DType::Str(n)) => DType::Str(n.max(text_len(d))),
        (DType::Bytes(n), d) | (d, DType::Bytes(n)) => DType::Bytes(n.max(text_len(d))),
        _ => promote_numbers(a, b),
    }
}

/// How many characters hold every value of a dtype.
pub fn text_len(d: DType) -> u32 {
    match d {
        DType::Bool => 5,
        DType::UInt8 => 3,
        DType::Int8 => 4,
        DType::UInt16 => 5,
        DType::Int16 => 6,
        DType::UInt32 => 10,
        DType::Int32 => 11,
        DType::UInt64 => 20,
        DType::Int64 => 21,
        DType::Float16 | DType::Float32 | DType::Float64 => 32,
        DType::Complex64 | DType::Complex128 => 64,
        DType::Str(n) | DType::Bytes(n) => n,
    }
}

fn promote_numbers(a: DType, b: DType) -> DType {
    let (a, b) = if a.kind() <= b.kind() { (a, b) } else { (b, a) };
    let wider = if a.itemsize() >= b.itemsize() { a } else { b };
    match (a.kind(), b.kind()) {
        (x, y) if x == y => wider,
        (Kind::Bool, _) => b,
        (Kind::UInt, Kind::Int) if b.itemsize() > a.itemsize() => b,
        (Kind::UInt, Kind::Int) => signed(2 * a.itemsize()),
        (Kind::UInt | Kind::Int, Kind::Float) => float_at_least(float_of(a), b),
        (Kind::UInt | Kind::Int, _) => complex_of(float_at_least(float_of(a), b.real_part())),
        (_, _) => complex_of(float_at_least(a, b.real_part())),
    }
}

/// The signed integer of a size; beyond 8 bytes `float64`.
fn signed(itemsize: usize) -> DType {
    match itemsize {
        2 => DType::Int16,
        4 => DType::Int32,
        8 => DType::Int64,
        _ => DType::Float64,
    }
}

/// The float that every value of an integer dtype is cast to safely.
fn float_of(d: DType) -> DType {
    match d.itemsize() {
        1 => DType::Float16,
        2 => DType::Float32,
        _ => DType::Float64,
    }
}

fn float_at_least(a: DType, b: DType) -> DType {
    if a.itemsize() >= b.itemsize() { a } else { b }
}

fn complex_of(float: DType) -> DType {
    if float == DType::Float64 { DType::Complex128 } else { DType::Complex64 }
}

/// The dtype of a result of these operand types, `np.result_type`.
///
/// # Errors
/// `TypeError` where a Python number meets a string.
pub fn result_type(types: &[OperandType]) -> Result<DType> {
    let strong = types.iter().filter_map(|t| t.strong()).reduce(promote_types);
    let mut out = match strong {
        Some(d) => d,
        None => return Ok(types.iter().map(|t| t.alone()).reduce(promote_types).unwrap_or(DType::Float64)),
    };
    for t in types {
        out = with_weak(out, *t).ok_or_else(|| no_common(types))?;
    }
    Ok(out)
}

/// The dtype of a result of these operands.
///
/// # Errors
/// As [`result_type`].
pub fn result_type_of(operands: &[Operand]) -> Result<DType> {
    let types: smallvec::SmallVec<[OperandType; 4]> = operands.iter().map(Operand::type_).collect();
    result_type(&types)
}

/// A dtype raised to the kind of a Python number; `None` for strings.
pub fn with_weak(d: DType, t: OperandType) -> Option<DType> {
    if !d.is_numeric() && !matches!(t, OperandType::Strong(_)) {
        return None;
    }
    Some(match (t, d.kind()) {
        (OperandType::WeakInt, Kind::Bool) => DType::Int64,
        (OperandType::WeakFloat, Kind::Bool | Kind::Int | Kind::UInt) => DType::Float64,
        (OperandType::WeakComplex, Kind::Bool | Kind::Int | Kind::UInt) => DType::Complex128,
        (OperandType::WeakComplex, Kind::Float) => complex_of(d),
        _ => d,
    })
}

fn no_common(types: &[OperandType]) -> Error {
    // The string comes first, whatever the order of the arguments.
    let mut sorted = types.to_vec();
    sorted.sort_by_key(|t| t.strong().is_none());
    let names: Vec<String> = sorted.iter().map(|t| class_name(*t)).collect();
    Error::type_(format!(
        "The DType {} could not be promoted by {}. This means that no common DType exists for the given inputs. For \
         example they cannot be stored in a single array unless the dtype is `object`. The full list of DTypes is: ({})",
        names[0],
        names[names.len() - 1],
        names.join(", ")
    ))
}

/// The class of a dtype as NumPy's errors show it: `<class 'numpy.dtypes.Int64DType'>`.
pub fn class_name(t: OperandType) -> String {
    let name = match t {
        OperandType::WeakInt => "_PyLongDType".into(),
        OperandType::WeakFloat => "_PyFloatDType".into(),
        OperandType::WeakComplex => "_PyComplexDType".into(),
        OperandType::Strong(DType::Str(_)) => "StrDType".into(),
        OperandType::Strong(DType::Bytes(_)) => "BytesDType".into(),
        OperandType::Strong(d) => {
            let name = d.scalar_name();
            match name.strip_prefix("uint") {
                Some(bits) => format!("UInt{bits}DType"),
                None => format!("{}{}DType", name[..1].to_uppercase(), &name[1..]),
            }
        }
    };
    format!("<class 'numpy.dtypes.{name}'>")
}

/// A dtype as its `repr`: `dtype('float64')`, `dtype('<U3')`, `dtype('S2')`.
pub fn dtype_repr(d: DType) -> String {
    match d {
        DType::Bytes(n) => format!("dtype('S{n}')"),
        d => format!("dtype('{d}')"),
    }
}

/// Whether a cast is allowed (`np.can_cast`).
pub fn can_cast(from: DType, to: DType, casting: Casting) -> bool {
    if from == to || casting == Casting::Unsafe {
        return true;
    }
    match casting {
        Casting::No | Casting::Equiv => false,
        Casting::Safe => safe(from, to),
        _ => safe(from, to) || same_kind(from, to),
    }
}

fn safe(from: DType, to: DType) -> bool {
    promote_types(from, to) == to
}

fn same_kind(from: DType, to: DType) -> bool {
    match (from.kind(), to.kind()) {
        (Kind::Str, Kind::Str) | (Kind::Bytes, Kind::Str | Kind::Bytes) => true,
        (Kind::Str | Kind::Bytes, _) => false,
        (_, Kind::Str | Kind::Bytes) => true,
        (Kind::Int, Kind::UInt) => false,
        (a, b) => rank(a) <= rank(b),
    }
}

/// The order of kinds: bool, integers, floats, complex.
fn rank(k: Kind) -> u8 {
    match k {
        Kind::Bool => 0,
        Kind::UInt => 1,
        Kind::Int => 2,
        Kind::Float => 3,
        _ => 4,
    }
}

/// The smallest dtype that holds a value (`np.min_scalar_type`).
pub fn min_scalar_type(value: &Scalar) -> DType {
    match value {
        Scalar::Float16(_) | Scalar::Float32(_) | Scalar::Float64(_) => {
            float_for(value.as_f64().unwrap_or(0.0), value.dtype())
        }
        Scalar::Complex64(z) => complex_for(z.re as f64, z.im as f64, DType::Complex64),
        Scalar::Complex128(z) => complex_for(z.re, z.im, DType::Complex128),
        other => match other.as_integer() {
            Some(i) if !matches!(other, Scalar::Bool(_)) => int_for(i),
            _ => other.dtype(),
        },
    }
}

fn int_for(i: i128) -> DType {
    let fits = |d: DType| {
        let bits = 8 * d.itemsize() as u32;
        if d.kind() == Kind::UInt { i >> bits == 0 } else { i >= -(1 << (bits - 1)) && i < 1 << (bits - 1) }
    };
    let unsigned = [DType::UInt8, DType::UInt16, DType::UInt32, DType::UInt64];
    let signed = [DType::Int8, DType::Int16, DType::Int32, DType::Int64];
    let row = if i >= 0 { unsigned } else { signed };
    row.into_iter().find(|&d| fits(d)).unwrap_or(row[3])
}

fn float_for(x: f64, at_most: DType) -> DType {
    if !x.is_finite() || x.abs() < 65_000.0 {
        DType::Float16
    } else if x.abs() < 3.4e38 && at_most != DType::Float16 {
        DType::Float32
    } else {
        at_most
    }
}

fn complex_for(re: f64, im: f64, at_most: DType) -> DType {
    let fits = |x: f64| !x.is_finite() || x.abs() < 3.4e38;
    if fits(re) && fits(im) { DType::Complex64 } else { at_most }
}
