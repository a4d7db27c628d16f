//! A cell's memory as rows, before it is text or HTML.

use crate::engine::observe::BufferId;
use crate::lang::trace::{ArrayFacts, Origin, Step, StepKind, Trace};
use crate::syntax::{Source, Span};
use std::collections::HashSet;
use std::rc::Rc;
use std::time::Duration;

/// A temporary of as many bytes has a row of its own in a compact report.
const NOTABLE: u64 = 1 << 20;

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
    /// Where it stands in the cell.
    pub span: Span,
    /// The rest of its statement: what stands before and after it.
    pub around: (String, String),
    /// The line in the cell, from 1.
    pub line: usize,
    /// What kind of step it was.
    pub kind: StepKind,
    /// The array that it yielded.
    pub array: Option<ArrayFacts>,
    /// Where that array's memory comes from.
    pub origin: Origin,
    /// Whether it is an array that lives no longer than its statement.
    pub temporary: bool,
    /// How many such arrays were made within, and their bytes.
    pub temporaries: (u64, u64),
    /// Variables whose arrays a computation read.
    pub sources: Vec<String>,
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
    /// What its array held, where that was noted.
    pub values: Option<Rc<[String]>>,
    /// Sub-expressions, in order of evaluation.
    pub children: Vec<Row>,
}

impl Report {
    /// From a trace; `None` where no array was touched.
    pub fn new(trace: &Trace, source: &Source) -> Option<Report> {
        let mut rows = tree(&trace.steps, source);
        rows.iter_mut().for_each(mark_temporaries);
        rows.iter_mut().for_each(Row::tidy);
        for row in &mut rows {
            let whole = row.span;
            row.children.iter_mut().for_each(|c| c.place_in(whole, &source.text));
        }
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

/// A text with each run of white space as one space; that at its ends stays one too.
fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch.is_whitespace() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(ch),
        }
    }
    out
}

fn row(step: &Step, source: &Source, children: Vec<Row>) -> Row {
    Row {
        source: on_one_line(step.span.text(&source.text)),
        span: step.span,
        around: Default::default(),
        line: source.line_col(step.span.start).0,
        kind: step.kind,
        array: step.array.clone(),
        origin: step.origin.clone(),
        temporary: false,
        temporaries: (0, 0),
        sources: step.sources.clone(),
        count: step.count,
        varies: step.varies,
        allocated: step.allocated,
        copied: step.copied,
        read: step.read,
        time: step.time,
        values: step.values.clone(),
        children,
    }
}

/// Marks the arrays made within a statement that are no part of what it yields or writes.
fn mark_temporaries(statement: &mut Row) {
    let kept = statement.array.as_ref().map(|a| a.buffer);
    let mut sum = (0, 0);
    statement.children.iter_mut().for_each(|c| c.mark_temporary(kept, &mut sum));
    statement.temporaries = sum;
}

impl Row {
    /// Notes what stands around it in the statement that spans `whole`.
    fn place_in(&mut self, whole: Span, text: &str) {
        let cut = |from: u32, to: u32| text.get(from as usize..to as usize).map_or_else(String::new, on_one_line);
        self.around = (cut(whole.start, self.span.start), cut(self.span.end, whole.end));
        self.children.iter_mut().for_each(|c| c.place_in(whole, text));
    }

    fn mark_temporary(&mut self, kept: Option<BufferId>, sum: &mut (u64, u64)) {
        let fresh = matches!(self.origin, Origin::New | Origin::CopyOf { .. });
        let buffer = self.array.as_ref().map(|a| a.buffer);
        let passed_on = self.children.iter().any(|c| c.temporary && c.array.as_ref().map(|a| a.buffer) == buffer);
        if fresh && (buffer.is_none() || buffer != kept) && !passed_on {
            self.temporary = true;
            *sum = (sum.0 + self.count, sum.1 + self.count * self.made());
        }
        self.children.iter_mut().for_each(|c| c.mark_temporary(kept, sum));
    }

    /// Bytes of the buffer that this row itself made in one run.
    pub fn made(&self) -> u64 {
        match (&self.array, &self.origin) {
            (_, Origin::CopyOf { bytes, .. }) => *bytes as u64,
            (Some(a), Origin::New) => a.buffer_len as u64,
            _ => 0,
        }
    }

    /// Where a buffer of its own shows only in part: the bytes that are held, and those that show (`np.zeros(1000)[:3]`).
    pub fn hides(&self) -> Option<(u64, u64)> {
        let made = matches!(self.origin, Origin::New | Origin::CopyOf { .. });
        let array = self.array.as_ref().filter(|_| made)?;
        let reached = array.layout.shape.iter().zip(&array.layout.strides).filter(|(_, s)| **s != 0);
        let shown = reached.map(|(n, _)| *n as u64).product::<u64>() * array.layout.itemsize() as u64;
        let empty = array.layout.size() == 0;
        (!empty && shown < array.buffer_len as u64).then_some((array.buffer_len as u64, shown))
    }

    /// A lone child that says what its parent says (`b = a.T` and `a.T`) is left out; its own children move up.
    fn tidy(&mut self) {
        self.children.iter_mut().for_each(Row::tidy);
        if !self.children.is_empty() {
            self.sources = self.children.iter().flat_map(|c| c.sources.clone()).collect();
            let mut seen = HashSet::new();
            self.sources.retain(|n| seen.insert(n.clone()));
        }
        let lone = matches!(self.children.as_slice(), [only] if self.source.ends_with(only.source.as_str()));
        if lone && let Some(only) = self.children.pop() {
            self.children = only.children;
        }
    }

    /// Whether this row itself is where bytes were copied.
    pub fn is_copy(&self) -> bool {
        matches!(self.origin, Origin::CopyOf { .. })
    }

    /// How many rows are within it.
    pub fn steps(&self) -> usize {
        self.children.iter().map(|c| 1 + c.steps()).sum()
    }

    /// What a compact report shows of a statement's sub-expressions: copies, and temporaries of some size.
    pub fn notable(&self) -> Vec<&Row> {
        let mut found = Vec::new();
        for child in &self.children {
            found.extend(child.notable());
            let copies = child.is_copy() && (child.temporary || !self.is_copy());
            if copies || (child.temporary && child.made() >= NOTABLE) {
                found.push(child);
            }
        }
        found
    }
}
