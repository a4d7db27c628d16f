//! Frames compared with recorded CPython.

use super::super::ast::{Expr, ExprKind, FunctionScope, Ident, Module, NameRef, Slot, StmtKind};
use super::super::parse;
use super::super::span::Span;
use super::Result;
use super::walk::{self, Opened, Visitor};

/// Notes the frames of a resolved tree, innermost first, and the slot of every use of a name.
#[derive(Default)]
struct Note {
    params: Vec<usize>,
    frames: Vec<(usize, FunctionScope)>,
    slots: Vec<(String, Slot)>,
    fresh: Vec<Vec<u16>>,
}

impl Note {
    fn of(source: &str) -> (Module, Note) {
        let mut module = parse(source).unwrap_or_else(|error| panic!("{source}: {error:?}"));
        let mut note = Note::default();
        walk::body(&mut note, &mut module.body).expect("a resolved tree");
        (module, note)
    }

    fn note(&mut self, name: &NameRef) -> Result<()> {
        self.slots.push((name.name.to_string(), name.slot));
        Ok(())
    }

    fn slot(&self, name: &str) -> Vec<Slot> {
        self.slots.iter().filter(|(other, _)| other == name).map(|(_, slot)| *slot).collect()
    }
}

impl Visitor for Note {
    fn load(&mut self, name: &mut NameRef, _span: Span) -> Result<()> {
        self.note(name)
    }
    fn store(&mut self, name: &mut NameRef, _span: Span) -> Result<()> {
        self.note(name)
    }
    fn walrus(&mut self, name: &mut NameRef, _span: Span) -> Result<()> {
        self.note(name)
    }
    fn declare(&mut self, _names: &[Ident], _global: bool, _span: Span) -> Result<()> {
        Ok(())
    }
    fn import_all(&mut self, _span: Span) -> Result<()> {
        Ok(())
    }
    fn enter(&mut self, opened: Opened<'_>) {
        self.params.push(match opened {
            Opened::Function(params) => params.len(),
            Opened::Generator => 1,
            Opened::Comprehension => usize::MAX,
        });
    }
    fn leave(&mut self, scope: &mut FunctionScope, fresh_cells: &mut Vec<u16>) {
        match self.params.pop() {
            Some(usize::MAX) | None => self.fresh.push(fresh_cells.clone()),
            Some(count) => self.frames.push((count, scope.clone())),
        }
    }
    fn iterable(&mut self, _begins: bool) {}
    fn deeper(&mut self, _by: isize) -> usize {
        0
    }
}

fn sorted(names: impl Iterator<Item = Ident>) -> serde_json::Value {
    let mut names: Vec<String> = names.map(|name| name.to_string()).collect();
    names.sort();
    names.into()
}

#[test]
fn frames_are_those_of_cpython() {
    let text = include_str!("../../../tests/data/syntax/scopes.json");
    let cases: Vec<serde_json::Value> = serde_json::from_str(text).expect("the recorded scopes");
    for case in &cases {
        let source = case["source"].as_str().expect("a source");
        let (_, note) = Note::of(source);
        let frame = |(count, scope): &(usize, FunctionScope)| {
            serde_json::json!({
                "params": sorted(scope.locals[..*count].iter().cloned()),
                "locals": sorted(scope.locals[*count..].iter().cloned()),
                "cells": sorted(scope.cells.iter().cloned()),
                "frees": sorted(scope.frees.iter().map(|(_, name)| name.clone())),
            })
        };
        // CPython compiles frames in another order than its symbol tables see them.
        let in_order = |mut frames: Vec<serde_json::Value>| {
            frames.sort_by_key(|frame| frame.to_string());
            frames
        };
        let theirs = in_order(case["frames"].as_array().cloned().unwrap_or_default());
        assert_eq!(in_order(note.frames.iter().map(frame).collect()), theirs, "{source}");
    }
}

#[test]
fn a_comprehension_lives_in_the_frame_around_it() {
    let (_, note) = Note::of("def f(x):\n    return [x for x in x], x\n");
    assert_eq!(note.slot("x"), [Slot::Local(0), Slot::Local(1), Slot::Local(1), Slot::Local(0)]);
    assert_eq!(note.frames[0].1.locals.len(), 2);
    let (module, note) = Note::of("x = [i for i in y]\ni\n");
    assert_eq!(note.slot("i"), [Slot::Local(0), Slot::Local(0), Slot::Global]);
    assert_eq!(module.scope.locals.len(), 1);
}

#[test]
fn a_captured_target_gets_a_fresh_cell() {
    let (module, note) = Note::of("fs = [lambda: i for i in y]\n");
    assert_eq!(note.slot("i"), [Slot::Cell(0), Slot::Free(0)]);
    assert_eq!(note.fresh, [vec![0]]);
    assert_eq!(module.scope.cells.len(), 1);
    assert_eq!(note.frames[0].1.frees[0].0, Slot::Cell(0));
}

#[test]
fn a_walrus_reaches_out_of_comprehensions() {
    let (_, note) = Note::of("def f(xs):\n    [y := x for x in xs]\n    return y\n");
    assert_eq!(note.slot("y"), [Slot::Local(1), Slot::Local(1)]);
    let (_, note) = Note::of("[y := x for x in xs]\n");
    assert_eq!(note.slot("y"), [Slot::Global]);
    let (_, note) = Note::of("def f(xs):\n    any((y := x) for x in xs)\n    return y\n");
    assert_eq!(note.slot("y"), [Slot::Free(0), Slot::Cell(0)]);
}

#[test]
fn a_boxed_parameter_has_both_slots() {
    let (_, note) = Note::of("def f(a, b):\n    return lambda: b\n");
    assert_eq!(note.frames[1].1.boxed_params, [(1, 0)]);
    assert_eq!(note.slot("b"), [Slot::Free(0)]);
}

#[test]
fn generator_targets_live_in_its_own_frame() {
    let (module, note) = Note::of("g = (i + j for i in a for j in b)\n");
    assert_eq!(note.frames[0].1.locals.iter().map(|name| &**name).collect::<Vec<_>>(), [".0", "i", "j"]);
    assert!(module.scope.locals.is_empty());
    assert_eq!(note.slot("a"), [Slot::Global]);
    let StmtKind::Assign { value: Expr { kind: ExprKind::Comprehension(made), .. }, .. } = &module.body[0].kind else {
        panic!("a generator expression");
    };
    assert_eq!(made.scope.locals.len(), 3);
}
