//! `array_repr`, `array_str` and `array2string`: corners of large arrays, brackets, line breaks, suffixes.

use super::element::{Callback, ElementFormat};
use super::options::{Legacy, PrintOptions};
use super::scalar;
use crate::engine::broadcast;
use crate::engine::dtype::DType;
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::interrupt;
use crate::engine::layout::{self, Layout, Shape};
use crate::engine::objects::hooks;
use crate::engine::scalar::Scalar;
use crate::engine::view::View;

/// What `array2string` takes beside the print options.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// Between elements.
    pub separator: &'a str,
    /// What the caller will print before: lines are indented by its length.
    pub prefix: &'a str,
    /// What the caller will print after: room is left for it.
    pub suffix: &'a str,
    /// A user's formatter for this dtype (see [`formatter_keys`](super::formatter_keys)).
    pub formatter: Option<Callback<'a>>,
}

impl Default for Frame<'_> {
    fn default() -> Self {
        Frame { separator: " ", prefix: "", suffix: "", formatter: None }
    }
}

/// NumPy's `repr` of an array.
///
/// # Errors
/// `ValueError` of a negative precision.
pub fn array_repr(view: &View, options: &PrintOptions) -> Result<String> {
    array_repr_with(view, "array", options, None)
}

/// [`array_repr`] of a class by another name, with a user's formatter for the dtype.
///
/// # Errors
/// Those of the formatter too.
pub fn array_repr_with(
    view: &View,
    class: &str,
    options: &PrintOptions,
    formatter: Option<Callback<'_>>,
) -> Result<String> {
    let prefix = &format!("{class}(");
    let body = array2string(view, options, &Frame { separator: ", ", prefix, suffix: ")", formatter })?;
    let mut extras = Vec::new();
    let size = view.size();
    if size == 0 && view.shape() != [0] || options.legacy == Legacy::Off && options.threshold.is_exceeded_by(size) {
        extras.push(format!("shape={}", broadcast::shape_repr(view.shape())));
    }
    let old = options.legacy == Legacy::V1_13;
    let implied = is_implied(view.dtype()) && !(old && view.dtype() == DType::Bool);
    if !implied || size == 0 {
        extras.push(format!("dtype={}", dtype_short_repr(view.dtype())));
    }
    if extras.is_empty() {
        return Ok(format!("{prefix}{body})"));
    }
    let text = format!("{prefix}{body},");
    let extras = extras.join(", ") + ")";
    let last_line = text.rsplit('\n').next().unwrap_or_default().chars().count();
    let breaks =
        if old { !view.dtype().is_numeric() } else { (last_line + extras.len() + 1) as i64 > options.linewidth };
    let spacer = if breaks { format!("\n{}", " ".repeat(prefix.len())) } else { " ".into() };
    Ok(text + &spacer + &extras)
}

/// NumPy's `str` of an array.
///
/// # Errors
/// `ValueError` of a negative precision.
pub fn array_str(view: &View, options: &PrintOptions) -> Result<String> {
    array_str_with(view, options, None)
}

/// [`array_str`] with a user's formatter for the dtype.
///
/// # Errors
/// Those of the formatter too.
pub fn array_str_with(view: &View, options: &PrintOptions, formatter: Option<Callback<'_>>) -> Result<String> {
    if view.rank() == 0 {
        let x = view.first();
        if let Scalar::Object(held) = &x {
            return (hooks()?.plain)(held);
        }
        if options.legacy == Legacy::V1_13 {
            return Ok(if let Scalar::Str(s) = &x { s.to_string() } else { scalar::item_repr(&x) });
        }
        let shown = if matches!(x, Scalar::Bytes(_)) { scalar::scalar_repr_in } else { scalar::scalar_str_in };
        return Ok(shown(&x, options.legacy));
    }
    array2string(view, options, &Frame { formatter, ..Frame::default() })
}

/// NumPy's `array2string`.
///
/// # Errors
/// `ValueError` of a negative precision, and those of the formatter.
pub fn array2string(view: &View, options: &PrintOptions, frame: &Frame<'_>) -> Result<String> {
    let old = options.legacy == Legacy::V1_13;
    if old && view.rank() == 0 {
        return Ok(scalar::item_repr(&view.first()));
    }
    if view.size() == 0 {
        return Ok("[]".into());
    }
    let edge = options.threshold.is_exceeded_by(view.size()).then_some(options.edgeitems.max(0) as usize);
    let layout = view.layout();
    let format = match frame.formatter {
        Some(callback) => ElementFormat::Custom(callback),
        None => ElementFormat::choose(view.dtype(), &corners(view, edge)?, view.rank() == 0, options)?,
    };
    // Far from overflow, whatever the option.
    let width = options.linewidth.clamp(-(1 << 32), 1 << 32) - if old { 0 } else { count(frame.suffix) as i64 };
    let (separator, edge) = (frame.separator, edge.unwrap_or(usize::MAX));
    let mut printer = Printer { view, layout, format, separator, edge, old, out: String::new(), word: String::new() };
    printer.axis(0, layout.offset as isize, 1 + frame.prefix.chars().count(), width)?;
    Ok(printer.out)
}

/// Whether the values tell the dtype.
fn is_implied(dtype: DType) -> bool {
    matches!(dtype, DType::Bool | DType::Int64 | DType::Float64 | DType::Complex128)
}

/// The dtype as the `dtype=` suffix names it.
fn dtype_short_repr(dtype: DType) -> String {
    if dtype.is_numeric() || dtype.record().is_some() || dtype == DType::Object {
        return if dtype == DType::Object { "object".into() } else { dtype.to_string() };
    }
    format!("'{dtype}'")
}

/// The elements that will be shown: all, or those within `edge` of the ends of every long axis.
fn corners(view: &View, edge: Option<usize>) -> Result<Vec<Scalar>> {
    // As slicing does, an edge of 0 keeps the whole axis.
    let kept = |n: usize| edge.filter(|&e| e > 0 && n > 2 * e).map_or(n, |e| 2 * e);
    let shape: Shape = view.shape().iter().map(|&n| kept(n)).collect();
    let mut shown = Vec::new();
    let too_many = || Error::new(ErrorKind::Memory, "Unable to allocate the elements to print");
    let count = layout::checked_size(&shape, size_of::<Scalar>()).map_err(|_| too_many())?;
    shown.try_reserve_exact(count).map_err(|_| too_many())?;
    gather(view, &shape, view.layout().offset as isize, &mut shown)?;
    Ok(shown)
}

/// Appends the elements at the ends of the axes that `shape`, the lengths kept, still has.
fn gather(view: &View, shape: &[usize], at: isize, shown: &mut Vec<Scalar>) -> Result<()> {
    let axis = view.rank() - shape.len();
    let [kept, inner @ ..] = shape else {
        shown.push(view.get_at(at as usize));
        return if shown.len().is_multiple_of(CHECK_EVERY) { interrupt::check() } else { Ok(()) };
    };
    let (n, stride) = (view.shape()[axis], view.strides()[axis]);
    let head = if *kept < n { kept / 2 } else { *kept };
    for i in (0..head).chain(n - (kept - head)..n) {
        gather(view, inner, at + i as isize * stride, shown)?;
    }
    Ok(())
}

/// How many elements pass between looks at the interrupt flag.
const CHECK_EVERY: usize = 4096;

/// The text of an array as it grows.
struct Printer<'a> {
    view: &'a View,
    layout: &'a Layout,
    format: ElementFormat<'a>,
    separator: &'a str,
    edge: usize,
    old: bool,
    out: String,
    word: String,
}

/// What stands at a place along an axis.
#[derive(Clone, Copy)]
enum Item {
    At(usize),
    Dots,
}

impl Printer<'_> {
    /// Appends the sub-array at a byte offset. Lines after the first are indented by `indent`.
    fn axis(&mut self, axis: usize, at: isize, indent: usize, width: i64) -> Result<()> {
        if axis == self.layout.rank() {
            let x = self.view.get_at(at as usize);
            return self.format.push(&x, &mut self.out);
        }
        self.out.push('[');
        if axis + 1 == self.layout.rank() {
            self.row(axis, at, indent, width)?;
        } else {
            self.rows(axis, at, indent, width)?;
        }
        self.out.push(']');
        Ok(())
    }

    /// The items of an axis, summarised if it is long.
    fn items(&self, axis: usize) -> impl Iterator<Item = (Item, bool)> + use<> {
        let n = self.layout.shape[axis];
        let summarised = self.edge < usize::MAX && 2 * self.edge < n;
        let (head, tail) = if summarised { (self.edge, self.edge.max(1)) } else { (0, n) };
        let dots = summarised.then_some(Item::Dots);
        let items = (0..head).map(Item::At).chain(dots).chain((n - tail..n).map(Item::At));
        items.map(move |item| (item, matches!(item, Item::At(i) if i + 1 == n)))
    }

    fn offset(&self, axis: usize, at: isize, index: usize) -> isize {
        at + index as isize * self.layout.strides[axis]
    }

    /// Sub-arrays, each on lines of its own.
    fn rows(&mut self, axis: usize, at: isize, indent: usize, width: i64) -> Result<()> {
        let breaks = self.layout.rank() - axis - 1;
        for (k, (item, last)) in self.items(axis).enumerate() {
            if k.is_multiple_of(CHECK_EVERY) {
                interrupt::check()?;
            }
            if k > 0 {
                self.spaces(indent);
            }
            match item {
                Item::At(i) => {
                    self.axis(axis + 1, self.offset(axis, at, i), indent + 1, width - i64::from(!self.old))?;
                }
                Item::Dots if self.old => {
                    self.out.push_str("..., \n");
                    continue;
                }
                Item::Dots => self.out.push_str("..."),
            }
            if !last {
                self.out.push_str(self.separator.trim_end());
                self.out.extend(std::iter::repeat_n('\n', breaks));
            }
        }
        Ok(())
    }

    /// Elements, wrapped.
    fn row(&mut self, axis: usize, at: isize, indent: usize, width: i64) -> Result<()> {
        let full = width;
        let width = width - count(self.separator.trim_end()).max(usize::from(!self.old)) as i64;
        let separator_len = count(self.separator);
        let start = self.out.len();
        self.spaces(indent);
        let mut line = Line { start, len: indent, indent, width, old: self.old };
        for (k, (item, last)) in self.items(axis).enumerate() {
            if k.is_multiple_of(CHECK_EVERY) {
                interrupt::check()?;
            }
            if last && self.old {
                line.width = full;
            }
            match item {
                Item::Dots => line.add("...", &mut self.out),
                Item::At(i) => {
                    self.word.clear();
                    let x = self.view.get_at(self.offset(axis, at, i) as usize);
                    self.format.push(&x, &mut self.word)?;
                    line.add_lines(&self.word, &mut self.out);
                }
            }
            if self.old && matches!(item, Item::Dots) {
                self.out.push_str(", ");
                line.len += 2;
            } else if !last {
                self.out.push_str(self.separator);
                line.len += separator_len;
            }
        }
        // NumPy cuts the first line's indent off by its length, even where a line of blanks was stripped of it.
        let cut = self.out[start..].chars().take(indent).map(char::len_utf8).sum::<usize>();
        self.out.drain(start..start + cut);
        Ok(())
    }

    fn spaces(&mut self, n: usize) {
        self.out.extend(std::iter::repeat_n(' ', n));
    }
}

/// The characters of a text.
fn count(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// The line being filled: where it starts in the text and how long it is, its indent included.
struct Line {
    start: usize,
    len: usize,
    indent: usize,
    width: i64,
    /// As NumPy 1.13 did: wrapped whether it helps or not.
    old: bool,
}

impl Line {
    /// Appends a word, on a new line if it is too long for this one and a new one would help.
    fn add(&mut self, word: &str, out: &mut String) {
        let len = count(word);
        if (self.len + len) as i64 > self.width && (self.old || self.len > self.indent) {
            self.wrap(self.indent, out);
        }
        out.push_str(word);
        self.len += len;
    }

    /// Appends what may have lines of its own (a user's formatter): they stand below each other.
    fn add_lines(&mut self, word: &str, out: &mut String) {
        if self.old || !word.contains(LINE_BREAKS) {
            return self.add(word, out);
        }
        let words: Vec<&str> = split_lines(word);
        if words.len() == 1 {
            return self.add(word, out);
        }
        let longest = words.iter().map(|w| count(w)).max().unwrap_or(0);
        let mut indent = self.len;
        if (self.len + longest) as i64 > self.width && self.len > self.indent {
            self.wrap(self.indent, out);
            indent = self.indent;
        }
        for (k, word) in words.iter().enumerate() {
            if k > 0 {
                self.wrap(indent, out);
            }
            out.push_str(word);
            self.len += count(word);
        }
        let rest = longest - words.last().map_or(0, |w| count(w));
        out.extend(std::iter::repeat_n(' ', rest));
        self.len += rest;
    }

    fn wrap(&mut self, indent: usize, out: &mut String) {
        let kept = out[self.start..].trim_end().len();
        out.truncate(self.start + kept);
        out.push('\n');
        self.start = out.len();
        out.extend(std::iter::repeat_n(' ', indent));
        self.len = indent;
    }
}

/// Where Python's `str.splitlines` breaks (and `\r\n`).
const LINE_BREAKS: [char; 10] =
    ['\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Python's `str.splitlines`.
fn split_lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(LINE_BREAKS) {
        lines.push(&rest[..at]);
        let crlf = rest[at..].starts_with("\r\n");
        let len = rest[at..].chars().next().map_or(0, char::len_utf8);
        rest = &rest[at + len + usize::from(crlf)..];
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}
