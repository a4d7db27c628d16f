//! The distributions that yield one number for up to three parameters, as a table: names, defaults, conditions, draws.
//!
//! [`GENERATOR`] is the modern API, [`legacy_catalog::LEGACY`](super::legacy_catalog::LEGACY) the frozen one. One
//! wrapper over these rows gives all of them `size=`, broadcasting and errors.

use super::bitgen::AnyBitGenerator;
use super::constraint::Constraint;
use super::continuous as c;
use super::discrete as d;
use super::hypergeometric::hypergeometric;
use super::ziggurat::{standard_exponential, standard_normal};
use crate::engine::{Error, ErrorKind, Result};

/// A parameter of a distribution.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Its keyword.
    pub name: &'static str,
    /// What it is if not given.
    pub default: Option<f64>,
    /// What it must satisfy.
    pub constraint: Constraint,
    /// Whether it must be an integer.
    pub integer: bool,
}

/// How a value is drawn from a source of type `R`, by up to three parameters.
#[derive(Debug)]
pub enum Draw<R> {
    /// A `float64`.
    Real(fn(&mut R, [f64; 3]) -> f64),
    /// An `int64`.
    Integer(fn(&mut R, [f64; 3]) -> i64),
}

/// A distribution drawn from a source of type `R`.
#[derive(Debug)]
pub struct Distribution<R> {
    /// The method's name.
    pub name: &'static str,
    /// Its parameters, in order; `size` follows them.
    pub params: &'static [Param],
    /// One draw.
    pub draw: Draw<R>,
    /// A condition on the parameters together: given one set of them and whether all are scalars.
    pub joint: fn([f64; 3], bool) -> Result<()>,
    /// Many draws at once, the same stream, where that is quicker: 3 times for the uniform ones.
    pub fill: Option<Fill<R>>,
}

/// Fills a slice with draws by one set of parameters.
pub type Fill<R> = fn(&mut R, [f64; 3], &mut [f64]);

/// A required parameter.
pub(super) const fn param(name: &'static str, constraint: Constraint) -> Param {
    Param { name, default: None, constraint, integer: false }
}

/// A parameter with a default.
pub(super) const fn optional(name: &'static str, default: f64, constraint: Constraint) -> Param {
    Param { name, default: Some(default), constraint, integer: false }
}

/// A required integer.
pub(super) const fn integer(name: &'static str, constraint: Constraint) -> Param {
    Param { name, default: None, constraint, integer: true }
}

fn free(_: [f64; 3], _: bool) -> Result<()> {
    Ok(())
}

/// A row that yields doubles.
pub(super) const fn real<R>(
    name: &'static str,
    params: &'static [Param],
    draw: fn(&mut R, [f64; 3]) -> f64,
) -> Distribution<R> {
    Distribution { name, params, draw: Draw::Real(draw), joint: free, fill: None }
}

/// A row that yields integers.
pub(super) const fn whole<R>(
    name: &'static str,
    params: &'static [Param],
    draw: fn(&mut R, [f64; 3]) -> i64,
) -> Distribution<R> {
    Distribution { name, params, draw: Draw::Integer(draw), joint: free, fill: None }
}

/// `triangular`'s order of its parameters.
pub(super) fn triangle([left, mode, right]: [f64; 3], _: bool) -> Result<()> {
    let complaint = if left > mode {
        "left > mode"
    } else if mode > right {
        "mode > right"
    } else if left == right {
        "left == right"
    } else {
        return Ok(());
    };
    Err(Error::value(complaint))
}

fn uniform_range([low, high, _]: [f64; 3], scalar: bool) -> Result<()> {
    let range = high - low;
    if !range.is_finite() {
        let what = if scalar { "high - low range exceeds valid bounds" } else { "Range exceeds valid bounds" };
        return Err(Error::new(ErrorKind::Overflow, what));
    }
    Constraint::NonNegative.check("high - low", std::iter::once(range), scalar)
}

fn enough_items([good, bad, sample]: [f64; 3], _: bool) -> Result<()> {
    const MOST: f64 = 1e9;
    if good >= MOST || bad >= MOST {
        return Err(Error::value("both ngood and nbad must be less than 1000000000"));
    }
    few_enough([good, bad, sample], true)
}

/// No more may be drawn than there are.
pub(super) fn few_enough([good, bad, sample]: [f64; 3], _: bool) -> Result<()> {
    if good + bad < sample { Err(Error::value("ngood + nbad < nsample")) } else { Ok(()) }
}

/// The mean of the Poisson draw must stay in bounds, ten deviations of the gamma draw above its mean.
fn negative_binomial_mean([n, p, _]: [f64; 3], _: bool) -> Result<()> {
    let largest = (1.0 - p) / p * (n + 10.0 * n.sqrt());
    if largest > super::constraint::POISSON_MAX {
        return Err(Error::value("n too large or p too small, see Generator.negative_binomial Notes"));
    }
    Ok(())
}

pub(super) const LOC: Param = optional("loc", 0.0, Constraint::None);
pub(super) const SCALE: Param = optional("scale", 1.0, Constraint::NonNegative);
pub(super) const MEAN: Param = optional("mean", 0.0, Constraint::None);
pub(super) const SIGMA: Param = optional("sigma", 1.0, Constraint::NonNegative);
pub(super) const LOW: Param = optional("low", 0.0, Constraint::None);
pub(super) const HIGH: Param = optional("high", 1.0, Constraint::None);
pub(super) const SHAPE: Param = param("shape", Constraint::NonNegative);
pub(super) const A: Param = param("a", Constraint::Positive);
pub(super) const A_NON_NEGATIVE: Param = param("a", Constraint::NonNegative);
pub(super) const A_ABOVE_ONE: Param = param("a", Constraint::AboveOne);
pub(super) const B: Param = param("b", Constraint::Positive);
pub(super) const DF: Param = param("df", Constraint::Positive);
pub(super) const DFNUM: Param = param("dfnum", Constraint::Positive);
pub(super) const DFDEN: Param = param("dfden", Constraint::Positive);
pub(super) const NONC: Param = param("nonc", Constraint::NonNegative);
pub(super) const WALD_MEAN: Param = param("mean", Constraint::Positive);
pub(super) const WALD_SCALE: Param = param("scale", Constraint::Positive);
pub(super) const MU: Param = param("mu", Constraint::None);
pub(super) const KAPPA: Param = param("kappa", Constraint::NonNegative);
pub(super) const TRIANGLE: [Param; 3] =
    [param("left", Constraint::None), param("mode", Constraint::None), param("right", Constraint::None)];
pub(super) const LAM: Param = optional("lam", 1.0, Constraint::PoissonMean);
pub(super) const TRIALS: Param = integer("n", Constraint::NonNegative);
pub(super) const P: Param = param("p", Constraint::Unit);
pub(super) const P_ABOVE_ZERO: Param = param("p", Constraint::UnitAboveZero);
pub(super) const P_BELOW_ONE: Param = param("p", Constraint::UnitBelowOne);
const SUCCESSES: Param = param("n", Constraint::PositiveNumber);
pub(super) const GOOD: Param = integer("ngood", Constraint::NonNegative);
pub(super) const BAD: Param = integer("nbad", Constraint::NonNegative);
const SAMPLE: Param = integer("nsample", Constraint::NonNegative);

/// The rows of a `Generator`.
pub static GENERATOR: &[Distribution<AnyBitGenerator>] = &[
    real("standard_normal", &[], |r, _| standard_normal(r)),
    real("standard_exponential", &[], |r, _| standard_exponential(r)),
    real("standard_cauchy", &[], |r, _| c::standard_cauchy(r)),
    Distribution {
        joint: uniform_range,
        fill: Some(|r, a, out| c::fill_uniform(r, a[0], a[1] - a[0], out)),
        ..real("uniform", &[LOW, HIGH], |r, a| c::uniform(r, a[0], a[1] - a[0]))
    },
    real("normal", &[LOC, SCALE], |r, a| c::normal(r, a[0], a[1])),
    real("exponential", &[SCALE], |r, a| c::exponential(r, a[0])),
    real("standard_gamma", &[SHAPE], |r, a| c::standard_gamma(r, a[0])),
    real("gamma", &[SHAPE, SCALE], |r, a| c::gamma(r, a[0], a[1])),
    real("chisquare", &[DF], |r, a| c::chisquare(r, a[0])),
    real("noncentral_chisquare", &[DF, NONC], |r, a| c::noncentral_chisquare(r, a[0], a[1])),
    real("f", &[DFNUM, DFDEN], |r, a| c::f(r, a[0], a[1])),
    real("noncentral_f", &[DFNUM, DFDEN, NONC], |r, a| c::noncentral_f(r, a[0], a[1], a[2])),
    real("beta", &[A, B], |r, a| c::beta(r, a[0], a[1])),
    real("standard_t", &[DF], |r, a| c::standard_t(r, a[0])),
    real("pareto", &[A], |r, a| c::pareto(r, a[0])),
    real("weibull", &[A_NON_NEGATIVE], |r, a| c::weibull(r, a[0])),
    real("power", &[A], |r, a| c::power(r, a[0])),
    real("laplace", &[LOC, SCALE], |r, a| c::laplace(r, a[0], a[1])),
    real("gumbel", &[LOC, SCALE], |r, a| c::gumbel(r, a[0], a[1])),
    real("logistic", &[LOC, SCALE], |r, a| c::logistic(r, a[0], a[1])),
    real("lognormal", &[MEAN, SIGMA], |r, a| c::lognormal(r, a[0], a[1])),
    real("rayleigh", &[SCALE], |r, a| c::rayleigh(r, a[0])),
    real("wald", &[WALD_MEAN, WALD_SCALE], |r, a| c::wald(r, a[0], a[1])),
    Distribution { joint: triangle, ..real("triangular", &TRIANGLE, |r, a| c::triangular(r, a[0], a[1], a[2])) },
    real("vonmises", &[MU, KAPPA], |r, a| c::vonmises(r, a[0], a[1])),
    whole("poisson", &[LAM], |r, a| d::poisson(r, a[0])),
    Distribution {
        joint: negative_binomial_mean,
        ..whole("negative_binomial", &[SUCCESSES, P_ABOVE_ZERO], |r, a| d::negative_binomial(r, a[0], a[1]))
    },
    whole("binomial", &[TRIALS, P], |r, a| d::binomial(r, a[0] as i64, a[1])),
    whole("geometric", &[P_ABOVE_ZERO], |r, a| d::geometric(r, a[0])),
    whole("zipf", &[A_ABOVE_ONE], |r, a| d::zipf(r, a[0])),
    whole("logseries", &[P_BELOW_ONE], |r, a| d::logseries(r, a[0])),
    Distribution {
        joint: enough_items,
        ..whole("hypergeometric", &[GOOD, BAD, SAMPLE], |r, a| hypergeometric(r, a[0] as i64, a[1] as i64, a[2] as i64))
    },
];
