//! Programs, run as cells, with reports; then what completion, inspection and the variable explorer say of what is left.
#![no_main]

use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target};
use ravel::report::{Mode, Options};
use ravel_fuzz::{mutate, worker};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    // Now and then bytes as libFuzzer changes them, which knows what was compared with what.
    match seed % 8 {
        0 => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
        _ => mutate::program(data, size, max_size, seed),
    }
});

fuzz_crossover!(|a: &[u8], b: &[u8], out: &mut [u8], seed: u32| { mutate::crossed(a, b, out, seed) });

fuzz_target!(|data: &[u8]| worker::run(target, data));

fn target(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut session = worker::session();
    let sum: usize = data.iter().map(|&b| usize::from(b)).sum();
    let mode = [Mode::Off, Mode::Compact, Mode::Full][sum % 3];
    session.state.layout.set(Options { mode, time: false });
    worker::execute(&mut session, "import numpy as np\na = np.arange(12).reshape(3, 4)");
    worker::execute(&mut session, &text);
    // One in four: it takes longer than most cells.
    if sum % 4 == 0 {
        let cursor = sum % (text.chars().count() + 1);
        session.complete(&text, cursor);
        session.inspect(&text, cursor, 1);
        for entry in session.variables() {
            session.rich(&entry.name);
            entry.parts.iter().for_each(|place| drop(session.parts(place)));
        }
        worker::execute(&mut session, "%layout a\n%memory\n%whos");
    }
}
