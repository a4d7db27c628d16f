//! Hooks of the trace: what each expression and statement did to memory, observed from the engine's events, the numbers
//! of buffers and the identity of array objects. Where nothing happened they cost a few reads of thread-local cells.

use super::frame::Frame;
use crate::engine::mem::buffer::Buffer;
use crate::engine::observe::{self, BufferId, MemEvent, Totals};
use crate::engine::overlap::bounds_overlap;
use crate::lang::array::Array;
use crate::lang::interp::Interp;
use crate::lang::trace::{ArrayFacts, Origin, Step, StepKind};
use crate::lang::value::Value;
use crate::syntax::Span;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Events kept at most while a function runs: beyond, copies show as new arrays.
const LOG_LIMIT: usize = 100_000;

/// The state before a step: differences to the state after it tell what happened.
#[derive(Clone, Copy)]
struct Marks {
    /// Array objects at or above are new.
    serial: u64,
    /// Buffers at or above are new.
    buffer: BufferId,
    /// Position in the log, of a generation.
    log: usize,
    generation: u64,
}

impl Marks {
    fn now(generation: u64) -> Marks {
        Marks { serial: Array::next_serial(), buffer: Buffer::next_id(), log: observe::mark(), generation }
    }
}

/// What was before an expression, its operands included.
#[derive(Clone, Copy)]
struct Before {
    events: u64,
    totals: Totals,
    clock: Duration,
    generation: u64,
    timed: bool,
}

/// Around an expression: made before its operands are evaluated.
pub struct Probe(Option<Before>);

/// Around the operation alone: made when the operands are there.
pub struct Operation(Option<(Before, Marks, Option<Instant>)>);

/// Around a statement.
pub struct Row(Option<(Before, Marks, Option<Instant>)>);

impl Before {
    #[inline]
    fn now(interp: &Interp) -> Before {
        let recorder = &interp.trace.recorder;
        Before {
            events: observe::events(),
            totals: observe::totals(),
            clock: recorder.clock,
            generation: recorder.generation,
            timed: interp.trace.timed,
        }
    }
}

impl Probe {
    /// Before the operands.
    #[inline]
    pub fn start(interp: &Interp) -> Probe {
        Probe(interp.trace.on.then(|| Before::now(interp)))
    }

    /// The operands are there; the operation follows.
    #[inline]
    pub fn operands(self) -> Operation {
        Operation(self.0.map(|b| (b, Marks::now(b.generation), b.timed.then(Instant::now))))
    }
}

impl Operation {
    /// Whether there is something to record.
    #[inline]
    pub fn saw(&self, result: &Value) -> bool {
        self.0.as_ref().is_some_and(|(b, ..)| b.events != observe::events() || matches!(result, Value::Array(_)))
    }

    /// The operation has ended.
    #[inline]
    pub fn end(self, interp: &mut Interp, frame: &Frame, span: Span, result: &Value) {
        self.end_through(interp, frame, span, result, &[]);
    }

    /// The operation has ended; `through` are the objects that it may have written through.
    #[inline]
    pub fn end_through(self, interp: &mut Interp, frame: &Frame, span: Span, result: &Value, through: &[Value]) {
        if self.saw(result)
            && let Some((before, marks, since)) = self.0
        {
            let took = since.map(|t| t.elapsed());
            record(
                interp,
                frame,
                Happened { kind: StepKind::Expression, span, before, marks, took },
                Some(result),
                through,
            );
        }
    }
}

impl Row {
    /// Before a statement.
    #[inline]
    pub fn start(interp: &Interp) -> Row {
        Row(interp.trace.on.then(|| {
            let before = Before::now(interp);
            (before, Marks::now(before.generation), before.timed.then(Instant::now))
        }))
    }

    /// Whether steps are recorded.
    #[inline]
    pub fn on(&self) -> bool {
        self.0.is_some()
    }

    /// After the statement; `value` is what it assigned or showed.
    #[inline]
    pub fn end(self, interp: &mut Interp, frame: &Frame, span: Span, value: Option<&Value>) {
        let Some((before, marks, since)) = self.0 else { return };
        if !interp.trace.on || (before.events == observe::events() && !matches!(value, Some(Value::Array(_)))) {
            return;
        }
        let took = since.map(|t| t.elapsed());
        record(interp, frame, Happened { kind: StepKind::Statement, span, before, marks, took }, value, &[]);
        name_arrays(interp, frame);
        let recorder = &mut interp.trace.recorder;
        recorder.last_write = None;
        if interp.depth == recorder.base_depth || observe::mark() > LOG_LIMIT {
            observe::clear();
            recorder.generation += 1;
            recorder.consumed = 0;
        }
    }
}

/// A step that has ended.
struct Happened {
    kind: StepKind,
    span: Span,
    before: Before,
    marks: Marks,
    took: Option<Duration>,
}

#[cold]
fn record(interp: &mut Interp, frame: &Frame, h: Happened, value: Option<&Value>, through: &[Value]) {
    let recorder = &interp.trace.recorder;
    let own_text = recorder.source.as_ref().is_some_and(|s| Rc::ptr_eq(s, &frame.source));
    if !interp.trace.on || !own_text {
        return;
    }
    let events = if h.marks.generation == recorder.generation { observe::since(h.marks.log) } else { Vec::new() };
    let array = value.and_then(first_array);
    if h.kind == StepKind::Expression {
        temporaries(interp, frame, &h, &events, array.as_ref());
    }
    interp.trace.recorder.consumed = observe::mark();
    match interp.trace.recorder.index.get(&(h.span, h.kind as u8, 0)) {
        Some(&at) => repeat(interp, at, &h, &events, array.as_ref()),
        None => first(interp, frame, &h, &events, array, through),
    }
}

/// The array that a value is, or the first of several.
fn first_array(v: &Value) -> Option<Rc<Array>> {
    match v {
        Value::Array(a) => Some(a.clone()),
        Value::Tuple(items) => items.first().and_then(|v| v.as_array().cloned()),
        Value::List(items) => items.0.borrow().first().and_then(|v| v.as_array().cloned()),
        _ => None,
    }
}

fn first(
    interp: &mut Interp,
    frame: &Frame,
    h: &Happened,
    events: &[MemEvent],
    array: Option<Rc<Array>>,
    through: &[Value],
) {
    let origin = origin(interp, frame, &h.marks, events, array.as_ref(), through);
    if h.kind == StepKind::Expression && origin == Origin::NoArray && quiet(events) {
        return;
    }
    if let Origin::InPlace { .. } = &origin {
        interp.trace.recorder.last_write = Some(origin.clone());
    }
    let mut step = Step {
        kind: h.kind,
        span: h.span,
        depth: 0,
        array: array.as_ref().map(|a| facts(a)),
        origin,
        count: 0,
        varies: false,
        allocated: 0,
        copied: 0,
        read: 0,
        written: 0,
        time: Duration::ZERO,
    };
    add(interp, &mut step, h);
    let at = interp.trace.steps.len();
    interp.trace.recorder.index.insert((h.span, h.kind as u8, 0), at);
    if let Some(a) = &array {
        interp.trace.recorder.unnamed.push((at, Rc::downgrade(a)));
    }
    interp.trace.steps.push(step);
}

/// Whether nothing was made, copied or computed (arrays were only let go).
fn quiet(events: &[MemEvent]) -> bool {
    events.iter().all(|e| matches!(e, MemEvent::Free { .. }))
}

/// Adds one run to a step.
fn add(interp: &mut Interp, step: &mut Step, h: &Happened) {
    let (now, before) = (observe::totals(), h.before.totals);
    step.count += 1;
    step.allocated += now.allocated - before.allocated;
    step.copied += now.copied - before.copied;
    step.read += now.read - before.read;
    step.written += now.written - before.written;
    let Some(took) = h.took else { return };
    let recorder = &mut interp.trace.recorder;
    match h.kind {
        StepKind::Statement => step.time += took,
        _ => {
            // What was recorded since the operands' start is part of this step; what ran within the operation, of `took`.
            let operands = recorder.clock.saturating_sub(h.before.clock);
            step.time += operands.max(took);
            recorder.clock = h.before.clock + operands.max(took);
        }
    }
}

fn repeat(interp: &mut Interp, at: usize, h: &Happened, events: &[MemEvent], array: Option<&Rc<Array>>) {
    let mut step = interp.trace.steps[at].clone();
    add(interp, &mut step, h);
    let shape_of = |f: &ArrayFacts| (f.layout.dtype, f.layout.shape.clone(), f.layout.strides.clone());
    let same_layout = match (&step.array, array) {
        (Some(f), Some(a)) => {
            let view = a.view();
            let l = view.layout();
            shape_of(f) == (l.dtype, l.shape.clone(), l.strides.clone())
        }
        (None, None) => true,
        _ => false,
    };
    let kind = bare_origin(&h.marks, events, array);
    step.varies |= !same_layout || std::mem::discriminant(&kind) != std::mem::discriminant(&step.origin);
    interp.trace.steps[at] = step;
}

/// The buffer that was there before and was written last.
fn written(marks: &Marks, events: &[MemEvent]) -> Option<BufferId> {
    events.iter().rev().find_map(|e| match e {
        MemEvent::Write { id, .. } | MemEvent::Copy { to: id, .. } if *id < marks.buffer => Some(*id),
        _ => None,
    })
}

/// The origin without names.
fn bare_origin(marks: &Marks, events: &[MemEvent], array: Option<&Rc<Array>>) -> Origin {
    let none = Vec::new;
    let in_place = written(marks, events);
    let Some(a) = array else {
        return match in_place {
            Some(buffer) => Origin::InPlace { buffer, writes: none(), seen_through: none() },
            None => Origin::NoArray,
        };
    };
    let id = a.view().id();
    if in_place == Some(id) {
        return Origin::InPlace { buffer: id, writes: none(), seen_through: none() };
    }
    if a.serial() < marks.serial {
        return Origin::SameObject { names: none() };
    }
    if id < marks.buffer {
        return Origin::ViewOf { buffer: id, names: none() };
    }
    let filled = events.iter().rev().find_map(|e| match e {
        MemEvent::Copy { from, to, bytes, reason } if *to == id => {
            Some(Origin::CopyOf { buffer: *from, names: none(), bytes: *bytes, reason: reason.clone() })
        }
        MemEvent::Write { id: to, .. } if *to == id => Some(Origin::New),
        _ => None,
    });
    filled.unwrap_or(Origin::New)
}

fn origin(
    interp: &Interp,
    frame: &Frame,
    marks: &Marks,
    events: &[MemEvent],
    array: Option<&Rc<Array>>,
    through: &[Value],
) -> Origin {
    let holding = |id: BufferId| names(interp, frame, |a| a.view().id() == id);
    match bare_origin(marks, events, array) {
        Origin::InPlace { buffer, .. } => in_place(interp, frame, buffer, array, through),
        Origin::ViewOf { buffer, .. } => Origin::ViewOf { buffer, names: holding(buffer) },
        Origin::SameObject { .. } => {
            Origin::SameObject { names: names(interp, frame, |a| array.is_some_and(|b| Rc::ptr_eq(a, b))) }
        }
        Origin::CopyOf { buffer, bytes, reason, .. } => {
            Origin::CopyOf { buffer, names: holding(buffer), bytes, reason }
        }
        other => other,
    }
}

fn in_place(interp: &Interp, frame: &Frame, buffer: BufferId, array: Option<&Rc<Array>>, through: &[Value]) -> Origin {
    let of_buffer = |a: &Rc<Array>| a.view().id() == buffer;
    let candidates = through.iter().rev().filter_map(Value::as_array);
    let Some(by) = candidates.chain(array).find(|a| of_buffer(a)) else {
        if let Some(last @ Origin::InPlace { buffer: b, .. }) = &interp.trace.recorder.last_write
            && *b == buffer
        {
            return last.clone();
        }
        return Origin::InPlace { buffer, writes: Vec::new(), seen_through: names(interp, frame, of_buffer) };
    };
    let sees =
        |a: &Rc<Array>| of_buffer(a) && !Rc::ptr_eq(a, by) && bounds_overlap(a.view().layout(), by.view().layout());
    Origin::InPlace {
        buffer,
        writes: names(interp, frame, |a| Rc::ptr_eq(a, by)),
        seen_through: names(interp, frame, sees),
    }
}

/// Copies within the operation that went neither into the result nor into an older array.
fn temporaries(interp: &mut Interp, frame: &Frame, h: &Happened, events: &[MemEvent], array: Option<&Rc<Array>>) {
    let result = array.map(|a| a.view().id());
    let fresh = interp.trace.recorder.consumed.saturating_sub(h.marks.log).min(events.len());
    let hidden = events[fresh..].iter().filter_map(|e| match e {
        MemEvent::Copy { from, to, bytes, reason } if *to >= h.marks.buffer && Some(*to) != result => {
            Some((*from, *bytes, reason.clone()))
        }
        _ => None,
    });
    for (n, (buffer, bytes, reason)) in hidden.enumerate() {
        let key = (h.span, StepKind::Temporary as u8, n);
        if let Some(&at) = interp.trace.recorder.index.get(&key) {
            let step = &mut interp.trace.steps[at];
            step.count += 1;
            step.allocated += bytes as u64;
            step.copied += bytes as u64;
            continue;
        }
        let names = names(interp, frame, |a| a.view().id() == buffer);
        interp.trace.recorder.index.insert(key, interp.trace.steps.len());
        interp.trace.steps.push(Step {
            kind: StepKind::Temporary,
            span: h.span,
            depth: 0,
            array: None,
            origin: Origin::CopyOf { buffer, names, bytes, reason },
            count: 1,
            varies: false,
            allocated: bytes as u64,
            copied: bytes as u64,
            read: 0,
            written: 0,
            time: Duration::ZERO,
        });
    }
}

fn facts(a: &Array) -> ArrayFacts {
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

/// Fills in the variables that hold the arrays of the statement's new steps.
fn name_arrays(interp: &mut Interp, frame: &Frame) {
    for (at, array) in std::mem::take(&mut interp.trace.recorder.unnamed) {
        let Some(array) = array.upgrade() else { continue };
        let found = names(interp, frame, |a| Rc::ptr_eq(a, &array));
        if let Some(f) = interp.trace.steps.get_mut(at).and_then(|s| s.array.as_mut()) {
            f.names = found;
        }
    }
}

/// The variables whose arrays fulfil a condition: the session's in order of definition, then the running function's.
/// Names that begin with `_` (IPython's results) don't count.
fn names(interp: &Interp, frame: &Frame, wanted: impl Fn(&Rc<Array>) -> bool) -> Vec<String> {
    let holds = |v: &Value| v.as_array().is_some_and(&wanted);
    let mut found: Vec<String> = interp
        .globals
        .iter()
        .filter(|(name, v)| !name.starts_with('_') && holds(v))
        .map(|(name, _)| name.to_string())
        .collect();
    let Some(function) = &frame.function else { return found };
    let scope = &function.code.scope;
    let locals = scope.locals.iter().zip(&frame.locals).filter(|(_, v)| v.as_ref().is_some_and(holds));
    found.extend(locals.map(|(n, _)| n.to_string()));
    let cells = scope.cells.iter().zip(&frame.cells);
    found.extend(cells.filter(|(_, c)| c.borrow().as_ref().is_some_and(holds)).map(|(n, _)| n.to_string()));
    let frees = scope.frees.iter().zip(&function.closure);
    found.extend(frees.filter(|(_, c)| c.borrow().as_ref().is_some_and(holds)).map(|((_, n), _)| n.to_string()));
    let mut seen = std::collections::HashSet::new();
    found.retain(|n| seen.insert(n.clone()));
    found
}
