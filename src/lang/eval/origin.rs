//! Where the memory of a result comes from, as the engine's events, the numbers of buffers and the identity of array
//! objects tell, and which variables hold it.

use super::frame::Frame;
use crate::engine::mem::buffer::Buffer;
use crate::engine::observe::{self, BufferId, MemEvent};
use crate::engine::overlap::bounds_overlap;
use crate::lang::array::Array;
use crate::lang::interp::Interp;
use crate::lang::trace::{ArrayFacts, Origin};
use crate::lang::value::Value;
use std::collections::HashSet;
use std::rc::Rc;

/// The state before a step: differences to the state after it tell what happened.
#[derive(Clone, Copy)]
pub struct Marks {
    /// Array objects at or above are new.
    pub serial: u64,
    /// Buffers at or above are new.
    pub buffer: BufferId,
    /// Position in the log, of a generation.
    pub log: usize,
    /// Which.
    pub generation: u64,
}

impl Marks {
    /// The state now.
    pub fn now(generation: u64) -> Marks {
        Marks { serial: Array::next_serial(), buffer: Buffer::next_id(), log: observe::mark(), generation }
    }
}

/// What a step has left behind.
pub struct Seen<'a> {
    pub interp: &'a Interp,
    pub frame: &'a Frame,
    pub marks: &'a Marks,
    pub events: &'a [MemEvent],
    /// The array that it yielded.
    pub array: Option<&'a Rc<Array>>,
    /// Its operands.
    pub operands: &'a [Value],
}

/// The array that a value is, or the first of several.
pub fn first_array(v: &Value) -> Option<Rc<Array>> {
    match v {
        Value::Array(a) => Some(a.clone()),
        Value::Tuple(items) => items.first().and_then(|v| v.as_array().cloned()),
        Value::List(items) => items.0.borrow().first().and_then(|v| v.as_array().cloned()),
        _ => None,
    }
}

/// The arrays that an operand is or has as its items.
fn each_array(v: &Value, found: &mut Vec<Rc<Array>>) {
    match v {
        Value::Array(a) => found.push(a.clone()),
        Value::Tuple(items) => found.extend(items.iter().filter_map(|v| v.as_array().cloned())),
        Value::List(items) => found.extend(items.0.borrow().iter().filter_map(|v| v.as_array().cloned())),
        _ => {}
    }
}

/// The layout and place of an array, without names.
pub fn facts(a: &Array) -> ArrayFacts {
    let view = a.view();
    ArrayFacts {
        layout: view.layout().clone(),
        buffer: view.id(),
        buffer_len: view.buffer().len(),
        base_address: view.buffer().address(),
        names: Vec::new(),
        writeable: a.writeable(),
    }
}

impl Seen<'_> {
    /// The origin without names.
    pub fn bare(&self) -> Origin {
        let none = Vec::new;
        let written = self.written();
        let Some(a) = self.array else {
            return match written {
                Some(buffer) => Origin::InPlace { buffer, writes: none(), seen_through: none() },
                None => self.nothing(),
            };
        };
        let id = a.view().id();
        let fresh = a.serial() >= self.marks.serial;
        if written == Some(id) && !fresh {
            return Origin::InPlace { buffer: id, writes: none(), seen_through: none() };
        }
        if !fresh {
            return Origin::SameObject { names: none() };
        }
        if id < self.marks.buffer {
            return Origin::ViewOf { buffer: id, names: none() };
        }
        let filled = self.events.iter().rev().find_map(|e| match e {
            MemEvent::Copy { from, to, bytes, reason } if *to == id => {
                Some(Origin::CopyOf { buffer: *from, names: none(), bytes: *bytes, reason: reason.clone() })
            }
            MemEvent::Write { id: to, .. } if *to == id => Some(Origin::New),
            _ => None,
        });
        let of_file = || a.view().buffer().file().map(|name| Origin::OfFile { name: name.to_string() });
        filled.or_else(of_file).unwrap_or(Origin::New)
    }

    /// No array came of it; perhaps some were let go.
    fn nothing(&self) -> Origin {
        let freed = |e: &MemEvent| match e {
            MemEvent::Free { bytes, .. } => Some(*bytes),
            _ => None,
        };
        match self.events.iter().map(freed).collect::<Option<Vec<usize>>>() {
            Some(sizes) if !sizes.is_empty() => Origin::Freed { bytes: sizes.iter().sum() },
            _ => Origin::NoArray,
        }
    }

    /// The buffer that was there before and was written last.
    fn written(&self) -> Option<BufferId> {
        self.events.iter().rev().find_map(|e| match e {
            MemEvent::Write { id, .. } | MemEvent::Copy { to: id, .. } if *id < self.marks.buffer => Some(*id),
            _ => None,
        })
    }

    /// The origin with names, and the array that was written if that is not the result.
    pub fn origin(&self) -> (Origin, Option<Rc<Array>>) {
        let named = match self.bare() {
            Origin::InPlace { buffer, .. } => return self.in_place(buffer),
            Origin::ViewOf { buffer, .. } => Origin::ViewOf { buffer, names: self.shared(buffer) },
            Origin::SameObject { .. } => {
                Origin::SameObject { names: self.names(|a| self.array.is_some_and(|b| Rc::ptr_eq(a, b))) }
            }
            Origin::CopyOf { buffer, bytes, reason, .. } => {
                Origin::CopyOf { buffer, names: self.direct(buffer), bytes, reason }
            }
            other => other,
        };
        (named, None)
    }

    /// Variables that hold the operand with this buffer; those that hold the buffer at all if none holds that.
    pub fn direct(&self, buffer: BufferId) -> Vec<String> {
        let mut operands = Vec::new();
        self.operands.iter().for_each(|v| each_array(v, &mut operands));
        let operand = operands.iter().find(|a| a.view().id() == buffer);
        let names = operand.map_or_else(Vec::new, |x| self.names(|a| Rc::ptr_eq(a, x)));
        if names.is_empty() { self.names(|a| a.view().id() == buffer) } else { names }
    }

    /// Variables that hold a buffer, the operand's first; the result's own do not count.
    fn shared(&self, buffer: BufferId) -> Vec<String> {
        let mut names = self.direct(buffer);
        let others = self.names(|a| a.view().id() == buffer && self.array.is_none_or(|b| !Rc::ptr_eq(a, b)));
        let others: Vec<String> = others.into_iter().filter(|n| !names.contains(n)).collect();
        names.extend(others);
        names
    }

    fn in_place(&self, buffer: BufferId) -> (Origin, Option<Rc<Array>>) {
        let of_buffer = |a: &Rc<Array>| a.view().id() == buffer;
        let candidates = self.operands.iter().rev().filter_map(Value::as_array);
        let Some(by) = candidates.chain(self.array).find(|a| of_buffer(a)).cloned() else {
            let mut writes = self.names(of_buffer);
            let seen_through = writes.split_off(writes.len().min(1));
            let by = self.arrays().into_iter().map(|(_, a)| a).find(of_buffer);
            return (Origin::InPlace { buffer, writes, seen_through }, by);
        };
        let sees = |a: &Rc<Array>| {
            of_buffer(a) && !Rc::ptr_eq(a, &by) && bounds_overlap(a.view().layout(), by.view().layout())
        };
        let writes = self.names(|a| Rc::ptr_eq(a, &by));
        (Origin::InPlace { buffer, writes, seen_through: self.names(sees) }, Some(by))
    }

    /// Variables whose arrays were read.
    pub fn sources(&self) -> Vec<String> {
        let mut found = Vec::new();
        for e in self.events {
            if let MemEvent::Read { id, .. } = e
                && *id < self.marks.buffer
            {
                let names = self.direct(*id).into_iter().filter(|n| !found.contains(n)).collect::<Vec<_>>();
                found.extend(names);
            }
        }
        found
    }

    /// The variables whose arrays fulfil a condition.
    pub fn names(&self, wanted: impl Fn(&Rc<Array>) -> bool) -> Vec<String> {
        let held = self.arrays().into_iter().filter(|(_, a)| wanted(a));
        let mut seen = HashSet::new();
        held.map(|(n, _)| n).filter(|n| seen.insert(n.clone())).collect()
    }

    /// The variables that hold arrays: the running function's, then the session's in order of definition.
    /// Names that begin with `_` (IPython's results) don't count.
    fn arrays(&self) -> Vec<(String, Rc<Array>)> {
        let array = |n: &str, v: Option<&Value>| Some((n.to_string(), v?.as_array()?.clone()));
        let mut found = Vec::new();
        if let Some(function) = &self.frame.function {
            let scope = &function.code.scope;
            found.extend(scope.locals.iter().zip(&self.frame.locals).filter_map(|(n, v)| array(n, v.as_ref())));
            let cells = scope.cells.iter().zip(&self.frame.cells);
            found.extend(cells.filter_map(|(n, c)| array(n, c.borrow().as_ref())));
            let frees = scope.frees.iter().zip(&function.closure);
            found.extend(frees.filter_map(|((_, n), c)| array(n, c.borrow().as_ref())));
        }
        let globals = self.interp.globals.iter().filter(|(name, _)| !name.starts_with('_'));
        found.extend(globals.filter_map(|(n, v)| array(n, Some(v))));
        found
    }
}
