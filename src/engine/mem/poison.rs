//! What AddressSanitizer is told of the arena: that blocks in use may be touched, and nothing else. A build with
//! `--cfg sanitized` links it; in any other these do nothing.

#[cfg(sanitized)]
mod sanitizer {
    use std::ffi::c_void;

    unsafe extern "C" {
        pub fn __asan_poison_memory_region(start: *const c_void, len: usize);
        pub fn __asan_unpoison_memory_region(start: *const c_void, len: usize);
    }
}

/// Nobody may touch these bytes now.
pub(super) fn close(start: usize, len: usize) {
    #[cfg(sanitized)]
    // SAFETY: it only writes down which addresses are closed.
    unsafe {
        sanitizer::__asan_poison_memory_region(start as *const _, len);
    }
    let _ = (start, len);
}

/// These bytes are in use from now on.
pub(super) fn open(start: usize, len: usize) {
    #[cfg(sanitized)]
    // SAFETY: it only writes down which addresses are open.
    unsafe {
        sanitizer::__asan_unpoison_memory_region(start as *const _, len);
    }
    let _ = (start, len);
}
