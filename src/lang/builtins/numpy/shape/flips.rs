//! `flip`, `fliplr`, `flipud`, `rot90`: views with reversed axes.

use super::axes;
use crate::lang::builtins::numpy::args::{ArrayLike, integers};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["flip"],
            "m, axis=None",
            "A view with axes reversed; all of them if none is given.\n\n>>> np.flip([1, 2, 3])\narray([3, 2, 1])",
            flip,
        ),
        py(
            &["flipud"],
            "m",
            "A view with the first axis reversed.\n\n>>> np.flipud([[1, 2], [3, 4]])\narray([[3, 4],\n       [1, 2]])",
            flipud,
        ),
        py(
            &["fliplr"],
            "m",
            "A view with the second axis reversed.\n\n>>> np.fliplr([[1, 2], [3, 4]])\narray([[2, 1],\n       [4, 3]])",
            fliplr,
        ),
        py(
            &["rot90"],
            "m, k=1, axes=(0, 1)",
            "A view turned by 90 degrees, `k` times.\n\n>>> np.rot90([[1, 2], [3, 4]])\narray([[2, 4],\n       [1, 3]])",
            rot90,
        ),
    ]
}

fn reversed(m: &ArrayLike, which: &[usize]) -> Value {
    let view = m.view();
    if view.rank() == 0 {
        return Value::scalar(view.first());
    }
    m.derive(view.derive(axes::flipped(view.layout(), which)))
}

fn flip(interp: &mut Interp, m: ArrayLike, axis: Option<Value>) -> Result<Value> {
    let rank = m.view().rank();
    let which: axes::Axes = match axis {
        None => (0..rank).collect(),
        Some(axis @ (Value::Tuple(_) | Value::List(_) | Value::Range(_) | Value::Str(_))) => {
            let many = interp.collect(&axis)?.iter().map(|v| interp.index(v)).collect::<Result<Vec<i64>>>()?;
            axes::normalize(&many, rank, None)?
        }
        Some(axis) => match interp.index(&axis) {
            Ok(one) => axes::normalize(&[one], rank, None)?,
            Err(_) => {
                interp.iter(&axis)?;
                axes::normalize(&integers(interp, &axis)?, rank, None)?
            }
        },
    };
    Ok(reversed(&m, &which))
}

fn flipud(_: &mut Interp, m: ArrayLike) -> Result<Value> {
    if m.view().rank() < 1 {
        return Err(Raise::value_error("Input must be >= 1-d."));
    }
    Ok(reversed(&m, &[0]))
}

fn fliplr(_: &mut Interp, m: ArrayLike) -> Result<Value> {
    if m.view().rank() < 2 {
        return Err(Raise::value_error("Input must be >= 2-d."));
    }
    Ok(reversed(&m, &[1]))
}

fn rot90(interp: &mut Interp, m: ArrayLike, k: Option<Value>, plane: Option<Value>) -> Result<Value> {
    // A number of turns that is no integer is none of the three that are told apart.
    let k = match k {
        Some(Value::Float(x)) if x.fract() == 0.0 => Some(x as i64),
        Some(Value::Float(_)) => Some(3),
        Some(v) => Some(interp.index(&v)?),
        None => None,
    };
    let plane = plane.map_or(Ok(vec![0, 1]), |p| integers(interp, &p))?;
    let [first, second] = plane[..] else { return Err(Raise::value_error("len(axes) must be 2.")) };
    let view = m.view();
    let rank = view.rank() as i64;
    if first == second || (first - second).abs() == rank {
        return Err(Raise::value_error("Axes must be different."));
    }
    if first >= rank || first < -rank || second >= rank || second < -rank {
        return Err(Raise::value_error(format!("Axes=({first}, {second}) out of range for array of ndim={rank}.")));
    }
    let at = |axis: i64| (if axis < 0 { axis + rank } else { axis }) as usize;
    let (i, j) = (at(first), at(second));
    let mut order: axes::Axes = (0..view.rank()).collect();
    order.swap(i, j);
    let layout = match k.unwrap_or(1).rem_euclid(4) {
        0 => view.layout().clone(),
        1 => axes::flipped(view.layout(), &[j]).transpose(&order),
        2 => axes::flipped(view.layout(), &[i, j]),
        _ => axes::flipped(&view.layout().transpose(&order), &[j]),
    };
    Ok(m.derive(view.derive(layout)))
}
