//! Stable indirect sorts: what is sorted are the elements' ranks with their indices packed into the same 64 bits.

use crate::engine::interrupt;
use crate::engine::mem::sort;

/// The indices that sort `n` elements of these ranks; equal ones keep their order. `None` if there are too many.
///
/// Where rank and index do not fit together, the rank loses its lowest bits; what then looks equal is sorted again.
pub fn order(n: usize, rank: impl Fn(usize) -> u64) -> Option<Vec<i64>> {
    if n > 1 << 40 {
        return None;
    }
    let (mut least, mut most) = (u64::MAX, 0);
    for i in 0..n {
        let r = rank(i);
        (least, most) = (least.min(r), most.max(r));
    }
    let index_bits = bits(n.saturating_sub(1) as u64);
    let lost = (bits(most.saturating_sub(least)) + index_bits).saturating_sub(64);
    // The sort is of signed integers.
    let pack = |i: usize| ((((rank(i) - least) >> lost) << index_bits | i as u64) ^ 1 << 63) as i64;
    let mut order: Vec<i64> = if index_bits == 64 { return None } else { (0..n).map(pack).collect() };
    sort::sort(&mut order);
    if lost > 0 {
        sort_alike(&mut order, index_bits, rank);
    }
    let mask = (1i64 << index_bits) - 1;
    order.iter_mut().for_each(|x| *x &= mask);
    Some(order)
}

fn bits(x: u64) -> u32 {
    64 - x.leading_zeros()
}

/// Sorts by their whole ranks the stretches whose packed ranks are equal.
fn sort_alike(order: &mut [i64], index_bits: u32, rank: impl Fn(usize) -> u64) {
    let mask = (1i64 << index_bits) - 1;
    let mut rest = order;
    while let Some(&first) = rest.first() {
        interrupt::poll();
        let n = rest.iter().take_while(|&&x| x >> index_bits == first >> index_bits).count();
        let (alike, others) = rest.split_at_mut(n);
        if n > 1 {
            alike.sort_by_key(|&x| {
                interrupt::poll();
                rank((x & mask) as usize)
            });
        }
        rest = others;
    }
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn packed_orders_are_stable() {
        let mut seed = 1u64;
        let mut random = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            seed
        };
        for n in [0, 1, 2, 10, 300, 5000] {
            let wide: Vec<u64> = (0..n).map(|_| random()).collect();
            let few: Vec<u64> = (0..n).map(|_| random() % 5).collect();
            let alike: Vec<u64> = (0..n).map(|_| [0, u64::MAX, 3, 2, 1][(random() >> 40) as usize % 5]).collect();
            for ranks in [wide, few, alike] {
                let mut expected: Vec<i64> = (0..n as i64).collect();
                expected.sort_by_key(|&i| ranks[i as usize]);
                assert_eq!(order(n, |i| ranks[i]), Some(expected));
            }
        }
    }
}
