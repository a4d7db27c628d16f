//! SIGINT as the interrupt flag: the running cell ends with `KeyboardInterrupt` and the session lives on. A file that
//! grows beyond what is allowed is an error of the write, not the end of the process.

use crate::engine::interrupt;
use nix::sys::signal::Signal::SIGXFSZ;
use signal_hook::consts::SIGINT;
use signal_hook::iterator::Signals;
use std::sync::Arc;

/// From now on SIGINT interrupts the running cell instead of ending the process.
///
/// # Errors
/// Where the system refuses.
pub fn interrupt_cells() -> Result<(), String> {
    let mut signals = Signals::new([SIGINT]).map_err(|e| format!("can't wait for signals: {e}"))?;
    let wait = move || signals.forever().for_each(|_| interrupt::request());
    std::thread::Builder::new().name("signals".into()).spawn(wait).map(|_| ()).map_err(|e| e.to_string())
}

/// From now on a write beyond the limit on the size of files fails, as in CPython.
pub fn outlive_full_files() {
    // Whoever looks at the flag; where this fails the system's way stays.
    let _ = signal_hook::flag::register(SIGXFSZ as i32, Arc::default());
}
