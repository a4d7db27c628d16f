//! The distributions of both APIs.

use super::{Case, check, f64_bits, i64_bits};
use crate::engine::random::legacy::RandomState;
use crate::engine::random::multivariate::{self, HypergeometricCount};
use crate::engine::random::{BitGenerator, Pcg64, SeedSequence};
use crate::engine::random::{continuous as c, discrete as d, hypergeometric::hypergeometric, single, ziggurat as z};

fn generator(case: &Case) -> Pcg64 {
    Pcg64::new(&SeedSequence::from_u64(case.seed()))
}

fn state(case: &Case) -> RandomState {
    RandomState::from_u32(case.seed() as u32)
}

/// One draw of a real-valued distribution.
fn continuous(rng: &mut Pcg64, name: &str, a: &[f64]) -> Option<f64> {
    Some(match name {
        "random" => rng.next_f64(),
        "uniform" => c::uniform(rng, a[0], a[1] - a[0]),
        "normal" => c::normal(rng, a[0], a[1]),
        "exponential" => c::exponential(rng, a[0]),
        "standard_gamma" => c::standard_gamma(rng, a[0]),
        "gamma" => c::gamma(rng, a[0], a[1]),
        "chisquare" => c::chisquare(rng, a[0]),
        "noncentral_chisquare" => c::noncentral_chisquare(rng, a[0], a[1]),
        "f" => c::f(rng, a[0], a[1]),
        "noncentral_f" => c::noncentral_f(rng, a[0], a[1], a[2]),
        "beta" => c::beta(rng, a[0], a[1]),
        "standard_cauchy" => c::standard_cauchy(rng),
        "standard_t" => c::standard_t(rng, a[0]),
        "pareto" => c::pareto(rng, a[0]),
        "weibull" => c::weibull(rng, a[0]),
        "power" => c::power(rng, a[0]),
        "laplace" => c::laplace(rng, a[0], a[1]),
        "gumbel" => c::gumbel(rng, a[0], a[1]),
        "logistic" => c::logistic(rng, a[0], a[1]),
        "lognormal" => c::lognormal(rng, a[0], a[1]),
        "rayleigh" => c::rayleigh(rng, a[0]),
        "wald" => c::wald(rng, a[0], a[1]),
        "triangular" => c::triangular(rng, a[0], a[1], a[2]),
        "vonmises" => c::vonmises(rng, a[0], a[1]),
        "standard_normal" => z::standard_normal(rng),
        "standard_exponential" => z::standard_exponential(rng),
        "standard_exponential_inv" => z::standard_exponential_inv(rng),
        _ => return None,
    })
}

/// One draw in single precision.
fn single_precision(rng: &mut Pcg64, name: &str, a: &[f64]) -> Option<f32> {
    Some(match name {
        "random_f32" => rng.next_f32(),
        "standard_normal_f32" => z::standard_normal_f32(rng),
        "standard_exponential_f32" => z::standard_exponential_f32(rng),
        "standard_exponential_inv_f32" => z::standard_exponential_inv_f32(rng),
        "standard_gamma_f32" => single::standard_gamma(rng, a[0] as f32),
        _ => return None,
    })
}

/// One draw of a discrete distribution.
fn discrete(rng: &mut Pcg64, name: &str, a: &[f64]) -> i64 {
    match name {
        "poisson" => d::poisson(rng, a[0]),
        "negative_binomial" => d::negative_binomial(rng, a[0], a[1]),
        "binomial" => d::binomial(rng, a[0] as i64, a[1]),
        "geometric" => d::geometric(rng, a[0]),
        "zipf" => d::zipf(rng, a[0]),
        "logseries" => d::logseries(rng, a[0]),
        "hypergeometric" => hypergeometric(rng, a[0] as i64, a[1] as i64, a[2] as i64),
        _ => panic!("no distribution {name}"),
    }
}

#[test]
fn generator_distributions() {
    check(&["generator"], |case| {
        let (mut rng, a) = (generator(case), case.floats());
        case.draws(|| match continuous(&mut rng, &case.name, &a) {
            Some(x) => x.to_bits(),
            None => match single_precision(&mut rng, &case.name, &a) {
                Some(x) => u64::from(x.to_bits()),
                None => discrete(&mut rng, &case.name, &a) as u64,
            },
        })
    });
}

/// One draw of a real-valued distribution of the legacy API.
fn legacy_continuous(s: &mut RandomState, name: &str, a: &[f64]) -> Option<f64> {
    Some(match name {
        "random_sample" => s.random_sample(),
        "uniform" => c::uniform(&mut s.bits, a[0], a[1] - a[0]),
        "normal" => s.normal(a[0], a[1]),
        "exponential" => s.exponential(a[0]),
        "standard_gamma" => s.standard_gamma(a[0]),
        "gamma" => s.gamma(a[0], a[1]),
        "chisquare" => s.chisquare(a[0]),
        "noncentral_chisquare" => s.noncentral_chisquare(a[0], a[1]),
        "f" => s.f(a[0], a[1]),
        "noncentral_f" => s.noncentral_f(a[0], a[1], a[2]),
        "beta" => s.beta(a[0], a[1]),
        "standard_cauchy" => s.standard_cauchy(),
        "standard_t" => s.standard_t(a[0]),
        "pareto" => s.pareto(a[0]),
        "weibull" => s.weibull(a[0]),
        "power" => s.power(a[0]),
        "laplace" => c::laplace(&mut s.bits, a[0], a[1]),
        "gumbel" => c::gumbel(&mut s.bits, a[0], a[1]),
        "logistic" => c::logistic(&mut s.bits, a[0], a[1]),
        "lognormal" => s.lognormal(a[0], a[1]),
        "rayleigh" => s.rayleigh(a[0]),
        "wald" => s.wald(a[0], a[1]),
        "triangular" => c::triangular(&mut s.bits, a[0], a[1], a[2]),
        "vonmises" => s.vonmises(a[0], a[1]),
        "standard_normal" => s.standard_normal(),
        "standard_exponential" => s.standard_exponential(),
        _ => return None,
    })
}

/// One draw of a discrete distribution of the legacy API.
fn legacy_discrete(s: &mut RandomState, name: &str, a: &[f64]) -> i64 {
    match name {
        "poisson" => s.poisson(a[0]),
        "negative_binomial" => s.negative_binomial(a[0], a[1]),
        "binomial" => s.binomial(a[0] as i64, a[1]),
        "geometric" => s.geometric(a[0]),
        "zipf" => s.zipf(a[0]),
        "logseries" => s.logseries(a[0]),
        "hypergeometric" => s.hypergeometric(a[0] as i64, a[1] as i64, a[2] as i64),
        _ => panic!("no distribution {name}"),
    }
}

#[test]
fn legacy_distributions() {
    check(&["legacy"], |case| {
        let (mut s, a) = (state(case), case.floats());
        case.draws(|| match legacy_continuous(&mut s, &case.name, &a) {
            Some(x) => x.to_bits(),
            None => legacy_discrete(&mut s, &case.name, &a) as u64,
        })
    });
}

#[test]
fn multinomials() {
    check(&["multinomial"], |case| {
        let (mut rng, mut s, a) = (generator(case), state(case), case.floats());
        let (n, p) = (a[0] as i64, &a[1..]);
        case.rows(p.len(), || {
            let mut out = vec![0; p.len()];
            match case.name.as_str() {
                "generator" => multivariate::multinomial(&mut rng, n, p, &mut out),
                _ => s.multinomial(n, p, &mut out),
            }
            i64_bits(out)
        })
    });
}

#[test]
fn dirichlets() {
    check(&["dirichlet"], |case| {
        let (mut rng, mut s, alpha) = (generator(case), state(case), case.floats());
        case.rows(alpha.len(), || {
            let mut out = vec![0.0; alpha.len()];
            match case.name.as_str() {
                "generator" => multivariate::dirichlet(&mut rng, &alpha, &mut out),
                _ => s.dirichlet(&alpha, &mut out),
            }
            f64_bits(out)
        })
    });
}

#[test]
fn multivariate_hypergeometrics() {
    check(&["multivariate_hypergeometric"], |case| {
        let mut rng = generator(case);
        let numbers: Vec<i64> = case.floats().into_iter().map(|x| x as i64).collect();
        let (sample, colors) = (numbers[0], &numbers[1..]);
        let mut count = HypergeometricCount::new(colors, sample);
        case.rows(colors.len(), || {
            let mut out = vec![0; colors.len()];
            match case.name.as_str() {
                "marginals" => multivariate::hypergeometric_marginals(&mut rng, colors, sample, &mut out),
                _ => count.draw(&mut rng, &mut out),
            }
            i64_bits(out)
        })
    });
}
