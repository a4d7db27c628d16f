//! The reference in the repository is what the program prints: `make docs` renews it.

use ravel::session::reference;
use std::path::Path;

#[test]
fn the_reference_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md");
    let stored = std::fs::read_to_string(path).unwrap_or_default();
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(reference::markdown);
    let printed = thread.expect("a thread starts").join().expect("the reference is written");
    assert!(stored == printed, "docs/reference.md is not what `ravel reference` prints: run `make docs`");
}
