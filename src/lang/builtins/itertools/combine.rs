//! Products, permutations, combinations.

use super::super::python::iterators::value;
use crate::engine::interrupt;
use crate::engine::mem::watch;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::Rest;
use crate::lang::registry::args::Given;
use crate::lang::value::Value;

/// An iterator of choices: `step` turns the indices of one into those of the next, or says that there is none.
fn choices(
    name: &'static str,
    pools: Vec<Vec<Value>>,
    first: Option<Vec<usize>>,
    mut step: impl FnMut(&mut Vec<usize>) -> bool + 'static,
) -> Value {
    let (mut indices, mut started) = (first, false);
    value(name, move |_: &mut Interp| {
        interrupt::check()?;
        if started
            && let Some(at) = &mut indices
            && !step(at)
        {
            indices = None;
        }
        started = true;
        let Some(at) = &indices else { return Ok(None) };
        let pool = |i: usize| if pools.len() == 1 { &pools[0] } else { &pools[i] };
        Ok(Some(Value::tuple(at.iter().enumerate().map(|(i, &k)| pool(i)[k].clone()).collect())))
    })
}

/// `product(*iterables, repeat=1)`
pub fn product(interp: &mut Interp, Rest(all): Rest, repeat: Given) -> Result<Value> {
    let repeat = repeat.0.map_or(Ok(1), |n| interp.index(&n))?;
    let repeat = usize::try_from(repeat).map_err(|_| Raise::value_error("repeat argument cannot be negative"))?;
    if all.len().saturating_mul(repeat) > 1 << 24 {
        return Err(Raise::new(&exc::OVERFLOW_ERROR, "repeat argument too large"));
    }
    let mut pools = Vec::new();
    for v in &all {
        pools.push(interp.collect(v)?);
    }
    let pools: Vec<Vec<Value>> = std::iter::repeat_n(pools, repeat).flatten().collect();
    let sizes: Vec<usize> = pools.iter().map(Vec::len).collect();
    let first = (!sizes.contains(&0)).then(|| vec![0; sizes.len()]);
    Ok(choices("itertools.product", pools, first, move |at| {
        for i in (0..at.len()).rev() {
            at[i] += 1;
            if at[i] < sizes[i] {
                return true;
            }
            at[i] = 0;
        }
        false
    }))
}

fn size(interp: &mut Interp, r: &Value) -> Result<usize> {
    let r = interp.index(r)?;
    usize::try_from(r).map_err(|_| Raise::value_error("r must be non-negative"))
}

/// `combinations(iterable, r)`
pub fn combinations(interp: &mut Interp, iterable: Value, r: Value) -> Result<Value> {
    let pool = interp.collect(&iterable)?;
    let (n, r) = (pool.len(), size(interp, &r)?);
    let first = (r <= n).then(|| (0..r).collect());
    Ok(choices("itertools.combinations", vec![pool], first, move |at| {
        let Some(i) = (0..r).rev().find(|&i| at[i] != i + n - r) else { return false };
        at[i] += 1;
        for j in i + 1..r {
            at[j] = at[j - 1] + 1;
        }
        true
    }))
}

/// `combinations_with_replacement(iterable, r)`
pub fn combinations_with_replacement(interp: &mut Interp, iterable: Value, r: Value) -> Result<Value> {
    let pool = interp.collect(&iterable)?;
    let (n, r) = (pool.len(), size(interp, &r)?);
    let first = (n > 0 || r == 0).then(|| watch::filled(0, r));
    Ok(choices("itertools.combinations_with_replacement", vec![pool], first, move |at| {
        let Some(i) = (0..r).rev().find(|&i| at[i] + 1 < n) else { return false };
        let next = at[i] + 1;
        at[i..].iter_mut().for_each(|k| *k = next);
        true
    }))
}

/// `permutations(iterable, r)`
pub fn permutations(interp: &mut Interp, iterable: Value, r: Value) -> Result<Value> {
    let pool = interp.collect(&iterable)?;
    let n = pool.len();
    let r = if r.is_none() {
        n
    } else if !matches!(r, Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) {
        return Err(Raise::type_error("Expected int as r"));
    } else {
        size(interp, &r)?
    };
    let mut order: Vec<usize> = (0..n).collect();
    let mut cycles: Vec<usize> = (0..r.min(n)).map(|i| n - i).collect();
    let first = (r <= n).then(|| (0..r).collect());
    Ok(choices("itertools.permutations", vec![pool], first, move |at| {
        for i in (0..r).rev() {
            cycles[i] -= 1;
            if cycles[i] == 0 {
                order[i..].rotate_left(1);
                cycles[i] = n - i;
            } else {
                order.swap(i, n - cycles[i]);
                at.clear();
                at.extend_from_slice(&order[..r]);
                return true;
            }
        }
        false
    }))
}
