//! `np.nested_iters`: iterators over groups of axes, each within the step of the one before.

use super::setup::{Asked, new};
use super::{NESTED_OPTIONS, NdIter};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use std::rc::Rc;

/// The function.
pub fn rows() -> Vec<Builtin> {
    vec![c(
        &["nested_iters"],
        NESTED_OPTIONS,
        "Iterators for nested loops over groups of axes.\n\n\
         >>> i, j = np.nested_iters(np.arange(4).reshape(2, 2), [[1], [0]])\n\
         >>> [[int(y) for y in j] for x in i]\n[[0, 2], [1, 3]]",
        |interp: &mut Interp,
         op: Value,
         axes: Value,
         flags: Value,
         op_flags: Value,
         op_dtypes: Value,
         order: Option<String>| {
            if !op_dtypes.is_none() {
                return Err(Raise::unsupported("Ravel's nested_iters has no op_dtypes: convert the arrays first"));
            }
            let groups = groups(interp, &axes)?;
            nested(interp, &op, &groups, (&flags, &op_flags), order)
        },
    )]
}

fn groups(interp: &mut Interp, axes: &Value) -> Result<Vec<Vec<Value>>> {
    let groups = interp.collect(axes)?;
    if groups.len() < 2 {
        return Err(Raise::value_error("axes must have at least 2 entries for nested iteration"));
    }
    let mut used = Vec::new();
    let mut all = Vec::new();
    for group in groups {
        let group = interp.collect(&group)?;
        for axis in &group {
            let axis = interp.index(axis)?;
            if axis < 0 {
                return Err(Raise::value_error("An axis is out of bounds"));
            }
            if used.contains(&axis) {
                return Err(Raise::value_error("An axis is used more than once"));
            }
            used.push(axis);
        }
        all.push(group);
    }
    Ok(all)
}

fn nested(
    interp: &mut Interp,
    op: &Value,
    groups: &[Vec<Value>],
    (flags, op_flags): (&Value, &Value),
    order: Option<String>,
) -> Result<Value> {
    let values = match op {
        Value::List(_) | Value::Tuple(_) => interp.collect(op)?,
        one => vec![one.clone()],
    };
    let mut arrays = Vec::new();
    for v in &values {
        arrays.push(Value::Array(convert::array(interp, v)?));
    }
    let mut outer: Option<Rc<NdIter>> = None;
    let mut made = Vec::new();
    for group in groups {
        let axes = Value::list(vec![Value::list(group.clone()); arrays.len()]);
        let asked = Asked {
            op: Value::list(arrays.clone()),
            flags: flags.clone(),
            op_flags: op_flags.clone(),
            op_dtypes: Value::None,
            order: order.clone(),
            casting: None,
            op_axes: axes,
            itershape: Value::None,
            buffersize: 0,
        };
        let mut level = new(interp, asked)?;
        if let Some(outer) = &outer {
            let mut above = Some(outer.clone());
            while let Some(one) = above {
                one.inner.borrow_mut().push((level.at.clone(), level.started.clone()));
                above = one.outer.clone();
            }
            level.outer = Some(outer.clone());
        }
        outer = Some(Rc::new(level.clone_state()));
        made.push(Value::object(level));
    }
    Ok(Value::tuple(made))
}
