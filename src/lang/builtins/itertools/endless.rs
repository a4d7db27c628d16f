//! Counting, repeating, chaining, accumulating.

use super::super::python::iterators::value;
use crate::engine::interrupt;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::registry::Rest;
use crate::lang::registry::args::Given;
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// `count(start, step)`
pub fn count(_: &mut Interp, start: Given, step: Given) -> Result<Value> {
    let mut next = start.0.unwrap_or(Value::Int(0));
    let step = step.0.unwrap_or(Value::Int(1));
    for v in [&next, &step] {
        if Number::of_any(v).is_none() {
            return Err(Raise::type_error("a number is required"));
        }
    }
    Ok(value("itertools.count", move |interp: &mut Interp| {
        interrupt::check()?;
        let after = interp.binary(BinOp::Add, &next, &step)?;
        Ok(Some(std::mem::replace(&mut next, after)))
    }))
}

/// `cycle(iterable)`
pub fn cycle(interp: &mut Interp, iterable: Value) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    let (mut saved, mut at, mut ended) = (Vec::new(), 0, false);
    Ok(value("itertools.cycle", move |interp: &mut Interp| {
        interrupt::check()?;
        if !ended {
            if let Some(item) = interp.next(&it)? {
                saved.push(item.clone());
                return Ok(Some(item));
            }
            ended = true;
        }
        if saved.is_empty() {
            return Ok(None);
        }
        at = (at + 1) % saved.len();
        Ok(Some(saved[(at + saved.len() - 1) % saved.len()].clone()))
    }))
}

/// `repeat(object, times)`
pub fn repeat(interp: &mut Interp, object: Value, times: Given) -> Result<Value> {
    let mut left = match times.0 {
        Some(n) => Some(interp.index(&n)?.max(0)),
        None => None,
    };
    Ok(value("itertools.repeat", move |_: &mut Interp| {
        interrupt::check()?;
        if let Some(n) = &mut left {
            if *n == 0 {
                return Ok(None);
            }
            *n -= 1;
        }
        Ok(Some(object.clone()))
    }))
}

/// `chain(*iterables)`
pub fn chain(interp: &mut Interp, Rest(all): Rest) -> Result<Value> {
    from_iterable(interp, Value::tuple(all))
}

/// `chain.from_iterable(iterable)`
pub fn from_iterable(interp: &mut Interp, iterable: Value) -> Result<Value> {
    let outer = interp.iter(&iterable)?;
    let mut inner: Option<Value> = None;
    Ok(value("itertools.chain", move |interp: &mut Interp| {
        loop {
            if let Some(it) = &inner {
                if let Some(item) = interp.next(it)? {
                    return Ok(Some(item));
                }
                inner = None;
            }
            match interp.next(&outer)? {
                Some(next) => inner = Some(interp.iter(&next)?),
                None => return Ok(None),
            }
        }
    }))
}

/// `accumulate(iterable, func, initial=…)`
pub fn accumulate(interp: &mut Interp, iterable: Value, func: Value, initial: Value) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    let mut initial = Some(initial).filter(|v| !v.is_none());
    let mut total: Option<Value> = None;
    Ok(value("itertools.accumulate", move |interp: &mut Interp| {
        if let Some(first) = initial.take() {
            total = Some(first);
            return Ok(total.clone());
        }
        let Some(item) = interp.next(&it)? else { return Ok(None) };
        total = Some(match total.take() {
            None => item,
            Some(t) if func.is_none() => interp.binary(BinOp::Add, &t, &item)?,
            Some(t) => interp.call(&func, &[t, item], &[])?,
        });
        Ok(total.clone())
    }))
}
