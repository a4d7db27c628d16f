//! Steps: what an expression or a statement did to memory, as the report tells it, and how often.

use super::frame::Frame;
use super::origin::{Marks, Seen, facts, first_array};
use super::probe::Before;
use crate::engine::View;
use crate::engine::observe::{self, BufferId, CopyReason, MemEvent};
use crate::engine::repr::scalar_str;
use crate::lang::array::Array;
use crate::lang::interp::Interp;
use crate::lang::trace::{ArrayFacts, Origin, Step, StepKind};
use crate::lang::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{Expr, ExprKind};
use std::rc::{Rc, Weak};
use std::time::Duration;

/// A step that has ended.
pub(super) struct Happened {
    pub kind: StepKind,
    pub span: Span,
    pub before: Before,
    pub marks: Marks,
    pub took: Option<Duration>,
}

/// Makes a step of it, or counts the step of the same place once more.
#[cold]
pub(super) fn record(interp: &mut Interp, frame: &Frame, h: Happened, value: Option<&Value>, operands: &[Value]) {
    let recorder = &interp.trace.recorder;
    if !interp.trace.on || !recorder.tells_of(frame.source()) {
        return;
    }
    let array = value.and_then(first_array);
    let known = recorder.index.get(&(h.span, h.kind as u8, 0)).copied().filter(|_| interp.trace.story == 0);
    if let Some(at) = known
        && repeated(interp, frame, at, &h, array.as_ref())
    {
        return;
    }
    let current = h.marks.generation == interp.trace.recorder.generation;
    let events = if current { observe::since(h.marks.log) } else { Vec::new() };
    if h.kind == StepKind::Expression {
        temporaries(interp, frame, &h, &events, array.as_ref(), operands);
    }
    interp.trace.recorder.consumed = observe::mark();
    match known {
        Some(at) => repeat(interp, at, &h, likeness(interp, frame, at, &h, &events, array.as_ref())),
        None => first(interp, frame, &h, &events, array, operands),
    }
}

/// Counts a step once more, if no temporary arrays were made that must be told of.
fn repeated(interp: &mut Interp, frame: &Frame, at: usize, h: &Happened, array: Option<&Rc<Array>>) -> bool {
    let recorder = &interp.trace.recorder;
    if h.marks.generation != recorder.generation {
        return false;
    }
    let alike = observe::with_since(h.marks.log, |events| {
        let hidden = h.kind == StepKind::Expression && hidden(interp, h, events, array).next().is_some();
        (!hidden).then(|| likeness(interp, frame, at, h, events, array))
    });
    let Some(alike) = alike else { return false };
    interp.trace.recorder.consumed = observe::mark();
    repeat(interp, at, h, alike);
    true
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

/// Whether a step ended as it did the first time: with the same layout, and an origin of the same kind.
fn likeness(
    interp: &Interp,
    frame: &Frame,
    at: usize,
    h: &Happened,
    events: &[MemEvent],
    array: Option<&Rc<Array>>,
) -> bool {
    let step = &interp.trace.steps[at];
    let same_layout = match (&step.array, array) {
        (Some(f), Some(a)) => {
            let view = a.view();
            let (l, known) = (view.layout(), &f.layout);
            known.dtype == l.dtype && known.shape == l.shape && known.strides == l.strides
        }
        (None, Some(_)) => false,
        _ => true,
    };
    let kind = Seen { interp, frame, marks: &h.marks, events, array, operands: &[] }.bare();
    same_layout && std::mem::discriminant(&kind) == std::mem::discriminant(&step.origin)
}

fn repeat(interp: &mut Interp, at: usize, h: &Happened, alike: bool) {
    let mut steps = std::mem::take(&mut interp.trace.steps);
    add(interp, &mut steps[at], h);
    steps[at].varies |= !alike;
    interp.trace.steps = steps;
}

/// Copies within the operation that went neither into the result nor into an older array: from where, and how many bytes.
fn hidden<'a>(
    interp: &Interp,
    h: &Happened,
    events: &'a [MemEvent],
    array: Option<&Rc<Array>>,
) -> impl Iterator<Item = (BufferId, usize, &'a CopyReason)> {
    let (result, before) = (array.map(|a| a.view().id()), h.marks.buffer);
    let fresh = interp.trace.recorder.consumed.saturating_sub(h.marks.log).min(events.len());
    events[fresh..].iter().filter_map(move |e| match e {
        MemEvent::Copy { from, to, bytes, reason } if *to >= before && Some(*to) != result => {
            Some((*from, *bytes, reason))
        }
        _ => None,
    })
}

/// Tells of such copies.
fn temporaries(
    interp: &mut Interp,
    frame: &Frame,
    h: &Happened,
    events: &[MemEvent],
    array: Option<&Rc<Array>>,
    operands: &[Value],
) {
    let hidden: Vec<_> = hidden(interp, h, events, array).collect();
    for (n, (buffer, bytes, reason)) in hidden.into_iter().enumerate() {
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
            origin: Origin::CopyOf { buffer, names, bytes, reason: reason.clone() },
            count: 1,
            allocated: bytes as u64,
            copied: bytes as u64,
            ..Step::new(StepKind::Temporary, h.span)
        });
    }
}

/// Fills in the variables that hold the arrays of the statement's new steps. What the statement has just bound is no
/// origin of it, unless nothing else is.
pub(super) fn name_arrays(interp: &mut Interp, frame: &Frame, targets: &[Expr]) {
    if interp.trace.recorder.unnamed.is_empty() {
        return;
    }
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
