//! Raw bits, seeding, bounded integers, shuffles and choices.

use super::{Case, check, f64_bits, i64_bits};
use crate::engine::random::bounded::{self, Rejection};
use crate::engine::random::permute;
use crate::engine::random::{AnyBitGenerator, BitGenerator, Mt19937, Pcg64, Pcg64Dxsm, Philox, SeedSequence, words_of};
use num_bigint::BigUint;

fn seeded(case: &Case) -> SeedSequence {
    SeedSequence::from_u64(case.seed())
}

fn make(case: &Case) -> AnyBitGenerator {
    AnyBitGenerator::named(&case.name, &seeded(case)).unwrap()
}

#[test]
fn raw_bits() {
    check(&["raw"], |case| {
        let mut rng = make(case);
        case.draws(|| rng.random_raw())
    });
}

#[test]
fn halves_survive_whole_draws() {
    check(&["halves"], |case| {
        let mut rng = make(case);
        let mut i = 0;
        case.draws(|| {
            i += 1;
            if i == 4 || i == 5 { rng.random_raw() >> 1 } else { u64::from(rng.next_u32()) }
        })
    });
}

#[test]
fn doubles_one_by_one_and_filled() {
    check(&["doubles"], |case| {
        let mut rng = make(case);
        case.draws(|| rng.next_f64().to_bits())
    });
    check(&["doubles"], |case| {
        let mut rng = make(case);
        // Fills of odd sizes, as they straddle the blocks of the Mersenne Twister.
        let mut out = vec![0.0; 3001];
        let (head, tail) = out.split_at_mut(5);
        rng.fill_f64(head);
        rng.fill_f64(tail);
        f64_bits(out)
    });
}

#[test]
fn fill_starts_within_a_pair() {
    let (mut one, mut all) = (Mt19937::from_u32(5), Mt19937::from_u32(5));
    assert_eq!(one.next_u32(), all.next_u32());
    let mut out = vec![0.0; 1000];
    all.fill_f64(&mut out);
    assert!(out.iter().all(|&x| x == one.next_f64()));
    assert_eq!(one, all);
}

#[test]
fn parallel_fill_is_the_same_stream() {
    for n in [10, (1 << 18) + 7, (1 << 20) - 1] {
        let (mut one, mut all) = (Pcg64::new(&SeedSequence::from_u64(1)), Pcg64::new(&SeedSequence::from_u64(1)));
        let mut out = vec![0.0; n];
        all.fill_doubles_parallel(&mut out);
        assert!(out.iter().all(|&x| x == one.next_f64()));
        assert_eq!(one, all);
    }
    // From the middle of a block, to its end, within a pair.
    for (first, n) in [(0, 160_000), (2, 624 * 400), (100, 624 * 200 + 5), (3, 200_000)] {
        let (mut one, mut all) = (Mt19937::from_u32(5), Mt19937::from_u32(5));
        for _ in 0..first {
            assert_eq!(one.next_u32(), all.next_u32());
        }
        let mut out = vec![0.0; n];
        all.fill_doubles_parallel(&mut out);
        assert!(out.iter().all(|&x| x == one.next_f64()));
        assert_eq!(one, all);
    }
}

#[test]
fn jumps_and_advances() {
    check(&["jumped"], |case| {
        let seed = seeded(case);
        let mut rng: Box<dyn BitGenerator> = match case.name.as_str() {
            "PCG64" => Box::new(Pcg64::new(&seed).jumped(3)),
            "PCG64DXSM" => Box::new(Pcg64Dxsm::new(&seed).jumped(3)),
            _ => Box::new(Philox::new(&seed).jumped(3)),
        };
        case.draws(|| rng.next_u64())
    });
    check(&["advanced"], |case| {
        const DELTA: u128 = 123456789012345678901234567890;
        let (mut pcg, mut dxsm) = (Pcg64::new(&seeded(case)), Pcg64Dxsm::new(&seeded(case)));
        pcg.advance(DELTA);
        dxsm.advance(DELTA);
        case.draws(|| if case.name == "PCG64" { pcg.next_u64() } else { dxsm.next_u64() })
    });
}

#[test]
fn legacy_seeding() {
    check(&["legacy_raw"], |case| {
        let words: Vec<u32> = case.floats().into_iter().map(|x| x as u32).collect();
        let mut mt =
            if case.name == "words" { Mt19937::from_words(&words) } else { Mt19937::from_u32(case.seed() as u32) };
        case.draws(|| u64::from(mt.next_u32()))
    });
}

#[test]
fn seed_sequences() {
    check(&["seed_sequence"], |case| {
        let key = case.floats().into_iter().map(|x| x as u32).collect();
        let mut seq = SeedSequence::with(words_of(&case.seed.parse::<BigUint>().unwrap()), key, 4);
        let wide = |words: Vec<u32>| words.into_iter().map(u64::from).collect::<Vec<u64>>();
        match case.name.as_str() {
            "u32" => wide(seq.generate_u32(11)),
            "u64" => seq.generate_u64(5),
            _ => {
                let mut children = seq.spawn(2);
                children.extend(seq.spawn(1));
                children.iter().flat_map(|child| wide(child.generate_u32(4))).collect()
            }
        }
    });
}

/// Integers of the case's type from this generator, sign-extended to 64 bits.
fn integers(case: &Case, rng: &mut dyn BitGenerator, how: Rejection) -> Vec<u64> {
    let (low, high) = (case.int(0), case.int(1));
    let (off, width) = (low as u64, (high - low) as u64);
    macro_rules! narrow {
        ($fill:ident, $unsigned:ty, $signed:ty) => {{
            let mut out = vec![0 as $unsigned; 3000];
            bounded::$fill(rng, off as $unsigned, width as $unsigned, how, &mut out);
            let signed = case.name.starts_with("int");
            out.into_iter().map(|x| if signed { x as $signed as i64 as u64 } else { u64::from(x) }).collect()
        }};
    }
    match case.name.trim_start_matches('u') {
        "int64" => narrow!(fill_u64, u64, i64),
        "int32" => narrow!(fill_u32, u32, i32),
        "int16" => narrow!(fill_u16, u16, i16),
        "int8" => narrow!(fill_u8, u8, i8),
        _ => {
            let mut out = vec![false; 3000];
            bounded::fill_bool(rng, low != 0, width != 0, &mut out);
            out.into_iter().map(u64::from).collect()
        }
    }
}

#[test]
fn bounded_integers() {
    check(&["integers"], |case| integers(case, &mut Pcg64::new(&seeded(case)), Rejection::Lemire));
    check(&["randint"], |case| integers(case, &mut Mt19937::from_u32(case.seed() as u32), Rejection::Masked));
}

#[test]
fn bytes() {
    check(&["bytes"], |case| {
        let mut out = vec![0; 101];
        match case.name.as_str() {
            "generator" => bounded::fill_bytes(&mut Pcg64::new(&seeded(case)), &mut out),
            _ => bounded::fill_bytes(&mut Mt19937::from_u32(case.seed() as u32), &mut out),
        }
        out.into_iter().map(u64::from).collect()
    });
}

#[test]
fn permutations() {
    check(&["permutation"], |case| {
        let n = case.int(0) as usize;
        i64_bits(match case.name.as_str() {
            "generator" => permute::permutation(&mut Pcg64::new(&seeded(case)), n),
            _ => permute::permutation(&mut Mt19937::from_u32(case.seed() as u32), n),
        })
    });
    check(&["permuted"], |case| {
        let (rows, columns) = (case.int(0) as usize, case.int(1) as usize);
        let mut rng = Pcg64::new(&seeded(case));
        let mut x: Vec<i64> = (0..(rows * columns) as i64).collect();
        x.chunks_mut(columns).for_each(|row| permute::shuffle(&mut rng, columns, |i, j| row.swap(i, j)));
        i64_bits(x)
    });
}

#[test]
fn choices() {
    check(&["choice"], |case| {
        let (n, size) = (case.int(0) as usize, case.int(1) as usize);
        let total: f64 = (1..=n).sum::<usize>() as f64;
        let p: Vec<f64> = (1..=n).map(|i| i as f64 / total).collect();
        let (mut rng, mut mt) = (Pcg64::new(&seeded(case)), Mt19937::from_u32(case.seed() as u32));
        i64_bits(match case.name.as_str() {
            "distinct" => permute::choice_distinct(&mut rng, n, size, case.int(2) == 1),
            "legacy" => permute::permutation(&mut mt, n)[..size].to_vec(),
            "weighted" => permute::choice_weighted(&mut rng, &p, size),
            "weighted_legacy" => permute::choice_weighted(&mut mt, &p, size),
            "weighted_distinct" => permute::choice_weighted_distinct(&mut rng, &p, size),
            _ => permute::choice_weighted_distinct(&mut mt, &p, size),
        })
    });
}
