//! Selection as NumPy does it: the elements beside the `kth` are printed too, so each step is the same.
//!
//! Quickselect by the median of three, with the median of medians of five where that makes no progress. Pivots already in
//! place are kept for the next, larger `kth`.

/// At most so many pivots are kept.
const KEPT: usize = 50;

/// Elements by their numbers, in an order that is being changed.
struct Part<'a, F> {
    order: &'a mut [i64],
    less: &'a F,
}

impl<F: Fn(i64, i64) -> bool> Part<'_, F> {
    fn less(&self, i: usize, j: usize) -> bool {
        (self.less)(self.order[i], self.order[j])
    }

    fn swap_if(&mut self, when: (usize, usize)) {
        if self.less(when.0, when.1) {
            self.order.swap(when.0, when.1);
        }
    }

    /// The median of three goes to `low`, the least of them behind it.
    fn median_of_three(&mut self, low: usize, mid: usize, high: usize) {
        self.swap_if((high, mid));
        self.swap_if((high, low));
        self.swap_if((low, mid));
        self.order.swap(mid, low + 1);
    }

    fn median_of_five(&mut self) -> usize {
        for pair in [(1, 0), (4, 3), (3, 0), (4, 1), (2, 1)] {
            self.swap_if(pair);
        }
        match (self.less(3, 2), self.less(3, 1)) {
            (true, true) => 1,
            (true, false) => 3,
            (false, _) => 2,
        }
    }

    fn median_of_medians(&mut self) -> usize {
        let groups = self.order.len() / 5;
        for i in 0..groups {
            let at = Part { order: &mut self.order[5 * i..], less: self.less }.median_of_five();
            self.order.swap(5 * i + at, i);
        }
        if groups > 2 {
            select(&mut self.order[..groups], groups / 2, &mut None, false, self.less);
        }
        groups / 2
    }

    /// Brings the smallest to the front, up to `kth`.
    fn smallest(&mut self, kth: usize) {
        for i in 0..=kth {
            let mut least = i;
            for k in i + 1..self.order.len() {
                if self.less(k, least) {
                    least = k;
                }
            }
            self.order.swap(i, least);
        }
    }

    /// Exchanges what stands on the wrong side of the pivot at `low`; where the pivot belongs, and what follows it.
    fn divide(&mut self, low: usize, mut ll: usize, mut hh: usize) -> (usize, usize) {
        let pivot = self.order[low];
        loop {
            ll += 1;
            while (self.less)(self.order[ll], pivot) {
                ll += 1;
            }
            hh -= 1;
            while (self.less)(pivot, self.order[hh]) {
                hh -= 1;
            }
            if hh < ll {
                return (ll, hh);
            }
            self.order.swap(ll, hh);
        }
    }
}

fn keep(pivots: &mut Option<Vec<usize>>, pivot: usize, kth: usize) {
    let Some(kept) = pivots else { return };
    if pivot == kth && kept.len() == KEPT {
        kept[KEPT - 1] = pivot;
    } else if pivot >= kth && kept.len() < KEPT {
        kept.push(pivot);
    }
}

/// Where `kth` must lie by the pivots that are known; `None` if it is one of them.
fn bounds(pivots: &mut Option<Vec<usize>>, kth: usize, n: usize) -> Option<(usize, usize)> {
    let (mut low, mut high) = (0, n - 1);
    while let Some(&last) = pivots.as_ref().and_then(|p| p.last()) {
        if last > kth {
            high = last - 1;
            break;
        }
        if last == kth {
            return None;
        }
        low = last + 1;
        pivots.as_mut().and_then(Vec::pop);
    }
    Some((low, high))
}

/// Puts the `kth` of the elements in its place. `inexact` types look for their largest element (a nan) directly.
pub fn select(
    order: &mut [i64],
    kth: usize,
    pivots: &mut Option<Vec<usize>>,
    inexact: bool,
    less: &impl Fn(i64, i64) -> bool,
) {
    let n = order.len();
    let Some((mut low, mut high)) = bounds(pivots, kth, n) else { return };
    let mut part = Part { order, less };
    if kth < low + 3 {
        Part { order: &mut part.order[low..=high], less }.smallest(kth - low);
        return keep(pivots, kth, kth);
    }
    if inexact && kth == n - 1 {
        let mut largest = low;
        for k in low + 1..n {
            if !part.less(k, largest) {
                largest = k;
            }
        }
        return part.order.swap(kth, largest);
    }
    let mut limit = 2 * n.ilog2() as i32;
    while low + 1 < high {
        let (mut ll, mut hh) = (low + 1, high);
        if limit > 0 || hh - ll < 5 {
            part.median_of_three(low, low + (high - low) / 2, high);
        } else {
            let mid = ll + Part { order: &mut part.order[ll..hh], less }.median_of_medians();
            part.order.swap(mid, low);
            (ll, hh) = (ll - 1, hh + 1);
        }
        limit -= 1;
        (ll, hh) = part.divide(low, ll, hh);
        part.order.swap(low, hh);
        if hh != kth {
            keep(pivots, hh, kth);
        }
        if hh >= kth {
            high = hh.saturating_sub(1);
        }
        if hh <= kth {
            low = ll;
        }
    }
    if high == low + 1 {
        part.swap_if((high, low));
    }
    keep(pivots, kth, kth);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kth_of_every_length() {
        for n in 1..60usize {
            let keys: Vec<i64> = (0..n as i64).map(|i| (i * i * 31 + i * 7) % 23).collect();
            let mut sorted = keys.clone();
            sorted.sort_unstable();
            let less = |i: i64, j: i64| keys[i as usize] < keys[j as usize];
            let mut all: Vec<i64> = (0..n as i64).collect();
            let mut pivots = Some(Vec::new());
            for kth in 0..n {
                let mut order: Vec<i64> = (0..n as i64).collect();
                select(&mut order, kth, &mut Some(Vec::new()), kth % 2 == 0, &less);
                assert_eq!(keys[order[kth] as usize], sorted[kth]);
                select(&mut all, kth, &mut pivots, false, &less);
                assert_eq!(keys[all[kth] as usize], sorted[kth]);
            }
        }
    }
}
