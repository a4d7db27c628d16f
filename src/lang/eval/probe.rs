//! Hooks of the trace: what each expression and statement did to memory, observed from the engine's events, the numbers
//! of buffers and the identity of array objects. Where nothing happened they cost a few reads of thread-local cells.

use super::frame::Frame;
use super::origin::{Marks, Seen, facts, first_array};
use crate::engine::View;
use crate::engine::observe::{self, MemEvent, Totals};
use crate::engine::repr::scalar_str;
use crate::lang::array::Array;
use crate::lang::interp::Interp;
use crate::lang::trace::{ArrayFacts, Origin, Step, StepKind};
use crate::lang::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{Expr, ExprKind};
use std::rc::{Rc, Weak};
use std::time::{Duration, Instant};

/// Events kept at most while a function runs: beyond, copies show as new arrays.
const LOG_LIMIT: usize = 100_000;

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

    /// After the statement; `value` is what it assigned to `targets` or showed.
    #[inline]
    pub fn end(self, interp: &mut Interp, frame: &Frame, span: Span, value: Option<&Value>, targets: &[Expr]) {
        let Some((before, marks, since)) = self.0 else { return };
        if !interp.trace.on || (before.events == observe::events() && !matches!(value, Some(Value::Array(_)))) {
            return;
        }
        let took = since.map(|t| t.elapsed());
        record(interp, frame, Happened { kind: StepKind::Statement, span, before, marks, took }, value, &[]);
        name_arrays(interp, frame, targets);
        let recorder = &mut interp.trace.recorder;
        recorder.last_write = None;
        recorder.last_result = None;
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
fn record(interp: &mut Interp, frame: &Frame, h: Happened, value: Option<&Value>, operands: &[Value]) {
    let recorder = &interp.trace.recorder;
    let own_text = recorder.source.as_ref().is_some_and(|s| Rc::ptr_eq(s, &frame.source));
    if !interp.trace.on || !own_text {
        return;
    }
    let events = if h.marks.generation == recorder.generation { observe::since(h.marks.log) } else { Vec::new() };
    let array = value.and_then(first_array);
    if h.kind == StepKind::Expression {
        temporaries(interp, frame, &h, &events, array.as_ref(), operands);
    }
    interp.trace.recorder.consumed = observe::mark();
    let known = interp.trace.recorder.index.get(&(h.span, h.kind as u8, 0)).copied();
    match known.filter(|_| interp.trace.story == 0) {
        Some(at) => repeat(interp, frame, at, &h, &events, array.as_ref()),
        None => first(interp, frame, &h, &events, array, operands),
    }
}

fn first(
    interp: &mut Interp,
    frame: &Frame,
    h: &Happened,
    events: &[MemEvent],
    array: Option<Rc<Array>>,
    operands: &[Value],
) {
    let seen = Seen { interp, frame, marks: &h.marks, events, array: array.as_ref(), operands };
    let (origin, by) = seen.origin();
    if h.kind == StepKind::Expression && array.is_none() && quiet(events) {
        return;
    }
    let sources = seen.sources();
    let shown = array.clone().or(by);
    let found = (origin, shown.as_ref().map(|a| facts(a)));
    let (origin, facts) = match h.kind {
        StepKind::Statement => inherited(interp, found, array.as_ref()),
        _ => found,
    };
    let mut step = Step { origin, array: facts, sources, ..Step::new(h.kind, h.span) };
    add(interp, &mut step, h);
    if interp.trace.story > 0 {
        interp.trace.story -= 1;
        step.values = shown.as_ref().and_then(|a| texts(&a.view()));
    }
    let at = interp.trace.steps.len();
    let recorder = &mut interp.trace.recorder;
    recorder.index.insert((h.span, h.kind as u8, 0), at);
    if let Origin::InPlace { .. } = &step.origin {
        recorder.last_write = Some((step.origin.clone(), step.array.clone()));
    }
    recorder.last_result = array.map(|a| (a.serial(), step.origin.clone()));
    recorder.unnamed.push((at, shown.map_or_else(Weak::new, |a| Rc::downgrade(&a))));
    interp.trace.steps.push(step);
}

/// What a small array holds, element by element.
fn texts(view: &View) -> Option<Rc<[String]>> {
    const MOST: usize = 64;
    (view.size() <= MOST).then(|| view.scalars().map(|s| scalar_str(&s)).collect())
}

/// The origin of a statement: that of its expression, which knew its operands, where both saw the same.
fn inherited(
    interp: &Interp,
    found: (Origin, Option<ArrayFacts>),
    array: Option<&Rc<Array>>,
) -> (Origin, Option<ArrayFacts>) {
    let recorder = &interp.trace.recorder;
    let alike = |a: &Origin, b: &Origin| std::mem::discriminant(a) == std::mem::discriminant(b);
    match (&found.0, &recorder.last_write, &recorder.last_result) {
        (Origin::InPlace { buffer, .. }, Some((last @ Origin::InPlace { buffer: b, .. }, facts)), _) if b == buffer => {
            (last.clone(), facts.clone().or(found.1))
        }
        (origin, _, Some((serial, last)))
            if array.is_some_and(|a| a.serial() == *serial)
                && (alike(origin, last) || matches!(last, Origin::InPlace { .. })) =>
        {
            (last.clone(), found.1)
        }
        _ => found,
    }
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

fn repeat(interp: &mut Interp, frame: &Frame, at: usize, h: &Happened, events: &[MemEvent], array: Option<&Rc<Array>>) {
    let mut step = std::mem::replace(&mut interp.trace.steps[at], Step::new(h.kind, h.span));
    add(interp, &mut step, h);
    let shape_of = |f: &ArrayFacts| (f.layout.dtype, f.layout.shape.clone(), f.layout.strides.clone());
    let same_layout = match (&step.array, array) {
        (Some(f), Some(a)) => {
            let view = a.view();
            let l = view.layout();
            shape_of(f) == (l.dtype, l.shape.clone(), l.strides.clone())
        }
        (None, Some(_)) => false,
        _ => true,
    };
    let kind = Seen { interp, frame, marks: &h.marks, events, array, operands: &[] }.bare();
    step.varies |= !same_layout || std::mem::discriminant(&kind) != std::mem::discriminant(&step.origin);
    interp.trace.steps[at] = step;
}

/// Copies within the operation that went neither into the result nor into an older array.
fn temporaries(
    interp: &mut Interp,
    frame: &Frame,
    h: &Happened,
    events: &[MemEvent],
    array: Option<&Rc<Array>>,
    operands: &[Value],
) {
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
        let names = Seen { interp, frame, marks: &h.marks, events, array, operands }.direct(buffer);
        interp.trace.recorder.index.insert(key, interp.trace.steps.len());
        interp.trace.steps.push(Step {
            origin: Origin::CopyOf { buffer, names, bytes, reason },
            count: 1,
            allocated: bytes as u64,
            copied: bytes as u64,
            ..Step::new(StepKind::Temporary, h.span)
        });
    }
}

/// Fills in the variables that hold the arrays of the statement's new steps. What the statement has just bound is no
/// origin of it, unless nothing else is.
fn name_arrays(interp: &mut Interp, frame: &Frame, targets: &[Expr]) {
    let mut bound = Vec::new();
    targets.iter().for_each(|t| bound_names(t, &mut bound));
    let is_bound = |n: &String| bound.contains(&n.as_str());
    for (at, array) in std::mem::take(&mut interp.trace.recorder.unnamed) {
        let marks = Marks::now(0);
        let seen = Seen { interp, frame, marks: &marks, events: &[], array: None, operands: &[] };
        let found = array.upgrade().map_or_else(Vec::new, |array| seen.names(|a| Rc::ptr_eq(a, &array)));
        let Some(step) = interp.trace.steps.get_mut(at) else { continue };
        match &mut step.origin {
            Origin::SameObject { names } if !names.iter().all(is_bound) => names.retain(|n| !is_bound(n)),
            // The first is the operand's, as it was when the expression ran.
            Origin::ViewOf { names, .. } => {
                let mut first = true;
                names.retain(|n| std::mem::take(&mut first) || !is_bound(n));
            }
            _ => {}
        }
        if let Some(facts) = &mut step.array {
            facts.names = found;
        }
    }
}

/// The names that a target binds.
fn bound_names<'a>(target: &'a Expr, found: &mut Vec<&'a str>) {
    match &target.kind {
        ExprKind::Name(n) => found.push(&n.name),
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().for_each(|t| bound_names(t, found)),
        ExprKind::Starred(inner) => bound_names(inner, found),
        _ => {}
    }
}
