//! Strings in ufuncs: comparison, `add`, and the truth of strings in logic.

use super::super::call::{CallOptions, Views, result_shape};
use super::super::{Resolver, Ufunc};
use crate::engine::dtype::{B8, DType, Kind};
use crate::engine::error::Result;
use crate::engine::kernels::cast;
use crate::engine::kernels::operand::Operand;
use crate::engine::layout::Order;
use crate::engine::mem::access;
use crate::engine::mem::buffer::Init;
use crate::engine::observe::{self, MemEvent};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;

/// Whether these inputs go the way of strings: both of one string kind where the ufunc has such a loop, or logic.
pub fn applies(ufunc: &Ufunc, inputs: &[Operand]) -> bool {
    let kind = |o: &Operand| o.view().map(|v| v.dtype().kind()).filter(|k| matches!(k, Kind::Str | Kind::Bytes));
    match (ufunc.resolver, inputs) {
        (Resolver::Compare, [a, b]) => kind(a).is_some() && kind(a) == kind(b),
        (Resolver::Uniform, [a, b]) => ufunc.name == "add" && kind(a).is_some() && kind(a) == kind(b),
        (Resolver::Logical, _) => inputs.iter().any(|o| kind(o).is_some()),
        _ => false,
    }
}

/// Calls the ufunc on strings.
///
/// # Errors
/// As [`Ufunc::call`].
pub fn call(ufunc: &Ufunc, inputs: &[Operand], options: &CallOptions) -> Result<Views> {
    if ufunc.resolver == Resolver::Logical {
        let truths = inputs.iter().map(truth).collect::<Result<Vec<_>>>()?;
        return ufunc.call(&truths, options);
    }
    let shape = result_shape(inputs, options)?;
    let views: Vec<View> = inputs.iter().filter_map(|o| o.view()?.broadcast_to(&shape)).collect();
    let (a, b) = (&views[0], &views[1]);
    let dtype = if ufunc.name == "add" { joined(a.dtype(), b.dtype()) } else { DType::Bool };
    let made = match options.out.first() {
        Some(Some(out)) if out.dtype() == dtype => out.clone(),
        _ => {
            let order = options.order.unwrap_or(Order::K);
            View::alloc(super::super::layout::output(&shape, &[a, b], order, dtype), Init::Uninit)?
        }
    };
    for ((i, j), o) in a.offsets().zip(b.offsets()).zip(made.offsets()) {
        let (x, y) = (a.get_at(i), b.get_at(j));
        if dtype == DType::Bool {
            access::write(&made, o, B8::from(compared(ufunc.name, &x, &y)));
        } else {
            access::store(&made, o, &concatenated(&x, &y));
        }
    }
    observe::note(MemEvent::Write { id: made.id(), bytes: made.nbytes() });
    Ok(match options.out.first() {
        Some(Some(out)) if out.dtype() != dtype => {
            cast::convert_all(&made, out)?;
            Views::from_iter([out.clone()])
        }
        _ => Views::from_iter([made]),
    })
}

fn truth(o: &Operand) -> Result<Operand> {
    match o {
        Operand::Array(v) => {
            let out = View::empty(DType::Bool, v.shape())?;
            cast::convert_all(v, &out)?;
            Ok(Operand::Array(out))
        }
        number => Ok(Operand::Bool(number.to_scalar(DType::Bool)?.truth())),
    }
}

/// The dtype of two strings put together.
pub fn joined(a: DType, b: DType) -> DType {
    match (a, b) {
        (DType::Bytes(n), DType::Bytes(m)) => DType::Bytes(n + m),
        (DType::Str(n), DType::Str(m)) => DType::Str(n + m),
        _ => a,
    }
}

fn concatenated(a: &Scalar, b: &Scalar) -> Scalar {
    match (a, b) {
        (Scalar::Bytes(x), Scalar::Bytes(y)) => Scalar::Bytes([&x[..], &y[..]].concat().into()),
        (Scalar::Str(x), Scalar::Str(y)) => Scalar::Str(format!("{x}{y}").into()),
        _ => a.clone(),
    }
}

fn compared(name: &str, a: &Scalar, b: &Scalar) -> bool {
    let order = match (a, b) {
        (Scalar::Bytes(x), Scalar::Bytes(y)) => x.cmp(y),
        (Scalar::Str(x), Scalar::Str(y)) => x.cmp(y),
        _ => return false,
    };
    match name {
        "equal" => order.is_eq(),
        "not_equal" => order.is_ne(),
        "less" => order.is_lt(),
        "less_equal" => order.is_le(),
        "greater" => order.is_gt(),
        _ => order.is_ge(),
    }
}
