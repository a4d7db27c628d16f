//! Any text: it is a program, or an error says why not; and how it looks to completion, at any place.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use ravel::syntax;
use ravel_fuzz::{mutate, worker};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    // Now and then bytes as libFuzzer changes them, which knows what was compared with what.
    match seed % 8 {
        0 => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
        _ => mutate::program(data, size, max_size, seed),
    }
});

fuzz_target!(|data: &[u8]| worker::run(target, data));

fn target(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match syntax::parse(&text) {
        Ok(module) => drop(module),
        Err(error) => {
            // The caret can be drawn.
            assert!(text.get(error.span.start as usize..).is_some(), "{error:?}");
            let _ = error.in_cell(&text);
        }
    }
    let _ = syntax::is_complete(&text);
}
