//! The bit generators, and what distributions ask of them.

mod any;
mod mt19937;
mod pcg64;
mod pcg64_dxsm;
mod philox;
mod sfc64;

pub use any::AnyBitGenerator;
pub use mt19937::Mt19937;
pub use pcg64::Pcg64;
pub use pcg64_dxsm::Pcg64Dxsm;
pub use philox::Philox;
pub use sfc64::Sfc64;

/// A source of random bits: NumPy's `bitgen_t`.
pub trait BitGenerator {
    /// The next 64 bits.
    fn next_u64(&mut self) -> u64;

    /// The next 32 bits. Generators of 64 bits hand out one draw in two halves, low half first.
    fn next_u32(&mut self) -> u32;

    /// A double in [0, 1), of 53 bits.
    fn next_f64(&mut self) -> f64 {
        unit_f64(self.next_u64())
    }

    /// A float in [0, 1), of 24 bits.
    fn next_f32(&mut self) -> f32 {
        (self.next_u32() >> 8) as f32 * (1.0 / 16_777_216.0)
    }

    /// Fills with doubles in [0, 1), the same stream as single draws.
    fn fill_f64(&mut self, out: &mut [f64]) {
        for x in out {
            *x = self.next_f64();
        }
    }

    /// Fills with floats in [0, 1), the same stream as single draws.
    fn fill_f32(&mut self, out: &mut [f32]) {
        for x in out {
            *x = self.next_f32();
        }
    }
}

impl<T: BitGenerator + ?Sized> BitGenerator for Box<T> {
    fn next_u64(&mut self) -> u64 {
        (**self).next_u64()
    }

    fn next_u32(&mut self) -> u32 {
        (**self).next_u32()
    }

    fn next_f64(&mut self) -> f64 {
        (**self).next_f64()
    }

    fn fill_f64(&mut self, out: &mut [f64]) {
        (**self).fill_f64(out);
    }
}

/// The upper 53 bits as a double in [0, 1).
pub(crate) fn unit_f64(bits: u64) -> f64 {
    (bits >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
}

/// The second half of a 64-bit draw that gave its first half to `next_u32`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HalfDraw {
    /// Whether it is still to be handed out: NumPy's `has_uint32`.
    pub waiting: bool,
    /// The half itself, kept after use as in NumPy's `uinteger`.
    pub bits: u32,
}

impl HalfDraw {
    /// The half kept from before, if it waits.
    fn take(&mut self) -> Option<u32> {
        std::mem::take(&mut self.waiting).then_some(self.bits)
    }

    /// Keeps the high half of a draw and hands out the low one.
    fn split(&mut self, draw: u64) -> u32 {
        *self = HalfDraw { waiting: true, bits: (draw >> 32) as u32 };
        draw as u32
    }
}
