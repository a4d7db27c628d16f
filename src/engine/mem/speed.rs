//! How fast this machine copies: the yardstick beside the speed of an operation.

use std::hint::black_box;
use std::sync::OnceLock;
use std::time::Instant;

/// Beyond every cache.
const BYTES: usize = 256 << 20;
const ROUNDS: usize = 3;

/// Bytes read and written for each second of copying on one core, in GB/s (10⁹ bytes). Measured once, for a tenth of a
/// second or two.
pub fn copy_gb_per_s() -> f64 {
    static SPEED: OnceLock<f64> = OnceLock::new();
    *SPEED.get_or_init(measure)
}

fn measure() -> f64 {
    let from = vec![1u8; BYTES / 2];
    let mut to = vec![2u8; BYTES / 2];
    let copy = |to: &mut Vec<u8>| {
        let start = Instant::now();
        black_box(&mut *to).copy_from_slice(black_box(&from));
        start.elapsed().as_secs_f64()
    };
    let best = (0..ROUNDS).map(|_| copy(&mut to)).fold(f64::INFINITY, f64::min);
    BYTES as f64 / best / 1e9
}
