//! Where the memory of an expression's result comes from: what Ravel says of random statements is what NumPy shows of
//! them (`tests/oracle/origins.py` records it).

use ravel::lang::trace::{ArrayFacts, Origin, Step, StepKind};
use ravel::session::{Event, ExecuteOptions, NoInput, Session, Sink};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Takes no notice of events.
struct Deaf;

impl Sink for Deaf {
    fn event(&mut self, _: Event) {}

    fn input(&mut self, _: &str, _: bool) -> Result<String, NoInput> {
        Err(NoInput::Unsupported)
    }
}

fn cell(session: &mut Session, code: &str) -> Result<Option<Step>, String> {
    let outcome = session.execute(code, &ExecuteOptions::default());
    if let Some(e) = outcome.error {
        return Err(format!("{}: {}", e.ename, e.evalue));
    }
    let mut statements = session.interp.trace.steps.iter().filter(|s| s.kind == StepKind::Statement);
    Ok(statements.next_back().cloned())
}

fn facts(a: &ArrayFacts) -> Value {
    let l = &a.layout;
    serde_json::json!([l.dtype.to_string(), l.shape.as_slice(), l.strides.as_slice()])
}

fn set(names: &Value) -> BTreeSet<&str> {
    names.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn names(found: &[String]) -> BTreeSet<&str> {
    found.iter().map(String::as_str).collect()
}

/// What is wrong with a step's origin.
fn wrong(step: &Step, wanted: &Value, target: &str) -> Option<String> {
    let without = |mut names: BTreeSet<&str>| -> Vec<String> {
        names.remove(target);
        names.into_iter().map(String::from).collect()
    };
    let kind = wanted["kind"].as_str().unwrap_or_default();
    let right = match (kind, &step.origin) {
        ("same", Origin::SameObject { names: n }) | ("view", Origin::ViewOf { names: n, .. }) => {
            without(names(n)) == without(set(&wanted["names"]))
        }
        ("fresh", Origin::New) => wanted["of"].is_null(),
        ("fresh", Origin::CopyOf { names: n, .. }) => {
            wanted["of"].is_null() || n.is_empty() || !names(n).is_disjoint(&set(&wanted["of"]))
        }
        // Written through an array without a name (`b.T[0] = 5`).
        ("write", Origin::InPlace { writes, seen_through, .. }) if writes.is_empty() => {
            names(seen_through) == set(&wanted["writes"]).union(&set(&wanted["sees"])).copied().collect()
        }
        ("write", Origin::InPlace { writes, seen_through, .. }) => {
            names(writes) == set(&wanted["writes"]) && names(seen_through) == set(&wanted["sees"])
        }
        _ => false,
    };
    (!right).then(|| format!("origin {:?}", step.origin))
}

/// Runs a program; what differs from NumPy.
fn check(program: &Value, found: &mut Vec<String>) -> usize {
    let mut session = Session::new(Rc::new(RefCell::new(Deaf)));
    let lines = |key: &str| program[key].as_array().cloned().unwrap_or_default();
    for line in [Value::from("import numpy as np")].into_iter().chain(lines("setup")) {
        if let Err(e) = cell(&mut session, line.as_str().unwrap_or_default()) {
            found.push(format!("{line}: {e}"));
        }
    }
    let steps = lines("steps");
    for wanted in &steps {
        let code = wanted["code"].as_str().unwrap_or_default();
        let target = code.split_once(" = ").map_or("", |(t, _)| t);
        let problem = match cell(&mut session, code) {
            Err(e) => Some(e),
            Ok(None) => Some("no step".to_string()),
            Ok(Some(step)) => {
                let array = step.array.as_ref().map_or(Value::Null, facts);
                let unnamed = matches!(&step.origin, Origin::InPlace { writes, .. } if writes.is_empty());
                let layout = (array != wanted["array"] && !unnamed).then(|| format!("array {array}"));
                layout.or_else(|| wrong(&step, wanted, target))
            }
        };
        if let Some(p) = problem {
            found.push(format!("{code}\n    {p}\n    NumPy: {wanted}"));
            break;
        }
    }
    steps.len()
}

#[test]
fn origins_are_as_numpy_shows() {
    let recorded: Value = serde_json::from_str(include_str!("data/origins.json")).expect("the recorded file");
    let programs = recorded["programs"].as_array().expect("programs").clone();
    let run = move || {
        let mut found = Vec::new();
        let steps: usize = programs.iter().map(|p| check(p, &mut found)).sum();
        (steps, found)
    };
    let thread = std::thread::Builder::new().stack_size(ravel::session::STACK_BYTES).spawn(run).expect("a thread");
    let (steps, found) = thread.join().expect("no panic");
    assert!(steps > 1000, "{steps} steps");
    assert!(found.is_empty(), "{} differ:\n{}", found.len(), found.join("\n"));
}
