//! Bit generators and distributions, bit for bit as NumPy has them.
//!
//! - [`SeedSequence`] and the [bit generators](bitgen): what `default_rng`, `np.random.PCG64` and the like are made of.
//! - [`continuous`], [`single`], [`discrete`], [`bounded`], [`multivariate`], [`permute`]: the draws of a `Generator`,
//!   as functions over any [`BitGenerator`].
//! - [`legacy::RandomState`]: the frozen streams of `np.random.seed` and its siblings.
//! - [`catalog::GENERATOR`] and [`legacy_catalog::LEGACY`]: the distributions of one number as tables, with defaults
//!   and the [conditions](constraint) on their parameters.
//! - [`cpython::PyRandom`]: the streams of Python's own `random` module.
//!
//! Functions take checked parameters: what NumPy refuses with a `ValueError`, the caller refuses first. Elementary
//! functions are the platform's libm, through std, since that is what the streams of NumPy are computed with.

pub mod bitgen;
pub mod bounded;
pub mod catalog;
pub mod constraint;
pub mod continuous;
pub mod cpython;
mod cpython_variates;
pub mod discrete;
pub mod hypergeometric;
pub mod legacy;
pub mod legacy_catalog;
mod legacy_discrete;
pub mod multivariate;
pub mod permute;
mod seed_sequence;
pub mod single;
mod special;
mod tables;
#[cfg(test)]
mod tests;
pub mod ziggurat;

pub use bitgen::{AnyBitGenerator, BitGenerator, Mt19937, Pcg64, Pcg64Dxsm, Philox, Sfc64};
pub use seed_sequence::{SeedSequence, words_of};
