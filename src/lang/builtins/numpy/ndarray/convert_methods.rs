//! Methods that convert and copy: `astype`, `view`, `copy`, `item`, `tolist`, `tobytes`, `fill`, `resize` …

use super::{attributes, buffer, flags};
use crate::engine::interrupt;
use crate::engine::kernels::{Casting, cast, promote};
use crate::engine::observe::CopyReason;
use crate::engine::{DType, Kind, Order, View};
use crate::lang::array::{Array, Class};
use crate::lang::builtins::numpy::args::{self, ArrayLike, AstypeCasting, DTypeArg, OrderArg};
use crate::lang::builtins::numpy::{convert, nested};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::iterate::room;
use crate::lang::registry::args::{Given, Kwargs, Rest};
use crate::lang::registry::{Builtin, c, numpy};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn methods() -> Vec<Builtin> {
    vec![
        numpy(
            &["astype"],
            "self, /, dtype, order='K', casting='unsafe', subok=True, copy=True",
            "A copy with elements of another type.",
            astype,
        ),
        numpy(
            &["view"],
            "self, /, dtype=None, type=None",
            "A new array object over the same memory.",
            |interp: &mut Interp, a: ArrayLike, dtype: Given, type_: Option<Value>| {
                // An explicit None is the default dtype, which NumPy reads only after the array's own.
                if matches!(dtype.0, Some(Value::None)) && a.view().dtype().has_objects() {
                    return Err(Raise::type_error("Cannot change data-type for array of references."));
                }
                let dtype = dtype.0.map(|v| if v.is_none() { Value::DType(DType::Float64) } else { v });
                view(interp, a, dtype, type_)
            },
        ),
        numpy(&["copy", "__copy__"], "self, /, order='C'", "A copy.", copy),
        c(&["__deepcopy__"], "self, memo=None, /", "A copy.", |interp: &mut Interp, a: ArrayLike, _memo: Value| {
            copy(interp, a, Some(OrderArg(Order::K)))
        }),
        c(&["fill"], "self, value, /", "Sets every element to one value.", fill),
        c(&["item"], "self, /, *args", "An element as a Python number.", item),
        c(&["tolist"], "self, /", "The elements as nested Python lists.", |_: &mut Interp, a: ArrayLike| {
            tolist(&a.view())
        }),
        c(&["tobytes"], "self, /, order='C'", "The bytes of the elements.", tobytes),
        c(&["resize"], "self, /, *new_shape, refcheck=True, **kwargs", "Changes shape and size in place.", resize),
        c(&["setflags"], "self, /, write=None, align=None, uic=None", "Sets flags of the array.", setflags),
        c(
            &["byteswap"],
            "self, /, inplace=False",
            "Swaps the bytes of each element.",
            |_: &mut Interp, a: ArrayLike, inplace: Option<bool>| byteswap(&a, inplace.unwrap_or(false)),
        ),
        c(
            &["getfield"],
            "self, /, dtype, offset=0",
            "A view of a part of each element.",
            |_: &mut Interp, a: ArrayLike, dtype: DTypeArg, offset: Option<i64>| {
                getfield(&a, dtype.0, offset.unwrap_or(0))
            },
        ),
        c(
            &["setfield"],
            "self, /, val, dtype, offset=0",
            "Sets a part of each element.",
            |interp: &mut Interp, a: ArrayLike, val: Value, dtype: DTypeArg, offset: Option<i64>| {
                let part = getfield(&a, dtype.0, offset.unwrap_or(0))?;
                interp.set_item(&part, &Value::Ellipsis, val)
            },
        ),
        c(&["__len__"], "self, /", "The length of the first axis.", |interp: &mut Interp, v: Value| {
            interp.len(&v).map(|n| n as i64)
        }),
        c(
            &["__array__"],
            "self, dtype=None, /, *, copy=None",
            "The array itself.",
            |interp: &mut Interp, a: ArrayLike, dtype: Option<DTypeArg>, _copy: Value| {
                convert::array_of(interp, &Value::Array(a.0), dtype.map(|d| d.0)).map(Value::Array)
            },
        ),
    ]
}

fn astype(
    interp: &mut Interp,
    a: ArrayLike,
    dtype: DTypeArg,
    order: Option<OrderArg>,
    casting: Option<AstypeCasting>,
    _subok: Option<bool>,
    copy: Option<bool>,
) -> Result<Value> {
    let view = a.view();
    let wanted = cast::sized(dtype.0, view.dtype());
    let order = order.map_or(Order::K, |o| o.0);
    let (casting, same_value) = match casting {
        None => (Casting::Unsafe, false),
        Some(AstypeCasting::Rule(rule)) => (rule, false),
        Some(AstypeCasting::SameValue) => (Casting::Unsafe, true),
    };
    let fits = match order {
        Order::C => view.layout().is_c_contiguous(),
        Order::F => view.layout().is_f_contiguous(),
        Order::A | Order::K => true,
    };
    if !copy.unwrap_or(true) && fits && wanted == view.dtype() {
        return Ok(Value::Array(a.0));
    }
    if wanted == view.dtype() {
        return Ok(Value::Array(Array::new(view.copy(order, CopyReason::Requested)?)));
    }
    if same_value {
        check_same_values(&view, wanted)?;
    }
    cast::check(view.dtype(), wanted, casting).map_err(|mut e| {
        if view.rank() == 0 {
            e.message = e.message.replace("Cannot cast array data", "Cannot cast scalar");
        }
        e
    })?;
    let out = cast::cast(&view, wanted, order, casting, CopyReason::Cast { from: view.dtype(), to: wanted });
    convert::flush_warnings(interp)?;
    Ok(Value::Array(Array::new(out?)))
}

/// Whether a cast changes no value; NumPy's error of the first one it does.
fn check_same_values(view: &View, wanted: DType) -> Result<()> {
    let (from, to) = (view.dtype(), wanted);
    if !from.native().is_numeric() || !to.native().is_numeric() {
        return Err(Raise::type_error(format!(
            "Cannot cast array data from {} to {} according to the rule 'same_value'",
            promote::dtype_repr(from),
            promote::dtype_repr(to)
        )));
    }
    let name = |d: DType| c_name(d.native());
    let refused =
        |why: &str| Err(Raise::value_error(format!("could not cast 'same_value' {} to {}{why}", name(from), name(to))));
    if to == DType::Bool {
        return Ok(());
    }
    let there = convert::cast_to(view, to)?;
    let back = convert::cast_to(&there, from)?;
    crate::engine::kernels::warnings::take();
    for (a, b) in view.scalars().zip(back.scalars()) {
        let (Some(x), Some(y)) = (a.as_complex(), b.as_complex()) else { continue };
        if x.im != 0.0 && to.kind() != Kind::Complex {
            return refused(": imag is not 0");
        }
        let exact = a.as_integer() == b.as_integer() && (x == y || x.is_nan() && y.is_nan());
        if !exact {
            return refused("");
        }
    }
    Ok(())
}

/// The type in C.
fn c_name(d: DType) -> &'static str {
    match d {
        DType::Bool => "bool",
        DType::Int8 => "byte",
        DType::UInt8 => "ubyte",
        DType::Int16 => "short",
        DType::UInt16 => "ushort",
        DType::Int32 => "int",
        DType::UInt32 => "uint",
        DType::Int64 => "long",
        DType::UInt64 => "ulong",
        DType::Float16 => "half",
        DType::Float32 => "float",
        DType::Complex64 => "cfloat",
        DType::Complex128 => "cdouble",
        _ => "double",
    }
}

fn view(interp: &mut Interp, a: ArrayLike, dtype: Option<Value>, type_: Option<Value>) -> Result<Value> {
    let view = a.view();
    let class = |v: &Value| match v {
        Value::Type(t) if t.name == "ndarray" => Some(Class::Plain),
        Value::Type(t) if t.name == "recarray" => Some(Class::Records),
        _ => None,
    };
    let (dtype, type_) = match dtype {
        Some(d) if type_.is_none() && class(&d).is_some() => (None, Some(d)),
        dtype => (dtype, type_),
    };
    let found = match dtype {
        None => a.derive(view),
        Some(dtype) => {
            let dtype = convert::dtype(interp, &dtype)?;
            a.derive(attributes::retyped(&view, dtype)?)
        }
    };
    let Some(type_) = type_ else { return Ok(found) };
    match (class(&type_), &found) {
        (Some(class), Value::Array(made)) => {
            made.set_class(class);
            Ok(found)
        }
        _ => {
            let name = interp.repr(&type_)?;
            Err(Raise::unsupported(format!("Ravel has no subclasses of ndarray but recarray and memmap: {name}")))
        }
    }
}

fn copy(_: &mut Interp, a: ArrayLike, order: Option<OrderArg>) -> Result<Value> {
    let copied = a.view().copy(order.map_or(Order::C, |o| o.0), CopyReason::Requested)?;
    Ok(Value::Array(Array::new(copied)))
}

fn fill(interp: &mut Interp, v: Value, value: Value) -> Result<()> {
    let Value::Array(a) = v else { return Ok(()) };
    if !a.writeable() {
        return Err(Raise::value_error("assignment destination is read-only"));
    }
    let view = a.view().clone();
    let fields = view.dtype().record().is_some();
    let objects = view.dtype() == DType::Object;
    if !fields && !objects {
        if let Some(e) = no_element(interp, &value, view.dtype().kind()) {
            return Err(e);
        }
        if view.dtype() == DType::Bool && matches!(value, Value::List(_) | Value::Tuple(_)) {
            let truth = Value::Bool(interp.truth(&value)?);
            return interp.set_item(&Value::Array(a.clone()), &Value::Ellipsis, truth);
        }
    }
    let element = nested::element(interp, &value, view.dtype());
    convert::flush_warnings(interp)?;
    let single = View::from_scalar(&element?)?;
    crate::engine::kernels::cast::assign(&view, &convert::cast_to(&single, view.dtype())?.into())?;
    Ok(())
}

/// Why a value is no element of an array of numbers or texts, if it is none.
fn no_element(interp: &Interp, value: &Value, kind: Kind) -> Option<Raise> {
    let name = interp.type_name(value);
    let array = matches!(value, Value::Array(x) if x.view().rank() > 0);
    let sequence = matches!(value, Value::List(_) | Value::Tuple(_));
    let strange =
        sequence || matches!(value, Value::Dict(_)) || value.is_none() && matches!(kind, Kind::Int | Kind::UInt);
    Some(match kind {
        Kind::Complex if array => Raise::type_error("only 0-dimensional arrays can be converted to Python scalars"),
        Kind::Complex if strange => Raise::type_error(format!("must be real number, not {name}")),
        _ if array => Raise::value_error("setting an array element with a sequence."),
        Kind::Int | Kind::UInt if strange => Raise::type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
        )),
        Kind::Float if sequence => Raise::value_error("setting an array element with a sequence."),
        Kind::Float if strange => {
            Raise::type_error(format!("float() argument must be a string or a real number, not '{name}'"))
        }
        Kind::Str | Kind::Bytes if sequence => Raise::value_error("setting an array element with a sequence"),
        _ => return None,
    })
}

fn item(interp: &mut Interp, a: ArrayLike, args: Rest) -> Result<Value> {
    let view = a.view();
    let indices: Vec<Value> = match &args.0[..] {
        [Value::Tuple(items)] => (**items).clone(),
        many => many.to_vec(),
    };
    if indices.is_empty() {
        if view.size() != 1 {
            return Err(Raise::value_error("can only convert an array of size 1 to a Python scalar"));
        }
        return Ok(convert::python_value(&view.first()));
    }
    let mut at = Vec::new();
    for i in &indices {
        at.push(interp.index(i)?);
    }
    let array = Value::Array(a.0.clone());
    let found = if at.len() == 1 && view.rank() == 1 {
        interp.get_item(&array, &Value::Int(at[0]))?
    } else if at.len() == 1 {
        let n = view.size() as i64;
        let i = if at[0] < 0 { at[0] + n } else { at[0] };
        if i < 0 || i >= n {
            return Err(Raise::index_error(format!("index {} is out of bounds for size {n}", at[0])));
        }
        let flat = interp.get_attr(&array, "flat")?;
        interp.get_item(&flat, &Value::Int(i))?
    } else if at.len() != view.rank() {
        return Err(Raise::value_error("incorrect number of indices for array"));
    } else {
        interp.get_item(&array, &Value::tuple(indices))?
    };
    match found {
        Value::Scalar(s) => Ok(convert::python_value(&s)),
        other => Ok(other),
    }
}

/// `a.tolist()`.
///
/// # Errors
/// None.
pub fn tolist(view: &View) -> Result<Value> {
    if view.rank() == 0 {
        return Ok(convert::python_value(&view.first()));
    }
    let mut items = room(view.shape()[0])?;
    for i in 0..view.shape()[0] {
        if i % 4096 == 0 {
            interrupt::check()?;
        }
        let mut layout = view.layout().clone();
        layout.index_axis(0, i);
        items.push(tolist(&view.derive(layout))?);
    }
    Ok(Value::list(items))
}

fn tobytes(_: &mut Interp, a: ArrayLike, order: Option<OrderArg>) -> Result<Value> {
    let view = a.view();
    let order = order.map_or(Order::C, |o| o.0);
    let fortran = match order {
        Order::K => view.layout().is_f_contiguous() && !view.layout().is_c_contiguous(),
        other => view.layout().counts_as_fortran(other),
    };
    let view = if fortran { view.derive(view.layout().reversed_axes()) } else { view };
    Ok(Value::Bytes(Rc::new(buffer::bytes(&view)?)))
}

fn resize(interp: &mut Interp, v: Value, new_shape: Rest, refcheck: Given, unknown: Kwargs) -> Result<()> {
    if let Some((key, _)) = unknown.0.first() {
        let given = unknown.0.len() + refcheck.0.is_some() as usize;
        return Err(Raise::type_error(match given {
            1 => format!("'{key}' is an invalid keyword argument for this function"),
            n => format!("function takes at most 1 keyword argument ({n} given)"),
        }));
    }
    let refcheck = refcheck.0.map(|v| interp.truth(&v)).transpose()?;
    let Value::Array(a) = &v else { return Ok(()) };
    let wanted = match &new_shape.0[..] {
        [] => return Ok(()),
        [Value::None] => return Ok(()),
        [one] => args::lengths(interp, one)?,
        many => many.iter().map(|v| args::length(interp, v)).collect::<Result<Vec<i64>>>()?,
    };
    if wanted.iter().any(|&n| n < 0) {
        return Err(Raise::value_error("negative dimensions not allowed"));
    }
    let view = a.view().clone();
    if !view.layout().is_c_contiguous() && !view.layout().is_f_contiguous() {
        return Err(Raise::value_error("resize only works on single-segment arrays"));
    }
    let shape: Vec<usize> = wanted.iter().map(|&n| n as usize).collect();
    let size = crate::engine::layout::checked_size(&shape, view.layout().itemsize())?;
    let fortran = view.layout().is_f_contiguous() && !view.layout().is_c_contiguous();
    let packed = if fortran { crate::engine::Layout::f } else { crate::engine::Layout::c }(view.dtype(), &shape);
    if size == view.size() {
        a.set_view(view.derive(crate::engine::Layout { offset: view.layout().offset, ..packed }));
        return Ok(());
    }
    if !a.owns_data() {
        return Err(Raise::value_error("cannot resize this array: it does not own its data"));
    }
    // One reference is the variable's, one the receiver of this call; a view holds the array or its buffer.
    let (held, seen) = (Rc::strong_count(a), Rc::strong_count(view.buffer()));
    if refcheck.unwrap_or(true) && (held > 3 || seen > 2) {
        return Err(Raise::value_error(
            "cannot resize an array that references or is referenced\nby another object in this way.\nUse the np.resize \
             function to get a new resized copy or\n set refcheck=False to disable this check",
        ));
    }
    let out = View::zeros(view.dtype(), &shape)?;
    let keep = size.min(view.size());
    let flat = |v: &View| {
        let layout =
            crate::engine::Layout { offset: v.layout().offset, ..crate::engine::Layout::c(v.dtype(), &[keep]) };
        v.derive(layout)
    };
    crate::engine::mem::access::copy_same_dtype(&flat(&view), &flat(&out))?;
    crate::engine::view::note_copy(&view, &out, CopyReason::Requested);
    a.set_view(out.derive(crate::engine::Layout { offset: out.layout().offset, ..packed }));
    Ok(())
}

fn setflags(_: &mut Interp, v: Value, write: Option<bool>, align: Option<bool>, writeback: Option<bool>) -> Result<()> {
    let Value::Array(a) = &v else { return Ok(()) };
    align.map_or(Ok(()), |on| flags::set_aligned(a, on))?;
    writeback.map_or(Ok(()), flags::set_writeback)?;
    write.map_or(Ok(()), |on| flags::set_writeable(a, on))
}

fn byteswap(a: &ArrayLike, inplace: bool) -> Result<Value> {
    use crate::engine::mem::access;
    if inplace && !a.0.writeable() {
        return Err(Raise::value_error("array to be byte-swapped is read-only"));
    }
    let source = a.view();
    let out = if inplace { source.clone() } else { source.copy(Order::A, CopyReason::Requested)? };
    access::swap_all(&out);
    Ok(if inplace { Value::Array(a.0.clone()) } else { Value::Array(Array::new(out)) })
}

fn getfield(a: &ArrayLike, dtype: crate::engine::DType, offset: i64) -> Result<Value> {
    let view = a.view();
    let (own, wanted) = (view.layout().itemsize() as i64, dtype.itemsize() as i64);
    let wrong = match () {
        _ if offset < 0 => Some("offset is negative"),
        _ if wanted > own => Some("new type is larger than original type"),
        _ if offset > own - wanted => Some("new type plus offset is larger than original type"),
        _ => None,
    };
    if let Some(text) = wrong {
        return Err(Raise::value_error(text));
    }
    let layout =
        crate::engine::Layout { dtype, offset: view.layout().offset + offset as usize, ..view.layout().clone() };
    Ok(a.derive(view.derive(layout)))
}
