//! The processor's floating-point exception flags, which NumPy's warnings come from.

/// Which exceptions were raised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FpStatus {
    /// A finite number was divided by zero.
    pub divide: bool,
    /// A result was too large.
    pub overflow: bool,
    /// A result was too small.
    pub underflow: bool,
    /// The result is not a number.
    pub invalid: bool,
}

/// Runs `f` with the flags cleared, and returns which were raised meanwhile, in this thread and in those that the
/// drivers of [`loops`](super::loops) started for it.
pub fn observed<R>(f: impl FnOnce() -> R) -> (R, FpStatus) {
    clear();
    let result = f();
    (result, take())
}

#[cfg(target_arch = "x86_64")]
fn clear() {
    let mut csr = 0u32;
    // SAFETY: stores and loads the control word; only the six sticky flags change.
    unsafe {
        std::arch::asm!("stmxcsr [{}]", in(reg) &raw mut csr, options(nostack));
        csr &= !0x3f;
        std::arch::asm!("ldmxcsr [{}]", in(reg) &raw const csr, options(nostack));
    }
}

#[cfg(target_arch = "x86_64")]
fn take() -> FpStatus {
    let mut csr = 0u32;
    // SAFETY: stores the control word.
    unsafe { std::arch::asm!("stmxcsr [{}]", in(reg) &raw mut csr, options(nostack)) }
    FpStatus { invalid: csr & 1 != 0, divide: csr & 4 != 0, overflow: csr & 8 != 0, underflow: csr & 16 != 0 }
}
