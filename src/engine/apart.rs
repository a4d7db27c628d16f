//! Long operations of libraries that can't be stopped (LAPACK's factorizations, products of integers of millions of digits).
//! They run on a thread of their own, over data of their own: an interrupt leaves that thread behind. It ends when its
//! operation does and what it found is dropped; until then it takes its share of the processor and its memory.

use super::error::Result;
use super::interrupt;
use std::panic::resume_unwind;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Elementary operations below which an interrupt can wait: some milliseconds.
const SHORT: f64 = 1e7;
/// How often an interrupt is looked for.
const LOOK: Duration = Duration::from_millis(5);
/// As a process's first thread has it: the libraries may count on it.
const STACK: usize = 8 << 20;

/// Runs an operation of about `work` elementary operations so that an interrupt ends the wait for it.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn apart<T: Send + 'static>(work: f64, f: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    interrupt::check()?;
    if work < SHORT {
        return Ok(f());
    }
    let (done, result) = mpsc::channel();
    let run = move || {
        // Nobody waits any more where this fails.
        let _ = done.send(f());
    };
    let Ok(thread) = std::thread::Builder::new().name("apart".into()).stack_size(STACK).spawn(run) else {
        return Err(super::error::Error::new(super::error::ErrorKind::Runtime, "can't start new thread"));
    };
    loop {
        match result.recv_timeout(LOOK) {
            Ok(found) => return Ok(found),
            Err(RecvTimeoutError::Timeout) => interrupt::check()?,
            // It panicked.
            Err(RecvTimeoutError::Disconnected) => match thread.join() {
                Err(panic) => resume_unwind(panic),
                Ok(()) => unreachable!("a result is sent before the thread ends"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_work_yields_its_result() {
        for work in [1.0, 1e12] {
            assert_eq!(apart(work, move || work * 2.0).unwrap(), work * 2.0);
        }
    }

    #[test]
    #[should_panic(expected = "as asked")]
    fn a_panic_is_passed_on() {
        let _ = apart(1e12, || panic!("as asked"));
    }
}
