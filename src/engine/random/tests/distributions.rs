//! The distributions of both APIs.

use super::{Case, check, f64_bits, i64_bits};
use crate::engine::Result;
use crate::engine::random::catalog::{Distribution, Draw, GENERATOR};
use crate::engine::random::constraint::{Constraint, check_probabilities};
use crate::engine::random::legacy::RandomState;
use crate::engine::random::legacy_catalog::LEGACY;
use crate::engine::random::multivariate::{self, HypergeometricCount};
use crate::engine::random::{AnyBitGenerator, BitGenerator, Mt19937, Pcg64, SeedSequence, single, ziggurat as z};

fn generator(case: &Case) -> Pcg64 {
    Pcg64::new(&SeedSequence::from_u64(case.seed()))
}

fn state(case: &Case) -> RandomState {
    RandomState::from_u32(case.seed() as u32)
}

/// The bits of one draw of a row.
fn draw<R>(table: &[Distribution<R>], source: &mut R, name: &str, a: [f64; 3]) -> u64 {
    let row = table.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no distribution {name}"));
    match row.draw {
        Draw::Real(draw) => draw(source, a).to_bits(),
        Draw::Integer(draw) => draw(source, a) as u64,
    }
}

/// Up to three arguments, padded.
fn three(case: &Case) -> [f64; 3] {
    let mut a = [0.0; 3];
    a.iter_mut().zip(case.floats()).for_each(|(slot, x)| *slot = x);
    a
}

#[test]
fn generator_distributions() {
    check(&["generator"], |case| {
        let (mut rng, a) = (AnyBitGenerator::Pcg64(generator(case)), three(case));
        case.draws(|| draw(GENERATOR, &mut rng, &case.name, a))
    });
}

#[test]
fn legacy_distributions() {
    check(&["legacy"], |case| {
        let bits = AnyBitGenerator::Mt19937(Mt19937::from_u32(case.seed() as u32));
        let (mut s, a) = (RandomState::new(bits), three(case));
        case.draws(|| draw(LEGACY, &mut s, &case.name, a))
    });
}

#[test]
fn variants() {
    check(&["variant"], |case| {
        let (mut rng, a) = (generator(case), three(case));
        case.draws(|| match case.name.as_str() {
            "random" => rng.next_f64().to_bits(),
            "standard_exponential_inv" => z::standard_exponential_inv(&mut rng).to_bits(),
            _ => u64::from(single_precision(&mut rng, &case.name, a[0] as f32).to_bits()),
        })
    });
}

/// One draw in single precision.
fn single_precision(rng: &mut Pcg64, name: &str, shape: f32) -> f32 {
    match name {
        "random_f32" => rng.next_f32(),
        "standard_normal_f32" => z::standard_normal_f32(rng),
        "standard_exponential_f32" => z::standard_exponential_f32(rng),
        "standard_exponential_inv_f32" => z::standard_exponential_inv_f32(rng),
        "standard_gamma_f32" => single::standard_gamma(rng, shape),
        _ => panic!("no distribution {name}"),
    }
}

/// The error that a row's parameters give, as Python prints it.
fn complaint<R>(table: &[Distribution<R>], case: &Case) -> String {
    let row = table.iter().find(|row| row.name == case.name).unwrap();
    let a = three(case);
    let each = row.params.iter().zip(a).map(|(p, x)| p.constraint.check(p.name, std::iter::once(x), true));
    let own: Result<()> = each.collect();
    // Which of several complaints comes first differs; a recorded case has one alone.
    match own.and_then(|()| (row.joint)(a, true)) {
        Ok(()) => String::new(),
        Err(error) => format!("{:?}Error: {}", error.kind, error.message),
    }
}

#[test]
fn refused_parameters() {
    check(&["refused_generator"], |case| complaint(GENERATOR, case).bytes().map(u64::from).collect());
    check(&["refused_legacy"], |case| complaint(LEGACY, case).bytes().map(u64::from).collect());
}

#[test]
fn refused_arrays() {
    let check = |constraint: Constraint, values: &[f64]| {
        constraint.check("p", values.iter().copied(), false).map_err(|error| error.message)
    };
    let refused = |words: &str| Err(words.to_string());
    assert_eq!(check(Constraint::Unit, &[0.5, 2.0]), refused("p < 0, p > 1 or p contains NaNs"));
    assert_eq!(check(Constraint::AboveOne, &[2.0, 1.0]), refused("p <= 1 or p contains NaNs"));
    assert_eq!(check(Constraint::NonNegative, &[1.0, f64::NAN]), Ok(()));
    assert_eq!(check(Constraint::PoissonMean, &[1.0, 1e20]), refused("p value too large"));
}

#[test]
fn refused_probabilities() {
    check(&["refused_p"], |case| {
        let error = check_probabilities(&case.floats(), 1.5e-8, case.name == "legacy");
        error.unwrap_err().message.bytes().map(u64::from).collect()
    });
}

#[test]
fn no_number_spends_as_many_draws() {
    check(&["after_nan"], |case| {
        let mut rng = AnyBitGenerator::Pcg64(generator(case));
        (0..100).for_each(|_| {
            draw(GENERATOR, &mut rng, &case.name, three(case));
        });
        case.draws(|| rng.next_u64())
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
