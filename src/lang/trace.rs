//! What each expression of a cell did to memory: recorded by the evaluator, read by reports.

use super::array::Array;
use super::dict::KeyHasher;
use crate::engine::Layout;
use crate::engine::observe::{self, BufferId, CopyReason, Totals};
use crate::syntax::{Source, Span};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;
use std::rc::{Rc, Weak};
use std::time::Duration;

/// The steps of one cell, in the order in which they ended; children before parents.
#[derive(Default)]
pub struct Trace {
    /// Whether steps are recorded (off inside `%timeit`).
    pub on: bool,
    /// The steps. Each span of a source stands once: repeats add to its counts.
    pub steps: Vec<Step>,
    /// Bytes of buffers made in the cell.
    pub allocated: u64,
    /// Bytes copied in the cell.
    pub copied: u64,
    /// The most bytes alive at once beyond those at the start of the cell.
    pub peak: u64,
    /// Whether steps are timed, which costs two looks at the clock each.
    pub timed: bool,
    /// So many steps more are told one by one, repeats of a span too, with what their arrays hold (`%%trace`).
    pub story: usize,
    /// Which recording of the interpreter's this is.
    pub(super) number: u64,
    pub(super) recorder: Recorder,
}

/// What recording needs while a cell runs.
#[derive(Default)]
pub struct Recorder {
    /// The cell's text: steps of other texts (functions of earlier cells) count only as part of their call.
    pub(super) source: Option<Rc<Source>>,
    /// How deep the cell's own statements run.
    pub(super) base_depth: usize,
    /// The sums when the cell began.
    pub(super) before: Totals,
    /// Steps by span and kind (of temporaries: and which of the span).
    pub(super) index: HashMap<(Span, u8, usize), usize, BuildHasherDefault<KeyHasher>>,
    /// Steps whose array's names are still to be looked up, when their statement has ended.
    pub(super) unnamed: Vec<(usize, Weak<Array>)>,
    /// Events of the log up to here belong to steps already.
    pub(super) consumed: usize,
    /// How often the log was emptied: marks of earlier generations are void.
    pub(super) generation: u64,
    /// The write observed last in the running statement, for the statement's own row.
    pub(super) last_write: Option<(Origin, Option<ArrayFacts>)>,
    /// The array that an expression yielded last in the running statement, by its serial number, and its origin.
    pub(super) last_result: Option<(u64, Origin)>,
    /// What was before each of the open expressions and statements.
    pub(super) stack: super::eval::probe::Stack,
    /// Time of recorded operations so far.
    pub(super) clock: Duration,
}

impl Recorder {
    /// Whether what code of this text does is told of: it is the cell's own.
    pub(super) fn tells_of(&self, source: &Rc<Source>) -> bool {
        self.source.as_ref().is_some_and(|s| Rc::ptr_eq(s, source))
    }
}

impl Trace {
    /// Begins to record a cell whose statements run at `base_depth`.
    pub fn begin(&mut self, source: &Rc<Source>, base_depth: usize) {
        observe::record(true);
        observe::clear();
        observe::reset_peak();
        let recorder =
            Recorder { source: Some(source.clone()), base_depth, before: observe::totals(), ..Recorder::default() };
        *self = Trace { on: true, timed: self.timed, number: self.number + 1, recorder, ..Trace::default() };
    }

    /// Ends the cell: the sums, and how deep each step is nested. The steps stay until the next [`Trace::begin`].
    pub fn finish(&mut self) {
        self.on = false;
        let (now, before) = (observe::totals(), self.recorder.before);
        self.allocated = now.allocated - before.allocated;
        self.copied = now.copied - before.copied;
        self.peak = now.peak.saturating_sub(before.live);
        self.recorder = Recorder::default();
        observe::record(false);
        let mut told = HashSet::new();
        let places: Vec<Place> = self.steps.iter().map(Step::place).filter(|p| told.insert(*p)).collect();
        let depths: Vec<usize> = self.steps.iter().map(|s| depth_of(s.place(), &places)).collect();
        for (step, depth) in self.steps.iter_mut().zip(depths) {
            step.depth = depth;
        }
    }

    /// Stops recording for a while; what happens until [`Trace::resume`] counts for nothing.
    pub fn pause(&mut self) -> Paused {
        let on = std::mem::replace(&mut self.on, false);
        Paused { on, noted: observe::pause() }
    }

    /// Goes on as before the pause.
    pub fn resume(&mut self, paused: Paused) {
        self.on = paused.on;
        let more = observe::resume(paused.noted);
        let live = &mut self.recorder.before.live;
        *live = live.saturating_add_signed(more);
    }
}

/// Where a step stands and what it is.
type Place = (Span, StepKind);

/// How many other steps a step is part of. A statement holds the expression that is all of it.
fn depth_of((span, kind): Place, all: &[Place]) -> usize {
    let rank = |k: StepKind| match k {
        StepKind::Statement => 0,
        StepKind::Expression => 1,
        StepKind::Temporary => 2,
    };
    let holds = |&&(outer, outer_kind): &&Place| {
        let around = outer.start <= span.start && span.end <= outer.end;
        around && (outer != span || rank(outer_kind) < rank(kind))
    };
    if kind == StepKind::Statement { 0 } else { all.iter().filter(holds).count() }
}

/// What [`Trace::pause`] put away.
pub struct Paused {
    on: bool,
    noted: observe::Paused,
}

/// One expression, statement or hidden temporary that yielded or changed an array.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// Where it stands in the cell's text.
    pub span: Span,
    /// How deep it is nested: 0 for a statement.
    pub depth: usize,
    /// The first array that it yielded, or the one that it wrote; `None` if there is none (`a.sum()`, `del`).
    pub array: Option<ArrayFacts>,
    /// Where the result's memory comes from.
    pub origin: Origin,
    /// Variables whose arrays a computation read.
    pub sources: Vec<String>,
    /// How often it ran.
    pub count: u64,
    /// Whether later runs had another layout or origin than the first.
    pub varies: bool,
    /// Bytes allocated, its children's included.
    pub allocated: u64,
    /// Bytes copied, its children's included.
    pub copied: u64,
    /// Bytes read by computations, its children's included.
    pub read: u64,
    /// Bytes written, its children's included.
    pub written: u64,
    /// Time, its children's included. Shown only on request.
    pub time: Duration,
    /// The elements' texts in order of their indices, where a story is told and the array is small.
    pub values: Option<Rc<[String]>>,
}

impl Step {
    fn place(&self) -> Place {
        (self.span, self.kind)
    }

    /// One that has not run yet.
    pub(super) fn new(kind: StepKind, span: Span) -> Step {
        Step {
            kind,
            span,
            depth: 0,
            array: None,
            origin: Origin::NoArray,
            sources: Vec::new(),
            count: 0,
            varies: false,
            allocated: 0,
            copied: 0,
            read: 0,
            written: 0,
            time: Duration::ZERO,
            values: None,
        }
    }
}

/// What kind of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// A statement.
    Statement,
    /// An expression within one.
    Expression,
    /// An array that the program doesn't name: a conversion's or an overlap's.
    Temporary,
}

/// An array at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrayFacts {
    /// Dtype, shape, strides, offset.
    pub layout: Layout,
    /// Its buffer.
    pub buffer: BufferId,
    /// Length of the buffer in bytes.
    pub buffer_len: usize,
    /// Address of the buffer's first byte.
    pub base_address: usize,
    /// Variables that hold this very array, after the statement.
    pub names: Vec<String>,
    /// `flags.writeable`
    pub writeable: bool,
}

/// Where the memory of a result comes from, as observed.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// A new buffer.
    New,
    /// The buffer was there before; the array object is new.
    ViewOf {
        /// That buffer.
        buffer: BufferId,
        /// Variables that hold it.
        names: Vec<String>,
    },
    /// The bytes of a file, which were there before.
    OfFile {
        /// Its name.
        name: String,
    },
    /// The array object was there before.
    SameObject {
        /// Variables that hold it.
        names: Vec<String>,
    },
    /// A new buffer, filled with another's elements.
    CopyOf {
        /// The source.
        buffer: BufferId,
        /// Variables that hold the source.
        names: Vec<String>,
        /// Bytes.
        bytes: usize,
        /// Why.
        reason: CopyReason,
    },
    /// An existing buffer was written.
    InPlace {
        /// Which.
        buffer: BufferId,
        /// The variable through which it was written, if one names it.
        writes: Vec<String>,
        /// Other variables that see the change.
        seen_through: Vec<String>,
    },
    /// No array came of it, and the last that held some buffers let them go (`del a`).
    Freed {
        /// Their bytes.
        bytes: usize,
    },
    /// No array came of it: a number, or nothing.
    NoArray,
}
