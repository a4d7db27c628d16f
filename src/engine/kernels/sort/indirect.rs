//! The order in which NumPy leaves equal elements, where that is the same on the usual processors.
//!
//! `less(i, j)` compares two elements by their numbers; a sort permutes the numbers. Sorts that are not stable are part of
//! what a lesson prints (`np.argsort` of scores with ties), so each is the algorithm that NumPy runs for the type at hand:
//! a sorting network over eight lanes for 32 and 64 bits, `std::sort` where there are nans among them, introsort elsewhere.

/// Lanes of more elements are divided first, at places that depend on the width of the processor's vectors.
pub const NETWORK: usize = 256;

/// Runs of at most this many elements are sorted by insertion.
pub(super) const SMALL: usize = 16;

/// The bitonic network of the vector sorts for 32 and 64 bits; equal elements never change places.
pub fn network(order: &mut [i64], less: impl Fn(i64, i64) -> bool) {
    let n = order.len();
    let padded = n.next_power_of_two().max(8);
    let mut exchange = |i: usize, j: usize| {
        // Beyond the end stand the largest of all elements, which stay there.
        if j < n && less(order[j], order[i]) {
            order.swap(i, j);
        }
    };
    let mut size = 2;
    while size <= padded {
        for start in (0..n).step_by(size) {
            (0..size / 2).for_each(|i| exchange(start + i, start + size - 1 - i));
        }
        let mut step = size / 4;
        while step > 0 {
            for start in (0..n).step_by(2 * step) {
                (0..step).for_each(|i| exchange(start + i, start + i + step));
            }
            step /= 2;
        }
        size *= 2;
    }
}

pub(super) fn insertion(order: &mut [i64], less: &impl Fn(i64, i64) -> bool) {
    for i in 1..order.len() {
        let moved = order[i];
        let mut at = i;
        while at > 0 && less(moved, order[at - 1]) {
            order[at] = order[at - 1];
            at -= 1;
        }
        order[at] = moved;
    }
}

/// Introsort by the median of three, with heap sort where it makes no progress.
pub fn introsort(order: &mut [i64], less: impl Fn(i64, i64) -> bool) {
    if order.len() > 1 {
        let limit = 2 * order.len().ilog2() as i32;
        quick(order, &less, limit);
    }
}

fn quick(order: &mut [i64], less: &impl Fn(i64, i64) -> bool, limit: i32) {
    let mut rest = order;
    let mut limit = limit;
    // The larger part keeps the limit of the moment it was put aside.
    let mut aside: Vec<(&mut [i64], i32)> = Vec::new();
    loop {
        if limit < 0 {
            heapsort(rest, less);
        } else {
            while rest.len() > SMALL {
                let at = divide(rest, less);
                let (left, right) = rest.split_at_mut(at);
                let right = &mut right[1..];
                limit -= 1;
                if left.len() < right.len() {
                    aside.push((right, limit));
                    rest = left;
                } else {
                    aside.push((left, limit));
                    rest = right;
                }
            }
            insertion(rest, less);
        }
        match aside.pop() {
            Some((part, depth)) => (rest, limit) = (part, depth),
            None => return,
        }
    }
}

/// Puts the median of the first, middle and last element in its place, smaller ones before it; its place.
fn divide(order: &mut [i64], less: &impl Fn(i64, i64) -> bool) -> usize {
    let last = order.len() - 1;
    let middle = last / 2;
    for (a, b) in [(middle, 0), (last, middle), (middle, 0)] {
        if less(order[a], order[b]) {
            order.swap(a, b);
        }
    }
    let pivot = order[middle];
    let (mut i, mut j) = (0, last - 1);
    order.swap(middle, j);
    loop {
        i += 1;
        while less(order[i], pivot) {
            i += 1;
        }
        j -= 1;
        while less(pivot, order[j]) {
            j -= 1;
        }
        if i >= j {
            break;
        }
        order.swap(i, j);
    }
    order.swap(i, last - 1);
    i
}

/// Heap sort.
fn heapsort(order: &mut [i64], less: impl Fn(i64, i64) -> bool) {
    let n = order.len();
    let sift = |order: &mut [i64], from: usize, n: usize| {
        let moved = order[from - 1];
        let (mut i, mut child) = (from, from * 2);
        while child <= n {
            if child < n && less(order[child - 1], order[child]) {
                child += 1;
            }
            if !less(moved, order[child - 1]) {
                break;
            }
            order[i - 1] = order[child - 1];
            (i, child) = (child, 2 * child);
        }
        order[i - 1] = moved;
    };
    (1..=n / 2).rev().for_each(|from| sift(order, from, n));
    for end in (1..n).rev() {
        order.swap(0, end);
        sift(order, 1, end);
    }
}

/// The sort of the C++ standard library: quicksort to runs of 16, then insertion over all.
pub fn standard(order: &mut [i64], less: impl Fn(i64, i64) -> bool) {
    if order.is_empty() {
        return;
    }
    standard_loop(order, &less, 2 * order.len().ilog2());
    insertion(order, &less);
}

fn standard_loop(mut order: &mut [i64], less: &impl Fn(i64, i64) -> bool, mut limit: u32) {
    while order.len() > SMALL {
        if limit == 0 {
            return heapsort(order, less);
        }
        limit -= 1;
        let cut = standard_cut(order, less);
        let (left, right) = order.split_at_mut(cut);
        standard_loop(right, less, limit);
        order = left;
    }
}

/// Divides at the median of three, which goes first.
fn standard_cut(order: &mut [i64], less: &impl Fn(i64, i64) -> bool) -> usize {
    let (a, b, c) = (1, order.len() / 2, order.len() - 1);
    let below = |order: &[i64], i: usize, j: usize| less(order[i], order[j]);
    let median = match (below(order, a, b), below(order, b, c), below(order, a, c)) {
        (true, true, _) => b,
        (true, false, true) => c,
        (true, false, false) => a,
        (false, _, true) => a,
        (false, true, false) => c,
        (false, false, false) => b,
    };
    order.swap(0, median);
    let pivot = order[0];
    let (mut first, mut last) = (1, order.len());
    loop {
        while less(order[first], pivot) {
            first += 1;
        }
        last -= 1;
        while less(pivot, order[last]) {
            last -= 1;
        }
        if first >= last {
            return first;
        }
        order.swap(first, last);
        first += 1;
    }
}

/// `nth_element` of the C++ standard library.
pub fn standard_select(order: &mut [i64], kth: usize, less: impl Fn(i64, i64) -> bool) {
    let (mut first, mut last) = (0, order.len());
    let mut limit = 2 * order.len().max(1).ilog2();
    while last - first > 3 {
        if limit == 0 {
            heapsort(&mut order[first..last], &less);
            return;
        }
        limit -= 1;
        let cut = first + standard_cut(&mut order[first..last], &less);
        if cut <= kth { first = cut } else { last = cut }
    }
    insertion(&mut order[first..last], &less);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sorts an order by a comparison of places.
    type Sorter = fn(&mut [i64], &dyn Fn(i64, i64) -> bool);

    fn keys(n: usize, most: i64) -> Vec<i64> {
        (0..n as i64).map(|i| (i * i * 31 + i * 7) % most).collect()
    }

    #[test]
    fn each_of_them_sorts() {
        for n in [0, 1, 2, 3, 7, 8, 9, 16, 17, 40, 100, 256] {
            for most in [1, 2, 5, 1000] {
                let keys = keys(n, most);
                let less = |i: i64, j: i64| keys[i as usize] < keys[j as usize];
                let sorts: [Sorter; 4] =
                    [|o, l| network(o, l), |o, l| introsort(o, l), |o, l| heapsort(o, l), |o, l| standard(o, l)];
                for sort in sorts {
                    let mut order: Vec<i64> = (0..n as i64).collect();
                    sort(&mut order, &less);
                    assert!(order.windows(2).all(|w| !less(w[1], w[0])), "{n} {most}");
                    order.sort_unstable();
                    assert_eq!(order, (0..n as i64).collect::<Vec<i64>>());
                }
            }
        }
    }

    #[test]
    fn the_kth_is_in_its_place() {
        let keys = keys(50, 17);
        let less = |i: i64, j: i64| keys[i as usize] < keys[j as usize];
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        for kth in 0..50 {
            let mut order: Vec<i64> = (0..50).collect();
            standard_select(&mut order, kth, less);
            assert_eq!(keys[order[kth] as usize], sorted[kth]);
        }
    }
}
