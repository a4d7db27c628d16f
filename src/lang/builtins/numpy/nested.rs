//! Nested sequences as arrays: the shape and the dtype are found first, then every element is stored. Follows NumPy's
//! `PyArray_DiscoverDTypeAndShape`.

use super::convert::python_number;
use super::{records, times};
use crate::engine::interrupt::{self, watched};
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::{cast, promote};
use crate::engine::layout::MAX_RANK;
use crate::engine::mem::access;
use crate::engine::{DType, Error, ErrorKind, Kind, Layout, Scalar, Shape, View, broadcast};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::objects;
use crate::lang::ops::arrays::python_item;
use crate::lang::protocol::types::type_of;
use crate::lang::value::Value;
use std::rc::Rc;

/// What one element is.
enum Leaf {
    Number(Operand),
    Scalar(Rc<Scalar>),
    Str(Value),
    Bytes(Rc<Vec<u8>>),
    /// `None`, which only a given dtype has a value for.
    None,
    /// A whole array below the sequences.
    Array(View),
    /// What no other dtype holds.
    Other(Value),
}

/// What has been seen so far.
#[derive(Default)]
struct Found {
    leaves: Vec<Leaf>,
    shape: Shape,
    /// The first element stood at this depth: the shape is complete.
    complete: bool,
    ragged: bool,
    /// `None` if the caller has fixed it.
    dtype: Option<DType>,
    wants_dtype: bool,
    /// The structured dtype that was asked for: tuples are its elements.
    record: Option<DType>,
    /// The most axes that were asked for, and whether there are more.
    limit: usize,
    too_deep: bool,
}

/// A fresh array of a value that is no array: nested lists, tuples, ranges, scalars, arrays within lists.
///
/// # Errors
/// `ValueError: setting an array element with a sequence. …` for ragged nesting; the errors of each element.
pub fn array(interp: &mut Interp, value: &Value, dtype: Option<DType>) -> Result<View> {
    array_within(interp, value, dtype, MAX_RANK)
}

/// An array of objects with at most `limit` axes: sequences below them are objects.
///
/// # Errors
/// As [`array`].
pub fn objects(interp: &mut Interp, value: &Value, limit: usize) -> Result<View> {
    array_within(interp, value, Some(DType::Object), limit)
}

fn array_within(interp: &mut Interp, value: &Value, dtype: Option<DType>, limit: usize) -> Result<View> {
    if let Some(view) = plain(value, dtype)? {
        return Ok(view);
    }
    let wants_dtype = dtype.is_none_or(|d| matches!(d, DType::Str(0) | DType::Bytes(0)));
    let record = dtype.filter(|d| d.record().is_some());
    let mut found = Found { wants_dtype, record, limit, ..Found::default() };
    let rank = found.discover(interp, value, 0, limit)?;
    found.shape.truncate(rank);
    if found.ragged && dtype != Some(DType::Object) {
        return Err(ragged(&found.shape));
    }
    let natural = found.dtype.unwrap_or(DType::Float64);
    if dtype.unwrap_or(natural) == DType::Object {
        return filled_with_objects(interp, value, &found.shape);
    }
    if let (Some(text @ (DType::Str(0) | DType::Bytes(0))), DType::Object) = (dtype, natural) {
        // As long as the texts of the values.
        return super::convert::cast_to(&filled_with_objects(interp, value, &found.shape)?, text);
    }
    let dtype = match dtype {
        Some(generic @ (DType::DateTime(_) | DType::TimeDelta(_))) => Some(timed(generic, &found.leaves)?),
        other => other,
    };
    let dtype = dtype.map_or(natural, |d| sized_for(d, natural, &found.leaves));
    let dtype = match dtype {
        DType::Str(0) => DType::Str(1),
        DType::Bytes(0) => DType::Bytes(1),
        d => d,
    };
    let out = View::empty(dtype, &found.shape)?;
    store(&out, found.leaves)?;
    Ok(out)
}

/// A new array of the objects that stand at the end of `shape`.
fn filled_with_objects(interp: &mut Interp, value: &Value, shape: &[usize]) -> Result<View> {
    let out = View::empty(DType::Object, shape)?;
    let mut places = out.offsets();
    let mut put = |s: Scalar| {
        if let Some(at) = places.next() {
            access::store(&out, at, &s);
        }
    };
    place_objects(interp, value, shape, &mut put)?;
    Ok(out)
}

fn place_objects(interp: &mut Interp, value: &Value, shape: &[usize], put: &mut impl FnMut(Scalar)) -> Result<()> {
    interrupt::check()?;
    let [_, inner @ ..] = shape else {
        put(objects::scalar(value));
        return Ok(());
    };
    let array = match as_array(interp, value)? {
        Some(view) => view,
        None => {
            for item in watched(sequence(interp, value)?.unwrap_or_default().iter()) {
                place_objects(interp, item, inner, put)?;
            }
            return Ok(());
        }
    };
    if array.shape() != shape {
        let (from, to) = (broadcast::shape_text(array.shape()), broadcast::shape_text(shape));
        return Err(Raise::value_error(format!("could not broadcast input array from shape {from} into shape {to}")));
    }
    array.scalars().for_each(|s| put(objects::scalar(&python_item(&s))));
    Ok(())
}

/// The array that a value is or can make of itself.
fn as_array(interp: &mut Interp, value: &Value) -> Result<Option<View>> {
    Ok(match as_leaf(interp, value)? {
        Leaf::Array(view) => Some(view),
        _ => None,
    })
}

/// A type of times without a unit, with the unit that the elements need.
fn timed(dtype: DType, leaves: &[Leaf]) -> Result<DType> {
    if !matches!(dtype, DType::DateTime(u) | DType::TimeDelta(u) if u.is_generic()) {
        return Ok(dtype);
    }
    let mut found = dtype;
    for leaf in leaves {
        let own = match leaf {
            Leaf::Str(s) if matches!(dtype, DType::DateTime(_)) => {
                DType::DateTime(cast::unit_of_texts(s.as_str().into_iter())?)
            }
            Leaf::Scalar(s) => s.dtype(),
            Leaf::Array(v) => v.dtype(),
            Leaf::Other(v) => match times::element(v) {
                Some(time) => time.dtype(),
                None => continue,
            },
            _ => continue,
        };
        if own.kind() == dtype.kind() {
            found = promote::common(found, own)?;
        }
    }
    Ok(found)
}

/// Whether an array of the value has at most `limit` axes.
///
/// # Errors
/// `ValueError` in NumPy's words if not.
pub fn check_depth(interp: &mut Interp, value: &Value, limit: usize) -> Result<()> {
    let mut found = Found { limit, ..Found::default() };
    if matches!(value, Value::Array(_)) {
        return Ok(());
    }
    found.discover(interp, value, 0, limit)?;
    if !found.too_deep {
        return Ok(());
    }
    Err(Raise::value_error(format!(
        "setting an array element with a sequence. The requested array would exceed the maximum number of dimension of \
         {limit}."
    )))
}

/// A list or tuple of nothing but ints, or nothing but floats, at once.
fn plain(value: &Value, dtype: Option<DType>) -> Result<Option<View>> {
    let borrowed;
    let items: &[Value] = match value {
        Value::List(l) => {
            borrowed = l.0.borrow();
            &borrowed
        }
        Value::Tuple(t) => t,
        _ => return Ok(None),
    };
    let int = |v: &Value| if let Value::Int(n) = v { Some(*n) } else { None };
    let float = |v: &Value| if let Value::Float(x) = v { Some(*x) } else { None };
    Ok(match (items.first(), dtype) {
        (Some(Value::Int(_)), None | Some(DType::Int64)) => {
            watched(items.iter()).map(int).collect::<Option<Vec<i64>>>().map(|v| View::from_slice(&v)).transpose()?
        }
        (Some(Value::Float(_)), None | Some(DType::Float64)) => {
            watched(items.iter()).map(float).collect::<Option<Vec<f64>>>().map(|v| View::from_slice(&v)).transpose()?
        }
        _ => None,
    })
}

/// A string dtype without a length, as long as the elements need.
fn sized_for(dtype: DType, natural: DType, leaves: &[Leaf]) -> DType {
    match dtype {
        DType::Str(0) | DType::Bytes(0) => {
            let longest = leaves.iter().map(|l| text_len(l, natural)).max().unwrap_or(1).max(1);
            if matches!(dtype, DType::Str(_)) { DType::Str(longest) } else { DType::Bytes(longest) }
        }
        d => d,
    }
}

fn text_len(leaf: &Leaf, natural: DType) -> u32 {
    match leaf {
        Leaf::Str(s) => s.as_str().map_or(0, |t| t.chars().count() as u32),
        Leaf::Bytes(b) => b.len() as u32,
        Leaf::None => "None".len() as u32,
        Leaf::Number(n) => match n.to_scalar(n.type_().alone()) {
            Ok(s) => cast::to_text(&s).chars().count() as u32,
            Err(_) => promote::text_len(natural),
        },
        Leaf::Scalar(s) => cast::to_text(s).chars().count() as u32,
        Leaf::Array(v) => promote::text_len(v.dtype()),
        Leaf::Other(_) => 0,
    }
}

impl Found {
    /// Looks at `value`, which stands at `depth`; `most` is the number of axes that the array can have at best. Returns
    /// what it can have at best now.
    fn discover(&mut self, interp: &mut Interp, value: &Value, depth: usize, most: usize) -> Result<usize> {
        interrupt::check()?;
        if self.record.is_some() && matches!(value, Value::Tuple(_)) {
            return self.element(interp, value, depth, most);
        }
        let Some(items) = sequence(interp, value)? else { return self.element(interp, value, depth, most) };
        if depth == most {
            self.ragged = true;
            self.too_deep |= most == self.limit;
            return Ok(most);
        }
        let (fits, most) = self.update(depth, most, &[items.len()], true);
        if !fits {
            self.ragged = true;
            return Ok(most);
        }
        if items.is_empty() {
            self.complete = true;
            return Ok(depth + 1);
        }
        let mut most = most;
        for item in watched(items.iter()) {
            most = self.discover(interp, item, depth + 1, most)?;
        }
        Ok(most)
    }

    fn element(&mut self, interp: &mut Interp, value: &Value, depth: usize, most: usize) -> Result<usize> {
        let leaf = match (self.record, value) {
            (Some(_), Value::Array(_)) | (None, _) => as_leaf(interp, value)?,
            (Some(dtype), _) => Leaf::Scalar(Rc::new(records::value::element(interp, value, dtype)?)),
        };
        let below: Shape = if let Leaf::Array(v) = &leaf { v.shape().into() } else { Shape::new() };
        let (fits, most) = self.update(depth, most, &below, false);
        self.ragged |= !fits;
        if self.wants_dtype && !self.ragged {
            let dtype = leaf_dtype(&leaf)?;
            self.dtype = Some(match self.dtype {
                Some(d) if d == dtype => d,
                Some(d) => together(d, dtype)?,
                None => dtype,
            });
        }
        self.leaves.push(leaf);
        Ok(most)
    }

    /// NumPy's `update_shape`: `below` are lengths from `depth` on. Returns whether they fit what was seen before.
    fn update(&mut self, depth: usize, most: usize, below: &[usize], sequence: bool) -> (bool, usize) {
        let (mut fits, mut most, mut n) = (true, most, below.len());
        if depth + n > most {
            fits = false;
            self.too_deep |= most == self.limit;
            n = most - depth;
        } else if !sequence && most != depth + n {
            most = depth + n;
            fits = !self.complete;
        }
        for (i, &len) in below[..n].iter().enumerate() {
            if !self.complete {
                self.shape.truncate(depth + i);
                self.shape.push(len);
            } else if self.shape.get(depth + i) != Some(&len) {
                fits = false;
                most = if sequence { depth } else { most - (n - i) };
                break;
            }
        }
        self.complete |= !sequence;
        (fits, most)
    }
}

/// The dtype of two elements; what has none in common is objects.
fn together(a: DType, b: DType) -> Result<DType> {
    let time = |d: DType| matches!(d.kind(), Kind::DateTime | Kind::TimeDelta);
    if (time(a) && b.is_text()) || (time(b) && a.is_text()) {
        return Ok(DType::Object);
    }
    match promote::common(a, b) {
        Err(Error { kind: ErrorKind::Promotion, .. }) => Ok(DType::Object),
        result => Ok(result?),
    }
}

/// The items of what NumPy takes as a sequence.
fn sequence(interp: &mut Interp, value: &Value) -> Result<Option<Vec<Value>>> {
    Ok(match value {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => Some(interp.collect(value)?),
        Value::Object(o)
            if o.len().is_some()
                && type_of(value).method("__array__").is_none()
                && !matches!(type_of(value).name, "dict_keys" | "dict_values" | "dict_items") =>
        {
            Some(interp.collect(value)?)
        }
        _ => None,
    })
}

fn as_leaf(interp: &mut Interp, value: &Value) -> Result<Leaf> {
    if let Some(number) = python_number(value) {
        return Ok(Leaf::Number(number));
    }
    match value {
        Value::Array(a) => Ok(Leaf::Array(a.view().clone())),
        Value::Scalar(s) => Ok(Leaf::Scalar(s.clone())),
        Value::Str(_) => Ok(Leaf::Str(value.clone())),
        Value::Bytes(b) => Ok(Leaf::Bytes(b.clone())),
        Value::None => Ok(Leaf::None),
        other if type_of(other).method("__array__").is_some() => {
            let method = interp.get_attr(other, "__array__")?;
            let made = interp.call(&method, &[], &[])?;
            match made {
                Value::Array(a) => Ok(Leaf::Array(a.view().clone())),
                _ => Err(Raise::value_error("object __array__ method not producing an array")),
            }
        }
        other => Ok(Leaf::Other(other.clone())),
    }
}

fn leaf_dtype(leaf: &Leaf) -> Result<DType> {
    Ok(match leaf {
        Leaf::Number(Operand::Int(n)) if i64::try_from(*n).is_err() => {
            if u64::try_from(*n).is_ok() {
                DType::UInt64
            } else {
                DType::Object
            }
        }
        Leaf::Number(Operand::BigInt(_)) => DType::Object,
        Leaf::Number(n) => n.type_().alone(),
        Leaf::Scalar(s) => s.dtype(),
        Leaf::Str(s) => DType::Str(s.as_str().map_or(0, |t| t.chars().count() as u32)),
        Leaf::Bytes(b) => DType::Bytes(b.len() as u32),
        Leaf::None | Leaf::Other(_) => DType::Object,
        Leaf::Array(v) => v.dtype(),
    })
}

fn ragged(shape: &[usize]) -> Raise {
    let (agreed, shape) = (shape.len(), broadcast::shape_repr(shape));
    Raise::value_error(format!(
        "setting an array element with a sequence. The requested array has an inhomogeneous shape after {agreed} dimensions. \
         The detected shape was {shape} + inhomogeneous part."
    ))
}

/// A single value as an element of a dtype.
///
/// # Errors
/// As NumPy words them.
pub fn element(interp: &mut Interp, value: &Value, dtype: DType) -> Result<Scalar> {
    if dtype.record().is_some() {
        return records::value::element(interp, value, dtype);
    }
    if dtype == DType::Object {
        return Ok(objects::scalar(value));
    }
    element_of(as_leaf(interp, value)?, dtype)
}

fn element_of(leaf: Leaf, dtype: DType) -> Result<Scalar> {
    Ok(match leaf {
        Leaf::Number(Operand::Float(x)) if dtype.is_inexact() => cast::scalar_cast(&Scalar::Float64(x), dtype)?,
        // An int goes through a double, and overflows as one does.
        Leaf::Number(n @ (Operand::Int(_) | Operand::BigInt(_))) if dtype.is_inexact() => {
            cast::scalar_cast(&n.to_scalar(DType::Float64)?, dtype)?
        }
        Leaf::Number(n) if dtype.is_numeric() => n.to_scalar(dtype)?,
        Leaf::Number(n) => cast::scalar_cast(&n.to_scalar(n.type_().alone())?, dtype)?,
        Leaf::Scalar(s) if dtype.kind() == Kind::Int => through_int(&s, dtype)?,
        Leaf::Scalar(s) => cast::scalar_cast(&s, dtype)?,
        Leaf::Str(s) => text_element(s.as_str().unwrap_or_default(), dtype)?,
        Leaf::Bytes(b) => cast::scalar_cast(&Scalar::Bytes(b[..].into()), dtype)?,
        Leaf::None => none_element(dtype)?,
        Leaf::Array(v) => cast::scalar_cast(&v.first(), dtype)?,
        Leaf::Other(v) => match times::element(&v).filter(|s| s.dtype().kind() == dtype.kind()) {
            Some(time) => cast::scalar_cast(&time, dtype)?,
            None => return Err(no_element(&v, dtype)),
        },
    })
}

/// The error of a value that is no number, text or time.
fn no_element(value: &Value, dtype: DType) -> Raise {
    let name = type_of(value).short_name();
    match dtype.kind() {
        Kind::Int | Kind::UInt => Raise::type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
        )),
        Kind::Complex => Raise::type_error(format!("must be real number, not {name}")),
        Kind::DateTime => Raise::value_error("Could not convert object to NumPy datetime"),
        Kind::TimeDelta => Raise::value_error("Could not convert object to NumPy timedelta"),
        _ => Raise::type_error(format!("float() argument must be a string or a real number, not '{name}'")),
    }
}

/// `None` as an element: not a number, false, or its text.
fn none_element(dtype: DType) -> Result<Scalar> {
    match dtype.kind() {
        Kind::Float => Ok(Operand::Float(f64::NAN).to_scalar(dtype)?),
        Kind::Complex => Ok(Operand::Complex(num_complex::Complex64::new(f64::NAN, f64::NAN)).to_scalar(dtype)?),
        Kind::Bool => Ok(Scalar::Bool(false)),
        Kind::Int | Kind::UInt => Err(Raise::type_error(
            "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'",
        )),
        Kind::Str | Kind::Bytes => text_element("None", dtype),
        Kind::DateTime | Kind::TimeDelta => Ok(cast::quiet_cast(&Scalar::Str("NaT".into()), dtype)?),
        Kind::Object | Kind::Void => Ok(cast::blank(dtype)?.first()),
    }
}

/// A NumPy scalar as a signed integer, which takes it by `int()`: unlike a cast this raises what does not fit.
fn through_int(s: &Scalar, dtype: DType) -> Result<Scalar> {
    let number = match (s.dtype().kind(), s.as_integer(), s.as_f64()) {
        (Kind::Int | Kind::UInt, Some(n), _) => Some(Operand::Int(n)),
        (Kind::Float, _, Some(x)) => Some(Operand::Float(x)),
        _ => None,
    };
    Ok(match number {
        Some(number) => number.to_scalar(dtype)?,
        None => cast::scalar_cast(s, dtype)?,
    })
}

/// Python's own text: the errors show it plain, not as `np.str_('x')`.
fn text_element(text: &str, dtype: DType) -> Result<Scalar> {
    let read = |dtype: DType| {
        cast::scalar_cast(&Scalar::Str(text.into()), dtype).map_err(|mut e| {
            let plain = crate::engine::repr::python::str_repr(text);
            e.message = e.message.replace(&format!("np.str_({plain})"), &plain);
            Raise::from(e)
        })
    };
    match dtype.kind() {
        // Through a double, whose overflow is told of.
        Kind::Float => Ok(cast::scalar_cast(&read(DType::Float64)?, dtype)?),
        _ => read(dtype),
    }
}

fn store(out: &View, leaves: Vec<Leaf>) -> Result<()> {
    let size = out.layout().itemsize();
    let mut at = out.layout().offset;
    for leaf in leaves {
        match leaf {
            Leaf::Array(v) => {
                let place = out.derive(Layout { offset: at, ..Layout::c(out.dtype(), v.shape()) });
                cast::assign(&place, &Operand::Array(v.clone()))?;
                at += v.size() * size;
            }
            other => {
                access::store(out, at, &element_of(other, out.dtype())?);
                at += size;
            }
        }
    }
    Ok(())
}
