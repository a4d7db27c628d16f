//! Notebooks: read, run, written anew.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ravel::front::runner::{self, Action, Reports};
use ravel_fuzz::worker;

fuzz_target!(|data: &[u8]| worker::run(target, data));

fn target(data: &[u8]) {
    if std::fs::write("x.ipynb", data).is_err() {
        return;
    }
    for action in [Action::Check, Action::Update, Action::Check] {
        runner::run(&["x.ipynb".into()], action, &Reports::default());
    }
}
