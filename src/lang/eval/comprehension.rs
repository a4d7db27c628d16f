//! Comprehensions, and generator expressions as lazy iterators.

use super::assign;
use super::expr::{expr, iterable, test_of};
use super::frame::Frame;
use super::locate;
use super::loops::each;
use crate::engine::interrupt;
use crate::lang::dict::{Keys, Map};
use crate::lang::error::Result;
use crate::lang::function::Cell;
use crate::lang::interp::Interp;
use crate::lang::iter::{Iter, Next};
use crate::lang::protocol::types;
use crate::lang::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{CompFor, CompKind, Comprehension};
use std::rc::Rc;

/// What a comprehension gathers.
enum Building {
    List(Vec<Value>),
    Set(Keys),
    Dict(Map),
}

/// A comprehension of any kind.
pub fn comprehension(interp: &mut Interp, frame: &mut Frame, c: &Rc<Comprehension>, span: Span) -> Result<Value> {
    let (mut out, name) = match c.kind {
        CompKind::Generator => return generator(interp, frame, c),
        CompKind::List => (Building::List(Vec::new()), "<listcomp>"),
        CompKind::Set => (Building::Set(Keys::default()), "<setcomp>"),
        CompKind::Dict => (Building::Dict(Map::default()), "<dictcomp>"),
    };
    for &cell in &c.fresh_cells {
        frame.cells[cell as usize] = Cell::default();
    }
    let Some((first, inner)) = c.clauses.split_first() else { return Ok(Value::None) };
    let iterable = iterable(interp, frame, &first.iter)?;
    let iterator = match iterable {
        Value::Range(_) | Value::List(_) => iterable,
        _ => interp.iter(&iterable).map_err(|r| locate(interp, frame, first.iter.span, r))?,
    };
    // To CPython all but the outermost iterable is a function of its own.
    let outer = frame.name.replace(name.into());
    interp.depth += 1;
    let done = clause(interp, frame, c, first, &iterator, inner, &mut out);
    interp.depth -= 1;
    frame.name = outer;
    done.map_err(|r| locate(interp, frame, span, r))?;
    Ok(match out {
        Building::List(items) => Value::list(items),
        Building::Set(keys) => types::set(keys, false),
        Building::Dict(map) => Value::Dict(Rc::new(crate::lang::dict::Dict(map.into()))),
    })
}

fn clauses(
    interp: &mut Interp,
    frame: &mut Frame,
    c: &Comprehension,
    rest: &[CompFor],
    out: &mut Building,
) -> Result<()> {
    let Some((first, inner)) = rest.split_first() else { return gather(interp, frame, c, out) };
    let iterable = iterable(interp, frame, &first.iter)?;
    clause(interp, frame, c, first, &iterable, inner, out)
}

fn clause(
    interp: &mut Interp,
    frame: &mut Frame,
    c: &Comprehension,
    first: &CompFor,
    iterable: &Value,
    inner: &[CompFor],
    out: &mut Building,
) -> Result<()> {
    each(interp, frame, iterable, first.iter.span, |interp, frame, item| {
        assign::assign(interp, frame, &first.target, item)?;
        for test in &first.ifs {
            if !test_of(interp, frame, test)? {
                return Ok(true);
            }
        }
        clauses(interp, frame, c, inner, out)?;
        Ok(true)
    })
}

fn gather(interp: &mut Interp, frame: &mut Frame, c: &Comprehension, out: &mut Building) -> Result<()> {
    let element = expr(interp, frame, &c.element)?;
    match out {
        Building::List(items) => items.push(element),
        Building::Set(keys) => {
            let key = interp.key(element).map_err(|r| locate(interp, frame, c.element.span, r))?;
            keys.insert(key);
        }
        Building::Dict(map) => {
            let value = match &c.value {
                Some(e) => expr(interp, frame, e)?,
                None => Value::None,
            };
            let key = interp.key(element).map_err(|r| locate(interp, frame, c.element.span, r))?;
            map.insert(key, value);
        }
    }
    Ok(())
}

/// A generator expression that runs as its items are asked for.
struct Generator {
    code: Rc<Comprehension>,
    frame: Frame,
    /// The iterators of the clauses entered so far.
    iters: Vec<Value>,
}

fn generator(interp: &mut Interp, frame: &mut Frame, c: &Rc<Comprehension>) -> Result<Value> {
    let Some(outermost) = c.clauses.first() else { return Ok(Value::None) };
    let iterable = iterable(interp, frame, &outermost.iter)?;
    let first = interp.iter(&iterable).map_err(|r| locate(interp, frame, outermost.iter.span, r))?;
    let own = frame.generator(&c.scope);
    // The iterator outlives the borrow of the tree, so it takes its code along.
    let generator = Generator { code: c.clone(), frame: own, iters: vec![first] };
    Ok(Value::Iter(Rc::new(Iter::new("generator", generator))))
}

impl Next for Generator {
    fn next(&mut self, interp: &mut Interp) -> Result<Option<Value>> {
        let source = std::mem::replace(&mut interp.source, self.frame.source().clone());
        interp.depth += 1;
        let item = interrupt::heeded(|| self.step(interp));
        interp.depth -= 1;
        interp.source = source;
        item
    }
}

impl Generator {
    fn step(&mut self, interp: &mut Interp) -> Result<Option<Value>> {
        let Generator { code, frame, iters } = self;
        while let Some(top) = iters.last() {
            interp.breathe()?;
            let clause = &code.clauses[iters.len() - 1];
            let top = top.clone();
            let Some(item) = interp.next(&top).map_err(|r| locate(interp, frame, clause.iter.span, r))? else {
                iters.pop();
                continue;
            };
            assign::assign(interp, frame, &clause.target, item)?;
            if !passes(interp, frame, clause)? {
                continue;
            }
            match code.clauses.get(iters.len()) {
                None => return expr(interp, frame, &code.element).map(Some),
                Some(inner) => {
                    let iterable = iterable(interp, frame, &inner.iter)?;
                    let it = interp.iter(&iterable).map_err(|r| locate(interp, frame, inner.iter.span, r))?;
                    iters.push(it);
                }
            }
        }
        Ok(None)
    }
}

fn passes(interp: &mut Interp, frame: &mut Frame, clause: &CompFor) -> Result<bool> {
    for test in &clause.ifs {
        if !test_of(interp, frame, test)? {
            return Ok(false);
        }
    }
    Ok(true)
}
