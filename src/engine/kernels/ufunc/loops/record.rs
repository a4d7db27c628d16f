//! `==` and `!=` of records: field by field.

use super::super::{CallOptions, EQUAL};
use crate::engine::broadcast::broadcast_shapes;
use crate::engine::dtype::{B8, DType};
use crate::engine::error::{Error, Result};
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::{cast, promote};
use crate::engine::layout::Layout;
use crate::engine::mem::access;
use crate::engine::mem::watch;
use crate::engine::view::View;

/// Where the records (or voids) are equal; where they are not, if `equal` is off.
///
/// # Errors
/// `TypeError` where they have no common dtype; of shapes that do not broadcast.
pub fn equal(a: &View, b: &View, equal: bool) -> Result<View> {
    let shape = broadcast_shapes(&[a.shape(), b.shape()])?;
    let stretched = |v: &View| v.broadcast_to(&shape).ok_or_else(|| Error::value("shapes do not broadcast"));
    let (a, b) = (stretched(a)?, stretched(b)?);
    let out = View::empty(DType::Bool, &shape)?;
    let truths = same(&a, &b)?;
    for (at, same) in out.offsets().zip(truths) {
        access::write(&out, at, B8::from(same == equal));
    }
    Ok(out)
}

/// Whether each pair of elements is the same, in C order.
fn same(a: &View, b: &View) -> Result<Vec<bool>> {
    match (a.dtype(), b.dtype()) {
        (DType::Record(_), DType::Record(_)) => records(a, b),
        (DType::Void(n), DType::Void(m)) => {
            let bytes =
                |v: &View, n: u32| v.offsets().map(|at| access::read_bytes(v, at, n as usize)).collect::<Vec<_>>();
            Ok(bytes(a, n).iter().zip(&bytes(b, m)).map(|(x, y)| x == y).collect())
        }
        (x, y) if x.kind() == y.kind() && x.kind() == crate::engine::Kind::Void => Err(no_common()),
        (x, y)
            if x.is_structured() || y.is_structured() || matches!(x, DType::Void(_)) || matches!(y, DType::Void(_)) =>
        {
            Err(Error::type_("Cannot compare structured or void to non-void arrays."))
        }
        _ => {
            let inputs = [Operand::Array(a.clone()), Operand::Array(b.clone())];
            let found = EQUAL.call(&inputs, &CallOptions::default())?;
            Ok(found[0].scalars().map(|s| s.truth()).collect())
        }
    }
}

fn no_common() -> Error {
    Error::type_(
        "Cannot compare structured arrays unless they have a common dtype.  I.e. `np.result_type(arr1, arr2)` must be \
         defined.",
    )
}

fn records(a: &View, b: &View) -> Result<Vec<bool>> {
    let dtype = promote::common(a.dtype(), b.dtype()).map_err(|_| no_common())?;
    let whole = |v: &View| -> Result<View> {
        if v.dtype() == dtype {
            return Ok(v.clone());
        }
        let out = View::scratch(Layout::c(dtype, v.shape()))?;
        cast::convert_all(v, &out)?;
        Ok(out)
    };
    let (a, b) = (whole(a)?, whole(b)?);
    let mut truths = watch::filled(true, a.size());
    for field in dtype.record().map_or(&[][..], |r| &r.fields) {
        let (x, y) = (a.field(field), b.field(field));
        let each: usize = field.dtype.parts().1.iter().product();
        let equal = same(&x, &y)?;
        for (truth, part) in truths.iter_mut().zip(equal.chunks(each.max(1))) {
            *truth &= part.iter().all(|&e| e);
        }
    }
    Ok(truths)
}
