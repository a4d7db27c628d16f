//! Whether two layouts of one buffer reach the same bytes. Follows NumPy's `mem_overlap.c`: the question is whether a
//! bounded linear Diophantine equation has a solution, which is answered by a search with a limit of work.

use super::layout::Layout;
use smallvec::SmallVec;

/// NumPy's `may_share_memory`: whether the ranges of reachable bytes meet. Conservative: `a[::2]` and `a[1::2]` meet here
/// though they share no byte.
pub fn bounds_overlap(a: &Layout, b: &Layout) -> bool {
    let ((a0, a1), (b0, b1)) = (a.extent(), b.extent());
    a0 < a1 && b0 < b1 && a0 < b1 && b0 < a1
}

/// What a search for a common byte found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlap {
    /// There is none.
    No,
    /// There is one.
    Yes,
    /// The limit of work was reached first (`TooHardError: Exceeded max_work`).
    TooHard,
    /// The numbers are too large (`OverflowError: Integer overflow in computing overlap`).
    Overflow,
}

/// NumPy's `shares_memory`: whether both reach a byte in common. `max_work` bounds the candidates that are tried; `None`
/// tries all, which can take exponential time; `Some(0)` looks at the bounds only.
pub fn share(a: &Layout, b: &Layout, max_work: Option<usize>) -> Overlap {
    if !bounds_overlap(a, b) {
        return Overlap::No;
    }
    if max_work == Some(0) {
        return Overlap::TooHard;
    }
    let ((a0, a1), (b0, b1)) = (a.extent(), b.extent());
    let sum = (b1 - 1 - a0).min(a1 - 1 - b0);
    let mut terms = Terms::new();
    for layout in [a, b] {
        terms.extend(axes(layout).filter(|t| t.step != 0 && t.most > 0));
        terms.extend(bytes(layout));
    }
    simplify(&mut terms, sum);
    Search::new(&terms, max_work, false).map_or_else(|answer| answer, |s| s.run(sum))
}

/// Whether two elements of the layout share a byte, within a limit of work.
pub fn internal(layout: &Layout, max_work: Option<usize>) -> Overlap {
    // Two indices x, y of one byte: Σ a·x = Σ a·y. With z = x + (most − y) that is Σ a·z = Σ a·most, 0 ≤ z ≤ 2·most, and
    // x ≠ y says z ≠ most.
    if layout.size() == 0 || layout.is_c_contiguous() {
        return Overlap::No;
    }
    let mut terms: Terms = axes(layout).filter(|t| t.most > 0).chain(bytes(layout)).collect();
    if terms.iter().any(|t| t.step == 0) {
        return Overlap::Yes;
    }
    terms.sort_by_key(|t| std::cmp::Reverse(t.step));
    let sum = terms.iter().map(|t| t.step * t.most).sum();
    terms.iter_mut().for_each(|t| t.most *= 2);
    Search::new(&terms, max_work, true).map_or_else(|answer| answer, |s| s.run(sum))
}

/// Whether two elements of the layout may share a byte. Conservative, at no cost: true as well for some exotic layouts
/// whose axes interleave, such as shape `(3, 2)` with steps of 2 and 3 elements.
pub fn may_overlap_itself(layout: &Layout) -> bool {
    if layout.size() <= 1 || layout.is_c_contiguous() {
        return false;
    }
    let mut axes: Terms = axes(layout).filter(|t| t.most > 0).collect();
    axes.sort_by_key(|t| t.step);
    let mut reach = layout.itemsize() as i128;
    for axis in &axes {
        if axis.step < reach {
            return internal(layout, Some(1)) != Overlap::No;
        }
        reach += axis.step * axis.most;
    }
    false
}

/// Whether an elementwise operation that reads `source` and writes `out` (both of one buffer) must copy first. Not if
/// they share no byte, nor if they are the same elements in the same order: each is read before it is written. As
/// NumPy's `COPY_IF_OVERLAP`, it gives up early: some that share nothing are copied.
pub fn needs_copy(out: &Layout, source: &Layout) -> bool {
    let same = out.offset == source.offset
        && out.shape == source.shape
        && out.strides == source.strides
        && out.dtype == source.dtype;
    if same && internal(out, Some(1)) == Overlap::No {
        return false;
    }
    share(out, source, Some(1)) != Overlap::No
}

/// `step × x` with `0 ≤ x ≤ most`.
#[derive(Debug, Clone, Copy)]
struct Term {
    step: i128,
    most: i128,
}

type Terms = SmallVec<[Term; 8]>;

fn axes(layout: &Layout) -> impl Iterator<Item = Term> + '_ {
    let term = |(&n, &s): (&usize, &isize)| Term { step: s.unsigned_abs() as i128, most: n as i128 - 1 };
    layout.shape.iter().zip(&layout.strides).map(term)
}

fn bytes(layout: &Layout) -> Option<Term> {
    (layout.itemsize() > 1).then(|| Term { step: 1, most: layout.itemsize() as i128 - 1 })
}

/// Merges terms of equal step and drops those that can only be 0; the largest steps come first.
fn simplify(terms: &mut Terms, sum: i128) {
    terms.sort_by_key(|t| std::cmp::Reverse(t.step));
    let mut merged = Terms::new();
    for term in terms.iter() {
        match merged.last_mut() {
            Some(last) if last.step == term.step => last.most += term.most,
            _ => merged.push(*term),
        }
    }
    merged.iter_mut().for_each(|t| t.most = t.most.min(sum / t.step));
    merged.retain(|t| t.most > 0);
    *terms = merged;
}

/// The search for `Σ step·x = sum`. The first terms are also seen as one term, whose step is the greatest common divisor
/// of theirs.
struct Search<'a> {
    terms: &'a [Term],
    /// `heads[v]`: the terms `0..=v + 1` as one.
    heads: SmallVec<[Head; 8]>,
    max_work: Option<usize>,
    /// Whether the solution in the middle of all bounds does not count.
    skip_middle: bool,
}

/// `gcd = x·(the step before) + y·(the step of the term)`.
#[derive(Debug, Clone, Copy)]
struct Head {
    gcd: i128,
    x: i128,
    y: i128,
    most: i128,
}

impl<'a> Search<'a> {
    /// `Err` is the answer where the numbers do not fit.
    fn new(terms: &'a [Term], max_work: Option<usize>, skip_middle: bool) -> Result<Search<'a>, Overlap> {
        let mut heads: SmallVec<[Head; 8]> = SmallVec::new();
        let mut before = terms.first().copied().unwrap_or(Term { step: 1, most: 0 });
        for term in terms.iter().skip(1) {
            let (gcd, x, y) = euclid(before.step, term.step);
            let scaled = |t: Term| (t.step / gcd).checked_mul(t.most);
            let most = scaled(before).zip(scaled(*term)).and_then(|(a, b)| a.checked_add(b));
            let most = most.filter(|&m| m <= i64::MAX as i128).ok_or(Overlap::Overflow)?;
            heads.push(Head { gcd, x, y, most });
            before = Term { step: gcd, most };
        }
        Ok(Search { terms, heads, max_work, skip_middle })
    }

    fn run(&self, sum: i128) -> Overlap {
        match self.terms {
            _ if sum < 0 => Overlap::No,
            [] if self.skip_middle || sum != 0 => Overlap::No,
            [] => Overlap::Yes,
            [one] if !self.skip_middle && sum % one.step == 0 && sum / one.step <= one.most => Overlap::Yes,
            [_] => Overlap::No,
            terms => {
                let mut x: SmallVec<[i128; 8]> = SmallVec::from_elem(0, terms.len());
                self.descend(terms.len() - 1, sum, &mut x, &mut 0)
            }
        }
    }

    /// Tries the values of term `v` in turn, with all terms before it seen as one.
    fn descend(&self, v: usize, sum: i128, x: &mut [i128], count: &mut usize) -> Overlap {
        if self.max_work.is_some_and(|most| *count >= most) {
            return Overlap::TooHard;
        }
        let head = match v {
            1 => self.terms[0],
            _ => Term { step: self.heads[v - 2].gcd, most: self.heads[v - 2].most },
        };
        let Some((first, second, rounds)) = self.candidates(head, v, sum) else {
            *count += 1;
            return Overlap::No;
        };
        let gcd = self.heads[v - 1].gcd;
        let (up, down) = (self.terms[v].step / gcd, head.step / gcd);
        if v == 1 {
            (x[0], x[1]) = (first, second);
            let middle = self.skip_middle && x.iter().zip(self.terms).all(|(&x, t)| x == t.most / 2);
            *count += middle as usize;
            return if middle { Overlap::No } else { Overlap::Yes };
        }
        debug_assert!(up > 0);
        for t in 0..=rounds {
            x[v] = second - down * t;
            match self.descend(v - 1, sum - self.terms[v].step * x[v], x, count) {
                Overlap::No => {}
                answer => return answer,
            }
        }
        *count += 1;
        Overlap::No
    }

    /// The solutions of `head·x1 + term·x2 = sum` within bounds: the first pair, and how many more follow, each with
    /// `x1` larger and `x2` smaller by the other's step over the gcd.
    fn candidates(&self, head: Term, v: usize, sum: i128) -> Option<(i128, i128, i128)> {
        let (term, Head { gcd, x, y, .. }) = (self.terms[v], self.heads[v - 1]);
        if sum % gcd != 0 {
            return None;
        }
        let c = sum / gcd;
        let (up, down) = (term.step / gcd, head.step / gcd);
        let (x1, x2) = (x * c, y * c);
        let low = ceil_div(-x1, up).max(ceil_div(x2 - term.most, down));
        let high = (head.most - x1).div_euclid(up).min(x2.div_euclid(down));
        (low <= high).then(|| (x1 + up * low, x2 - down * low, high - low))
    }
}

fn ceil_div(a: i128, b: i128) -> i128 {
    -(-a).div_euclid(b)
}

/// The greatest common divisor `g` of two positive numbers, with `g = x·a + y·b`.
fn euclid(a: i128, b: i128) -> (i128, i128, i128) {
    let (mut r, mut s, mut t) = ((a, b), (1, 0), (0, 1));
    while r.1 != 0 {
        let q = r.0 / r.1;
        r = (r.1, r.0 - q * r.1);
        s = (s.1, s.0 - q * s.1);
        t = (t.1, t.0 - q * t.1);
    }
    (r.0, s.0, t.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::DType;

    fn layout(dtype: DType, offset: usize, shape: &[usize], strides: &[isize]) -> Layout {
        Layout { dtype, shape: shape.into(), strides: strides.into(), offset }
    }

    fn touched(l: &Layout) -> Vec<usize> {
        let offsets = crate::engine::view::Offsets::new(l);
        offsets.flat_map(|at| at..at + l.itemsize()).collect()
    }

    fn shared_by_counting(a: &Layout, b: &Layout) -> bool {
        let b = touched(b);
        touched(a).iter().any(|byte| b.contains(byte))
    }

    fn overlaps_itself_by_counting(l: &Layout) -> bool {
        let mut bytes = touched(l);
        let n = bytes.len();
        bytes.sort_unstable();
        bytes.dedup();
        bytes.len() < n
    }

    /// Small layouts from a sequence of numbers that is the same at every run.
    fn sample(seed: &mut u64) -> Layout {
        let mut next = |n: u64| {
            *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (*seed >> 33) % n
        };
        let dtype = [DType::Int8, DType::Int16, DType::Int32][next(3) as usize];
        let rank = next(4) as usize;
        let shape: Vec<usize> = (0..rank).map(|_| next(4) as usize + (next(8) != 0) as usize).collect();
        let strides: Vec<isize> = (0..rank).map(|_| next(25) as isize - 12).collect();
        layout(dtype, 200 + next(40) as usize, &shape, &strides)
    }

    #[test]
    fn agrees_with_counting_bytes() {
        let mut seed = 1;
        let mut seen = [0; 4];
        for _ in 0..6000 {
            let (a, b) = (sample(&mut seed), sample(&mut seed));
            let shared = shared_by_counting(&a, &b);
            assert_eq!(share(&a, &b, None) == Overlap::Yes, shared, "{a:?} {b:?}");
            assert!(!shared || (bounds_overlap(&a, &b) && needs_copy(&a, &b) | (a == b)));
            let itself = overlaps_itself_by_counting(&a);
            assert_eq!(internal(&a, None) == Overlap::Yes, itself, "{a:?}");
            assert!(!itself || may_overlap_itself(&a), "{a:?}");
            seen[shared as usize] += 1;
            seen[2 + itself as usize] += 1;
        }
        assert!(seen.iter().all(|&n| n > 500), "the sample has all kinds: {seen:?}");
    }

    #[test]
    fn cases() {
        use Overlap::*;
        let f8 = DType::Float64;
        let even = layout(f8, 0, &[5], &[16]);
        let odd = layout(f8, 8, &[5], &[16]);
        let back = layout(f8, 72, &[10], &[-8]);
        let whole = layout(f8, 0, &[10], &[8]);
        let tail = layout(f8, 8, &[9], &[8]);
        let head = layout(f8, 0, &[9], &[8]);
        let windows = layout(f8, 0, &[8, 3], &[8, 8]);
        // (out, source, share a byte, an elementwise operation must copy)
        let table = [
            (&even, &odd, No, false),
            (&whole, &whole, Yes, false),
            (&whole, &back, Yes, true),
            (&tail, &head, Yes, true),
            (&whole, &even, Yes, true),
            (&windows, &windows, Yes, true),
        ];
        for (out, source, shares, copies) in table {
            assert_eq!(share(out, source, None), shares, "{out:?} {source:?}");
            assert_eq!(needs_copy(out, source), copies, "{out:?} {source:?}");
        }
        assert_eq!(share(&even, &odd, Some(0)), TooHard);
        assert_eq!(internal(&windows, None), Yes);
        assert_eq!(internal(&whole, None), No);
        let interleaved = layout(f8, 0, &[3, 2], &[16, 24]);
        assert_eq!(internal(&interleaved, None), No);
    }

    #[test]
    fn gives_up_after_max_work() {
        // NumPy's own hard case: np.shares_memory of these raises TooHardError with max_work=1.
        let a = layout(DType::Int8, 0, &[12, 12, 12, 12], &[3331, 2719, 2003, 1009]);
        let b = layout(DType::Int8, 500, &[12, 12, 12, 12], &[3499, 2711, 1999, 1013]);
        assert_eq!(share(&a, &b, Some(1)), Overlap::TooHard);
        assert_eq!(share(&a, &b, None), Overlap::Yes);
    }
}
