//! SIGINT as the interrupt flag: the running cell ends with `KeyboardInterrupt` and the session lives on.

use crate::engine::interrupt;
use signal_hook::consts::SIGINT;
use signal_hook::iterator::Signals;

/// From now on SIGINT interrupts the running cell instead of ending the process.
///
/// # Errors
/// Where the system refuses.
pub fn interrupt_cells() -> Result<(), String> {
    let mut signals = Signals::new([SIGINT]).map_err(|e| format!("can't wait for signals: {e}"))?;
    let wait = move || signals.forever().for_each(|_| interrupt::request());
    std::thread::Builder::new().name("signals".into()).spawn(wait).map(|_| ()).map_err(|e| e.to_string())
}
