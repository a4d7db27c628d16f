//! Hooks of the trace: what each expression and statement did to memory, observed from the engine's events, the numbers
//! of buffers and the identity of array objects. Where nothing happened they cost a few reads of thread-local cells.

use super::frame::Frame;
use super::origin::Marks;
use super::steps::{Happened, name_arrays, record};
use crate::engine::observe::{self, MemEvent, Totals};
use crate::lang::array::Array;
use crate::lang::interp::Interp;
use crate::lang::trace::{Origin, StepKind};
use crate::lang::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{Expr, ExprKind};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// Events kept at most while a function runs: beyond, copies show as new arrays.
const LOG_LIMIT: usize = 100_000;

/// The state of memory at one moment, as differences to a later one need it.
#[derive(Clone, Copy)]
pub(in crate::lang) struct Before {
    events: u64,
    pub(super) totals: Totals,
    pub(super) clock: Duration,
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
    /// Of the element's expression; `None` in another text than the recorded one, of which nothing is told.
    expression: Option<usize>,
    /// Of the statement, if it has one.
    statement: Option<usize>,
    /// Whether nothing else of the statement can touch arrays, so that it ends with the element.
    whole: bool,
}

impl Written {
    /// What was recorded of an element written, and of its statement.
    pub fn find(interp: &Interp, frame: &Frame, element: Span, statement: Option<Span>) -> Option<Written> {
        let written = Written { recording: interp.trace.number, whole: statement.is_some(), ..Written::default() };
        if !interp.trace.recorder.tells_of(frame.source()) {
            return Some(written);
        }
        let step = |span: Span, kind: StepKind| {
            let at = *interp.trace.recorder.index.get(&(span, kind as u8, 0))?;
            matches!(interp.trace.steps[at].origin, Origin::InPlace { .. }).then_some(at)
        };
        let statement = match statement {
            Some(span) => Some(step(span, StepKind::Statement)?),
            None => None,
        };
        let expression = Some(step(element, StepKind::Expression)?);
        Some(Written { expression, statement, ..written })
    }

    /// Whether it is of the recording that goes on.
    #[inline(always)]
    pub fn holds(&self, interp: &Interp) -> bool {
        self.recording == interp.trace.number && interp.trace.on
    }

    /// An element of so many bytes was written once more.
    pub fn again(&self, interp: &mut Interp, bytes: usize) {
        for at in [self.expression, self.statement].into_iter().flatten() {
            let step = &mut interp.trace.steps[at];
            step.count += 1;
            step.written += bytes as u64;
        }
        if self.whole {
            tidy(interp);
        } else if self.expression.is_some() {
            interp.trace.recorder.consumed = observe::mark();
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
