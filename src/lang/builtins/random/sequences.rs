//! Draws from sequences.

use super::Rng;
use crate::engine::interrupt::{poll, watched};
use crate::engine::mem::watch;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["choice"],
            "self, seq",
            "Return an item of a sequence.\n\n>>> random.seed(1); random.choice(['a', 'b', 'c'])\n'a'",
            choice,
        ),
        py(
            &["choices"],
            "self, population, weights=None, *, cum_weights=None, k=1",
            "Return k items, with replacement.\n\n>>> random.seed(1); random.choices('abc', weights=[5, 1, 1], k=4)\n['a', 'b', 'b', 'a']",
            choices,
        ),
        py(
            &["shuffle"],
            "self, x",
            "Shuffle a list in place.\n\n>>> random.seed(1); a = [1, 2, 3, 4]; random.shuffle(a); a\n[4, 1, 3, 2]",
            shuffle,
        ),
        py(
            &["sample"],
            "self, population, k, *, counts=None",
            "Return k items, without replacement.\n\n>>> random.seed(1); random.sample(range(100), 4)\n[17, 72, 97, 8]",
            sample,
        ),
    ]
}

fn choice(interp: &mut Interp, rng: Rng, seq: Value) -> Result<Value> {
    let n = interp.len(&seq)?;
    if n == 0 {
        return Err(Raise::index_error("Cannot choose from an empty sequence"));
    }
    let i = rng.draw(|r| r.randbelow(n as u64));
    interp.get_item(&seq, &Value::Int(i as i64))
}

fn choices(
    interp: &mut Interp,
    rng: Rng,
    population: Value,
    weights: Value,
    cum_weights: Value,
    k: Given,
) -> Result<Vec<Value>> {
    let n = interp.len(&population)?;
    let k = k.0.map_or(Ok(1), |k| interp.index(&k))?.max(0) as usize;
    let mut indices = watch::room_for(k);
    match cumulative(interp, &weights, &cum_weights)? {
        None => {
            for _ in watched(0..k) {
                indices.push(rng.draw(|r| r.choices(n)));
            }
            if n == 0 && k > 0 {
                return Err(Raise::index_error("list index out of range"));
            }
        }
        Some(all) => {
            check_weights(&all, n)?;
            for _ in watched(0..k) {
                indices.push(rng.draw(|r| r.choices_weighted(&all)));
            }
        }
    }
    indices.into_iter().map(|i| interp.get_item(&population, &Value::Int(i as i64))).collect()
}

/// The cumulative weights, if there are weights.
fn cumulative(interp: &mut Interp, weights: &Value, cum_weights: &Value) -> Result<Option<Vec<f64>>> {
    let source = match (weights.is_none(), cum_weights.is_none()) {
        (true, true) => return Ok(None),
        (false, false) => {
            return Err(Raise::type_error("Cannot specify both weights and cumulative weights"));
        }
        (false, true) => weights,
        _ => cum_weights,
    };
    if let Value::Int(_) = source {
        return Err(Raise::type_error(
            "The number of choices must be a keyword argument: k=".to_string() + &interp.repr(source)?,
        ));
    }
    let mut all = Vec::new();
    let mut total = 0.0;
    for v in interp.collect(source)? {
        let w = interp.float(&v)?;
        total += w;
        all.push(if cum_weights.is_none() { total } else { w });
    }
    Ok(Some(all))
}

fn check_weights(all: &[f64], n: usize) -> Result<()> {
    if all.len() != n {
        return Err(Raise::value_error("The number of weights does not match the population"));
    }
    match all.last() {
        Some(&total) if !total.is_finite() => Err(Raise::value_error("Total of weights must be finite")),
        Some(&total) if total > 0.0 => Ok(()),
        Some(_) => Err(Raise::value_error("Total of weights must be greater than zero")),
        None => Err(Raise::index_error("list index out of range")),
    }
}

fn shuffle(interp: &mut Interp, rng: Rng, x: Value) -> Result<()> {
    if let Value::List(l) = &x {
        let mut items = l.0.borrow_mut();
        let n = items.len();
        rng.draw(|r| {
            r.shuffle(n, |i, j| {
                poll();
                items.swap(i, j)
            })
        });
        return Ok(());
    }
    let n = interp.len(&x)?;
    let mut swaps = Vec::with_capacity(n);
    rng.draw(|r| r.shuffle(n, |i, j| swaps.push((i, j))));
    for (i, j) in swaps {
        // As `x[i], x[j] = x[j], x[i]`: views of rows see the first assignment.
        let (i, j) = (Value::Int(i as i64), Value::Int(j as i64));
        let (a, b) = (interp.get_item(&x, &j)?, interp.get_item(&x, &i)?);
        interp.set_item(&x, &i, a)?;
        interp.set_item(&x, &j, b)?;
    }
    Ok(())
}

fn sample(interp: &mut Interp, rng: Rng, population: Value, k: i64, counts: Value) -> Result<Vec<Value>> {
    if !matches!(population, Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Range(_) | Value::Bytes(_)) {
        return Err(Raise::type_error("Population must be a sequence.  For dicts or sets, use sorted(d)."));
    }
    let items = if counts.is_none() { population } else { repeated(interp, &population, &counts)? };
    let n = interp.len(&items)?;
    let too_large = || Raise::value_error("Sample larger than population or is negative");
    let k = usize::try_from(k).ok().filter(|&k| k <= n).ok_or_else(too_large)?;
    let indices = rng.draw(|r| r.sample(n, k));
    indices.into_iter().map(|i| interp.get_item(&items, &Value::Int(i as i64))).collect()
}

/// Each item as often as its count says.
fn repeated(interp: &mut Interp, population: &Value, counts: &Value) -> Result<Value> {
    let (items, counts) = (interp.collect(population)?, interp.collect(counts)?);
    if items.len() != counts.len() {
        return Err(Raise::value_error("The number of counts does not match the population"));
    }
    let mut all = Vec::new();
    for (item, n) in items.into_iter().zip(&counts) {
        let n = interp.index(n)?;
        let n = usize::try_from(n).map_err(|_| Raise::value_error("Counts must be non-negative"))?;
        all.extend(std::iter::repeat_n(item, n.min(1 << 28)));
    }
    Ok(Value::list(all))
}
