//! Any of the bit generators, as one type: what a `Generator` or a `RandomState` holds.

use super::{BitGenerator, Mt19937, Pcg64, Pcg64Dxsm, Philox, Sfc64};
use crate::engine::random::SeedSequence;

/// One of NumPy's bit generators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnyBitGenerator {
    /// `PCG64`
    Pcg64(Pcg64),
    /// `PCG64DXSM`
    Pcg64Dxsm(Pcg64Dxsm),
    /// `MT19937`
    Mt19937(Mt19937),
    /// `Philox`
    Philox(Philox),
    /// `SFC64`
    Sfc64(Sfc64),
}

/// The same expression over whichever generator it is.
macro_rules! each {
    ($any:expr, $rng:ident => $body:expr) => {
        match $any {
            AnyBitGenerator::Pcg64($rng) => $body,
            AnyBitGenerator::Pcg64Dxsm($rng) => $body,
            AnyBitGenerator::Mt19937($rng) => $body,
            AnyBitGenerator::Philox($rng) => $body,
            AnyBitGenerator::Sfc64($rng) => $body,
        }
    };
}

impl AnyBitGenerator {
    /// The class of this name in `np.random`, seeded.
    pub fn named(name: &str, seed: &SeedSequence) -> Option<AnyBitGenerator> {
        Some(match name {
            "PCG64" => AnyBitGenerator::Pcg64(Pcg64::new(seed)),
            "PCG64DXSM" => AnyBitGenerator::Pcg64Dxsm(Pcg64Dxsm::new(seed)),
            "MT19937" => AnyBitGenerator::Mt19937(Mt19937::new(seed)),
            "Philox" => AnyBitGenerator::Philox(Philox::new(seed)),
            "SFC64" => AnyBitGenerator::Sfc64(Sfc64::new(seed)),
            _ => return None,
        })
    }

    /// The class's name.
    pub fn name(&self) -> &'static str {
        match self {
            AnyBitGenerator::Pcg64(_) => "PCG64",
            AnyBitGenerator::Pcg64Dxsm(_) => "PCG64DXSM",
            AnyBitGenerator::Mt19937(_) => "MT19937",
            AnyBitGenerator::Philox(_) => "Philox",
            AnyBitGenerator::Sfc64(_) => "SFC64",
        }
    }

    /// `random_raw`: the generator's native draw, which is of 32 bits for the Mersenne Twister.
    pub fn random_raw(&mut self) -> u64 {
        match self {
            AnyBitGenerator::Mt19937(mt) => u64::from(mt.next_u32()),
            rng => rng.next_u64(),
        }
    }
}

impl BitGenerator for AnyBitGenerator {
    #[inline]
    fn next_u64(&mut self) -> u64 {
        each!(self, rng => rng.next_u64())
    }

    #[inline]
    fn next_u32(&mut self) -> u32 {
        each!(self, rng => rng.next_u32())
    }

    #[inline]
    fn next_f64(&mut self) -> f64 {
        each!(self, rng => rng.next_f64())
    }

    fn fill_f64(&mut self, out: &mut [f64]) {
        match self {
            AnyBitGenerator::Pcg64(pcg) => pcg.fill_doubles_parallel(out),
            AnyBitGenerator::Mt19937(mt) => mt.fill_doubles_parallel(out),
            rng => each!(rng, rng => rng.fill_f64(out)),
        }
    }

    fn fill_f32(&mut self, out: &mut [f32]) {
        each!(self, rng => rng.fill_f32(out));
    }
}
