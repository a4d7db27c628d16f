//! The `split` family: views of consecutive parts. And `unstack`.

use super::axes;
use crate::engine::View;
use crate::engine::interrupt::watched;
use crate::engine::layout::normalize_axis;
use crate::engine::mem::watch;
use crate::lang::builtins::numpy::args::{ArrayLike, integers};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["split"],
            "ary, indices_or_sections, axis=0",
            "Views of equal parts, or of the parts between indices.\n\n\
             >>> np.split(np.arange(4), 2)\n[array([0, 1]), array([2, 3])]",
            |interp: &mut Interp, ary: ArrayLike, at: Value, axis: Option<i64>| {
                split(interp, &ary, &at, axis.unwrap_or(0), true)
            },
        ),
        py(
            &["array_split"],
            "ary, indices_or_sections, axis=0",
            "As `split`, but the parts may differ in length by one.\n\n\
             >>> np.array_split(np.arange(3), 2)\n[array([0, 1]), array([2])]",
            |interp: &mut Interp, ary: ArrayLike, at: Value, axis: Option<i64>| {
                split(interp, &ary, &at, axis.unwrap_or(0), false)
            },
        ),
        py(
            &["hsplit"],
            "ary, indices_or_sections",
            "Views of parts along the second axis (the first of a 1-d array).\n\n\
             >>> np.hsplit(np.arange(4), 2)\n[array([0, 1]), array([2, 3])]",
            |interp: &mut Interp, ary: ArrayLike, at: Value| {
                let rank = ary.view().rank();
                if rank == 0 {
                    return Err(Raise::value_error("hsplit only works on arrays of 1 or more dimensions"));
                }
                split(interp, &ary, &at, (rank > 1) as i64, true)
            },
        ),
        py(
            &["vsplit"],
            "ary, indices_or_sections",
            "Views of parts along the first axis.\n\n>>> len(np.vsplit(np.ones((4, 2)), 2))\n2",
            |interp: &mut Interp, ary: ArrayLike, at: Value| {
                if ary.view().rank() < 2 {
                    return Err(Raise::value_error("vsplit only works on arrays of 2 or more dimensions"));
                }
                split(interp, &ary, &at, 0, true)
            },
        ),
        py(
            &["dsplit"],
            "ary, indices_or_sections",
            "Views of parts along the third axis.\n\n>>> len(np.dsplit(np.ones((1, 2, 4)), 2))\n2",
            |interp: &mut Interp, ary: ArrayLike, at: Value| {
                if ary.view().rank() < 3 {
                    return Err(Raise::value_error("dsplit only works on arrays of 3 or more dimensions"));
                }
                split(interp, &ary, &at, 2, true)
            },
        ),
        py(
            &["unstack"],
            "x, /, *, axis=0",
            "Views along an axis, as a tuple.\n\n>>> np.unstack(np.array([[1, 2], [3, 4]]))\n(array([1, 2]), array([3, 4]))",
            unstack,
        ),
    ]
}

/// The part `start..end` along an axis.
fn part(view: &View, axis: usize, start: i64, end: i64) -> View {
    let n = view.shape()[axis] as i64;
    let clip = |i: i64| if i < 0 { (i + n).max(0) } else { i.min(n) };
    let (start, end) = (clip(start), clip(end));
    let mut layout = view.layout().clone();
    // As a slice of Python: an empty part still begins where it was asked for.
    let (rank_offset, len) = (start as isize * layout.strides[axis], (end - start).max(0) as usize);
    layout.shape[axis] = len;
    if len > 0 {
        layout.offset = (layout.offset as isize + rank_offset) as usize;
    }
    view.derive(layout)
}

fn split(interp: &mut Interp, ary: &ArrayLike, at: &Value, axis: i64, equal: bool) -> Result<Value> {
    let view = ary.view();
    let sections = interp.len(at).is_err();
    if view.rank() == 0 {
        return Err(Raise::index_error("tuple index out of range"));
    }
    let axis = if sections || axis < -(view.rank() as i64) || axis >= view.rank() as i64 {
        normalize_axis(axis, view.rank()).map_err(|_| Raise::index_error("tuple index out of range"))?
    } else {
        normalize_axis(axis, view.rank())?
    };
    let n = view.shape()[axis] as i64;
    let mut cuts = vec![0];
    if sections {
        let parts = sections_of(interp, at, n, equal)?;
        if parts <= 0 {
            if equal && parts == 0 {
                return Err(Raise::new(&crate::lang::exceptions::ZERO_DIVISION_ERROR, "integer modulo by zero"));
            }
            return Err(Raise::value_error("number sections must be larger than 0."));
        }
        if equal && n % parts != 0 {
            return Err(Raise::value_error("array split does not result in an equal division"));
        }
        // Each part is an array of its own.
        watch::demand((parts as usize).saturating_mul(size_of::<View>()));
        let (each, extras) = (n / parts, n % parts);
        for k in watched(1..=parts) {
            cuts.push(k * each + k.min(extras));
        }
    } else {
        // Bytes are a sequence of integers, too.
        cuts.extend(match at {
            Value::Bytes(bytes) => bytes.iter().map(|&b| i64::from(b)).collect(),
            at => integers(interp, at)?,
        });
        cuts.push(n);
    }
    Ok(Value::list(watched(cuts.windows(2)).map(|w| ary.derive(part(&view, axis, w[0], w[1]))).collect()))
}

/// How many parts: any number counts, cut to an integer.
fn sections_of(interp: &mut Interp, at: &Value, n: i64, equal: bool) -> Result<i64> {
    let number = match at {
        Value::None if equal => {
            return Err(Raise::type_error("unsupported operand type(s) for %: 'int' and 'NoneType'"));
        }
        Value::Float(x) => Some(*x),
        _ => None,
    };
    if let Some(x) = number {
        if equal && x != 0.0 && n as f64 % x != 0.0 {
            return Err(Raise::value_error("array split does not result in an equal division"));
        }
        return Ok(x as i64);
    }
    interp.index(at).map_err(|_| {
        let name = interp.type_name(at);
        Raise::type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
        ))
    })
}

fn unstack(_: &mut Interp, x: ArrayLike, axis: Option<i64>) -> Result<Value> {
    let view = x.view();
    if view.rank() == 0 {
        return Err(Raise::value_error("Input array must be at least 1-d."));
    }
    let axis = axes::normalize(&[axis.unwrap_or(0)], view.rank(), Some("source"))?[0];
    let front = view.derive(view.layout().transpose(&axes::moved(view.rank(), &[axis], &[0])));
    let parts = (0..front.shape()[0]).map(|i| {
        let mut layout = front.layout().clone();
        layout.index_axis(0, i);
        let part = front.derive(layout);
        if part.rank() == 0 { Value::scalar(part.first()) } else { x.derive(part) }
    });
    Ok(Value::tuple(parts.collect()))
}
