//! Programs made by chance from those of `tests/conformance`, by the mutations that `make fuzz` uses: whatever they do, none
//! panics, goes on after an interrupt, or takes the process with it. `MUTANTS=10000 MUTANTS_SEED=7 cargo test --test mutants`.
#![allow(unsafe_code)]

#[allow(dead_code)]
#[path = "../fuzz/src/mutate.rs"]
mod mutate;
mod programs;
#[path = "../fuzz/src/sandbox.rs"]
mod sandbox;
#[allow(dead_code)]
#[path = "../fuzz/src/worker.rs"]
mod worker;

use ravel::report::{Mode, Options};
use ravel::syntax;

const MOST: usize = 3000;

/// The imports and definitions of a program and some of its lines.
fn piece(text: &str, at: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let body = lines.iter().position(|l| l.starts_with("show(") || l.starts_with("print(")).unwrap_or(0).min(40);
    let start = body + at % (lines.len() - body).max(1);
    let start = (body..=start).rev().find(|&n| lines.get(n).is_some_and(|l| !l.starts_with(' '))).unwrap_or(body);
    let end = (start + 12).min(lines.len());
    lines[..body].iter().chain(&lines[start..end]).map(|l| format!("{l}\n")).collect()
}

fn number(name: &str, otherwise: u32) -> u32 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

fn target(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = syntax::is_complete(&text);
    let mut session = worker::session();
    let mode = [Mode::Off, Mode::Compact, Mode::Full][data.len() % 3];
    session.state.layout.set(Options { mode, time: false });
    worker::execute(&mut session, "import numpy as np\na = np.arange(12).reshape(3, 4)");
    worker::execute(&mut session, &text);
    if data.len().is_multiple_of(4) {
        let cursor = data.len() % (text.chars().count() + 1);
        session.complete(&text, cursor);
        session.inspect(&text, cursor, 1);
        for entry in session.variables() {
            session.rich(&entry.name);
        }
        worker::execute(&mut session, "%layout a\n%memory\n%whos");
    }
}

#[test]
fn programs_made_by_chance_end_in_order() {
    let files = programs::files();
    let (count, seed) = (number("MUTANTS", 200), number("MUTANTS_SEED", 1));
    for n in 0..count {
        let chosen = (n.wrapping_add(seed.wrapping_mul(7919))).wrapping_mul(2_654_435_761);
        let text = std::fs::read_to_string(&files[chosen as usize % files.len()]).expect("a program");
        let mut data = piece(&text, (chosen >> 7) as usize).into_bytes();
        let size = data.len();
        data.resize(size.max(MOST), 0);
        let size = mutate::program(&mut data, size, MOST, chosen);
        worker::run(target, &data[..size]);
    }
}
