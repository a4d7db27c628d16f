//! How a process ended, in words.

use crate::lang::error::Raise;
use crate::lang::exceptions as exc;
use nix::sys::signal::Signal;

/// `the program crashed: SIGSEGV, …`, as an exception of the cell.
pub fn error(what: &str, who: &str, code: i64) -> Raise {
    Raise::new(&exc::CALLED_PROCESS_ERROR, format!("{what}: {}", words(who, code)))
}

/// What an exit code says; negative for the signal that ended it.
fn words(who: &str, code: i64) -> String {
    if code >= 0 {
        return format!("{who} ended with exit status {code}");
    }
    match i32::try_from(-code).ok().and_then(|n| Signal::try_from(n).ok()) {
        Some(signal) => format!("{who} was ended by {}{}", signal.as_str(), meaning(signal)),
        None => format!("{who} was ended by signal {}", -code),
    }
}

fn meaning(signal: Signal) -> &'static str {
    match signal {
        Signal::SIGSEGV | Signal::SIGBUS => " (it touched memory that is not its own)",
        Signal::SIGABRT => " (it gave up by itself, as abort() does)",
        Signal::SIGFPE => " (an integer division by zero, or one whose result does not fit)",
        Signal::SIGILL | Signal::SIGTRAP => {
            " (an instruction that the processor does not have, or a trap that the compiler put)"
        }
        Signal::SIGKILL => " (from outside: out of memory?)",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn codes_and_signals() {
        assert_eq!(words("it", 3), "it ended with exit status 3");
        assert_eq!(words("it", -11), "it was ended by SIGSEGV (it touched memory that is not its own)");
        assert_eq!(words("it", -15), "it was ended by SIGTERM");
        assert_eq!(words("it", -40), "it was ended by signal 40");
    }
}
