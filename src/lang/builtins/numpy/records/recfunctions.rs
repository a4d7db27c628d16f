//! `numpy.lib.recfunctions`: structured arrays taken apart and put together.

use crate::engine::kernels::cast;
use crate::engine::kernels::promote::{self, Casting};
use crate::engine::record::{Field, Record};
use crate::engine::timeunit::NAT;
use crate::engine::{DType, Kind, Layout, Order, Scalar, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, CastingArg};
use crate::lang::builtins::numpy::convert;
use crate::lang::builtins::numpy::linalg::products::raveled;
use crate::lang::builtins::numpy::records::rec;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// `numpy.lib.recfunctions`
pub static RECFUNCTIONS: Module =
    Module::new("numpy.lib.recfunctions", "Structured arrays taken apart and put together.", rows, |_, _| None, &[]);

fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["structured_to_unstructured"],
            "arr, dtype=None, copy=False, casting='unsafe'",
            "The fields as a last axis: a view where they lie at equal steps.",
            to_unstructured,
        ),
        py(
            &["unstructured_to_structured"],
            "arr, dtype=None, names=None, align=False, copy=False, casting='unsafe'",
            "The last axis as fields.",
            to_structured,
        ),
        py(
            &["append_fields"],
            "base, names, data, dtypes=None, fill_value=-1, usemask=True, asrecarray=False",
            "The array with more fields.",
            append,
        ),
        py(
            &["drop_fields"],
            "base, drop_names, usemask=True, asrecarray=False",
            "The array without some fields.",
            // An array without a mask never gets one, whatever `usemask` says.
            |interp: &mut Interp, base: ArrayLike, names: Value, _mask: Value, records: Option<bool>| {
                let gone = texts(interp, &names)?;
                let columns = columns(&base.view())?;
                let left = columns.into_iter().filter(|(f, _)| !gone.iter().any(|g| **g == *f.name)).collect();
                Ok(classed(records, join(left)?))
            },
        ),
        py(&["rename_fields"], "base, namemapper", "The array with other names for its fields.", rename),
        py(
            &["merge_arrays"],
            "seqarrays, fill_value=-1, flatten=False, usemask=False, asrecarray=False",
            "Arrays side by side, each as a field, or with `flatten` each field of each.",
            merge,
        ),
        py(
            &["repack_fields"],
            "a, align=False, recurse=False",
            "The array without the gaps between its fields.",
            repack,
        ),
        py(
            &["get_names"],
            "adtype",
            "The names of the fields, nested ones in tuples.",
            |interp: &mut Interp, d: Value| Ok(names(convert::dtype(interp, &d)?)),
        ),
        py(
            &["require_fields"],
            "array, required_dtype",
            "The fields of a dtype, by name; those that are missing are zero.",
            |interp: &mut Interp, array: ArrayLike, dtype: Value| {
                let view = array.view();
                let out = View::zeros(convert::dtype(interp, &dtype)?, view.shape())?;
                by_name(&out, &view, false)?;
                Ok(Value::Array(Array::new(out)))
            },
        ),
        py(
            &["assign_fields_by_name"],
            "dst, src, zero_unassigned=True",
            "Fills the fields of an array from those of the same names.",
            |_: &mut Interp, dst: ArrayLike, src: ArrayLike, zero: Option<bool>| {
                by_name(&dst.view(), &src.view(), zero.unwrap_or(true))
            },
        ),
        py(
            &["apply_along_fields"],
            "func, arr",
            "A reduction over the fields of each record.",
            |interp: &mut Interp, func: Value, arr: ArrayLike| {
                let flat = to_unstructured(interp, arr, None, None, None)?;
                interp.call(&func, &[flat], &[("axis".into(), Value::Int(-1))])
            },
        ),
    ]
}

fn record(view: &View) -> Result<&'static Record> {
    view.dtype().record().ok_or_else(|| Raise::value_error("arr must be a structured array"))
}

/// Every field with its elements.
fn columns(view: &View) -> Result<Vec<(Field, View)>> {
    Ok(record(view)?.fields.iter().map(|f| (f.clone(), view.field(f))).collect())
}

fn texts(interp: &mut Interp, v: &Value) -> Result<Vec<String>> {
    if let Some(one) = v.as_str() {
        return Ok(vec![one.into()]);
    }
    interp.collect(v)?.iter().map(|v| interp.str(v)).collect()
}

/// An array made, as a `recarray` where that is asked for.
fn classed(records: Option<bool>, made: Value) -> Value {
    match made.as_array() {
        Some(a) if records.unwrap_or(false) => rec::view_as(a),
        _ => made,
    }
}

/// A new array of these fields, side by side.
fn join(columns: Vec<(Field, View)>) -> Result<Value> {
    let Some((field, first)) = columns.first() else { return Ok(Value::None) };
    let rank = first.rank() - field.dtype.parts().1.len();
    let shape: Vec<usize> = first.shape()[..rank].to_vec();
    padded(columns, &shape, |_, _| Ok(()))
}

/// Fields of arrays of one axis, side by side; `fill` writes the elements that a shorter one lacks.
fn padded(
    columns: Vec<(Field, View)>,
    shape: &[usize],
    mut fill: impl FnMut(DType, &View) -> Result<()>,
) -> Result<Value> {
    let dtype = Record::packed(columns.iter().map(|(f, _)| f.clone()).collect(), false);
    let places = dtype.fields.clone();
    let out = View::zeros(dtype.into_dtype(), shape)?;
    for (place, (_, column)) in places.iter().zip(&columns) {
        let to = out.field(place);
        let own = column.shape().first().copied().unwrap_or(1);
        if shape.first().is_none_or(|&n| n == own) {
            cast::convert_all(column, &to)?;
            continue;
        }
        let part = |from: usize, len: usize| {
            let mut layout = to.layout().clone();
            layout.offset = layout.offset.wrapping_add_signed(from as isize * layout.strides[0]);
            layout.shape[0] = len;
            to.derive(layout)
        };
        cast::convert_all(column, &part(0, own))?;
        fill(place.dtype, &part(own, shape[0] - own))?;
    }
    Ok(Value::Array(Array::new(out)))
}

/// The records of the longest of some columns of one axis.
fn longest(columns: &[(Field, View)]) -> usize {
    columns.iter().filter_map(|(_, v)| v.shape().first().copied()).max().unwrap_or(0)
}

/// The elements of a record: the dtype and the offset of each, nested fields and axes of their own included.
fn leaves(dtype: DType, offset: usize, found: &mut Vec<(DType, usize)>) {
    let (base, shape) = dtype.parts();
    for k in 0..shape.iter().product::<usize>() {
        let at = offset + k * base.itemsize();
        match base.record() {
            Some(record) => record.fields.iter().for_each(|f| leaves(f.dtype, at + f.offset, found)),
            None => found.push((base, at)),
        }
    }
}

/// One element of every record as a view.
fn leaf(view: &View, (dtype, offset): (DType, usize)) -> View {
    view.derive(Layout { dtype, offset: view.layout().offset + offset, ..view.layout().clone() })
}

/// The plain fields of a record, nested ones included: the dtype, and how many elements each has.
fn fields_of(dtype: DType, found: &mut Vec<(DType, usize)>) {
    let (base, shape) = dtype.parts();
    let n = shape.iter().product();
    match base.record() {
        Some(record) => (0..n).for_each(|_| record.fields.iter().for_each(|f| fields_of(f.dtype, found))),
        None => found.push((base, n)),
    }
}

/// The dtype with these fields, each with an axis of its own: what a cast is checked by, and its error names.
fn numbered(fields: Vec<(DType, usize)>) -> DType {
    let field = |(k, (base, n)): (usize, (DType, usize))| Field {
        name: format!("f{k}").into(),
        title: None,
        dtype: DType::subarray(base, &[n]),
        offset: 0,
    };
    Record::packed(fields.into_iter().enumerate().map(field).collect(), false).into_dtype()
}

fn to_unstructured(
    interp: &mut Interp,
    arr: ArrayLike,
    dtype: Option<Value>,
    copy: Option<bool>,
    casting: Option<CastingArg>,
) -> Result<Value> {
    let view = arr.view();
    record(&view)?;
    let mut parts = Vec::new();
    leaves(view.dtype(), 0, &mut parts);
    let wanted = match dtype.filter(|d| !d.is_none()) {
        Some(d) => convert::dtype(interp, &d)?,
        None => {
            let types: Vec<_> = parts.iter().map(|(d, _)| crate::engine::kernels::OperandType::Strong(*d)).collect();
            promote::result_type(&types)?
        }
    };
    let step = |w: &[(DType, usize)]| w[1].1 as isize - w[0].1 as isize;
    let first = parts.windows(2).next().map_or(wanted.itemsize() as isize, step);
    let even = parts.iter().all(|(d, _)| *d == wanted) && parts.windows(2).all(|w| step(w) == first);
    if even && first != 0 && !copy.unwrap_or(false) && !parts.is_empty() {
        let mut layout = leaf(&view, parts[0]).layout().clone();
        layout.shape.push(parts.len());
        layout.strides.push(first);
        return Ok(arr.derive(view.derive(layout)));
    }
    let mut groups = Vec::new();
    fields_of(view.dtype(), &mut groups);
    let to = groups.iter().map(|&(_, n)| (wanted, n)).collect();
    cast::check(numbered(groups), numbered(to), casting.map_or(Casting::Unsafe, |c| c.0))?;
    let shape = [view.shape(), &[parts.len()]].concat();
    let out = View::empty(wanted, &shape)?;
    for (k, part) in parts.into_iter().enumerate() {
        let mut layout = out.layout().clone();
        layout.index_axis(shape.len() - 1, k);
        cast::convert_all(&leaf(&view, part), &out.derive(layout))?;
    }
    Ok(Value::Array(Array::new(out)))
}

fn to_structured(
    interp: &mut Interp,
    arr: ArrayLike,
    dtype: Option<Value>,
    given: Option<Value>,
    align: Option<bool>,
    copy: Option<bool>,
    casting: Option<CastingArg>,
) -> Result<Value> {
    let view = arr.view();
    let Some(&n) = view.shape().last() else {
        return Err(Raise::value_error("arr must have at least one dimension"));
    };
    let wanted = match dtype.filter(|d| !d.is_none()) {
        Some(d) => convert::dtype(interp, &d)?,
        None => {
            let names = match given.filter(|v| !v.is_none()) {
                Some(v) => texts(interp, &v)?,
                None => (0..n).map(|k| format!("f{k}")).collect(),
            };
            let field = |name: String| Field { name: name.into(), title: None, dtype: view.dtype(), offset: 0 };
            Record::packed(names.into_iter().map(field).collect(), align.unwrap_or(false)).into_dtype()
        }
    };
    let mut parts = Vec::new();
    leaves(wanted, 0, &mut parts);
    if parts.len() != n {
        return Err(Raise::value_error(
            "The length of the last dimension of arr must be equal to the number of fields in dtype",
        ));
    }
    let item = view.layout().itemsize();
    let same = parts.iter().enumerate().all(|(k, (d, at))| *d == view.dtype() && *at == k * item);
    let rank = view.rank() - 1;
    if same && wanted.itemsize() == n * item && view.layout().is_c_contiguous() && !copy.unwrap_or(false) {
        let mut layout = view.layout().clone();
        layout.index_axis(rank, 0);
        return Ok(arr.derive(view.derive(Layout { dtype: wanted, ..layout })));
    }
    let mut groups = Vec::new();
    fields_of(wanted, &mut groups);
    let from = groups.iter().map(|&(_, n)| (view.dtype(), n)).collect();
    cast::check(numbered(from), numbered(groups), casting.map_or(Casting::Unsafe, |c| c.0))?;
    let out = View::zeros(wanted, &view.shape()[..rank])?;
    for (k, part) in parts.into_iter().enumerate() {
        let mut layout = view.layout().clone();
        layout.index_axis(rank, k);
        cast::convert_all(&view.derive(layout), &leaf(&out, part))?;
    }
    Ok(Value::Array(Array::new(out)))
}

#[allow(clippy::too_many_arguments)]
fn append(
    interp: &mut Interp,
    base: ArrayLike,
    names: Value,
    data: Value,
    dtypes: Option<Value>,
    // What is missing is masked, and shows as the mask's own filling.
    _fill: Value,
    usemask: Option<bool>,
    records: Option<bool>,
) -> Result<Value> {
    if usemask.unwrap_or(true) {
        return Err(Raise::unsupported("Ravel has no masked arrays: append_fields needs usemask=False"));
    }
    let several = names.as_str().is_none();
    let names = texts(interp, &names)?;
    let data = if several { interp.collect(&data)? } else { vec![data] };
    if names.len() != data.len() {
        return Err(Raise::value_error("The number of arrays does not match the number of names"));
    }
    let types = match dtypes.filter(|v| !v.is_none()) {
        None => vec![None; names.len()],
        Some(Value::List(l)) => l.0.borrow().iter().cloned().map(Some).collect(),
        Some(Value::Tuple(t)) => t.iter().cloned().map(Some).collect(),
        Some(one) => vec![Some(one); names.len()],
    };
    let mut all = columns(&raveled(&base.view(), Order::C)?)?;
    for ((name, values), dtype) in names.into_iter().zip(data).zip(types) {
        let dtype = dtype.map(|d| convert::dtype(interp, &d)).transpose()?;
        let view = raveled(&convert::view_of(interp, &values, dtype)?, Order::C)?;
        all.push((Field { name: name.into(), title: None, dtype: view.dtype(), offset: 0 }, view));
    }
    let n = longest(&all);
    let made = padded(all, &[n], |dtype, rest| Ok(cast::assign(rest, &View::from_scalar(&masked(dtype))?.into())?))?;
    Ok(classed(records, made))
}

/// What stands in the place of a masked element (NumPy's `ma.default_fill_value`).
fn masked(dtype: DType) -> Scalar {
    match dtype.parts().0.kind() {
        Kind::Bool => Scalar::Bool(true),
        Kind::Int | Kind::UInt => Scalar::Int64(999_999),
        Kind::Float => Scalar::Float64(1e20),
        Kind::Complex => Scalar::Complex128(num_complex::Complex::new(1e20, 0.0)),
        Kind::DateTime | Kind::TimeDelta => Scalar::Int64(NAT),
        _ => Scalar::Str("N/A".into()),
    }
}

fn rename(interp: &mut Interp, base: ArrayLike, mapper: Value) -> Result<Value> {
    let view = base.view();
    let mut changed = record(&view)?.clone();
    for field in &mut changed.fields {
        let method = interp.get_attr(&mapper, "get")?;
        let name = interp.call(&method, &[Value::str(&*field.name), Value::str(&*field.name)], &[])?;
        field.name = name.as_str().unwrap_or(&field.name).into();
    }
    let dtype = changed.into_dtype();
    Ok(base.derive(view.reinterpreted(dtype)))
}

fn merge(
    interp: &mut Interp,
    arrays: Value,
    fill: Option<Value>,
    flatten: Option<bool>,
    usemask: Option<bool>,
    records: Option<bool>,
) -> Result<Value> {
    if usemask.unwrap_or(false) {
        return Err(Raise::unsupported("Ravel has no masked arrays: merge_arrays needs usemask=False"));
    }
    let mut all: Vec<(Field, View)> = Vec::new();
    for item in interp.collect(&arrays)? {
        let view = raveled(&convert::view(interp, &item)?, Order::C)?;
        if flatten.unwrap_or(false) && view.dtype().record().is_some() {
            all.extend(columns(&view)?);
        } else {
            let name = format!("f{}", all.len());
            all.push((Field { name: name.into(), title: None, dtype: view.dtype(), offset: 0 }, view));
        }
    }
    let fill = fill.unwrap_or(Value::Int(-1));
    let n = longest(&all);
    let made = padded(all, &[n], |dtype, rest| fill_with(interp, &fill, dtype, rest))?;
    Ok(classed(records, made))
}

/// Writes a value to every plain field.
fn fill_with(interp: &mut Interp, fill: &Value, dtype: DType, rest: &View) -> Result<()> {
    let base = dtype.parts().0;
    if let Some(record) = base.record() {
        return record.fields.iter().try_for_each(|f| fill_with(interp, fill, f.dtype, &rest.field(f)));
    }
    let Ok(value) = convert::view_of(interp, fill, Some(base)) else {
        let shown = interp.str(fill)?;
        return Err(Raise::type_error(format!("Cannot convert fill_value {shown} to dtype {base}")));
    };
    Ok(cast::assign(rest, &value.into())?)
}

fn repack(interp: &mut Interp, a: Value, align: Option<bool>, recurse: Option<bool>) -> Result<Value> {
    let narrow =
        |d: DType| d.record().map_or(d, |r| r.repacked(align.unwrap_or(false), recurse.unwrap_or(false)).into_dtype());
    if let Value::DType(d) = a {
        return Ok(Value::DType(narrow(d)));
    }
    let array = convert::array(interp, &a)?;
    let view = array.view().clone();
    let dtype = narrow(view.dtype());
    if dtype == view.dtype() {
        return Ok(Value::Array(array));
    }
    let out = View::zeros(dtype, view.layout().like(Order::K, dtype).shape.as_slice())?;
    cast::convert_all(&view, &out)?;
    Ok(Value::Array(Array::new(out)))
}

fn names(dtype: DType) -> Value {
    let Some(record) = dtype.record() else { return Value::None };
    let name = |f: &Field| match f.dtype.record() {
        Some(_) => Value::tuple(vec![Value::str(&*f.name), names(f.dtype)]),
        None => Value::str(&*f.name),
    };
    Value::tuple(record.fields.iter().map(name).collect())
}

/// Fills the fields of `to` from those of the same names, nested ones too; with `zero` those without one by zeros.
fn by_name(to: &View, from: &View, zero: bool) -> Result<()> {
    let Some(wanted) = to.dtype().record() else { return Ok(cast::assign(to, &from.clone().into())?) };
    let Some(record) = from.dtype().record() else {
        return Err(Raise::type_error("argument of type 'NoneType' is not iterable"));
    };
    for field in &wanted.fields {
        match record.field(&field.name) {
            Some(own) => by_name(&to.field(field), &from.field(own), zero)?,
            None if zero => cast::assign(&to.field(field), &View::from_scalar(&Scalar::Int64(0))?.into())?,
            None => {}
        }
    }
    Ok(())
}
