//! What may be assigned to, and what CPython says of the rest.

use super::super::ast::{CompKind, Expr, ExprKind, Literal, StmtKind, UnaryOp};
use super::{Failure, Lower, Node, Result, Rule, children, fail};

impl<'s> Lower<'s> {
    /// A single target.
    pub(super) fn target(&self, node: Node<'s>) -> Result<Expr> {
        let inner = children(node).next().ok_or(Failure::Stopped(self.base))?;
        let target = self.expr(inner)?;
        check(&target, "")?;
        Ok(target)
    }

    /// What a `for` binds.
    pub(super) fn targets(&self, node: Node<'s>) -> Result<Expr> {
        let span = self.outer(&node);
        let mut items = Vec::new();
        let mut comma = false;
        for child in children(node) {
            match child.as_rule() {
                Rule::trailing_comma => comma = true,
                Rule::target => items.push(self.target(child)?),
                _ => {
                    let item = self.expr(child)?;
                    check(&item, "")?;
                    items.push(item);
                }
            }
        }
        match items.pop() {
            Some(item) if items.is_empty() && !comma => match item.kind {
                ExprKind::Starred(_) => fail(item.span, "starred assignment target must be in a list or tuple"),
                _ => Ok(item),
            },
            last => {
                items.extend(last);
                let tuple = Expr { kind: ExprKind::Tuple(items), span };
                one_star(&tuple)?;
                Ok(tuple)
            }
        }
    }

    /// A target of `=`. If it is the only one, CPython guesses that `==` was meant.
    fn check_assign_target(&self, target: &Expr, alone: bool) -> Result<()> {
        let hint = if alone { " here. Maybe you meant '==' instead of '='?" } else { "" };
        if let ExprKind::Starred(_) = target.kind {
            return fail(target.span, "starred assignment target must be in a list or tuple");
        }
        // It looks at what stands right before the `=`: of a bare tuple that is the last item.
        match &target.kind {
            ExprKind::Tuple(items) if alone => {
                let bare = items.first().is_some_and(|item| item.span.start == target.span.start);
                if let Some(last) = items.last().filter(|_| bare) {
                    check(last, hint)?;
                }
                check(target, "")
            }
            ExprKind::Lambda(_) | ExprKind::Compare { .. } | ExprKind::IfExp { .. } | ExprKind::Bool { .. } => {
                check(target, "")
            }
            ExprKind::Unary { op: UnaryOp::Not, .. } => check(target, ""),
            ExprKind::Comprehension(made) if made.kind == CompKind::Generator => check(target, ""),
            _ => check(target, hint),
        }
    }

    /// The target of `:`.
    pub(super) fn annotated_target(&self, target: Expr) -> Result<Expr> {
        match target.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => Ok(target),
            ExprKind::Tuple(_) => fail(target.span, "only single target (not tuple) can be annotated"),
            ExprKind::List(_) => fail(target.span, "only single target (not list) can be annotated"),
            _ => fail(target.span, "illegal target for annotation"),
        }
    }

    /// The target of `op=`.
    pub(super) fn augmented_target(&self, target: Expr) -> Result<Expr> {
        match target.kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => Ok(target),
            _ => {
                let what = describe(&target);
                fail(target.span, format!("'{what}' is an illegal expression for augmented assignment"))
            }
        }
    }

    /// What `del` removes.
    pub(super) fn delete_targets(&self, list: Expr) -> Result<Vec<Expr>> {
        check_delete(&list)?;
        // `del (a, b)` is a target of its own, `del a, b` are two; they do the same.
        match list.kind {
            ExprKind::Tuple(items) => Ok(items),
            _ => Ok(vec![list]),
        }
    }

    /// `targets = value`, checked.
    pub(super) fn assign(&self, targets: Vec<Expr>, value: Expr) -> Result<StmtKind> {
        let alone = targets.len() == 1;
        for target in &targets {
            self.check_assign_target(target, alone)?;
        }
        if let ExprKind::Starred(_) = value.kind {
            return fail(value.span, "can't use starred expression here");
        }
        Ok(StmtKind::Assign { targets, value })
    }
}

/// The first part of `target` that cannot be assigned to. Only a target that is wrong as a whole gets the hint.
fn check(target: &Expr, hint: &str) -> Result<()> {
    match &target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => Ok(()),
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            for item in items {
                check(item, "")?;
            }
            one_star(target)
        }
        ExprKind::Starred(inner) => check(inner, ""),
        ExprKind::Literal(Literal::None | Literal::Bool(_)) => {
            fail(target.span, format!("cannot assign to {}", describe(target)))
        }
        _ => fail(target.span, format!("cannot assign to {}{hint}", describe(target))),
    }
}

fn one_star(target: &Expr) -> Result<()> {
    let (ExprKind::Tuple(items) | ExprKind::List(items)) = &target.kind else { return Ok(()) };
    let stars = items.iter().filter(|item| matches!(item.kind, ExprKind::Starred(_))).count();
    if stars > 1 {
        return fail(target.span, "multiple starred expressions in assignment");
    }
    Ok(())
}

fn check_delete(target: &Expr) -> Result<()> {
    match &target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => Ok(()),
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(check_delete),
        _ => fail(target.span, format!("cannot delete {}", describe(target))),
    }
}

/// CPython's name for a kind of expression.
fn describe(value: &Expr) -> &'static str {
    match &value.kind {
        ExprKind::Literal(Literal::None) => "None",
        ExprKind::Literal(Literal::Bool(true)) => "True",
        ExprKind::Literal(Literal::Bool(false)) => "False",
        ExprKind::Literal(Literal::Ellipsis) => "ellipsis",
        ExprKind::Literal(_) => "literal",
        ExprKind::FString(_) => "f-string expression",
        ExprKind::Name(_) => "name",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) => "list",
        ExprKind::Set(_) => "set display",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Starred(_) => "starred",
        ExprKind::Unary { .. } | ExprKind::Binary { .. } | ExprKind::Bool { .. } => "expression",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::IfExp { .. } => "conditional expression",
        ExprKind::Walrus { .. } => "named expression",
        ExprKind::Call { .. } => "function call",
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Slice { .. } => "slice",
        ExprKind::Lambda(_) => "lambda",
        ExprKind::Comprehension(made) => match made.kind {
            CompKind::List => "list comprehension",
            CompKind::Set => "set comprehension",
            CompKind::Dict => "dict comprehension",
            CompKind::Generator => "generator expression",
        },
        ExprKind::Magic(_) => "magic",
    }
}
