//! Python's own `random` module.

use super::{Case, check};
use crate::engine::random::cpython::PyRandom;

/// One draw of a real-valued distribution.
fn variate(r: &mut PyRandom, name: &str, a: &[f64]) -> f64 {
    match name {
        "random" => r.random(),
        "uniform" => r.uniform(a[0], a[1]),
        "triangular" => r.triangular(a[0], a[1], a.get(2).copied()),
        "normalvariate" => r.normalvariate(a[0], a[1]),
        "gauss" => r.gauss(a[0], a[1]),
        "lognormvariate" => r.lognormvariate(a[0], a[1]),
        "expovariate" => r.expovariate(a[0]),
        "vonmisesvariate" => r.vonmisesvariate(a[0], a[1]),
        "gammavariate" => r.gammavariate(a[0], a[1]),
        "betavariate" => r.betavariate(a[0], a[1]),
        "paretovariate" => r.paretovariate(a[0]),
        "weibullvariate" => r.weibullvariate(a[0], a[1]),
        _ => panic!("no distribution {name}"),
    }
}

/// What is drawn in integers, if the case is one of them.
fn integers(case: &Case, r: &mut PyRandom) -> Option<Vec<u64>> {
    let wide = |values: Vec<usize>| values.into_iter().map(|x| x as u64).collect();
    let bytes = |values: Vec<u8>| values.into_iter().map(u64::from).collect();
    Some(match case.name.as_str() {
        "getrandbits" => case.draws(|| u64::try_from(r.getrandbits(case.int(0) as u64)).unwrap()),
        "getrandbits_big" => case.rows(25, || {
            let mut digits = r.getrandbits(200).to_bytes_le();
            digits.resize(25, 0);
            bytes(digits)
        }),
        "randbytes" => case.rows(37, || bytes(r.randbytes(37))),
        "randbelow" => {
            let n = case.int(0) as u64;
            let mut twin = r.clone();
            case.draws(|| {
                let drawn = r.randbelow(n);
                assert_eq!(twin.randbelow_big(&n.into()), drawn.into());
                drawn
            })
        }
        "shuffle" => {
            let mut x: Vec<usize> = (0..case.int(0) as usize).collect();
            r.shuffle(x.len(), |i, j| x.swap(i, j));
            wide(x)
        }
        "sample" => wide(r.sample(case.int(0) as usize, case.int(1) as usize)),
        "choices" => case.draws(|| r.choices(case.int(0) as usize) as u64),
        "choices_weighted" => {
            let weights = case.floats();
            case.draws(|| r.choices_weighted(&weights) as u64)
        }
        _ => return None,
    })
}

#[test]
fn distributions_and_integers() {
    check(&["py"], |case| {
        let mut r = PyRandom::from_int(&case.big_seed());
        integers(case, &mut r).unwrap_or_else(|| {
            let a = case.floats();
            case.draws(|| variate(&mut r, &case.name, &a).to_bits())
        })
    });
}

#[test]
fn seeds_of_other_types() {
    check(&["py_text"], |case| {
        let mut r = PyRandom::from_bytes(case.name.as_bytes());
        case.draws(|| r.random().to_bits())
    });
    check(&["py_float"], |case| {
        let mut r = PyRandom::from_float(f64::from_bits(case.seed()));
        case.draws(|| r.random().to_bits())
    });
}
