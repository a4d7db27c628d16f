//! The layout of a text: its tokens, its logical lines and their indentation, as CPython's tokenizer finds them.

use super::SyntaxError;
use super::span::Span;
use super::token::{Scanner, Token};

/// One logical line.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its tokens; never empty.
    pub tokens: Vec<Token>,
    /// How many blocks it stands in.
    pub depth: usize,
}

impl Line {
    /// From the first token to the last.
    pub fn span(&self) -> Span {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        }
    }
}

/// A text cut into logical lines.
#[derive(Debug, Default)]
pub struct Layout {
    /// In order.
    pub lines: Vec<Line>,
    /// A bracket that nothing closes: the last line then runs to the end of the text.
    pub unclosed: Option<(char, Span)>,
}

/// The columns of an indentation: with tabs as 8, and with tabs as 1; both must agree on what is deeper.
#[derive(Clone, Copy, Default, PartialEq)]
struct Columns {
    wide: usize,
    narrow: usize,
}

const MAX_INDENT: usize = 100;

/// Cuts `source` into logical lines.
pub fn layout(source: &str) -> Result<Layout, SyntaxError> {
    let mut scanner = Scanner::new(source);
    let mut stack: Vec<Columns> = Vec::new();
    let mut lines = Vec::new();
    while let Some((indent, at)) = scanner.next_line() {
        let columns = measure(indent);
        let depth = place(&mut stack, columns, source, at)?;
        let tokens = scanner.logical_line()?;
        if !tokens.is_empty() {
            lines.push(Line { tokens, depth });
        }
    }
    Ok(Layout { lines, unclosed: scanner.unclosed() })
}

fn measure(indent: &str) -> Columns {
    indent.bytes().fold(Columns::default(), |c, byte| match byte {
        b'\t' => Columns { wide: (c.wide / 8 + 1) * 8, narrow: c.narrow + 1 },
        b'\x0C' => Columns::default(),
        _ => Columns { wide: c.wide + 1, narrow: c.narrow + 1 },
    })
}

/// The depth of a line with this indentation; opens or closes blocks. A cell may be indented as a whole.
fn place(stack: &mut Vec<Columns>, columns: Columns, source: &str, at: usize) -> Result<usize, SyntaxError> {
    let start = source[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = source[at..].find('\n').map_or(source.len(), |i| at + i);
    let error = |kind, at, message: &str| Err(SyntaxError::new(kind, message, Span::new(at, at)));
    let tabs = || error("TabError", start, "inconsistent use of tabs and spaces in indentation");
    let Some(&top) = stack.last() else {
        stack.push(columns);
        return Ok(0);
    };
    if columns.wide > top.wide {
        if columns.narrow <= top.narrow {
            return tabs();
        }
        if stack.len() >= MAX_INDENT {
            return error("IndentationError", end, "too many levels of indentation");
        }
        stack.push(columns);
    } else {
        while stack.len() > 1 && stack.last().is_some_and(|c| c.wide > columns.wide) {
            stack.pop();
        }
        let Some(&now) = stack.last() else { return Ok(0) };
        let whole_cell = stack.len() == 1 && columns.wide < now.wide;
        if now.wide != columns.wide && !whole_cell {
            return error("IndentationError", end, "unindent does not match any outer indentation level");
        }
        if now.narrow != columns.narrow && !whole_cell {
            return tabs();
        }
    }
    Ok(stack.len() - 1)
}
