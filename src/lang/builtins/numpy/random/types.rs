//! The types of `numpy.random`.

use super::{bits, generator, legacy};
use crate::lang::registry::{OBJECT, Table, Type};

/// `np.random.Generator`
pub static GENERATOR: Type = Type::new("Generator", "numpy.random._generator", &[&OBJECT], generator::table);
/// `np.random.RandomState`
pub static RANDOM_STATE: Type = Type::new("RandomState", "numpy.random.mtrand", &[&OBJECT], legacy::table);
/// `np.random.SeedSequence`
pub static SEED_SEQUENCE: Type =
    Type::new("SeedSequence", "numpy.random.bit_generator", &[&OBJECT], bits::seed_sequence_table);
/// `np.random.BitGenerator`
pub static BIT_GENERATOR: Type = Type::new("BitGenerator", "numpy.random.bit_generator", &[&OBJECT], Table::default);
/// `np.random.PCG64`
pub static PCG64: Type = Type::new("PCG64", "numpy.random._pcg64", &[&BIT_GENERATOR], || bits::table("PCG64"));
/// `np.random.PCG64DXSM`
pub static PCG64DXSM: Type =
    Type::new("PCG64DXSM", "numpy.random._pcg64", &[&BIT_GENERATOR], || bits::table("PCG64DXSM"));
/// `np.random.MT19937`
pub static MT19937: Type = Type::new("MT19937", "numpy.random._mt19937", &[&BIT_GENERATOR], || bits::table("MT19937"));
/// `np.random.Philox`
pub static PHILOX: Type = Type::new("Philox", "numpy.random._philox", &[&BIT_GENERATOR], || bits::table("Philox"));
/// `np.random.SFC64`
pub static SFC64: Type = Type::new("SFC64", "numpy.random._sfc64", &[&BIT_GENERATOR], || bits::table("SFC64"));

/// All of them.
pub static ALL: &[&Type] =
    &[&GENERATOR, &RANDOM_STATE, &SEED_SEQUENCE, &BIT_GENERATOR, &PCG64, &PCG64DXSM, &MT19937, &PHILOX, &SFC64];

/// The type of a bit generator by its name.
pub fn bit_generator(name: &str) -> &'static Type {
    ALL.iter().find(|t| t.name == name).copied().unwrap_or(&BIT_GENERATOR)
}
