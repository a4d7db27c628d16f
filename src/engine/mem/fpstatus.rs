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

impl FpStatus {
    /// As NumPy tells a handler: 1 divide, 2 overflow, 4 underflow, 8 invalid.
    pub fn bits(self) -> i64 {
        let flags = [self.divide, self.overflow, self.underflow, self.invalid];
        flags.iter().enumerate().map(|(i, &raised)| i64::from(raised) << i).sum()
    }
}

/// Runs `f` with the flags cleared, and returns which were raised meanwhile, in this thread and in those that the
/// drivers of [`loops`](super::loops) started for it. Flags that were raised before stay raised for who observes those.
pub fn observed<R>(f: impl FnOnce() -> R) -> (R, FpStatus) {
    let before = cpu::flags();
    cpu::clear();
    let result = f();
    let raised = cpu::flags();
    cpu::clear();
    cpu::raise(before);
    (result, cpu::decode(raised))
}

/// Runs `f` and returns also the flags that it raised, to be handed to [`raise`] by the thread that asked
/// for the work. Flags that were raised before stay raised.
pub(super) fn collected<R>(f: impl FnOnce() -> R) -> (R, u32) {
    let before = cpu::flags();
    cpu::clear();
    let result = f();
    let raised = cpu::flags();
    cpu::raise(before);
    (result, raised)
}

/// Raises flags of other threads in this one.
pub(super) fn raise(flags: u32) {
    cpu::raise(flags);
}

#[cfg(target_arch = "x86_64")]
mod cpu {
    use super::FpStatus;
    use std::arch::asm;

    /// Invalid, divide by zero, overflow, underflow: what is told of. (An inexact result is not, and nearly always there.)
    const STICKY: u32 = 0x1d;

    fn load() -> u32 {
        let mut csr = 0u32;
        // SAFETY: stores the control word in a local.
        unsafe { asm!("stmxcsr [{}]", in(reg) &raw mut csr, options(nostack)) }
        csr
    }

    fn store(csr: u32) {
        // SAFETY: loads a control word that `load` gave; only sticky flags differ.
        unsafe { asm!("ldmxcsr [{}]", in(reg) &raw const csr, options(nostack)) }
    }

    /// Writing the control word takes longer than a small operation, so it is left alone where it can be.
    pub(super) fn clear() {
        let csr = load();
        if csr & STICKY != 0 {
            store(csr & !STICKY);
        }
    }

    pub(super) fn flags() -> u32 {
        load() & STICKY
    }

    pub(super) fn raise(flags: u32) {
        if flags & STICKY != 0 {
            store(load() | (flags & STICKY));
        }
    }

    pub(super) fn decode(flags: u32) -> FpStatus {
        let has = |bit: u32| flags & bit != 0;
        FpStatus { invalid: has(1), divide: has(4), overflow: has(8), underflow: has(16) }
    }
}

#[cfg(target_arch = "aarch64")]
mod cpu {
    use super::FpStatus;
    use std::arch::asm;

    const STICKY: u64 = 0x1f;

    fn load() -> u64 {
        let fpsr: u64;
        // SAFETY: reads the status register.
        unsafe { asm!("mrs {}, fpsr", out(reg) fpsr, options(nostack)) }
        fpsr
    }

    fn store(fpsr: u64) {
        // SAFETY: writes what `load` gave; only the sticky flags differ.
        unsafe { asm!("msr fpsr, {}", in(reg) fpsr, options(nostack)) }
    }

    pub(super) fn clear() {
        store(load() & !STICKY);
    }

    pub(super) fn flags() -> u32 {
        (load() & STICKY) as u32
    }

    pub(super) fn raise(flags: u32) {
        store(load() | (flags as u64 & STICKY));
    }

    pub(super) fn decode(flags: u32) -> FpStatus {
        let has = |bit: u32| flags & bit != 0;
        FpStatus { invalid: has(1), divide: has(2), overflow: has(4), underflow: has(8) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hint::black_box;

    #[test]
    fn flags_are_seen_once_and_merged() {
        let (_, status) = observed(|| black_box(black_box(1.0f64) / black_box(0.0)));
        assert_eq!(status, FpStatus { divide: true, ..FpStatus::default() });
        let (_, status) = observed(|| black_box(black_box(1.0f64) + black_box(2.0)));
        assert_eq!(status, FpStatus::default());
        let flags =
            std::thread::spawn(|| collected(|| assert!(black_box(black_box(1e308f64) * black_box(1e10)) > 0.0)));
        let ((), flags) = flags.join().unwrap();
        let ((), status) = observed(|| raise(flags));
        assert!(status.overflow && !status.divide && !status.invalid);
    }
}
