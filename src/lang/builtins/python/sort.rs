//! Sorting as `sorted` and `list.sort` do: stable, and with an order that may fail or be no order at all (NaN).

use crate::engine::interrupt;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::remains::Gathered;
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;
use std::cmp::Ordering;

/// An item with the key that it is sorted by.
struct Item {
    key: Value,
    value: Value,
}

/// Sorts items in place.
///
/// # Errors
/// What the key function and the comparisons raise; the items are then in some order.
pub fn sort(interp: &mut Interp, items: &mut Vec<Value>, key: &Value, reverse: bool) -> Result<()> {
    if key.is_none() && items.len() <= AT_ONCE && sort_alike(items, reverse, |v| v) {
        return Ok(());
    }
    let mut all = Gathered::from(Vec::with_capacity(items.len()));
    for value in items.iter() {
        let key = if key.is_none() { value.clone() } else { interp.call(key, std::slice::from_ref(value), &[])? };
        all.push(Item { key, value: value.clone() });
    }
    if all.len() <= AT_ONCE && sort_alike(&mut all, reverse, |i| &i.key) {
        *items = all.done().into_iter().map(|i| i.value).collect();
        return Ok(());
    }
    // Reversing before and after keeps equal items in their order.
    if reverse {
        all.reverse();
    }
    let result = merge_sort(interp, &mut all);
    if reverse {
        all.reverse();
    }
    let mut keys = Gathered::from(Vec::with_capacity(all.len()));
    *items = all.done().into_iter().map(|i| (keys.push(i.key), i.value).1).collect();
    result
}

/// So many items are sorted without a look for an interrupt.
const AT_ONCE: usize = 1 << 17;

/// Sorts items whose keys are all ints, all strings, or all floats but NaN: their order is total, so every stable sort
/// gives the same. False, and nothing done, for any others.
fn sort_alike<T>(items: &mut [T], reverse: bool, key: impl Fn(&T) -> &Value) -> bool {
    let kind = |same: fn(&Value) -> bool| items.iter().all(|i| same(key(i)));
    let order: fn(&Value, &Value) -> Ordering = if kind(|v| matches!(v, Value::Int(_))) {
        |a, b| if let (Value::Int(a), Value::Int(b)) = (a, b) { a.cmp(b) } else { Ordering::Equal }
    } else if kind(|v| matches!(v, Value::Float(x) if !x.is_nan())) {
        |a, b| {
            if let (Value::Float(a), Value::Float(b)) = (a, b) {
                a.partial_cmp(b).unwrap_or(Ordering::Equal)
            } else {
                Ordering::Equal
            }
        }
    } else if kind(|v| matches!(v, Value::Str(_))) {
        |a, b| if let (Value::Str(a), Value::Str(b)) = (a, b) { a.as_str().cmp(b.as_str()) } else { Ordering::Equal }
    } else {
        return false;
    };
    items.sort_by(|a, b| if reverse { order(key(b), key(a)) } else { order(key(a), key(b)) });
    true
}

fn less(interp: &mut Interp, a: &Item, b: &Item) -> Result<bool> {
    interrupt::check()?;
    match (&a.key, &b.key) {
        (Value::Int(x), Value::Int(y)) => Ok(x < y),
        (Value::Float(x), Value::Float(y)) => Ok(x < y),
        (Value::Str(x), Value::Str(y)) => Ok(x.as_str() < y.as_str()),
        (x, y) => {
            let v = interp.compare(CmpOp::Lt, x, y)?;
            interp.truth(&v)
        }
    }
}

/// Runs of at least this many items are sorted by insertion, as CPython does: for short lists the comparisons are the
/// same ones, and so is the result where they are inconsistent.
fn min_run(mut n: usize) -> usize {
    let mut rest = 0;
    while n >= 64 {
        rest |= n & 1;
        n >>= 1;
    }
    n + rest
}

fn merge_sort(interp: &mut Interp, all: &mut Vec<Item>) -> Result<()> {
    let least = min_run(all.len());
    let mut lengths = Vec::new();
    let mut begin = 0;
    while begin < all.len() {
        interrupt::check()?;
        let rest = &mut all[begin..];
        let n = run_length(interp, rest)?;
        let take = n.max(least).min(rest.len());
        insertion(interp, &mut rest[..take], n)?;
        lengths.push(take);
        begin += take;
    }
    let mut items = std::mem::take(all).into_iter();
    let mut runs: Vec<Vec<Item>> = lengths.into_iter().map(|n| items.by_ref().take(n).collect()).collect();
    let mut merged = Ok(());
    while runs.len() > 1 && merged.is_ok() {
        merged = merge_pairs(interp, &mut runs);
    }
    *all = runs.into_iter().flatten().collect();
    merged
}

/// The length of the run that starts the items; a falling one is turned around.
fn run_length(interp: &mut Interp, items: &mut [Item]) -> Result<usize> {
    if items.len() < 2 {
        return Ok(items.len());
    }
    let falling = less(interp, &items[1], &items[0])?;
    let mut n = 2;
    while n < items.len() && less(interp, &items[n], &items[n - 1])? == falling {
        n += 1;
    }
    if falling {
        items[..n].reverse();
    }
    Ok(n)
}

/// Binary insertion of the items behind the first `sorted` ones.
fn insertion(interp: &mut Interp, items: &mut [Item], sorted: usize) -> Result<()> {
    for i in sorted..items.len() {
        let (mut low, mut high) = (0, i);
        while low < high {
            let middle = (low + high) / 2;
            if less(interp, &items[i], &items[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        items[low..=i].rotate_right(1);
    }
    Ok(())
}

/// Merges neighbours, so that half as many runs are left.
fn merge_pairs(interp: &mut Interp, runs: &mut Vec<Vec<Item>>) -> Result<()> {
    let mut merged = Vec::with_capacity(runs.len() / 2 + 1);
    let mut left = std::mem::take(runs).into_iter();
    let mut error = None;
    while let Some(a) = left.next() {
        if error.is_some() {
            merged.push(a);
            continue;
        }
        let Some(b) = left.next() else {
            merged.push(a);
            break;
        };
        let mut out = Vec::with_capacity(a.len() + b.len());
        let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
        while let (Some(x), Some(y), None) = (a.peek(), b.peek(), &error) {
            match less(interp, y, x) {
                Ok(true) => out.extend(b.next()),
                Ok(false) => out.extend(a.next()),
                Err(e) => error = Some(e),
            }
        }
        out.extend(a);
        out.extend(b);
        merged.push(out);
    }
    *runs = merged;
    error.map_or(Ok(()), Err)
}

/// The arguments `key` and `reverse`.
///
/// # Errors
/// `TypeError` for a `reverse` that is no int.
pub fn options(interp: &mut Interp, key: Given, reverse: Given) -> Result<(Value, bool)> {
    let reverse = match reverse.0 {
        None => false,
        Some(Value::Bool(b)) => b,
        Some(v) => {
            let t = interp.type_name(&v);
            let wrong = |_: Raise| Raise::type_error(format!("'{t}' object cannot be interpreted as an integer"));
            interp.index(&v).map_err(wrong)? != 0
        }
    };
    Ok((key.0.unwrap_or(Value::None), reverse))
}
