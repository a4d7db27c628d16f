//! The invariants of the house that a text search can hold: who may name whom, where unsafe code is, how modules open.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room may name only those to its left; `engine` and `syntax` do not know each other.
const ROOMS: [(&str, &[&str]); 6] = [
    ("engine", &[]),
    ("syntax", &[]),
    ("lang", &["engine", "syntax"]),
    ("report", &["engine", "syntax", "lang"]),
    ("session", &["engine", "syntax", "lang", "report"]),
    ("front", &["engine", "syntax", "lang", "report", "session"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// A line without its comment; good enough for what is looked for.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or("")
}

#[test]
fn rooms_name_only_those_to_their_left() {
    let mut wrong = Vec::new();
    for (room, may) in ROOMS {
        for file in sources(&src().join(room)) {
            let text = fs::read_to_string(&file).expect("a source file");
            for (n, line) in text.lines().enumerate() {
                for (other, _) in ROOMS.iter().filter(|(o, _)| *o != room && !may.contains(o)) {
                    let line = code(line);
                    if line.contains(&format!("crate::{other}::")) || line.contains(&format!("crate::{{{other}")) {
                        wrong.push(format!("{}:{}: {room} names {other}", file.display(), n + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_is_in_the_chain() {
    let mut folders: Vec<String> = fs::read_dir(src())
        .expect("src")
        .flatten()
        .filter(|e| e.path().is_dir())
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    let mut rooms: Vec<&str> = ROOMS.iter().map(|(r, _)| *r).collect();
    rooms.sort_unstable();
    assert_eq!(folders, rooms);
}

#[test]
fn unsafe_code_is_in_the_memory_room_and_says_why() {
    let mem = src().join("engine/mem");
    let mut wrong = Vec::new();
    for file in sources(&src()) {
        let text = fs::read_to_string(&file).expect("a source file");
        let lines: Vec<&str> = text.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let code = code(line);
            let is_unsafe = code.contains("unsafe {") || code.contains("unsafe fn") || code.contains("unsafe impl");
            if !is_unsafe {
                continue;
            }
            if !file.starts_with(&mem) {
                wrong.push(format!("{}:{}: unsafe outside engine/mem", file.display(), n + 1));
            }
            let around = &lines[n.saturating_sub(12)..=n];
            let declares = code.contains("unsafe fn");
            if !declares && !around.iter().any(|l| l.contains("SAFETY:")) {
                wrong.push(format!("{}:{}: unsafe without a SAFETY comment", file.display(), n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_opens_with_its_purpose() {
    let bare: Vec<String> = sources(&src())
        .into_iter()
        .filter(|f| !fs::read_to_string(f).expect("a source file").starts_with("//!"))
        .map(|f| f.display().to_string())
        .collect();
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}
