//! Expressions.

use super::super::ast::{
    BinOp, CmpOp, CompFor, CompKind, Comprehension, Expr, ExprKind, Function, FunctionScope, Literal, Stmt, StmtKind,
    UnaryOp,
};
use super::super::span::Span;
use super::stmt::name_ref;
use super::{Failure, Lower, Node, Result, Rule, children, fail, ident};
use pest::pratt_parser::{Assoc, Op, PrattParser};
use std::rc::Rc;
use std::sync::LazyLock;

/// From the loosest to the tightest.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let left = |rule| Op::infix(rule, Assoc::Left);
    PrattParser::new()
        .op(left(Rule::bitor))
        .op(left(Rule::bitxor))
        .op(left(Rule::bitand))
        .op(left(Rule::shl) | left(Rule::shr))
        .op(left(Rule::add) | left(Rule::sub))
        .op(left(Rule::mul) | left(Rule::div) | left(Rule::floordiv) | left(Rule::rem) | left(Rule::matmul))
        .op(Op::prefix(Rule::neg) | Op::prefix(Rule::pos) | Op::prefix(Rule::invert))
        .op(Op::infix(Rule::pow, Assoc::Right))
});

/// As deep as CPython's compiler goes, which keeps every walk over the tree within its stack.
pub const MAX_DEPTH: usize = 2990;

impl<'s> Lower<'s> {
    /// Any rule that stands for an expression.
    pub(super) fn expr(&self, node: Node<'s>) -> Result<Expr> {
        match node.as_rule() {
            Rule::expr => self.conditional(node),
            Rule::disjunction => self.bool_op(node, false),
            Rule::conjunction => self.bool_op(node, true),
            Rule::inversion => self.inversion(node),
            Rule::comparison => self.comparison(node),
            Rule::arith => self.arith(node),
            Rule::primary => self.primary(node),
            Rule::lambda => self.lambda(node),
            Rule::walrus => self.walrus(node),
            Rule::starred => self.starred(node),
            Rule::expr_list => self.expr_list(node),
            _ => self.atom(node),
        }
    }

    fn only(&self, node: Node<'s>) -> Result<Node<'s>> {
        let at = self.span(&node).start as usize;
        children(node).next().ok_or(Failure::Stopped(at))
    }

    /// `a, b` without parentheses.
    pub(super) fn expr_list(&self, node: Node<'s>) -> Result<Expr> {
        if node.as_rule() != Rule::expr_list {
            return self.expr(node);
        }
        let span = self.outer(&node);
        let mut items = Vec::new();
        let mut comma = false;
        for child in children(node) {
            match child.as_rule() {
                Rule::trailing_comma => comma = true,
                _ => items.push(self.expr(child)?),
            }
        }
        match items.pop() {
            Some(item) if items.is_empty() && !comma => Ok(item),
            last => {
                items.extend(last);
                Ok(Expr { kind: ExprKind::Tuple(items), span })
            }
        }
    }

    fn conditional(&self, node: Node<'s>) -> Result<Expr> {
        let mut parts: Vec<Node<'s>> = children(node).collect();
        let Some(last) = parts.pop() else { return Err(Failure::Stopped(self.base)) };
        let end = self.outer(&last).end;
        let mut value = self.expr(last)?;
        check_depth(parts.len() / 2, value.span)?;
        while let (Some(test), Some(body)) = (parts.pop(), parts.pop()) {
            let span = Span { start: self.span(&body).start, end };
            let (test, body) = (self.expr(test)?, self.expr(body)?);
            let kind = ExprKind::IfExp { test: Box::new(test), body: Box::new(body), orelse: Box::new(value) };
            value = Expr { kind, span };
        }
        Ok(value)
    }

    fn bool_op(&self, node: Node<'s>, and: bool) -> Result<Expr> {
        let span = self.outer(&node);
        let mut values = children(node).map(|child| self.expr(child)).collect::<Result<Vec<Expr>>>()?;
        match values.pop() {
            Some(value) if values.is_empty() => Ok(value),
            last => {
                values.extend(last);
                Ok(Expr { kind: ExprKind::Bool { and, values }, span })
            }
        }
    }

    fn inversion(&self, node: Node<'s>) -> Result<Expr> {
        let mut parts: Vec<Node<'s>> = children(node).collect();
        let Some(last) = parts.pop() else { return Err(Failure::Stopped(self.base)) };
        let end = self.outer(&last).end;
        let mut value = self.expr(last)?;
        check_depth(parts.len(), value.span)?;
        for not in parts.into_iter().rev() {
            let span = Span { start: self.span(&not).start, end };
            value = Expr { kind: ExprKind::Unary { op: UnaryOp::Not, operand: Box::new(value) }, span };
        }
        Ok(value)
    }

    fn comparison(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.outer(&node);
        let mut parts = children(node);
        let left = self.expr(parts.next().ok_or(Failure::Stopped(self.base))?)?;
        let mut rest = Vec::new();
        while let (Some(op), Some(right)) = (parts.next(), parts.next()) {
            rest.push((cmp_op(op), self.expr(right)?));
        }
        if rest.is_empty() {
            return Ok(left);
        }
        Ok(Expr { kind: ExprKind::Compare { left: Box::new(left), rest }, span })
    }

    fn arith(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.span(&node);
        let mut parts = children(node.clone());
        if let (Some(only), None) = (parts.next(), parts.next()) {
            return self.expr(only);
        }
        // Prefixes and `**` nest to the right, where the precedence parser recurses.
        let nested = children(node.clone())
            .filter(|part| matches!(part.as_rule(), Rule::pow | Rule::neg | Rule::pos | Rule::invert))
            .count();
        check_depth(nested, span)?;
        let operand = PRECEDENCE
            .map_primary(|node| {
                let outer = self.outer(&node);
                Ok(Operand { value: self.expr(node)?, outer, depth: 0 })
            })
            .map_prefix(|op, operand: Result<Operand>| Operand::prefix(self.span(&op), op.as_rule(), operand?))
            .map_infix(|left: Result<Operand>, op, right| Operand::infix(left?, op.as_rule(), right?))
            .parse(children(node));
        Ok(operand?.value)
    }

    fn lambda(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.outer(&node);
        let mut parts: Vec<Node<'s>> = children(node).collect();
        let Some(last) = parts.pop() else { return Err(Failure::Stopped(self.base)) };
        let body = self.expr(last)?;
        let params = self.params(parts.pop())?;
        let body = vec![Stmt { span: body.span, kind: StmtKind::Return(Some(body)) }];
        let name: Rc<str> = "<lambda>".into();
        let bind = name_ref(name.clone());
        let function = Function { name, bind, params, body, doc: None, span, scope: FunctionScope::default() };
        Ok(Expr { kind: ExprKind::Lambda(Rc::new(function)), span })
    }

    fn walrus(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.outer(&node);
        let mut parts = children(node);
        let (Some(name), Some(value)) = (parts.next(), parts.next()) else { return Err(Failure::Stopped(self.base)) };
        let target = name_ref(ident(&name));
        Ok(Expr { kind: ExprKind::Walrus { target, value: Box::new(self.expr(value)?) }, span })
    }

    fn starred(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.outer(&node);
        let value = self.expr(self.only(node)?)?;
        Ok(Expr { kind: ExprKind::Starred(Box::new(value)), span })
    }

    fn primary(&self, node: Node<'s>) -> Result<Expr> {
        let start = self.span(&node).start;
        let mut parts = children(node);
        let mut value = self.expr(parts.next().ok_or(Failure::Stopped(self.base))?)?;
        for (depth, trailer) in parts.enumerate() {
            let span = Span { start, end: self.outer(&trailer).end };
            check_depth(depth, span)?;
            value = Expr { kind: self.trailer(value, trailer)?, span };
        }
        Ok(value)
    }

    fn atom(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.outer(&node);
        let literal = |value| Ok(Expr { kind: ExprKind::Literal(value), span });
        match node.as_rule() {
            Rule::name => Ok(Expr { kind: ExprKind::Name(name_ref(ident(&node))), span }),
            Rule::number => literal(self.number(&node)?),
            Rule::kw_none => literal(Literal::None),
            Rule::kw_true => literal(Literal::Bool(true)),
            Rule::kw_false => literal(Literal::Bool(false)),
            Rule::ellipsis => literal(Literal::Ellipsis),
            Rule::strings => Ok(Expr { kind: self.strings(node)?, span }),
            Rule::paren | Rule::list => self.sequence(node),
            Rule::brace => self.brace(node),
            _ => Err(Failure::Stopped(span.start as usize)),
        }
    }

    /// `( … )`, `[ … ]`, or the field of an f-string.
    pub(super) fn sequence(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.outer(&node);
        let paren = node.as_rule() != Rule::list;
        let mut items = Vec::new();
        let mut clauses = Vec::new();
        let mut comma = false;
        for child in children(node) {
            match child.as_rule() {
                Rule::comp_for => clauses.push(self.comp_for(child)?),
                Rule::trailing_comma => comma = true,
                _ => items.push(self.expr(child)?),
            }
        }
        if !clauses.is_empty() {
            let kind = if paren { CompKind::Generator } else { CompKind::List };
            let element = items.pop().ok_or(Failure::Stopped(span.start as usize))?;
            return self.comprehension(kind, element, None, clauses, span);
        }
        match (paren, items.len(), comma) {
            (true, 1, false) => {
                let item = items.pop().ok_or(Failure::Stopped(span.start as usize))?;
                match item.kind {
                    ExprKind::Starred(_) => fail(item.span, "cannot use starred expression here"),
                    _ => Ok(item),
                }
            }
            (true, ..) => Ok(Expr { kind: ExprKind::Tuple(items), span }),
            (false, ..) => Ok(Expr { kind: ExprKind::List(items), span }),
        }
    }

    pub(super) fn comprehension(
        &self,
        kind: CompKind,
        element: Expr,
        value: Option<Expr>,
        clauses: Vec<CompFor>,
        span: Span,
    ) -> Result<Expr> {
        if matches!(element.kind, ExprKind::Starred(_)) {
            return fail(element.span, "iterable unpacking cannot be used in comprehension");
        }
        let scope = FunctionScope::default();
        let made = Comprehension { kind, element, value, clauses, fresh_cells: Vec::new(), scope };
        Ok(Expr { kind: ExprKind::Comprehension(Rc::new(made)), span })
    }

    pub(super) fn comp_for(&self, node: Node<'s>) -> Result<CompFor> {
        let mut parts = children(node);
        let (Some(target), Some(iter)) = (parts.next(), parts.next()) else { return Err(Failure::Stopped(self.base)) };
        let ifs = parts.map(|node| self.expr(self.only(node)?)).collect::<Result<_>>()?;
        Ok(CompFor { target: self.targets(target)?, iter: self.expr(iter)?, ifs })
    }

    /// `{ … }`.
    fn brace(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.span(&node);
        let mut items = Vec::new();
        let mut pairs = Vec::new();
        let mut clauses = Vec::new();
        let first = children(node.clone()).next().map_or(span, |entry| self.outer(&entry));
        for child in children(node) {
            match child.as_rule() {
                Rule::comp_for => clauses.push(self.comp_for(child)?),
                Rule::trailing_comma => {}
                _ => self.entry(child, &mut items, &mut pairs)?,
            }
        }
        if !clauses.is_empty() {
            return match (items.pop(), pairs.pop()) {
                (Some(element), None) => self.comprehension(CompKind::Set, element, None, clauses, span),
                (None, Some((Some(key), value))) => self.comprehension(CompKind::Dict, key, Some(value), clauses, span),
                (_, Some((_, value))) => {
                    fail(value.span.to(first), "dict unpacking cannot be used in dict comprehension")
                }
                _ => Err(Failure::Stopped(span.start as usize)),
            };
        }
        let kind = if items.is_empty() { ExprKind::Dict(pairs) } else { ExprKind::Set(items) };
        Ok(Expr { kind, span })
    }

    fn entry(&self, node: Node<'s>, items: &mut Vec<Expr>, pairs: &mut Vec<(Option<Expr>, Expr)>) -> Result<()> {
        let mut parts = children(node);
        let first = parts.next().ok_or(Failure::Stopped(self.base))?;
        let Span { start, end } = self.outer(&first);
        let mapping = first.as_rule() == Rule::entry_mapping;
        if mapping {
            pairs.push((None, self.expr(self.only(first)?)?));
        } else {
            let key = self.expr(first)?;
            match parts.next() {
                Some(value) => pairs.push((Some(key), self.expr(value)?)),
                None if pairs.is_empty() => items.push(key),
                None => return fail(Span { start: end - 1, end }, "':' expected after dictionary key"),
            }
        }
        if !items.is_empty() && !pairs.is_empty() {
            return Err(Failure::Stopped((if mapping { start } else { end }) as usize));
        }
        Ok(())
    }
}

/// Refuses what nests deeper than CPython's compiler goes.
fn check_depth(depth: usize, span: Span) -> Result<()> {
    if depth <= MAX_DEPTH {
        return Ok(());
    }
    let message = "maximum recursion depth exceeded during compilation";
    Err(Failure::Error(super::SyntaxError::new("RecursionError", message, span)))
}

/// An operand on the way through the precedence parser.
struct Operand {
    value: Expr,
    /// Parentheses around it included.
    outer: Span,
    /// How many operators stand above the deepest leaf.
    depth: usize,
}

impl Operand {
    fn prefix(op: Span, rule: Rule, operand: Operand) -> Result<Operand> {
        let outer = op.to(operand.outer);
        let op = match rule {
            Rule::neg => UnaryOp::Neg,
            Rule::pos => UnaryOp::Pos,
            _ => UnaryOp::Invert,
        };
        let kind = ExprKind::Unary { op, operand: Box::new(operand.value) };
        Ok(Operand { value: Expr { kind, span: outer }, outer, depth: operand.depth + 1 })
    }

    fn infix(left: Operand, rule: Rule, right: Operand) -> Result<Operand> {
        let outer = left.outer.to(right.outer);
        let depth = left.depth.max(right.depth) + 1;
        check_depth(depth, outer)?;
        let kind = ExprKind::Binary { op: binary_op(rule), left: Box::new(left.value), right: Box::new(right.value) };
        Ok(Operand { value: Expr { kind, span: outer }, outer, depth })
    }
}

fn binary_op(rule: Rule) -> BinOp {
    match rule {
        Rule::pow => BinOp::Pow,
        Rule::shl => BinOp::LShift,
        Rule::shr => BinOp::RShift,
        Rule::floordiv => BinOp::FloorDiv,
        Rule::sub => BinOp::Sub,
        Rule::mul => BinOp::Mul,
        Rule::div => BinOp::Div,
        Rule::rem => BinOp::Mod,
        Rule::matmul => BinOp::MatMul,
        Rule::bitand => BinOp::BitAnd,
        Rule::bitor => BinOp::BitOr,
        Rule::bitxor => BinOp::BitXor,
        _ => BinOp::Add,
    }
}

fn cmp_op(node: Node<'_>) -> CmpOp {
    match node.as_str().trim() {
        "==" => CmpOp::Eq,
        "!=" => CmpOp::Ne,
        "<" => CmpOp::Lt,
        "<=" => CmpOp::Le,
        ">" => CmpOp::Gt,
        ">=" => CmpOp::Ge,
        "in" => CmpOp::In,
        "is" => CmpOp::Is,
        _ => match children(node).next().map(|inner| inner.as_rule()) {
            Some(Rule::not_in) => CmpOp::NotIn,
            _ => CmpOp::IsNot,
        },
    }
}
