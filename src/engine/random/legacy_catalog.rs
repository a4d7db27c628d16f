//! The frozen API's distributions of one number, as a table like [`catalog::GENERATOR`](super::catalog::GENERATOR).

use super::bitgen::{AnyBitGenerator, BitGenerator};
use super::catalog::*;
use super::constraint::Constraint;
use super::continuous as c;
use super::legacy::RandomState;
use crate::engine::{Error, ErrorKind, Result};

fn uniform_range([low, high, _]: [f64; 3], _: bool) -> Result<()> {
    if (high - low).is_finite() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Overflow, "Range exceeds valid bounds"))
}

const SUCCESSES: Param = param("n", Constraint::Positive);
const SAMPLE: Param = integer("nsample", Constraint::AtLeastOne);

/// The rows of a `RandomState`.
pub static LEGACY: &[Distribution<RandomState<AnyBitGenerator>>] = &[
    Distribution {
        fill: Some(|s, _, out| s.bits.fill_f64(out)),
        ..real("random_sample", &[], |s, _| s.random_sample())
    },
    real("standard_normal", &[], |s, _| s.standard_normal()),
    real("standard_exponential", &[], |s, _| s.standard_exponential()),
    real("standard_cauchy", &[], |s, _| s.standard_cauchy()),
    Distribution {
        joint: uniform_range,
        fill: Some(|s, a, out| c::fill_uniform(&mut s.bits, a[0], a[1] - a[0], out)),
        ..real("uniform", &[LOW, HIGH], |s, a| c::uniform(&mut s.bits, a[0], a[1] - a[0]))
    },
    real("normal", &[LOC, SCALE], |s, a| s.normal(a[0], a[1])),
    real("exponential", &[SCALE], |s, a| s.exponential(a[0])),
    real("standard_gamma", &[SHAPE], |s, a| s.standard_gamma(a[0])),
    real("gamma", &[SHAPE, SCALE], |s, a| s.gamma(a[0], a[1])),
    real("chisquare", &[DF], |s, a| s.chisquare(a[0])),
    real("noncentral_chisquare", &[DF, NONC], |s, a| s.noncentral_chisquare(a[0], a[1])),
    real("f", &[DFNUM, DFDEN], |s, a| s.f(a[0], a[1])),
    real("noncentral_f", &[DFNUM, DFDEN, NONC], |s, a| s.noncentral_f(a[0], a[1], a[2])),
    real("beta", &[A, B], |s, a| s.beta(a[0], a[1])),
    real("standard_t", &[DF], |s, a| s.standard_t(a[0])),
    real("pareto", &[A], |s, a| s.pareto(a[0])),
    real("weibull", &[A_NON_NEGATIVE], |s, a| s.weibull(a[0])),
    real("power", &[A], |s, a| s.power(a[0])),
    real("laplace", &[LOC, SCALE], |s, a| c::laplace(&mut s.bits, a[0], a[1])),
    real("gumbel", &[LOC, SCALE], |s, a| c::gumbel(&mut s.bits, a[0], a[1])),
    real("logistic", &[LOC, SCALE], |s, a| c::logistic(&mut s.bits, a[0], a[1])),
    real("lognormal", &[MEAN, SIGMA], |s, a| s.lognormal(a[0], a[1])),
    real("rayleigh", &[SCALE], |s, a| s.rayleigh(a[0])),
    real("wald", &[WALD_MEAN, WALD_SCALE], |s, a| s.wald(a[0], a[1])),
    Distribution {
        joint: triangle,
        ..real("triangular", &TRIANGLE, |s, a| c::triangular(&mut s.bits, a[0], a[1], a[2]))
    },
    real("vonmises", &[MU, KAPPA], |s, a| s.vonmises(a[0], a[1])),
    whole("poisson", &[LAM], |s, a| s.poisson(a[0])),
    whole("negative_binomial", &[SUCCESSES, P], |s, a| s.negative_binomial(a[0], a[1])),
    whole("binomial", &[TRIALS, P], |s, a| s.binomial(a[0] as i64, a[1])),
    whole("geometric", &[P_ABOVE_ZERO], |s, a| s.geometric(a[0])),
    whole("zipf", &[A_ABOVE_ONE], |s, a| s.zipf(a[0])),
    whole("logseries", &[P_BELOW_ONE], |s, a| s.logseries(a[0])),
    Distribution {
        joint: few_enough,
        ..whole("hypergeometric", &[GOOD, BAD, SAMPLE], |s, a| s.hypergeometric(a[0] as i64, a[1] as i64, a[2] as i64))
    },
];
