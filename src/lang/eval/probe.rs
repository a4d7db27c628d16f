//! Hooks of the trace: what each expression and statement did to memory, observed from the engine's events, the numbers
//! of buffers and the identity of array objects. Where nothing happened they cost a few reads of thread-local cells.

use super::frame::Frame;
use super::origin::{Marks, Seen, facts, first_array};
use crate::engine::View;
use crate::engine::observe::{self, BufferId, CopyReason, MemEvent, Totals};
use crate::engine::repr::scalar_str;
use crate::lang::array::Array;
use crate::lang::interp::Interp;
use crate::lang::trace::{ArrayFacts, Origin, Step, StepKind};
use crate::lang::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{Expr, ExprKind};
use std::num::NonZeroU32;
use std::rc::{Rc, Weak};
use std::time::{Duration, Instant};

/// Events kept at most while a function runs: beyond, copies show as new arrays.
const LOG_LIMIT: usize = 100_000;

/// The state of memory at one moment, as differences to a later one need it.
#[derive(Clone, Copy)]
pub(in crate::lang) struct Before {
    events: u64,
    totals: Totals,
    clock: Duration,
    marks: Marks,
}

/// The states that the open expressions and statements began with, the innermost last. Nothing happens between most of
/// them, and then they share one: to begin an expression costs a comparison, not a snapshot.
#[derive(Default)]
pub(in crate::lang) struct Stack(Vec<Before>);

/// The place of a state in the [`Stack`]; `None` where nothing is recorded.
type At = Option<NonZeroU32>;

/// Around an expression: made before its operands are evaluated.
#[derive(Clone, Copy)]
pub struct Probe(At);

/// Around the operation alone: made when the operands are there.
pub struct Operation {
    before: At,
    operands: At,
    since: Option<Instant>,
}

/// Around a statement.
pub struct Row {
    before: At,
    since: Option<Instant>,
}

impl Before {
    fn now(interp: &Interp) -> Before {
        let recorder = &interp.trace.recorder;
        Before {
            events: observe::events(),
            totals: observe::totals(),
            clock: recorder.clock,
            marks: Marks::now(recorder.generation),
        }
    }

    /// Whether nothing has happened since.
    #[inline]
    fn holds(&self, interp: &Interp) -> bool {
        let recorder = &interp.trace.recorder;
        self.events == observe::events()
            && self.marks.serial == Array::next_serial()
            && self.marks.generation == recorder.generation
            && (!interp.trace.timed || self.clock == recorder.clock)
    }
}

impl Stack {
    /// The state at a place that was taken, unless the cell has ended since.
    #[inline]
    fn get(&self, at: NonZeroU32) -> Option<&Before> {
        self.0.get(at.get() as usize - 1)
    }

    /// Forgets what came after a place.
    fn cut(&mut self, at: NonZeroU32) {
        self.0.truncate(at.get() as usize);
    }
}

/// Where a loop begins: what its rounds leave behind is forgotten with each.
#[derive(Clone, Copy)]
pub struct Floor(usize);

impl Floor {
    /// Before the loop.
    pub fn new(interp: &Interp) -> Floor {
        Floor(interp.trace.recorder.stack.0.len())
    }

    /// As a number that a register can hold.
    pub fn number(self) -> i64 {
        self.0 as i64
    }

    /// The floor of such a number.
    pub fn of(number: i64) -> Floor {
        Floor(number as usize)
    }

    /// Before a round.
    #[inline(always)]
    pub fn sweep(self, interp: &mut Interp) {
        let stack = &mut interp.trace.recorder.stack.0;
        if stack.len() > self.0 {
            stack.truncate(self.0);
        }
    }
}

/// The place of the state now.
#[inline]
fn now(interp: &mut Interp) -> At {
    if !interp.trace.on {
        return None;
    }
    if !interp.trace.recorder.stack.0.last().is_some_and(|b| b.holds(interp)) {
        let before = Before::now(interp);
        interp.trace.recorder.stack.0.push(before);
    }
    NonZeroU32::new(interp.trace.recorder.stack.0.len() as u32)
}

fn clock(interp: &Interp) -> Option<Instant> {
    (interp.trace.on && interp.trace.timed).then(Instant::now)
}

/// The state now, as a number that a register can hold.
pub fn mark(interp: &mut Interp) -> i64 {
    now(interp).map_or(0, |at| i64::from(at.get()))
}

/// Whether nothing has happened to memory since a mark gave this number.
#[inline(always)]
pub fn quiet_since(interp: &Interp, number: i64) -> bool {
    let before = place(number).and_then(|at| interp.trace.recorder.stack.get(at));
    before.is_some_and(|b| b.events == observe::events())
}

/// The place that such a number stands for.
fn place(number: i64) -> At {
    NonZeroU32::new(number as u32)
}

impl Probe {
    /// Made where [`mark`] gave this number.
    pub fn at(number: i64) -> Probe {
        Probe(place(number))
    }

    /// Before the operands.
    #[inline(always)]
    pub fn start(interp: &mut Interp) -> Probe {
        Probe(now(interp))
    }

    /// The operands are there; the operation follows.
    #[inline(always)]
    pub fn operands(self, interp: &mut Interp) -> Operation {
        Operation { before: self.0, operands: now(interp), since: clock(interp) }
    }
}

impl Operation {
    /// Whether there is something to record.
    #[inline(always)]
    pub fn saw(&self, interp: &Interp, result: &Value) -> bool {
        self.before.is_some() && self.happened(interp, result)
    }

    fn happened(&self, interp: &Interp, result: &Value) -> bool {
        let before = self.before.and_then(|at| interp.trace.recorder.stack.get(at));
        before.is_some_and(|b| b.events != observe::events() || matches!(result, Value::Array(_)))
    }

    /// The operation has ended.
    #[inline(always)]
    pub fn end(self, interp: &mut Interp, frame: &Frame, span: Span, result: &Value) {
        self.end_through(interp, frame, span, result, &[]);
    }

    /// The operation has ended; `through` are the objects that it may have written through.
    #[inline(always)]
    pub fn end_through(self, interp: &mut Interp, frame: &Frame, span: Span, result: &Value, through: &[Value]) {
        if self.before.is_some() {
            self.told(interp, frame, span, result, through);
        }
    }

    fn told(self, interp: &mut Interp, frame: &Frame, span: Span, result: &Value, through: &[Value]) {
        if !self.saw(interp, result) {
            return;
        }
        let (Some(at), Some(operands)) = (self.before, self.operands) else { return };
        let stack = &interp.trace.recorder.stack;
        let (Some(&before), Some(marks)) = (stack.get(at), stack.get(operands).map(|b| b.marks)) else { return };
        let took = self.since.map(|t| t.elapsed());
        record(
            interp,
            frame,
            Happened { kind: StepKind::Expression, span, before, marks, took },
            Some(result),
            through,
        );
        interp.trace.recorder.stack.cut(at);
    }
}

impl Row {
    /// Made where [`mark`] gave this number.
    pub fn at(number: i64) -> Row {
        Row { before: place(number), since: None }
    }

    /// Before a statement.
    #[inline(always)]
    pub fn start(interp: &mut Interp) -> Row {
        Row { before: now(interp), since: clock(interp) }
    }

    /// Whether steps are recorded.
    #[inline]
    pub fn on(&self) -> bool {
        self.before.is_some()
    }

    /// After the statement; `value` is what it assigned to `targets` or showed.
    #[inline(always)]
    pub fn end(self, interp: &mut Interp, frame: &Frame, span: Span, value: Option<&Value>, targets: &[Expr]) {
        if self.on() {
            self.told(interp, frame, span, value, targets);
        }
    }

    fn told(self, interp: &mut Interp, frame: &Frame, span: Span, value: Option<&Value>, targets: &[Expr]) {
        let Some(before) = self.before.and_then(|at| interp.trace.recorder.stack.get(at)) else { return };
        if !interp.trace.on || (before.events == observe::events() && !matches!(value, Some(Value::Array(_)))) {
            return;
        }
        let took = self.since.map(|t| t.elapsed());
        let (before, marks) = (*before, before.marks);
        // `a[1:] = b` is about what was written, not about what was read.
        let value = value.filter(|_| !(is_store(targets) && wrote(&marks)));
        record(interp, frame, Happened { kind: StepKind::Statement, span, before, marks, took }, value, &[]);
        self.before.into_iter().for_each(|at| interp.trace.recorder.stack.cut(at));
        name_arrays(interp, frame, targets);
        let recorder = &mut interp.trace.recorder;
        recorder.last_write = None;
        recorder.last_result = None;
        tidy(interp);
    }
}

/// At the end of a statement: empties the log, unless it is a function's that is told of when the function ends.
fn tidy(interp: &mut Interp) {
    let recorder = &mut interp.trace.recorder;
    if interp.depth == recorder.base_depth || observe::mark() > LOG_LIMIT {
        observe::clear();
        recorder.generation += 1;
        recorder.consumed = 0;
    }
}

/// The steps of a place in compiled code that writes one element and has done so before: to count them once more is all
/// there is to record. They are those of one recording.
#[derive(Clone, Copy, Default)]
pub struct Written {
    recording: u64,
    /// Of the element's expression.
    expression: usize,
    /// Of the statement, if nothing else of it can touch arrays.
    statement: Option<usize>,
}

impl Written {
    /// What was recorded of an element written, and of its statement.
    pub fn find(interp: &Interp, element: Span, statement: Option<Span>) -> Option<Written> {
        let step = |span: Span, kind: StepKind| {
            let at = *interp.trace.recorder.index.get(&(span, kind as u8, 0))?;
            matches!(interp.trace.steps[at].origin, Origin::InPlace { .. }).then_some(at)
        };
        let statement = match statement {
            Some(span) => Some(step(span, StepKind::Statement)?),
            None => None,
        };
        let expression = step(element, StepKind::Expression)?;
        Some(Written { recording: interp.trace.number, expression, statement })
    }

    /// Whether it is of the recording that goes on.
    #[inline(always)]
    pub fn holds(&self, interp: &Interp) -> bool {
        self.recording == interp.trace.number && interp.trace.on
    }

    /// An element of so many bytes was written once more.
    pub fn again(&self, interp: &mut Interp, bytes: usize) {
        for at in [Some(self.expression), self.statement].into_iter().flatten() {
            let step = &mut interp.trace.steps[at];
            step.count += 1;
            step.written += bytes as u64;
        }
        match self.statement {
            Some(_) => tidy(interp),
            None => interp.trace.recorder.consumed = observe::mark(),
        }
    }
}

/// Whether all that is assigned to are elements or parts.
fn is_store(targets: &[Expr]) -> bool {
    !targets.is_empty() && targets.iter().all(|t| matches!(t.kind, ExprKind::Subscript { .. }))
}

/// Whether a buffer that was there before has been written since.
fn wrote(marks: &Marks) -> bool {
    let old =
        |e: &MemEvent| matches!(e, MemEvent::Write { id, .. } | MemEvent::Copy { to: id, .. } if *id < marks.buffer);
    observe::with_since(marks.log, |events| events.iter().any(old))
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
    let own_text = recorder.source.as_ref().is_some_and(|s| Rc::ptr_eq(s, frame.source()));
    if !interp.trace.on || !own_text {
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
fn name_arrays(interp: &mut Interp, frame: &Frame, targets: &[Expr]) {
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
