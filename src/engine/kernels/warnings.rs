//! Warnings that kernels raise: gathered here, and taken by whoever called, who turns them into Python's warnings (or
//! errors) as `np.errstate` says.

use crate::engine::mem::fpstatus::FpStatus;
use std::cell::{Cell, RefCell};

/// One warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Floating-point exceptions: `RuntimeWarning: divide by zero encountered in {what}`, and kin, in the order divide,
    /// overflow, underflow, invalid.
    Fp {
        /// Which exceptions.
        status: FpStatus,
        /// The name of the ufunc, or `cast`.
        what: &'static str,
    },
    /// `ComplexWarning: Casting complex values to real discards the imaginary part`
    DiscardsImaginary,
}

thread_local! {
    static ANY: Cell<bool> = const { Cell::new(false) };
    static PENDING: RefCell<Vec<Warning>> = const { RefCell::new(Vec::new()) };
}

/// Adds a warning.
pub fn note(warning: Warning) {
    ANY.set(true);
    PENDING.with_borrow_mut(|p| p.push(warning));
}

/// Adds the floating-point exceptions of a computation, if there are any.
#[inline]
pub fn note_fp(status: FpStatus, what: &'static str) {
    if status != FpStatus::default() {
        note(Warning::Fp { status, what });
    }
}

/// Runs `f`; what its casts raise is told as raised in `what`, as where they are part of NumPy's loop.
pub fn casts_within<R>(what: &'static str, f: impl FnOnce() -> R) -> R {
    let before = PENDING.with_borrow(Vec::len);
    let result = f();
    PENDING.with_borrow_mut(|pending| {
        for warning in pending.iter_mut().skip(before) {
            if let Warning::Fp { what: told @ "cast", .. } = warning {
                *told = what;
            }
        }
    });
    result
}

/// The warnings since the last call. Cheap where there are none.
#[inline]
pub fn take() -> Vec<Warning> {
    if !ANY.replace(false) {
        return Vec::new();
    }
    PENDING.take()
}

/// Raises the processor's *invalid* flag, as a C loop does with `npy_set_floatstatus_invalid`.
#[cold]
pub fn raise_invalid() {
    let inf = std::hint::black_box(f64::INFINITY);
    std::hint::black_box(inf * 0.0);
}

/// Raises the processor's *divide by zero* flag.
#[cold]
pub fn raise_divide() {
    std::hint::black_box(1.0 / std::hint::black_box(0.0));
}

/// Raises the processor's *overflow* flag.
#[cold]
pub fn raise_overflow() {
    let max = std::hint::black_box(f64::MAX);
    std::hint::black_box(max * max);
}
