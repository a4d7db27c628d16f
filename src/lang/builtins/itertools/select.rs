//! Selecting, grouping and pairing.

use super::super::python::iterators::{iterators, passes, value};
use crate::engine::mem::watch;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::Rest;
use crate::lang::registry::args::Given;
use crate::lang::value::Value;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// `compress(data, selectors)`
pub fn compress(interp: &mut Interp, data: Value, selectors: Value) -> Result<Value> {
    let (data, selectors) = (interp.iter(&data)?, interp.iter(&selectors)?);
    Ok(value("itertools.compress", move |interp: &mut Interp| {
        while let Some(item) = interp.next(&data)? {
            let Some(on) = interp.next(&selectors)? else { return Ok(None) };
            if interp.truth(&on)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }))
}

/// `takewhile(predicate, iterable)`
pub fn takewhile(interp: &mut Interp, test: Value, iterable: Value) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    Ok(value("itertools.takewhile", move |interp: &mut Interp| {
        let Some(item) = interp.next(&it)? else { return Ok(None) };
        let v = interp.call(&test, std::slice::from_ref(&item), &[])?;
        Ok(interp.truth(&v)?.then_some(item))
    }))
}

/// `dropwhile(predicate, iterable)`
pub fn dropwhile(interp: &mut Interp, test: Value, iterable: Value) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    let mut started = false;
    Ok(value("itertools.dropwhile", move |interp: &mut Interp| {
        while let Some(item) = interp.next(&it)? {
            if started {
                return Ok(Some(item));
            }
            let v = interp.call(&test, std::slice::from_ref(&item), &[])?;
            if !interp.truth(&v)? {
                started = true;
                return Ok(Some(item));
            }
        }
        Ok(None)
    }))
}

/// `filterfalse(function, iterable)`
pub fn filterfalse(interp: &mut Interp, test: Value, iterable: Value) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    Ok(value("itertools.filterfalse", move |interp: &mut Interp| {
        while let Some(item) = interp.next(&it)? {
            if !passes(interp, &test, &item)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }))
}

/// `starmap(function, iterable)`
pub fn starmap(interp: &mut Interp, function: Value, iterable: Value) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    Ok(value("itertools.starmap", move |interp: &mut Interp| {
        let Some(args) = interp.next(&it)? else { return Ok(None) };
        let args = interp.collect(&args)?;
        interp.call(&function, &args, &[]).map(Some)
    }))
}

/// `pairwise(iterable)`
pub fn pairwise(interp: &mut Interp, iterable: Value) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    let mut last: Option<Value> = None;
    Ok(value("itertools.pairwise", move |interp: &mut Interp| {
        if last.is_none() {
            last = interp.next(&it)?;
        }
        let Some(before) = last.clone() else { return Ok(None) };
        last = interp.next(&it)?;
        Ok(last.clone().map(|item| Value::tuple(vec![before, item])))
    }))
}

/// `islice(iterable, stop)`, `islice(iterable, start, stop, step)`
pub fn islice(interp: &mut Interp, iterable: Value, a: Value, b: Given, c: Given) -> Result<Value> {
    let (start, stop) = match b.0 {
        Some(b) => (a, b),
        None => (Value::None, a),
    };
    let index = |interp: &mut Interp, v: &Value, what: &str| -> Result<Option<usize>> {
        if v.is_none() {
            return Ok(None);
        }
        let n = interp.index(v).ok().and_then(|n| usize::try_from(n).ok());
        let wrong = || Raise::value_error(format!("{what} must be None or an integer: 0 <= x <= sys.maxsize."));
        n.ok_or_else(wrong).map(Some)
    };
    let what = if start.is_none() { "Stop argument for islice()" } else { "Indices for islice()" };
    let stop = index(interp, &stop, what)?.unwrap_or(usize::MAX);
    let mut next = index(interp, &start, "Indices for islice()")?.unwrap_or(0);
    let step = match c.0 {
        None | Some(Value::None) => 1,
        Some(v) => match interp.index(&v) {
            Ok(n) if n > 0 => n as usize,
            _ => return Err(Raise::value_error("Step for islice() must be a positive integer or None.")),
        },
    };
    let it = interp.iter(&iterable)?;
    let mut at = 0;
    Ok(value("itertools.islice", move |interp: &mut Interp| {
        while at < next {
            at += 1;
            if interp.next(&it)?.is_none() {
                return Ok(None);
            }
        }
        if next >= stop {
            return Ok(None);
        }
        at += 1;
        // Past the last item of the slice, the items up to its stop are taken too.
        next = next.saturating_add(step).min(stop);
        interp.next(&it)
    }))
}

/// `zip_longest(*iterables, fillvalue=None)`
pub fn zip_longest(interp: &mut Interp, Rest(all): Rest, fill: Value) -> Result<Value> {
    let mut sources: Vec<Option<Value>> = iterators(interp, &all)?.into_iter().map(Some).collect();
    Ok(value("itertools.zip_longest", move |interp: &mut Interp| {
        let mut items = Vec::with_capacity(sources.len());
        for source in &mut sources {
            let item = match source {
                Some(it) => interp.next(it)?,
                None => None,
            };
            if item.is_none() {
                *source = None;
            }
            items.push(item.unwrap_or_else(|| fill.clone()));
        }
        Ok(sources.iter().any(Option::is_some).then(|| Value::tuple(items)))
    }))
}

/// What iterators of one `tee` share.
struct Shared {
    source: Value,
    waiting: Vec<VecDeque<Value>>,
}

/// `tee(iterable, n)`
pub fn tee(interp: &mut Interp, iterable: Value, n: Given) -> Result<Value> {
    let n = n.0.map_or(Ok(2), |n| interp.index(&n))?;
    let n = usize::try_from(n).map_err(|_| Raise::value_error("n must be >= 0"))?;
    let source = interp.iter(&iterable)?;
    let shared = Rc::new(RefCell::new(Shared { source, waiting: watch::filled(VecDeque::new(), n) }));
    let one = |i: usize| {
        let shared = shared.clone();
        value("itertools._tee", move |interp: &mut Interp| {
            if let Some(item) = shared.borrow_mut().waiting[i].pop_front() {
                return Ok(Some(item));
            }
            let source = shared.borrow().source.clone();
            let item = interp.next(&source)?;
            if let Some(item) = &item {
                let mut state = shared.borrow_mut();
                let others = state.waiting.iter_mut().enumerate().filter(|(j, _)| *j != i);
                others.for_each(|(_, queue)| queue.push_back(item.clone()));
            }
            Ok(item)
        })
    };
    Ok(Value::tuple((0..n).map(one).collect()))
}

/// The state of a `groupby`: the item read ahead, and the group that may take items.
#[derive(Default)]
struct Groups {
    ahead: Option<(Value, Value)>,
    current: Option<Value>,
    number: usize,
}

/// `groupby(iterable, key)`
pub fn groupby(interp: &mut Interp, iterable: Value, key: Value) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    let state = Rc::new(RefCell::new(Groups::default()));
    let read = Rc::new(move |interp: &mut Interp| -> Result<Option<(Value, Value)>> {
        let Some(item) = interp.next(&it)? else { return Ok(None) };
        let k = if key.is_none() { item.clone() } else { interp.call(&key, std::slice::from_ref(&item), &[])? };
        Ok(Some((k, item)))
    });
    Ok(value("itertools.groupby", move |interp: &mut Interp| {
        // The rest of the group before is skipped.
        loop {
            if state.borrow().ahead.is_none() {
                let next = read(interp)?;
                state.borrow_mut().ahead = next;
            }
            let (current, ahead) = (state.borrow().current.clone(), state.borrow().ahead.clone());
            let Some((k, _)) = ahead else { return Ok(None) };
            match current {
                Some(c) if interp.equal(&c, &k)? => state.borrow_mut().ahead = None,
                _ => return Ok(Some(group(&state, &read, k))),
            }
        }
    }))
}

fn group<F>(state: &Rc<RefCell<Groups>>, read: &Rc<F>, key: Value) -> Value
where
    F: Fn(&mut Interp) -> Result<Option<(Value, Value)>> + 'static,
{
    let number = {
        let mut s = state.borrow_mut();
        s.current = Some(key.clone());
        s.number += 1;
        s.number
    };
    let (state, read, own) = (state.clone(), read.clone(), key.clone());
    let items = value("itertools._grouper", move |interp: &mut Interp| {
        if state.borrow().number != number {
            return Ok(None);
        }
        if state.borrow().ahead.is_none() {
            let next = read(interp)?;
            state.borrow_mut().ahead = next;
        }
        let ahead = state.borrow().ahead.clone();
        match ahead {
            Some((k, item)) if interp.equal(&own, &k)? => {
                state.borrow_mut().ahead = None;
                Ok(Some(item))
            }
            _ => Ok(None),
        }
    });
    Value::tuple(vec![key, items])
}
