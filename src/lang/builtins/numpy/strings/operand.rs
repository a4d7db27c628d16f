//! What the functions of strings take and give: texts and integers stretched to one shape, element by element.

use crate::engine::broadcast::broadcast_shapes;
use crate::engine::kernels::operand::OperandType;
use crate::engine::kernels::promote;
use crate::engine::kernels::ufunc::layout;
use crate::engine::layout::{Layout, Order, Shape};
use crate::engine::mem::access;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::watch;
use crate::engine::observe::{self, MemEvent};
use crate::engine::{DType, Kind, Scalar, View, interrupt};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::value::Value;

/// The characters of a string; of bytes, those of the same codes.
pub fn chars(s: &Scalar) -> Vec<char> {
    match s {
        Scalar::Str(s) => s.chars().collect(),
        Scalar::Bytes(b) => b.iter().map(|&b| char::from(b)).collect(),
        _ => Vec::new(),
    }
}

/// The integer that an element is.
pub fn integer(s: &Scalar) -> i64 {
    s.as_integer().map_or(0, |n| n as i64)
}

/// A string of a kind from its characters.
pub fn made(kind: Kind, chars: &[char]) -> Scalar {
    match kind {
        Kind::Bytes => Scalar::Bytes(chars.iter().map(|&c| c as u32 as u8).collect()),
        _ => Scalar::Str(chars.iter().collect::<String>().into()),
    }
}

/// How many characters an element of a dtype has room for.
pub fn room(dtype: DType) -> usize {
    if dtype.kind() == Kind::Str { dtype.itemsize() / 4 } else { dtype.itemsize() }
}

/// The dtype of strings of a kind with room for `n` characters (at least one, as NumPy makes it).
///
/// # Errors
/// Of a size that is none.
pub fn dtype_of(interp: &mut Interp, kind: Kind, n: usize) -> Result<DType> {
    let letter = if kind == Kind::Bytes { 'S' } else { 'U' };
    convert::dtype(interp, &Value::str(format!("{letter}{}", n.max(1))))
}

/// The largest of several widths.
///
/// # Errors
/// `ValueError` where there is none.
pub fn widest(widths: impl Iterator<Item = i64>) -> Result<usize> {
    widths
        .max()
        .map(|n| n.max(0) as usize)
        .ok_or_else(|| Raise::value_error("zero-size array to reduction operation maximum which has no identity"))
}

/// The operands of an inner loop: some texts of one kind, and then integers.
pub struct Operands {
    /// Stretched to the common shape.
    pub views: Vec<View>,
    /// That shape.
    pub shape: Shape,
    /// Of the texts.
    pub kind: Kind,
}

impl Operands {
    /// Reads the operands of the ufunc `name`: the first `texts` are strings.
    ///
    /// # Errors
    /// `UFuncTypeError` of other types; `ValueError` of shapes that don't fit.
    pub fn read(interp: &mut Interp, name: &str, values: &[&Value], texts: usize) -> Result<Operands> {
        let (mut views, mut types) = (Vec::new(), Vec::new());
        for value in values {
            match convert::python_number(value) {
                Some(number) => {
                    let alone = OperandType::Strong(number.type_().alone());
                    types.push(if values.len() == 1 { alone } else { number.type_() });
                    views.push(View::from_scalar(&number.to_scalar(number.type_().alone())?)?);
                }
                None if value.is_none() => {
                    types.push(OperandType::Strong(DType::Object));
                    views.push(View::from_scalar(&Scalar::Int64(0))?);
                }
                None => {
                    let view = convert::view(interp, value)?;
                    types.push(OperandType::Strong(view.dtype()));
                    views.push(view);
                }
            }
        }
        let kind = views[0].dtype().kind();
        let alike = views[..texts].iter().all(|v| v.dtype().kind() == kind && v.dtype().is_text());
        if !alike || kind == Kind::Bytes && matches!(name, "isnumeric" | "isdecimal") {
            return Err(no_loop(name, &types));
        }
        for (i, view) in views.iter_mut().enumerate().skip(texts) {
            let found = types[i].alone();
            if !found.is_integral() {
                let text = format!(
                    "Cannot cast ufunc '{name}' input {i} from {} to dtype('int64') with casting rule 'same_kind'",
                    promote::dtype_repr(found)
                );
                return Err(Raise::new(&exc::UFUNC_TYPE_ERROR, text));
            }
            *view = convert::cast_to(view, DType::Int64)?;
        }
        Operands::stretched(views, kind)
    }

    /// Views stretched to their common shape.
    ///
    /// # Errors
    /// `ValueError` of shapes that don't fit.
    pub fn stretched(views: Vec<View>, kind: Kind) -> Result<Operands> {
        let shapes: Vec<&[usize]> = views.iter().map(View::shape).collect();
        let shape = broadcast_shapes(&shapes)?;
        let views = views.iter().filter_map(|v| v.broadcast_to(&shape)).collect();
        Ok(Operands { views, shape, kind })
    }

    /// What `f` makes of the elements of each place, in C order.
    ///
    /// # Errors
    /// Those of `f`; `KeyboardInterrupt`.
    pub fn each<T>(&self, mut f: impl FnMut(&[Scalar]) -> Result<T>) -> Result<Vec<T>> {
        let mut offsets: Vec<_> = self.views.iter().map(View::offsets).collect();
        let size: usize = self.shape.iter().product();
        let mut results = watch::room_for(size);
        for k in 0..size {
            if k % 4096 == 4095 {
                interrupt::check()?;
            }
            let row: Vec<Scalar> = offsets
                .iter_mut()
                .zip(&self.views)
                .filter_map(|(at, view)| at.next().map(|at| view.get_at(at)))
                .collect();
            results.push(f(&row)?);
        }
        Ok(results)
    }

    /// A new array in the order in which a ufunc makes it.
    ///
    /// # Errors
    /// Of memory.
    pub fn result(&self, dtype: DType, items: impl IntoIterator<Item = Scalar>) -> Result<View> {
        let views: Vec<&View> = self.views.iter().collect();
        filled(layout::output(&self.shape, &views, Order::K, dtype), items)
    }
}

fn no_loop(name: &str, types: &[OperandType]) -> Raise {
    let names: Vec<String> = types.iter().map(|t| promote::class_name(*t)).collect();
    let names = if let [one] = &names[..] { one.clone() } else { format!("({})", names.join(", ")) };
    let text = format!("ufunc '{name}' did not contain a loop with signature matching types {names} -> None");
    Raise::new(&exc::UFUNC_TYPE_ERROR, text)
}

/// A new array of these elements, in C order of the index.
///
/// # Errors
/// Of memory.
pub fn filled(layout: Layout, items: impl IntoIterator<Item = Scalar>) -> Result<View> {
    let view = View::alloc(layout, Init::Zeroed)?;
    for (at, item) in view.offsets().zip(items) {
        access::store(&view, at, &item);
    }
    observe::note(MemEvent::Write { id: view.id(), bytes: view.nbytes() });
    Ok(view)
}

/// The layout of `np.empty_like(a, shape=…, dtype=…)`.
pub fn like(a: &View, shape: &[usize], dtype: DType) -> Layout {
    let plain = Layout::c(dtype, shape);
    if a.rank() != shape.len() || a.layout().is_c_contiguous() {
        return plain;
    }
    plain.packed(&a.layout().axes_by_stride(), dtype)
}

/// An argument that was given, or else its default.
pub fn or(given: Given, default: Value) -> Value {
    given.0.unwrap_or(default)
}

/// The length of each string.
///
/// # Errors
/// `UFuncTypeError` of what are no strings.
pub fn lengths(interp: &mut Interp, v: &Value) -> Result<View> {
    let texts = Operands::read(interp, "str_len", &[v], 1)?;
    let counts = texts.each(|row| Ok(Scalar::Int64(chars(&row[0]).len() as i64)))?;
    texts.result(DType::Int64, counts)
}

/// An argument that must be an array of integers.
///
/// # Errors
/// `TypeError` that names the operand.
pub fn whole(interp: &mut Interp, v: &Value, name: &str) -> Result<View> {
    let view = convert::view(interp, v)?;
    if !matches!(view.dtype().kind(), Kind::Int | Kind::UInt) {
        let shown = interp.str(&Value::DType(view.dtype()))?;
        return Err(Raise::type_error(format!("unsupported type {shown} for operand '{name}'")));
    }
    convert::cast_to(&view, DType::Int64)
}
