//! Copies of adjacent bytes: `memcpy`, and stores past the cache where the destination is larger than the cache.

/// Beyond this many bytes of destination, stores go past the cache.
pub(super) const PAST_CACHE: usize = 4 << 20;

/// Copies `len` bytes with stores that go past the cache. A later [`fence`] orders them before what follows.
///
/// # Safety
/// `from` and `to` are valid for `len` bytes and do not overlap.
#[cfg(target_arch = "x86_64")]
pub(super) unsafe fn copy_past_cache(from: *const u8, to: *mut u8, len: usize) {
    // SAFETY: by the caller's promise; the feature is there.
    unsafe { if is_x86_feature_detected!("avx512f") { lines_of_64(from, to, len) } else { lines_of_16(from, to, len) } }
}

/// Whole cache lines at once.
///
/// # Safety
/// As [`copy_past_cache`].
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
unsafe fn lines_of_64(from: *const u8, to: *mut u8, len: usize) {
    use std::arch::x86_64::{_mm512_loadu_si512, _mm512_stream_si512};
    let head = to.align_offset(64).min(len);
    let tail = head + (len - head) / 64 * 64;
    // SAFETY: all offsets are within `len`; the stores are aligned after the head.
    unsafe {
        to.copy_from_nonoverlapping(from, head);
        for at in (head..tail).step_by(64) {
            _mm512_stream_si512(to.add(at).cast(), _mm512_loadu_si512(from.add(at).cast()));
        }
        to.add(tail).copy_from_nonoverlapping(from.add(tail), len - tail);
    }
}

/// # Safety
/// As [`copy_past_cache`].
#[cfg(target_arch = "x86_64")]
unsafe fn lines_of_16(from: *const u8, to: *mut u8, len: usize) {
    use std::arch::x86_64::{__m128i, _mm_loadu_si128, _mm_stream_si128};
    let head = to.align_offset(64).min(len);
    let lines = (len - head) / 64;
    let tail = head + lines * 64;
    // SAFETY: all offsets are within `len`; the stores are aligned to 16 bytes after the head.
    unsafe {
        to.copy_from_nonoverlapping(from, head);
        let (mut f, mut t) = (from.add(head).cast::<__m128i>(), to.add(head).cast::<__m128i>());
        for _ in 0..lines {
            let line =
                [_mm_loadu_si128(f), _mm_loadu_si128(f.add(1)), _mm_loadu_si128(f.add(2)), _mm_loadu_si128(f.add(3))];
            for (k, part) in line.into_iter().enumerate() {
                _mm_stream_si128(t.add(k), part);
            }
            (f, t) = (f.add(4), t.add(4));
        }
        to.add(tail).copy_from_nonoverlapping(from.add(tail), len - tail);
    }
}

/// Copies `len` bytes.
///
/// # Safety
/// As above.
#[cfg(not(target_arch = "x86_64"))]
pub(super) unsafe fn copy_past_cache(from: *const u8, to: *mut u8, len: usize) {
    // SAFETY: by the caller's promise.
    unsafe { to.copy_from_nonoverlapping(from, len) }
}

/// Orders the stores of [`copy_past_cache`] before all that follow.
pub(super) fn fence() {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: SSE2 is in the baseline of x86-64.
    unsafe {
        std::arch::x86_64::_mm_sfence()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_byte_arrives_at_any_alignment() {
        let from: Vec<u8> = (0..400).map(|i| i as u8).collect();
        for shift in 0..70 {
            for len in [0, 1, 63, 64, 65, 200, 300] {
                let mut to = vec![0xAAu8; 400];
                // SAFETY: both ranges lie in their vectors.
                unsafe { super::copy_past_cache(from.as_ptr().add(3), to.as_mut_ptr().add(shift), len) }
                super::fence();
                assert_eq!(to[shift..shift + len], from[3..3 + len]);
                assert!(to[..shift].iter().chain(&to[shift + len..]).all(|&b| b == 0xAA));
            }
        }
    }
}
