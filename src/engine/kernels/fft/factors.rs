//! Lengths and their factors.

fn largest_prime(mut n: usize) -> usize {
    let mut largest = 1;
    let mut divisor = 2;
    while divisor * divisor <= n {
        while n.is_multiple_of(divisor) {
            (largest, n) = (divisor, n / divisor);
        }
        divisor += if divisor == 2 { 1 } else { 2 };
    }
    if n > 1 { n } else { largest }
}

/// A guess at the operations of a transform by factors.
fn cost(length: usize) -> f64 {
    let price = |p: usize| if p <= 5 { p as f64 } else { 1.1 * p as f64 };
    let (mut n, mut sum) = (length, 0.0);
    while n.is_multiple_of(2) {
        (sum, n) = (sum + 2.0, n / 2);
    }
    let mut p = 3;
    while p * p <= n {
        while n.is_multiple_of(p) {
            (sum, n) = (sum + price(p), n / p);
        }
        p += 2;
    }
    if n > 1 {
        sum += price(n);
    }
    sum * length as f64
}

/// The least length from `n` on that has no prime factor above 11.
pub fn good_length(n: usize) -> usize {
    let smooth = |mut k: usize| {
        for p in [2, 3, 5, 7, 11] {
            while k.is_multiple_of(p) {
                k /= p;
            }
        }
        k == 1
    };
    if n <= 12 { n } else { (n..).find(|&k| smooth(k)).unwrap_or(n) }
}

/// Whether a convolution is quicker than the factors; `share` is what of their cost a transform has.
pub fn convolve(n: usize, share: f64) -> bool {
    let largest = if n < 50 { 0 } else { largest_prime(n) };
    if largest.saturating_mul(largest) <= n {
        return false;
    }
    2.0 * cost(good_length(2 * n - 1)) * 1.5 < share * cost(n)
}

/// Factors of 8 (if wanted), 4, 2 and the odd primes, a 2 in front.
pub fn factors(length: usize, eights: bool) -> Vec<usize> {
    let (mut n, mut found) = (length, Vec::new());
    while eights && n.is_multiple_of(8) {
        found.push(8);
        n /= 8;
    }
    while n.is_multiple_of(4) {
        found.push(4);
        n /= 4;
    }
    if n.is_multiple_of(2) {
        n /= 2;
        found.push(2);
        let last = found.len() - 1;
        found.swap(0, last);
    }
    let mut p = 3;
    while p * p <= n {
        while n.is_multiple_of(p) {
            found.push(p);
            n /= p;
        }
        p += 2;
    }
    if n > 1 {
        found.push(n);
    }
    found
}
