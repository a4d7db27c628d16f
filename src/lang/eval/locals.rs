//! `locals()`, `vars()` and `dir()` inside a function: the variables that are bound now.

use super::frame::Frame;
use crate::lang::dict::{Dict, Key};
use crate::lang::registry::Builtin;
use crate::lang::value::Value;
use crate::syntax::ast::{Param, ParamKind};
use std::rc::Rc;

/// What a call without arguments of one of the three gives in this frame; `None` for anything else.
pub fn asked(frame: &Frame, callee: &Builtin) -> Option<Value> {
    let function = frame.function.as_ref()?;
    if !matches!(callee.name(), "locals" | "vars" | "dir")
        || frame.name.as_ref().is_some_and(|n| *function.code.name != **n)
    {
        return None;
    }
    let mut bound = variables(frame);
    if callee.name() == "dir" {
        bound.sort_by(|a, b| a.0.cmp(&b.0));
        return Some(Value::list(bound.into_iter().map(|(name, _)| Value::str(name)).collect()));
    }
    let dict = Dict::default();
    bound.into_iter().for_each(|(name, v)| drop(dict.0.borrow_mut().insert(Key::str(&name), v)));
    Some(Value::Dict(Rc::new(dict)))
}

/// The slots of parameters, those that take one argument first, and of locals.
fn order(params: &[Param], locals: usize) -> Vec<usize> {
    let mut slots: Vec<usize> = (0..locals).collect();
    slots.sort_by_key(|&i| match params.get(i).map(|p| p.kind) {
        Some(ParamKind::PositionalOnly | ParamKind::Normal) => 0,
        Some(ParamKind::KeywordOnly) => 1,
        Some(ParamKind::VarArgs) => 2,
        Some(ParamKind::VarKeywords) => 3,
        None => 4,
    });
    slots
}

/// Names and values in CPython's order: parameters and locals, then cells, then those of enclosing functions.
fn variables(frame: &Frame) -> Vec<(String, Value)> {
    let Some(function) = &frame.function else { return Vec::new() };
    let scope = &function.code.scope;
    let (locals, cells) = (scope.own.0 as usize, scope.own.1 as usize);
    let boxed = |i: usize| scope.boxed_params.iter().find(|p| p.0 as usize == i).map(|p| p.1 as usize);
    let mut bound = Vec::new();
    let mut add = |name: &str, value: Option<Value>| bound.extend(value.map(|v| (name.to_string(), v)));
    for i in order(&function.code.params, locals) {
        let name = &scope.locals[i];
        add(name, boxed(i).map_or_else(|| frame.locals[i].clone(), |cell| frame.cells[cell].borrow().clone()));
    }
    for (i, name) in scope.cells.iter().enumerate().take(cells) {
        if !scope.boxed_params.iter().any(|p| p.1 as usize == i) {
            add(name, frame.cells[i].borrow().clone());
        }
    }
    for (i, (_, name)) in scope.frees.iter().enumerate() {
        add(name, frame.free(i as u16).borrow().clone());
    }
    bound
}
