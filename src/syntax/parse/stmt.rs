//! Statements.

use super::super::ast::{Alias, BinOp, Expr, ExprKind, Ident, Magic, NameRef, Slot, Stmt, StmtKind};
use super::super::span::Span;
use super::{Content, Failure, Head, HeadKind, Lower, Node, Result, Rule, children, fail, ident};

pub(super) fn name_ref(name: Ident) -> NameRef {
    NameRef { name, slot: Slot::Global }
}

impl<'s> Lower<'s> {
    pub(super) fn content(&self, node: Node<'s>) -> Result<Content> {
        match node.as_rule() {
            Rule::simple_line => {
                let (body, silent) = self.simple_line(node)?;
                Ok(Content::Simple(body, silent))
            }
            Rule::magic | Rule::shell | Rule::help_before | Rule::help_after => {
                Ok(Content::Simple(vec![self.escape(node)?], false))
            }
            _ => Ok(Content::Head(self.head(node)?)),
        }
    }

    fn simple_line(&self, node: Node<'s>) -> Result<(Vec<Stmt>, bool)> {
        let mut body = Vec::new();
        let mut silent = false;
        for child in children(node) {
            match child.as_rule() {
                Rule::semicolon => silent = true,
                _ => body.push(self.simple(child)?),
            }
        }
        Ok((body, silent))
    }

    fn head(&self, node: Node<'s>) -> Result<Head> {
        let start = self.span(&node);
        let rule = node.as_rule();
        let mut parts: Vec<Node<'s>> = children(node).collect();
        let Some(suite) = parts.pop() else { return Err(Failure::Stopped(start.start as usize)) };
        let colon = (self.base + suite.as_span().get_input().trim_end().len()) as u32;
        let body = match children(suite).next() {
            Some(line) => self.simple_line(line)?.0,
            None => Vec::new(),
        };
        let end = body.last().map_or(colon, |stmt: &Stmt| stmt.span.end);
        let kind = self.head_kind(rule, parts)?;
        Ok(Head { kind, span: Span { start: start.start, end }, body })
    }

    fn head_kind(&self, rule: Rule, parts: Vec<Node<'s>>) -> Result<HeadKind> {
        let mut parts = parts.into_iter();
        let mut next = || parts.next().ok_or(Failure::Stopped(self.base));
        Ok(match rule {
            Rule::if_head => HeadKind::If(self.expr(next()?)?),
            Rule::elif_head => HeadKind::Elif(self.expr(next()?)?),
            Rule::while_head => HeadKind::While(self.expr(next()?)?),
            Rule::else_head => HeadKind::Else,
            Rule::try_head => HeadKind::Try,
            Rule::finally_head => HeadKind::Finally,
            Rule::for_head => HeadKind::For(self.targets(next()?)?, self.expr_list(next()?)?),
            Rule::except_head => {
                let kind = parts.next().map(|node| self.expr(node)).transpose()?;
                HeadKind::Except(kind, parts.next().map(|node| ident(&node)))
            }
            Rule::with_head => HeadKind::With(parts.map(|node| self.with_item(node)).collect::<Result<_>>()?),
            _ => {
                let name = ident(&next()?);
                let params = parts.find(|node| node.as_rule() == Rule::params);
                HeadKind::Def(name, self.params(params)?)
            }
        })
    }

    fn with_item(&self, node: Node<'s>) -> Result<(Expr, Option<Expr>)> {
        let mut parts = children(node);
        let value = self.expr(parts.next().ok_or(Failure::Stopped(self.base))?)?;
        let target = parts.next().map(|node| self.target(node)).transpose()?;
        Ok((value, target))
    }

    fn simple(&self, node: Node<'s>) -> Result<Stmt> {
        let rule = node.as_rule();
        if rule == Rule::assignment {
            return self.assignment(node);
        }
        let span = self.outer(&node);
        let kind = self.simple_kind(rule, children(node).collect(), span)?;
        Ok(Stmt { kind, span })
    }

    fn simple_kind(&self, rule: Rule, parts: Vec<Node<'s>>, span: Span) -> Result<StmtKind> {
        let names = |parts: &[Node<'s>]| parts.iter().map(ident).collect();
        let exprs = || -> Result<(Option<Expr>, Option<Expr>)> {
            let mut parts = parts.iter().cloned();
            let first = parts.next().map(|node| self.expr_list(node)).transpose()?;
            Ok((first, parts.next().map(|node| self.expr_list(node)).transpose()?))
        };
        Ok(match rule {
            Rule::pass_stmt => StmtKind::Pass,
            Rule::break_stmt => StmtKind::Break,
            Rule::continue_stmt => StmtKind::Continue,
            Rule::return_stmt => StmtKind::Return(exprs()?.0),
            Rule::raise_stmt => {
                let (exc, cause) = exprs()?;
                StmtKind::Raise { exc, cause }
            }
            Rule::assert_stmt => match exprs()? {
                (Some(test), msg) => StmtKind::Assert { test, msg },
                (None, _) => return Err(Failure::Stopped(span.start as usize)),
            },
            Rule::del_stmt => match exprs()?.0 {
                Some(list) => StmtKind::Delete(self.delete_targets(list)?),
                None => return Err(Failure::Stopped(span.start as usize)),
            },
            Rule::global_stmt => StmtKind::Global(names(&parts)),
            Rule::nonlocal_stmt => StmtKind::Nonlocal(names(&parts)),
            Rule::import_stmt => StmtKind::Import(parts.into_iter().map(|node| self.module_alias(node)).collect()),
            _ => self.import_from(parts),
        })
    }

    fn module_alias(&self, node: Node<'s>) -> Alias {
        let span = self.outer(&node);
        let mut parts = children(node);
        let name = parts.next().map_or_else(String::new, dotted);
        let asname = parts.next().map(|node| ident(&node));
        let first: Ident = name.split('.').next().unwrap_or("").into();
        let bind = name_ref(asname.clone().unwrap_or(first));
        Alias { name: name.into(), asname, bind, span }
    }

    fn import_from(&self, parts: Vec<Node<'s>>) -> StmtKind {
        let mut module = String::new();
        let mut names = Vec::new();
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::dots => module.extend(part.as_str().chars().filter(|&c| c == '.')),
                Rule::dotted => module.push_str(&dotted(part)),
                Rule::import_star => {
                    names.push(Alias { name: "*".into(), asname: None, bind: name_ref("*".into()), span });
                }
                _ => names.push(self.name_alias(part)),
            }
        }
        StmtKind::ImportFrom { module: module.into(), names }
    }

    fn name_alias(&self, node: Node<'s>) -> Alias {
        let span = self.outer(&node);
        let mut words = children(node).map(|word| ident(&word));
        let name = words.next().unwrap_or_else(|| "".into());
        let asname = words.next();
        let bind = name_ref(asname.clone().unwrap_or_else(|| name.clone()));
        Alias { name, asname, bind, span }
    }

    fn assignment(&self, node: Node<'s>) -> Result<Stmt> {
        let span = self.outer(&node);
        let mut parts = children(node);
        let first = self.expr_list(parts.next().ok_or(Failure::Stopped(self.base))?)?;
        let rest: Vec<Node<'s>> = parts.collect();
        let kind = match rest.first().map(|node| node.as_rule()) {
            None => self.check_expression(first)?,
            Some(Rule::annotated) => {
                let value = children(rest[0].clone()).nth(1).map(|node| self.expr_list(node)).transpose()?;
                StmtKind::AnnAssign { target: self.annotated_target(first)?, value }
            }
            Some(Rule::augmented) => {
                let mut inner = children(rest[0].clone());
                let op = aug_op(inner.next().map_or("", |node| node.as_str()));
                let value = self.expr_list(inner.next().ok_or(Failure::Stopped(self.base))?)?;
                StmtKind::AugAssign { target: self.augmented_target(first)?, op, value }
            }
            _ => {
                let mut values = vec![first];
                for node in rest {
                    values.push(self.assigned(node)?);
                }
                let value = values.pop().ok_or(Failure::Stopped(self.base))?;
                self.assign(values, value)?
            }
        };
        Ok(Stmt { kind, span })
    }

    fn check_expression(&self, value: Expr) -> Result<StmtKind> {
        match value.kind {
            ExprKind::Starred(_) => fail(value.span, "can't use starred expression here"),
            _ => Ok(StmtKind::Expr(value)),
        }
    }

    /// The right side of an `=`: an expression, a magic or a command.
    fn assigned(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.span(&node);
        let magic = match node.as_rule() {
            Rule::magic_value => self.magic(node),
            // IPython's name for a command whose output is the value.
            Rule::shell_value => {
                let (line, line_start) = self.rest(children(node).last());
                Magic { name: "sx".into(), line, line_start, body: None, body_start: span.end }
            }
            _ => return self.expr_list(node),
        };
        Ok(Expr { kind: ExprKind::Magic(magic), span })
    }

    fn escape(&self, node: Node<'s>) -> Result<Stmt> {
        let span = self.span(&node);
        let kind = match node.as_rule() {
            Rule::magic => StmtKind::Magic(self.magic(node)),
            Rule::shell => StmtKind::Shell(self.rest(children(node).last()).0),
            before => {
                let parts: Vec<Node<'s>> = children(node).collect();
                let (mark, target) = if before == Rule::help_before { (0, 1) } else { (1, 0) };
                let text = |i: usize| parts.get(i).map_or("", |node| node.as_str().trim());
                StmtKind::Help { target: text(target).into(), level: text(mark).len() as u8 }
            }
        };
        Ok(Stmt { kind, span })
    }

    fn magic(&self, node: Node<'s>) -> Magic {
        let end = self.span(&node).end;
        let mut parts = children(node);
        let name = parts.next().map_or("", |node| node.as_str()).to_string();
        let (line, line_start) = self.rest(parts.next());
        Magic { name, line, line_start, body: None, body_start: end }
    }

    /// The rest of a line, joined behind backslashes, and where it begins.
    fn rest(&self, node: Option<Node<'s>>) -> (String, u32) {
        let Some(node) = node else { return (String::new(), self.base as u32) };
        let text = node.as_str().replace("\\\r\n", "").replace("\\\n", "");
        (text, self.span(&node).start)
    }
}

fn dotted(node: Node<'_>) -> String {
    children(node).map(|word| ident(&word)).collect::<Vec<_>>().join(".")
}

fn aug_op(text: &str) -> BinOp {
    match text.trim_end_matches('=') {
        "**" => BinOp::Pow,
        "//" => BinOp::FloorDiv,
        "<<" => BinOp::LShift,
        ">>" => BinOp::RShift,
        "-" => BinOp::Sub,
        "*" => BinOp::Mul,
        "/" => BinOp::Div,
        "%" => BinOp::Mod,
        "@" => BinOp::MatMul,
        "&" => BinOp::BitAnd,
        "|" => BinOp::BitOr,
        "^" => BinOp::BitXor,
        _ => BinOp::Add,
    }
}
