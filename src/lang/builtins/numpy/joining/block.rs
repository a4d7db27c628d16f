//! `block`: arrays put together as nested lists say.

use super::concatenate;
use crate::lang::builtins::numpy::{call_with, convert, creation};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// `block(arrays)`
pub fn block(interp: &mut Interp, arrays: Value) -> Result<Value> {
    let most = interp.recursion_limit.saturating_sub(interp.depth);
    let depth = depth(&arrays, &mut Vec::new(), most)?;
    no_empty_list(&arrays, &mut Vec::new())?;
    let rank = rank_of(interp, &arrays)?.max(depth);
    if rank > 64 {
        return Err(Raise::value_error("ndmin must be <= ndmax (64)"));
    }
    let made = assemble(interp, &arrays, depth, rank)?;
    if depth == 0 {
        return call_with(interp, "array", &[made], &[]);
    }
    Ok(made)
}

/// How deep lists are nested, all alike.
fn depth(v: &Value, path: &mut Vec<usize>, most: usize) -> Result<usize> {
    match v {
        Value::List(_) if path.len() >= most => {
            Err(Raise::new(&exc::RECURSION_ERROR, "maximum recursion depth exceeded"))
        }
        Value::Tuple(_) => Err(Raise::type_error(format!(
            "{} is a tuple. Only lists can be used to arrange blocks, and np.block does not allow implicit conversion from \
             tuple to ndarray.",
            place(path)
        ))),
        Value::List(items) => {
            let items = items.0.borrow().clone();
            let mut first = None;
            for (k, item) in items.iter().enumerate() {
                path.push(k);
                let d = depth(item, path, most)?;
                if first.is_some_and(|f| f != d) {
                    let (wanted, own) = (first.unwrap_or(0) + path.len(), d + path.len());
                    // The place is that of the first element at the bottom.
                    path.extend(std::iter::repeat_n(0, d));
                    return Err(Raise::value_error(format!(
                        "List depths are mismatched. First element was at depth {wanted}, but there is an element at \
                         depth {own} ({})",
                        place(path)
                    )));
                }
                first = first.or(Some(d));
                path.pop();
            }
            Ok(first.unwrap_or(0) + 1)
        }
        _ => Ok(0),
    }
}

fn no_empty_list(v: &Value, path: &mut Vec<usize>) -> Result<()> {
    let Value::List(items) = v else { return Ok(()) };
    let items = items.0.borrow().clone();
    if items.is_empty() {
        return Err(Raise::value_error(format!("List at {} cannot be empty", place(path))));
    }
    for (k, item) in items.iter().enumerate() {
        path.push(k);
        no_empty_list(item, path)?;
        path.pop();
    }
    Ok(())
}

fn place(path: &[usize]) -> String {
    format!("arrays{}", path.iter().map(|i| format!("[{i}]")).collect::<String>())
}

fn rank_of(interp: &mut Interp, v: &Value) -> Result<usize> {
    match v {
        Value::List(items) => {
            let items = items.0.borrow().clone();
            let mut most = 0;
            for item in &items {
                most = most.max(rank_of(interp, item)?);
            }
            Ok(most)
        }
        other => Ok(convert::view(interp, other)?.rank()),
    }
}

fn assemble(interp: &mut Interp, v: &Value, depth: usize, rank: usize) -> Result<Value> {
    let Value::List(items) = v else {
        let a = convert::array(interp, v)?;
        return Ok(Value::Array(creation::make::with_ndmin(a, rank)));
    };
    let items = items.0.borrow().clone();
    let mut views = Vec::new();
    for item in &items {
        let made = assemble(interp, item, depth - 1, rank)?;
        views.push(convert::view(interp, &made)?);
    }
    concatenate(interp, &views, Some(-(depth as i64)), None, None, None)
}
