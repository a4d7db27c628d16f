//! Calls, subscripts, attributes and parameters.

use super::super::ast::{Arg, CompKind, Expr, ExprKind, Ident, Param, ParamKind};
use super::super::span::Span;
use super::{Failure, Lower, Node, Result, Rule, children, fail, ident};
use std::collections::HashSet;

impl<'s> Lower<'s> {
    /// What `trailer` makes of `value`.
    pub(super) fn trailer(&self, value: Expr, trailer: Node<'s>) -> Result<ExprKind> {
        let value = Box::new(value);
        match trailer.as_rule() {
            Rule::call => Ok(ExprKind::Call { func: value, args: self.args(trailer)? }),
            Rule::subscript => Ok(ExprKind::Subscript { value, index: Box::new(self.index(trailer)?) }),
            _ => {
                let name = children(trailer).next().ok_or(Failure::Stopped(self.base))?;
                Ok(ExprKind::Attribute { value, attr: ident(&name) })
            }
        }
    }

    fn args(&self, node: Node<'s>) -> Result<Vec<Arg>> {
        let parens = self.span(&node);
        let count = children(node.clone()).filter(|child| child.as_rule() != Rule::trailing_comma).count();
        let comma = children(node.clone()).any(|child| child.as_rule() == Rule::trailing_comma);
        let mut args: Vec<Arg> = Vec::with_capacity(count);
        let mut seen = Seen::default();
        for child in children(node) {
            match child.as_rule() {
                Rule::trailing_comma => {}
                Rule::arg_plain => {
                    let bare = count > 1 || comma;
                    let value = self.plain_arg(child, parens, bare)?;
                    seen.check_order(Span { start: parens.end - 1, end: parens.end })?;
                    args.push(Arg::Positional(value));
                }
                _ => args.push(self.named_arg(child, &mut seen)?),
            }
        }
        Ok(args)
    }

    /// `x`, or a generator expression that must stand alone.
    fn plain_arg(&self, node: Node<'s>, parens: Span, among_others: bool) -> Result<Expr> {
        let outer = self.outer(&node);
        let mut parts = children(node);
        let element = self.expr(parts.next().ok_or(Failure::Stopped(self.base))?)?;
        let clauses = parts.map(|clause| self.comp_for(clause)).collect::<Result<Vec<_>>>()?;
        if clauses.is_empty() {
            return Ok(element);
        }
        if among_others {
            return fail(outer, "Generator expression must be parenthesized");
        }
        self.comprehension(CompKind::Generator, element, None, clauses, parens)
    }

    fn named_arg(&self, node: Node<'s>, seen: &mut Seen) -> Result<Arg> {
        let rule = node.as_rule();
        let span = self.outer(&node);
        let mut parts: Vec<Node<'s>> = children(node).collect();
        let value = self.expr(parts.pop().ok_or(Failure::Stopped(self.base))?)?;
        match rule {
            Rule::arg_kwargs => {
                seen.unpacked = true;
                Ok(Arg::DoubleStar(value))
            }
            Rule::arg_star => {
                if seen.unpacked {
                    return fail(span, "iterable argument unpacking follows keyword argument unpacking");
                }
                Ok(Arg::Star(value))
            }
            _ => {
                let name = parts.pop().map_or_else(|| Ident::from(""), |name| ident(&name));
                if !seen.names.insert(name.clone()) {
                    return fail(span, format!("keyword argument repeated: {name}"));
                }
                Ok(Arg::Keyword(name, value))
            }
        }
    }

    fn index(&self, node: Node<'s>) -> Result<Expr> {
        let mut items = Vec::new();
        let mut comma = false;
        let mut bounds: Option<Span> = None;
        for child in children(node) {
            let span = self.outer(&child);
            bounds = Some(bounds.map_or(span, |so_far| so_far.to(span)));
            match child.as_rule() {
                Rule::trailing_comma => comma = true,
                Rule::slice => items.push(self.slice(child)?),
                _ => items.push(self.expr(child)?),
            }
        }
        let span = bounds.unwrap_or_default();
        match items.pop() {
            Some(item) if items.is_empty() && !comma && !matches!(item.kind, ExprKind::Starred(_)) => Ok(item),
            last => {
                items.extend(last);
                Ok(Expr { kind: ExprKind::Tuple(items), span })
            }
        }
    }

    fn slice(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.outer(&node);
        let mut parts: [Option<Box<Expr>>; 3] = [None, None, None];
        let mut place = 0;
        for child in children(node) {
            match child.as_rule() {
                Rule::colon => place += 1,
                _ => parts[place.min(2)] = Some(Box::new(self.expr(child)?)),
            }
        }
        let [lower, upper, step] = parts;
        match (place, lower) {
            (0, Some(only)) => Ok(*only),
            (_, lower) => Ok(Expr { kind: ExprKind::Slice { lower, upper, step }, span }),
        }
    }

    /// The parameters of a `def` or a `lambda`.
    pub(super) fn params(&self, node: Option<Node<'s>>) -> Result<Vec<Param>> {
        let Some(node) = node else { return Ok(Vec::new()) };
        let mut list = ParamList::default();
        for child in children(node) {
            let span = self.outer(&child);
            match child.as_rule() {
                Rule::param_slash => list.slash(span)?,
                Rule::param_star => list.star(span)?,
                rule => {
                    let mut parts = children(child).filter(|part| part.as_rule() != Rule::annotation);
                    let name = parts.next().ok_or(Failure::Stopped(self.base))?;
                    let at = self.span(&name);
                    let default = parts.next().map(|node| self.expr(node)).transpose()?;
                    let kind = match rule {
                        Rule::param_args | Rule::lambda_args => ParamKind::VarArgs,
                        Rule::param_kwargs | Rule::lambda_kwargs => ParamKind::VarKeywords,
                        _ if list.starred => ParamKind::KeywordOnly,
                        _ => ParamKind::Normal,
                    };
                    list.push(Param { name: ident(&name), kind, default }, at, span)?;
                }
            }
        }
        list.finish()
    }
}

/// What stood before an argument, as far as the rules of order ask.
#[derive(Default)]
struct Seen {
    names: HashSet<Ident>,
    unpacked: bool,
}

impl Seen {
    /// Whether an argument without a name may follow.
    fn check_order(&self, span: Span) -> Result<()> {
        if self.unpacked {
            return fail(span, "positional argument follows keyword argument unpacking");
        }
        if !self.names.is_empty() {
            return fail(span, "positional argument follows keyword argument");
        }
        Ok(())
    }
}

/// Parameters as they are read, with the rules of their order.
#[derive(Default)]
struct ParamList {
    params: Vec<Param>,
    names: HashSet<Ident>,
    /// Whether one before has a default.
    optional: bool,
    starred: bool,
    slashed: bool,
    /// A lone `*` that no name has followed yet.
    bare_star: Option<Span>,
}

impl ParamList {
    fn slash(&mut self, span: Span) -> Result<()> {
        if self.params.is_empty() && !self.starred {
            return Err(Failure::Stopped(span.start as usize));
        }
        if self.starred {
            return fail(span, "/ must be ahead of *");
        }
        if self.slashed {
            return fail(span, "/ may appear only once");
        }
        self.slashed = true;
        for param in &mut self.params {
            param.kind = ParamKind::PositionalOnly;
        }
        Ok(())
    }

    fn star(&mut self, span: Span) -> Result<()> {
        if self.starred {
            return fail(span, "* argument may appear only once");
        }
        self.starred = true;
        self.bare_star = Some(span);
        Ok(())
    }

    fn push(&mut self, param: Param, at: Span, whole: Span) -> Result<()> {
        if self.params.last().is_some_and(|last| last.kind == ParamKind::VarKeywords) {
            return fail(at, "arguments cannot follow var-keyword argument");
        }
        match param.kind {
            ParamKind::VarArgs if self.starred => return fail(whole, "* argument may appear only once"),
            ParamKind::VarArgs => self.starred = true,
            ParamKind::VarKeywords if self.bare_star.is_some() => return self.finish().map(|_| ()),
            ParamKind::Normal if param.default.is_none() && self.optional => {
                return fail(at, "non-default argument follows default argument");
            }
            _ => self.bare_star = None,
        }
        self.optional |= param.default.is_some();
        if !self.names.insert(param.name.clone()) {
            return fail(at, format!("duplicate argument '{}' in function definition", param.name));
        }
        self.params.push(param);
        Ok(())
    }

    fn finish(&mut self) -> Result<Vec<Param>> {
        match self.bare_star {
            Some(span) => fail(span, "named arguments must follow bare *"),
            None => Ok(std::mem::take(&mut self.params)),
        }
    }
}
