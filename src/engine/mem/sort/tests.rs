//! All levels against the standard library.

use super::*;

/// Keys of several kinds: random, few values, sorted, falling, equal, the extremes.
fn kinds(n: usize) -> Vec<Vec<i64>> {
    let mut seed = n as u64 + 1;
    let mut random = move || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((seed >> 16).wrapping_mul(0x1_0001) ^ (seed << 40)) as i64
    };
    let mut kinds: Vec<Vec<i64>> = vec![
        (0..n).map(|_| random()).collect(),
        (0..n).map(|_| random().rem_euclid(3)).collect(),
        (0..n as i64).collect(),
        (0..n as i64).rev().collect(),
        vec![7; n],
        (0..n).map(|_| [i64::MAX, i64::MIN, 0, random()][random().rem_euclid(4) as usize]).collect(),
        (0..n).map(|i| ((i * 37) % (n.isqrt() + 1)) as i64).collect(),
    ];
    kinds.push(vec![i64::MAX; n]);
    kinds
}

fn sizes() -> impl Iterator<Item = usize> {
    (0..300).chain([511, 512, 513, 1000, 1024, 4097, 70_000])
}

fn check<K: Key + std::fmt::Debug>(keys: &[K]) {
    let mut sorted = keys.to_vec();
    sorted.sort_unstable();
    for level in [PLAIN, AVX2, AVX512] {
        let mut got = keys.to_vec();
        K::run(Job::Sort(&mut got, false), level);
        assert_eq!(got, sorted, "{} keys at level {level}", keys.len());
        for kth in [0, keys.len() / 3, keys.len().wrapping_sub(1)] {
            if kth < keys.len() {
                let mut got = keys.to_vec();
                K::run(Job::Select(&mut got, kth), level);
                assert_eq!(got[kth], sorted[kth]);
                assert!(got[..kth].iter().all(|k| *k <= got[kth]) && got[kth..].iter().all(|k| *k >= got[kth]));
                got.sort_unstable();
                assert_eq!(got, sorted, "a selection loses nothing");
            }
        }
    }
}

#[test]
fn all_levels_sort_alike() {
    for n in sizes() {
        for keys in kinds(n) {
            check(&keys);
            check(&keys.iter().map(|&k| (k >> 20) as i32).collect::<Vec<i32>>());
        }
    }
}

#[test]
fn keys_become_floats() {
    let numbers = [1.5, -0.0, 0.0, f64::INFINITY, -3.25, f64::NEG_INFINITY, 1e-310, -1e-310, 2.0];
    for n in [9usize, 300, 5000] {
        let numbers: Vec<f64> = (0..n).map(|i| numbers[i * 7 % 9] * (1 + i / 9) as f64).collect();
        let mut sorted = numbers.clone();
        sorted.sort_by(f64::total_cmp);
        for level in [PLAIN, AVX2, AVX512] {
            let mut keys: Vec<i64> = numbers.iter().map(|x| (x.to_bits() as i64).float_bits()).collect();
            i64::run(Job::Sort(&mut keys, true), level);
            let same = keys.iter().zip(&sorted).all(|(&k, x)| k as u64 == x.to_bits());
            assert!(same, "{n} numbers at level {level}");
        }
    }
}
