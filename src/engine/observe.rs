//! What the engine did to memory, as it happened: the source of every origin that a report shows.

use super::dtype::DType;
use super::layout::Order;
use super::reshape::{NotAdjacent, NotMergeable};
use super::view::View;
use std::cell::{Cell, RefCell};
use std::fmt;

/// A buffer's number: 1, 2, … in order of creation. Shown as `#1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BufferId(pub u64);

impl BufferId {
    /// The number of every scratch buffer: what happens to those is not observed.
    pub const SCRATCH: BufferId = BufferId(0);
}

impl fmt::Display for BufferId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Why bytes were copied, with the numbers of the case. `Display` completes the sentence "copy of X: n bytes, because …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyReason {
    /// A reshape or ravel that no strides can express.
    Reshape(NotMergeable),
    /// A ravel of elements that do not lie side by side.
    Ravel(NotAdjacent),
    /// Indexing with an integer array or list.
    FancyIndex,
    /// Indexing with a boolean array.
    BooleanIndex,
    /// The program asked: `copy()`, `np.array(a)`, `flatten()`.
    Requested,
    /// The elements change their type.
    Cast {
        /// From.
        from: DType,
        /// To.
        to: DType,
    },
    /// The callee wants another order of the axes.
    Order(Order),
    /// The source is written while it is read, so it is copied first.
    Overlap,
    /// A BLAS or LAPACK routine can't walk these strides.
    Blas,
    /// Elements of several arrays are put together (`concatenate`, `stack`, `pad`, `tile` …).
    Join,
    /// Anything else, in words.
    Other(&'static str),
}

impl fmt::Display for CopyReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CopyReason::Reshape(why) => why.fmt(f),
            CopyReason::Ravel(why) => why.fmt(f),
            CopyReason::FancyIndex => f.write_str("an integer-array index picks elements that no strides can reach"),
            CopyReason::BooleanIndex => f.write_str("a boolean index picks elements that no strides can reach"),
            CopyReason::Requested => f.write_str("a copy was asked for"),
            CopyReason::Cast { from, to } => write!(f, "the elements change from {from} to {to}"),
            CopyReason::Order(Order::F) => f.write_str("Fortran order was asked for"),
            CopyReason::Order(_) => f.write_str("C order was asked for"),
            CopyReason::Overlap => f.write_str("source and destination overlap"),
            CopyReason::Blas => f.write_str("the linear-algebra routine can't walk these strides"),
            CopyReason::Join => f.write_str("parts of several arrays are put side by side"),
            CopyReason::Other(why) => f.write_str(why),
        }
    }
}

/// One thing that happened to memory.
#[derive(Debug, Clone, PartialEq)]
pub enum MemEvent {
    /// A buffer came to be.
    Alloc {
        /// Which.
        id: BufferId,
        /// Its length in bytes.
        bytes: usize,
    },
    /// A buffer was given back.
    Free {
        /// Which.
        id: BufferId,
        /// Its length in bytes.
        bytes: usize,
    },
    /// Elements were copied unchanged (or only cast) from one buffer to another.
    Copy {
        /// Source.
        from: BufferId,
        /// Destination.
        to: BufferId,
        /// Bytes written.
        bytes: usize,
        /// Why.
        reason: CopyReason,
    },
    /// Elements of a buffer were written, by a computation or an assignment.
    Write {
        /// Which.
        id: BufferId,
        /// Bytes written.
        bytes: usize,
    },
    /// Elements were read by a computation.
    Read {
        /// Which.
        id: BufferId,
        /// Bytes read.
        bytes: usize,
    },
}

/// Sums since the thread began; differences of two tell what happened between.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Bytes of buffers made.
    pub allocated: u64,
    /// Bytes copied.
    pub copied: u64,
    /// Bytes read by computations.
    pub read: u64,
    /// Bytes written by computations and assignments.
    pub written: u64,
    /// Bytes alive now.
    pub live: u64,
    /// The most that was alive since the last [`reset_peak`].
    pub peak: u64,
}

/// The sums of a thread, each to be changed by itself: as one cell they were copied whole at every event.
struct Sums {
    allocated: Cell<u64>,
    copied: Cell<u64>,
    read: Cell<u64>,
    written: Cell<u64>,
    live: Cell<u64>,
    peak: Cell<u64>,
}

impl Sums {
    const fn new() -> Sums {
        Sums {
            allocated: Cell::new(0),
            copied: Cell::new(0),
            read: Cell::new(0),
            written: Cell::new(0),
            live: Cell::new(0),
            peak: Cell::new(0),
        }
    }

    fn get(&self) -> Totals {
        Totals {
            allocated: self.allocated.get(),
            copied: self.copied.get(),
            read: self.read.get(),
            written: self.written.get(),
            live: self.live.get(),
            peak: self.peak.get(),
        }
    }

    fn set(&self, t: Totals) {
        self.allocated.set(t.allocated);
        self.copied.set(t.copied);
        self.read.set(t.read);
        self.written.set(t.written);
        self.live.set(t.live);
        self.peak.set(t.peak);
    }

    #[inline(always)]
    fn add(&self, event: &MemEvent) {
        let more = |sum: &Cell<u64>, bytes: usize| sum.set(sum.get() + bytes as u64);
        match *event {
            MemEvent::Alloc { bytes, .. } => {
                more(&self.allocated, bytes);
                more(&self.live, bytes);
                self.peak.set(self.peak.get().max(self.live.get()));
            }
            MemEvent::Free { bytes, .. } => self.live.set(self.live.get().saturating_sub(bytes as u64)),
            MemEvent::Copy { bytes, .. } => more(&self.copied, bytes),
            MemEvent::Write { bytes, .. } => more(&self.written, bytes),
            MemEvent::Read { bytes, .. } => more(&self.read, bytes),
        }
    }
}

thread_local! {
    static TOTALS: Sums = const { Sums::new() };
    static EVENTS: Cell<u64> = const { Cell::new(0) };
    static LOG: RefCell<Option<Vec<MemEvent>>> = const { RefCell::new(None) };
}

impl MemEvent {
    /// The buffer that it happens to.
    pub fn buffer(&self) -> BufferId {
        match *self {
            MemEvent::Alloc { id, .. }
            | MemEvent::Free { id, .. }
            | MemEvent::Copy { to: id, .. }
            | MemEvent::Write { id, .. }
            | MemEvent::Read { id, .. } => id,
        }
    }
}

/// Notes that an operation reads these operands. Of `x * x` or `a @ a.T` the same bytes are read once.
pub fn note_reads<'v>(views: impl IntoIterator<Item = &'v View>) {
    let mut last = None;
    for view in views {
        let bytes = (view.id(), view.layout().offset, view.nbytes());
        if last.replace(bytes) != Some(bytes) {
            note(MemEvent::Read { id: view.id(), bytes: view.nbytes() });
        }
    }
}

/// Notes an event: always in the totals, in the log only while one is kept. What happens to scratch is not noted.
pub fn note(event: MemEvent) {
    if event.buffer() == BufferId::SCRATCH {
        return;
    }
    TOTALS.with(|t| t.add(&event));
    EVENTS.set(EVENTS.get() + 1);
    LOG.with_borrow_mut(|log| {
        if let Some(log) = log {
            log.push(event);
        }
    });
}

/// The sums so far.
#[inline]
pub fn totals() -> Totals {
    TOTALS.with(Sums::get)
}

/// How many events there were: equal numbers mean that nothing happened between.
#[inline]
pub fn events() -> u64 {
    EVENTS.get()
}

/// Begins a new measure of [`Totals::peak`].
pub fn reset_peak() {
    TOTALS.with(|t| t.peak.set(t.live.get()));
}

/// Keeps a log of events from now on, or no longer. Returns whether one was kept before.
pub fn record(on: bool) -> bool {
    LOG.with_borrow_mut(|log| {
        let was = log.is_some();
        if on != was {
            *log = on.then(Vec::new);
        }
        was
    })
}

/// What [`pause`] put away.
pub struct Paused {
    log: Option<Vec<MemEvent>>,
    totals: Totals,
    events: u64,
}

/// Puts the log and the sums away: what happens until [`resume`] leaves no trace.
pub fn pause() -> Paused {
    Paused { log: LOG.with_borrow_mut(Option::take), totals: totals(), events: events() }
}

/// Goes on as if nothing had been noted since the pause: what came to live meanwhile counts as if it had lived before.
/// By how much that is more.
pub fn resume(paused: Paused) -> i64 {
    LOG.with_borrow_mut(|log| *log = paused.log);
    EVENTS.set(paused.events);
    let live = totals().live;
    let more = live as i64 - paused.totals.live as i64;
    let peak = paused.totals.peak.saturating_add_signed(more);
    TOTALS.with(|t| t.set(Totals { live, peak, ..paused.totals }));
    more
}

/// The position in the log, to be handed to [`since`].
pub fn mark() -> usize {
    LOG.with_borrow(|log| log.as_ref().map_or(0, Vec::len))
}

/// A copy of the events after a mark.
pub fn since(mark: usize) -> Vec<MemEvent> {
    LOG.with_borrow(|log| log.as_ref().map_or_else(Vec::new, |l| l[mark.min(l.len())..].to_vec()))
}

/// What `f` finds in the events after a mark. It must not do anything that is noted.
pub fn with_since<R>(mark: usize, f: impl FnOnce(&[MemEvent]) -> R) -> R {
    LOG.with_borrow(|log| f(log.as_ref().map_or(&[], |l| &l[mark.min(l.len())..])))
}

/// Empties the log (the marks with it), at the end of a statement.
pub fn clear() {
    LOG.with_borrow_mut(|log| {
        if let Some(log) = log {
            log.clear();
        }
    });
}
