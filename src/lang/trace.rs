//! What each expression of a cell did to memory: recorded by the evaluator, read by reports.

use crate::engine::Layout;
use crate::engine::observe::{BufferId, CopyReason};
use crate::syntax::Span;
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
    /// The first array that it yielded; `None` if it yielded none (`a.sum()`, `del`).
    pub array: Option<ArrayFacts>,
    /// Where the result's memory comes from.
    pub origin: Origin,
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
}

/// What kind of step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// No array came of it: a number, or nothing.
    NoArray,
}
