//! A cell's memory as rows, before it is text or HTML.

use crate::lang::trace::{ArrayFacts, Origin, Step, StepKind, Trace};
use crate::syntax::Source;
use std::time::Duration;

/// The memory report of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// One for each statement that yielded or changed an array.
    pub rows: Vec<Row>,
    /// Bytes of buffers made.
    pub allocated: u64,
    /// Bytes copied.
    pub copied: u64,
    /// The most bytes alive at once, beyond those at the start of the cell.
    pub peak: u64,
}

/// One statement or expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its source on one line.
    pub source: String,
    /// The line in the cell, from 1.
    pub line: usize,
    /// What kind of step it was.
    pub kind: StepKind,
    /// The array that it yielded.
    pub array: Option<ArrayFacts>,
    /// Where that array's memory comes from.
    pub origin: Origin,
    /// How often it ran.
    pub count: u64,
    /// Whether later runs differed from the first.
    pub varies: bool,
    /// Bytes allocated.
    pub allocated: u64,
    /// Bytes copied.
    pub copied: u64,
    /// Bytes read by computations.
    pub read: u64,
    /// Time.
    pub time: Duration,
    /// Sub-expressions, in order of evaluation.
    pub children: Vec<Row>,
}

impl Report {
    /// From a trace; `None` where no array was touched.
    pub fn new(trace: &Trace, source: &Source) -> Option<Report> {
        let rows = tree(&trace.steps, source);
        let (allocated, copied, peak) = (trace.allocated, trace.copied, trace.peak);
        (!rows.is_empty()).then_some(Report { rows, allocated, copied, peak })
    }
}

/// Children stand before their parents, one level deeper.
fn tree(steps: &[Step], source: &Source) -> Vec<Row> {
    let mut open: Vec<(usize, Row)> = Vec::new();
    for step in steps {
        let at = open.iter().rposition(|(depth, _)| *depth <= step.depth).map_or(0, |i| i + 1);
        let children: Vec<Row> = open.drain(at..).map(|(_, row)| row).collect();
        open.push((step.depth, row(step, source, children)));
    }
    open.into_iter().map(|(_, row)| row).collect()
}

fn row(step: &Step, source: &Source, children: Vec<Row>) -> Row {
    let text = step.span.text(&source.text);
    Row {
        source: text.split_whitespace().collect::<Vec<_>>().join(" "),
        line: source.line_col(step.span.start).0,
        kind: step.kind,
        array: step.array.clone(),
        origin: step.origin.clone(),
        count: step.count,
        varies: step.varies,
        allocated: step.allocated,
        copied: step.copied,
        read: step.read,
        time: step.time,
        children: worth_showing(children, text),
    }
}

/// A lone child that says what its parent says (`b = a.T` and `a.T`) is left out; its own children move up.
fn worth_showing(mut children: Vec<Row>, parent: &str) -> Vec<Row> {
    match children.as_slice() {
        [only] if parent.trim_end().ends_with(only.source.as_str()) => children.remove(0).children,
        _ => children,
    }
}

impl Row {
    /// Whether this row itself is where bytes were copied.
    pub fn is_copy(&self) -> bool {
        matches!(self.origin, Origin::CopyOf { .. })
    }

    /// The copies among its sub-expressions, at any depth.
    pub fn copies_within(&self) -> Vec<&Row> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.is_copy() && !self.is_copy() {
                found.push(child);
            }
            found.extend(child.copies_within());
        }
        found
    }
}
