//! The fronts: each turns a session's events into output.

pub mod doctor;
pub mod install;
pub mod jupyter;
pub mod prompt;
pub mod runner;
pub mod signals;
pub mod terminal;

use crate::engine::mem::threads;
use crate::session::STACK_BYTES;

/// Runs `f` on a thread with the stack that a session wants.
///
/// # Errors
/// Where no thread can be made, or `f` panicked.
pub fn on_session_thread<T: Send>(f: impl FnOnce() -> T + Send) -> Result<T, String> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("interpreter".into()).stack_size(STACK_BYTES);
        let run = || {
            threads::adopt();
            f()
        };
        let running = thread.spawn_scoped(scope, run).map_err(|e| format!("can't start the interpreter: {e}"))?;
        running.join().map_err(|_| "the interpreter gave up; this is a fault in Ravel, please report it".to_string())
    })
}
