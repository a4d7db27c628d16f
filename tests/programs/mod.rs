//! The programs of `tests/conformance`, which other tests run in their own way.

use std::path::{Path, PathBuf};

/// Their files, in order.
pub fn files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance"), &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of programs").flatten() {
        match entry.path() {
            path if path.is_dir() => collect(&path, found),
            path if path.extension().is_some_and(|e| e == "py") => found.push(path),
            _ => {}
        }
    }
}
