//! One logical line, through the grammar, to the syntax tree. pest's types stop at this folder.

#![allow(missing_docs)] // the parser that pest derives documents its rules from the grammar

mod call;
mod escape;
mod expr;
mod fstring;
mod literal;
mod stmt;
mod strings;
mod target;

use super::SyntaxError;
use super::ast::{Expr, Ident, Param, Stmt};
use super::span::Span;
use pest::Parser;
use pest::error::InputLocation;
use pest::iterators::Pair;

pub use expr::MAX_DEPTH;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/python.pest"]
struct Grammar;

type Node<'s> = Pair<'s, Rule>;
type Result<T> = std::result::Result<T, Failure>;

/// Why a line could not be read.
#[derive(Debug)]
pub enum Failure {
    /// The grammar stopped at this byte.
    Stopped(usize),
    /// Grammatical, yet not Python.
    Error(SyntaxError),
}

/// What one logical line holds.
#[derive(Debug)]
pub enum Content {
    /// Simple statements; whether `;` ends them.
    Simple(Vec<Stmt>, bool),
    /// The head of a compound statement.
    Head(Head),
}

/// The head of a compound statement.
#[derive(Debug)]
pub struct Head {
    /// Which.
    pub kind: HeadKind,
    /// Where, colon and statements on the same line included.
    pub span: Span,
    /// Statements on the same line.
    pub body: Vec<Stmt>,
}

/// The kinds of heads.
#[derive(Debug)]
pub enum HeadKind {
    If(Expr),
    Elif(Expr),
    Else,
    While(Expr),
    For(Expr, Expr),
    Try,
    Except(Option<Expr>, Option<Ident>),
    Finally,
    With(Vec<(Expr, Option<Expr>)>),
    Def(Ident, Vec<Param>),
}

/// Reads the logical line at `span`.
pub fn line(source: &str, span: Span, escape: bool) -> Result<Content> {
    let rule = if escape { Rule::escape_line } else { Rule::line };
    Lower { source, base: span.start as usize, fields: 0 }.read(rule, span, |lower, node| lower.content(node))
}

/// Turns pairs to tree nodes.
struct Lower<'s> {
    source: &'s str,
    /// Where the text that pest reads begins in the source.
    base: usize,
    /// How deep in fields of f-strings.
    fields: u8,
}

impl<'s> Lower<'s> {
    fn read<T>(&self, rule: Rule, span: Span, lower: impl FnOnce(&Lower<'s>, Node<'s>) -> Result<T>) -> Result<T> {
        let base = span.start as usize;
        let text = span.text(self.source);
        let mut pairs = Grammar::parse(rule, text).map_err(|error| match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => Failure::Stopped(base + at),
        })?;
        match pairs.next() {
            Some(node) => lower(&Lower { source: self.source, base, fields: self.fields }, node),
            None => Err(Failure::Stopped(base)),
        }
    }

    fn span(&self, node: &Node<'_>) -> Span {
        let span = node.as_span();
        Span::new(self.base + span.start(), self.base + span.end())
    }

    /// From where a node begins to the end of its last token, parentheses around an operand included. (pest lets a
    /// node end with the space behind it.)
    fn outer(&self, node: &Node<'_>) -> Span {
        let start = self.span(node).start;
        let mut last = node.clone();
        while !is_closed(last.as_rule()) {
            match last.clone().into_inner().next_back() {
                Some(child) => last = child,
                None => break,
            }
        }
        Span { start, end: self.span(&last).end }
    }
}

/// Whether a node ends with a token of its own.
fn is_closed(rule: Rule) -> bool {
    use Rule as R;
    matches!(rule, R::paren | R::list | R::brace | R::call | R::subscript | R::magic_value | R::shell_value)
}

fn fail<T>(span: Span, message: impl Into<String>) -> Result<T> {
    Err(Failure::Error(SyntaxError::new("SyntaxError", message, span)))
}

/// The children that are not keywords.
fn children(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.into_inner().filter(|child| !is_word(child.as_rule()))
}

#[rustfmt::skip]
fn is_word(rule: Rule) -> bool {
    use Rule as R;
    matches!(
        rule,
        R::kw_if | R::kw_elif | R::kw_else | R::kw_while | R::kw_for | R::kw_try | R::kw_except | R::kw_finally | R::kw_with
            | R::kw_def | R::kw_pass | R::kw_break | R::kw_continue | R::kw_return | R::kw_raise | R::kw_assert | R::kw_del
            | R::kw_global | R::kw_nonlocal | R::kw_import | R::kw_from | R::kw_as | R::kw_in | R::kw_is | R::kw_not
            | R::kw_and | R::kw_or | R::kw_lambda | R::EOI | R::assign
            | R::head_colon | R::open_paren | R::close_paren
    )
}

/// A name as Python compares it: in normal form KC.
fn ident(node: &Node<'_>) -> Ident {
    use unicode_normalization::UnicodeNormalization;
    let text = node.as_str();
    if text.is_ascii() { text.into() } else { text.nfkc().collect::<String>().into() }
}
