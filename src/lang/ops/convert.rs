//! Values as arrays: nested sequences, numbers, strings.

use crate::engine::kernels::Operand;
use crate::engine::kernels::cast;
use crate::engine::kernels::promote::{Casting, promote_types};
use crate::engine::layout::MAX_RANK;
use crate::engine::observe::CopyReason;
use crate::engine::{DType, Order, Scalar, Shape, View};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use num_traits::ToPrimitive;

/// A value as a ufunc's operand: Python numbers stay weak. `None` for what NumPy would call an object.
///
/// # Errors
/// Those of [`as_view`].
pub fn operand(interp: &mut Interp, v: &Value) -> Result<Option<Operand>> {
    Ok(Some(match v {
        Value::Array(a) => Operand::Array(a.view().clone()),
        Value::Scalar(s) => Operand::Array(View::from_scalar(s)?),
        Value::Bool(b) => Operand::Bool(*b),
        Value::Int(n) => Operand::Int(*n as i128),
        Value::BigInt(n) => match n.to_i128() {
            Some(n) => Operand::Int(n),
            None => Operand::BigInt(Box::new((**n).clone())),
        },
        Value::Float(x) => Operand::Float(*x),
        Value::Complex(z) => Operand::Complex(**z),
        Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            Operand::Array(as_view(interp, v, None)?)
        }
        _ => return Ok(None),
    }))
}

/// `np.asarray(v, dtype)` as a view: an array of that dtype stays what it is.
///
/// # Errors
/// `ValueError` for ragged nesting, `TypeError` for what is no element.
pub fn as_view(interp: &mut Interp, v: &Value, dtype: Option<DType>) -> Result<View> {
    if let Value::Array(a) = v {
        let view = a.view().clone();
        return match dtype {
            Some(d) if d != view.dtype() => {
                let to = cast::sized(d, view.dtype());
                let reason = CopyReason::Cast { from: view.dtype(), to };
                let out = cast::cast(&view, to, Order::K, Casting::Unsafe, reason)?;
                super::arrays::float_warnings(interp, false)?;
                Ok(out)
            }
            _ => Ok(view),
        };
    }
    let mut gathered = Gathered::default();
    let shape = gathered.shape(interp, v)?;
    gathered.leaves(interp, v, &shape)?;
    let out = gathered.build(&shape, dtype);
    super::arrays::float_warnings(interp, false)?;
    out
}

/// The elements of a nested sequence, in C order.
#[derive(Default)]
struct Gathered {
    leaves: Vec<Value>,
    dtype: Option<DType>,
}

/// Whether an array goes into a value, as a sequence.
fn is_nested(v: &Value) -> bool {
    match v {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => true,
        Value::Array(a) => a.view().rank() > 0,
        Value::Object(o) => {
            o.len().is_some() && super::super::protocol::types::type_of(v).method("__array__").is_none()
        }
        _ => false,
    }
}

fn items(interp: &mut Interp, v: &Value) -> Result<Vec<Value>> {
    interp.collect(v)
}

impl Gathered {
    /// The shape that the first items suggest.
    fn shape(&mut self, interp: &mut Interp, v: &Value) -> Result<Shape> {
        let mut shape = Shape::new();
        let mut at = v.clone();
        while is_nested(&at) {
            if let Value::Array(a) = &at {
                shape.extend_from_slice(a.view().shape());
                break;
            }
            if shape.len() == MAX_RANK {
                return Err(inhomogeneous(&shape));
            }
            let n = interp.len(&at)?;
            shape.push(n);
            if n == 0 {
                break;
            }
            at = interp.get_item(&at, &Value::Int(0))?;
        }
        Ok(shape)
    }

    fn leaves(&mut self, interp: &mut Interp, v: &Value, shape: &[usize]) -> Result<()> {
        let mut ragged = None;
        self.level(interp, v, shape, 0, &mut ragged)?;
        match ragged {
            Some(depth) => Err(inhomogeneous(&shape[..depth])),
            None => Ok(()),
        }
    }

    fn level(
        &mut self,
        interp: &mut Interp,
        v: &Value,
        shape: &[usize],
        depth: usize,
        ragged: &mut Option<usize>,
    ) -> Result<()> {
        let mut rag = |depth: usize| *ragged = Some(ragged.map_or(depth, |d| d.min(depth)));
        if depth == shape.len() {
            if is_nested(v) {
                rag(depth);
                return Ok(());
            }
            return self.leaf(interp, v);
        }
        if !is_nested(v) {
            rag(depth);
            return Ok(());
        }
        if let Value::Array(a) = v {
            let view = a.view();
            if view.shape() != &shape[depth..] {
                let same = view.shape().iter().zip(&shape[depth..]).take_while(|(a, b)| a == b).count();
                rag(depth + same);
                return Ok(());
            }
            self.note(view.dtype());
            self.leaves.extend(view.scalars().map(Value::scalar));
            return Ok(());
        }
        let items = items(interp, v)?;
        if items.len() != shape[depth] {
            rag(depth);
            return Ok(());
        }
        items.iter().try_for_each(|item| self.level(interp, item, shape, depth + 1, ragged))
    }

    fn note(&mut self, dtype: DType) {
        self.dtype = Some(match self.dtype {
            Some(d) if d == dtype => d,
            Some(d) => promote_types(d, dtype),
            None => dtype,
        });
    }

    fn leaf(&mut self, interp: &Interp, v: &Value) -> Result<()> {
        let (dtype, v) = match v {
            Value::Array(a) => {
                let s = a.view().first();
                (a.view().dtype(), Value::scalar(s))
            }
            _ => (leaf_dtype(interp, v)?, v.clone()),
        };
        self.note(dtype);
        self.leaves.push(v);
        Ok(())
    }

    fn build(&self, shape: &[usize], dtype: Option<DType>) -> Result<View> {
        let own = self.dtype.unwrap_or(DType::Float64);
        let dtype = dtype.map_or(own, |d| cast::sized(d, own));
        let out = View::empty(dtype, shape)?;
        for (at, leaf) in out.offsets().zip(&self.leaves) {
            crate::engine::mem::access::store(&out, at, &element(leaf, dtype)?);
        }
        Ok(out)
    }
}

/// A single value as an element of a dtype.
///
/// # Errors
/// As NumPy words them.
pub fn element(v: &Value, dtype: DType) -> Result<Scalar> {
    let number = match v {
        Value::Scalar(s) => return Ok(cast::scalar_cast(s, dtype)?),
        Value::Bool(b) => Operand::Bool(*b),
        Value::Int(n) => Operand::Int(*n as i128),
        Value::BigInt(n) => match n.to_i128() {
            Some(n) => Operand::Int(n),
            None => Operand::BigInt(Box::new((**n).clone())),
        },
        Value::Float(x) => Operand::Float(*x),
        Value::Complex(z) => Operand::Complex(**z),
        Value::Str(s) => return Ok(cast::scalar_cast(&Scalar::Str(s.as_str().into()), dtype)?),
        Value::Bytes(b) => return Ok(cast::scalar_cast(&Scalar::Bytes(b[..].into()), dtype)?),
        _ => return Err(Raise::unsupported("arrays of Python objects are outside the language")),
    };
    if dtype.is_numeric() {
        return Ok(number.to_scalar(dtype)?);
    }
    let own = number.to_scalar(number.type_().alone())?;
    Ok(cast::scalar_cast(&own, dtype)?)
}

fn leaf_dtype(interp: &Interp, v: &Value) -> Result<DType> {
    Ok(match v {
        Value::Bool(_) => DType::Bool,
        Value::Int(_) => DType::Int64,
        Value::BigInt(n) if n.to_u64().is_some() => DType::UInt64,
        Value::Float(_) => DType::Float64,
        Value::Complex(_) => DType::Complex128,
        Value::Str(s) => DType::Str(s.len() as u32),
        Value::Bytes(b) => DType::Bytes(b.len() as u32),
        Value::Scalar(s) => s.dtype(),
        Value::BigInt(_) => {
            return Err(Raise::unsupported(
                "an array of ints beyond 64 bits would hold Python objects: outside the language",
            ));
        }
        _ => {
            let name = interp.type_name(v);
            return Err(Raise::unsupported(format!("an array of '{name}' objects is outside the language")));
        }
    })
}

fn inhomogeneous(shape: &[usize]) -> Raise {
    let text = crate::engine::broadcast::shape_repr(shape);
    Raise::value_error(format!(
        "setting an array element with a sequence. The requested array has an inhomogeneous shape after {} dimensions. \
         The detected shape was {text} + inhomogeneous part.",
        shape.len()
    ))
}
