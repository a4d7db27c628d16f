//! `ravel run [--update] FILE…` in the fuzzer's build: the programs of tests/conformance under AddressSanitizer, with nothing
//! but this to compile where the fuzz targets are built. `sanitize.sh` runs it.

use ravel::front::runner::{self, Action, Reports};
use std::path::PathBuf;

fn main() {
    let (options, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let action = if options.iter().any(|o| o == "--update") { Action::Update } else { Action::Show };
    let files: Vec<PathBuf> = files.into_iter().map(PathBuf::from).collect();
    std::process::exit(runner::run(&files, action, &Reports::default()).into());
}
