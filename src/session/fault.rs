//! Faults of Ravel's own: a panic while a cell runs ends that cell with `SystemError` and says nothing elsewhere.

use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    /// How many guards stand on this thread, and where the last panic under them was.
    static GUARDS: RefCell<(usize, String)> = const { RefCell::new((0, String::new())) };
}

static HOOK: Once = Once::new();

/// From now on a panic under a guard is kept for its exception; others are printed as before.
fn install_hook() {
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let guarded = GUARDS.with_borrow_mut(|(depth, place)| {
                *place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
                *depth > 0
            });
            if !guarded {
                before(info);
            }
        }));
    });
}

/// Runs `f`; a panic in it becomes a `SystemError` of the program.
///
/// # Errors
/// What `f` raises, and that.
pub fn guard<T>(f: impl FnOnce() -> Result<T>) -> Result<T> {
    install_hook();
    GUARDS.with_borrow_mut(|g| g.0 += 1);
    let result = catch_unwind(AssertUnwindSafe(f));
    let place = GUARDS.with_borrow_mut(|g| {
        g.0 -= 1;
        std::mem::take(&mut g.1)
    });
    result.unwrap_or_else(|panic| {
        let text = words(&*panic);
        Err(Raise::new(&exc::SYSTEM_ERROR, format!("a fault in Ravel itself, please report it: {text} ({place})")))
    })
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_exception() {
        let raise = guard(|| -> Result<()> { panic!("at {}", 7) }).err();
        let text = raise.and_then(|r| r.0.args.first().and_then(|v| v.as_str().map(String::from)));
        assert!(text.is_some_and(|t| t.contains("at 7 (") && t.contains("fault.rs:")));
        assert!(guard(|| Ok(1)).is_ok_and(|n| n == 1));
    }
}
