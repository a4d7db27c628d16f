//! NumPy's promotion of dtypes: which dtype holds two others, what the result of mixed operands is (NEP 50), and what
//! may be cast to what.

use super::operand::{Operand, OperandType};
use crate::engine::datetime;
use crate::engine::dtype::{DType, Kind};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::record::{Field, Record, construction};
use crate::engine::scalar::Scalar;
use crate::engine::timeunit::{Base, TimeUnit};

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
///
/// # Errors
/// `DTypePromotionError` where there is none.
pub fn common(a: DType, b: DType) -> Result<DType> {
    use Kind::{DateTime, Object, TimeDelta, Void};
    match (a.kind(), b.kind()) {
        (Object, _) | (_, Object) => Ok(DType::Object),
        (Void, Void) => records(a, b),
        (DateTime | TimeDelta, DateTime | TimeDelta) => times(a.native(), b.native()),
        (TimeDelta, Kind::Int | Kind::UInt | Kind::Bool) => Ok(a.native()),
        (Kind::Int | Kind::UInt | Kind::Bool, TimeDelta) => Ok(b.native()),
        (x, y) if x == Void || y == Void => Err(no_common_pair(a, b)),
        (DateTime | TimeDelta, y) if !matches!(y, Kind::Str | Kind::Bytes) => Err(no_common_pair(a, b)),
        (x, DateTime | TimeDelta) if !matches!(x, Kind::Str | Kind::Bytes) => Err(no_common_pair(a, b)),
        _ => Ok(promote_types(a, b)),
    }
}

fn no_common_pair(a: DType, b: DType) -> Error {
    let name = |d: DType| class_name(OperandType::Strong(d));
    let text = format!(
        "The DTypes {} and {} do not have a common DType. For example they cannot be stored in a single array unless the \
         dtype is `object`.",
        name(a),
        name(b)
    );
    Error::new(ErrorKind::Promotion, text)
}

/// Of records: the same names, each field promoted, without gaps.
fn records(a: DType, b: DType) -> Result<DType> {
    let (Some(x), Some(y)) = (a.record(), b.record()) else {
        return match (a, b) {
            (DType::Void(n), DType::Void(m)) if n == m => Ok(a),
            _ => {
                let text = "invalid type promotion with structured datatype(s).";
                let text = if a.is_structured() || b.is_structured() {
                    text
                } else {
                    "Invalid type promotion with void datatypes of different lengths. Use the `np.bytes_` datatype instead to \
                     pad the shorter value with trailing zero bytes."
                };
                Err(Error::new(ErrorKind::Promotion, text))
            }
        };
    };
    let names = |r: &Record| {
        let names: Vec<String> = r.fields.iter().map(|f| crate::engine::repr::python_str_repr(&f.name)).collect();
        if let [one] = &names[..] { format!("({one},)") } else { format!("({})", names.join(", ")) }
    };
    let same = |(f, g): (&Field, &Field)| f.name == g.name;
    if x.fields.len() != y.fields.len() || !x.fields.iter().zip(&y.fields).all(same) {
        let text = format!("field names `{}` and `{}` mismatch.", names(x), names(y));
        return Err(Error::new(ErrorKind::Promotion, text));
    }
    if let Some((f, g)) = x.fields.iter().zip(&y.fields).find(|(f, g)| f.title != g.title) {
        let title = |f: &Field| f.title.as_ref().map_or("None".into(), |t| crate::engine::repr::python_str_repr(t));
        let (name, f, g) = (crate::engine::repr::python_str_repr(&f.name), title(f), title(g));
        let text = format!("field titles of field {name} mismatch: {f} and {g}");
        return Err(Error::new(ErrorKind::Promotion, text));
    }
    let joined = |(f, g): (&Field, &Field)| Ok(Field { dtype: field_type(f.dtype, g.dtype)?, ..f.clone() });
    let fields = x.fields.iter().zip(&y.fields).map(joined).collect::<Result<Vec<Field>>>()?;
    Ok(Record::packed(fields, x.aligned || y.aligned).into_dtype())
}

fn field_type(a: DType, b: DType) -> Result<DType> {
    let ((x, shape), (y, other)) = (a.parts(), b.parts());
    if shape != other {
        let text = "invalid type promotion with subarray datatypes (shape mismatch).";
        return Err(Error::new(ErrorKind::Promotion, text));
    }
    common(x, y).map(|d| DType::subarray(d.native(), shape))
}

/// Of times: the unit of which both are multiples.
fn times(a: DType, b: DType) -> Result<DType> {
    match (a, b) {
        (DType::TimeDelta(x), DType::TimeDelta(y)) => common_unit(x, y, true, true).map(DType::TimeDelta),
        (DType::DateTime(x), DType::DateTime(y)) => common_unit(x, y, false, false).map(DType::DateTime),
        (DType::DateTime(x), DType::TimeDelta(y)) => common_unit(x, y, false, true).map(DType::DateTime),
        (DType::TimeDelta(x), DType::DateTime(y)) => common_unit(x, y, true, false).map(DType::DateTime),
        _ => Ok(a),
    }
}

/// The largest unit of which both are multiples; `strict` says of each that its years and months are no days.
///
/// # Errors
/// `TypeError` where there is none.
pub fn common_unit(a: TimeUnit, b: TimeUnit, strict_a: bool, strict_b: bool) -> Result<TimeUnit> {
    if a.is_generic() || b.is_generic() {
        return Ok(if a.is_generic() { b } else { a });
    }
    let incompatible = || {
        Error::type_(format!(
            "Cannot get a common metadata divisor for Numpy datetime metadata {} and {} because they have incompatible \
             nonlinear base time units.",
            a.suffix(),
            b.suffix()
        ))
    };
    let overflow = || {
        let text = format!(
            "Integer overflow getting a common metadata divisor for NumPy datetime metadata {} and {}.",
            a.suffix(),
            b.suffix()
        );
        Error::new(ErrorKind::Overflow, text)
    };
    let (mut n, mut m) = (a.count as i64, b.count as i64);
    let base = match (a.base, b.base) {
        (x, y) if x == y => x,
        (Base::Year, Base::Month) | (Base::Month, Base::Year) => {
            *(if a.base == Base::Year { &mut n } else { &mut m }) *= 12;
            Base::Month
        }
        (x, y) if x.is_calendar() || y.is_calendar() => {
            let strict = if x.is_calendar() { strict_a } else { strict_b };
            if strict {
                return Err(incompatible());
            }
            if x.is_calendar() { y } else { x }
        }
        (x, y) if x < y => {
            n = x.per(y).and_then(|f| n.checked_mul(f)).ok_or_else(overflow)?;
            y
        }
        (x, y) => {
            m = y.per(x).and_then(|f| m.checked_mul(f)).ok_or_else(overflow)?;
            x
        }
    };
    let count = u32::try_from(num_integer::gcd(n, m)).map_err(|_| overflow())?;
    Ok(TimeUnit { base, count })
}

/// [`common`] of numbers and strings, which always have a common dtype; of others that have none the first.
pub fn promote_types(a: DType, b: DType) -> DType {
    if a == b && a.is_native() {
        return a;
    }
    if !(a.is_numeric() || matches!(a, DType::Str(_) | DType::Bytes(_)))
        || !(b.is_numeric() || matches!(b, DType::Str(_) | DType::Bytes(_)))
    {
        let (a, b) = (a.native(), b.native());
        let plain = |d: DType| d.is_numeric() || d.is_text();
        return if plain(a) && plain(b) { promote_types(a, b) } else { promote_others(a, b) };
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
        DType::Str(n) | DType::Bytes(n) | DType::Void(n) => n,
        DType::Swapped(d) => text_len(*d),
        DType::DateTime(unit) => datetime::text_len(unit),
        DType::TimeDelta(_) => 21,
        _ => 0,
    }
}

fn promote_others(a: DType, b: DType) -> DType {
    match (a, b) {
        (DType::Str(n), d) | (d, DType::Str(n)) if d.kind() != Kind::Void => DType::Str(n.max(text_len(d))),
        (DType::Bytes(n), d) | (d, DType::Bytes(n)) if d.kind() != Kind::Void => DType::Bytes(n.max(text_len(d))),
        _ => common(a, b).unwrap_or(a),
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
    let mut strong: Option<DType> = None;
    for d in types.iter().filter_map(|t| t.strong()) {
        strong = Some(match strong {
            None if d.kind() == Kind::Void => d.repacked(d.record().is_some_and(|r| r.aligned)).native(),
            None => d.native(),
            Some(so_far) => {
                common(so_far, d).map_err(|e| if so_far.kind() == d.kind() { e } else { no_common(types) })?
            }
        });
    }
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
        return match (d, t) {
            (DType::Object, _) | (DType::TimeDelta(_), OperandType::WeakInt) => Some(d),
            _ => None,
        };
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
    let text = format!(
        "The DType {} could not be promoted by {}. This means that no common DType exists for the given inputs. For \
         example they cannot be stored in a single array unless the dtype is `object`. The full list of DTypes is: ({})",
        names[0],
        names[names.len() - 1],
        names.join(", ")
    );
    Error::new(ErrorKind::Promotion, text)
}

/// The class of a dtype as NumPy's errors show it: `<class 'numpy.dtypes.Int64DType'>`.
pub fn class_name(t: OperandType) -> String {
    let name = match t {
        OperandType::WeakInt => "_PyLongDType".into(),
        OperandType::WeakFloat => "_PyFloatDType".into(),
        OperandType::WeakComplex => "_PyComplexDType".into(),
        OperandType::Strong(DType::Str(_)) => "StrDType".into(),
        OperandType::Strong(DType::Bytes(_)) => "BytesDType".into(),
        OperandType::Strong(DType::DateTime(_)) => "DateTime64DType".into(),
        OperandType::Strong(DType::TimeDelta(_)) => "TimeDelta64DType".into(),
        OperandType::Strong(DType::Object) => "ObjectDType".into(),
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
    let align = if d.record().is_some_and(|r| r.aligned) { ", align=True" } else { "" };
    format!("dtype({}{align})", construction(d, false))
}

/// Whether a cast is allowed (`np.can_cast`).
pub fn can_cast(from: DType, to: DType, casting: Casting) -> bool {
    if from == to || casting == Casting::Unsafe {
        return true;
    }
    if !from.is_native() || !to.is_native() {
        let same = from.native() == to.native();
        return if same { casting != Casting::No } else { can_cast(from.native(), to.native(), casting) };
    }
    if !plain(from) || !plain(to) {
        return can_cast_others(from, to, casting);
    }
    match casting {
        Casting::No | Casting::Equiv => false,
        Casting::Safe => safe(from, to),
        _ => safe(from, to) || same_kind(from, to),
    }
}

fn plain(d: DType) -> bool {
    d.is_numeric() || d.is_text()
}

/// Records by their fields, times by their units.
fn can_cast_others(from: DType, to: DType, casting: Casting) -> bool {
    match (from, to) {
        (DType::Object, DType::Object) | (_, DType::Object) => casting >= Casting::Safe,
        (DType::Object, _) => false,
        (DType::Record(a), DType::Record(b)) => {
            let fields = |(f, g): (&Field, &Field)| {
                let ((x, shape), (y, other)) = (f.dtype.parts(), g.dtype.parts());
                let named = f.name == g.name || casting >= Casting::Safe;
                named && shape == other && can_cast(x, y, casting)
            };
            let placed = casting >= Casting::Equiv
                || a.itemsize == b.itemsize && a.fields.iter().zip(&b.fields).all(|(f, g)| f.offset == g.offset);
            a.fields.len() == b.fields.len() && placed && a.fields.iter().zip(&b.fields).all(fields)
        }
        (DType::Void(n), DType::Void(m)) => casting >= Casting::Safe && n <= m,
        (_, DType::Void(m)) => casting >= Casting::Safe && (m == 0 || from.itemsize() <= m as usize),
        (DType::Record(a), _) => {
            a.fields.len() == 1 && casting >= Casting::SameKind && can_cast(a.fields[0].dtype, to, casting)
        }
        (DType::TimeDelta(a), DType::TimeDelta(b)) => unit_casts(a, b, casting, true),
        (DType::DateTime(a), DType::DateTime(b)) => unit_casts(a, b, casting, false),
        (d, DType::TimeDelta(_)) if matches!(d.kind(), Kind::Int | Kind::UInt | Kind::Bool) => {
            casting >= Casting::SameKind || casting == Casting::Safe && (d.kind() != Kind::UInt || d.itemsize() < 8)
        }
        (DType::DateTime(_) | DType::TimeDelta(_), d) if d.is_text() => {
            casting >= Casting::SameKind || casting == Casting::Safe && text_len(d) >= text_len(from)
        }
        _ => false,
    }
}

fn unit_casts(from: TimeUnit, to: TimeUnit, casting: Casting, strict: bool) -> bool {
    let crosses = from.base.is_calendar() != to.base.is_calendar();
    match casting {
        Casting::No | Casting::Equiv => false,
        _ if from.is_generic() => true,
        _ if to.is_generic() => false,
        Casting::Safe => {
            from.base <= to.base && !(strict && crosses) && common_unit(from, to, strict, strict) == Ok(to)
        }
        _ => !(strict && crosses),
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
