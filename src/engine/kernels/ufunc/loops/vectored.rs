//! `exp`, `log` and the size of complex numbers for many doubles at once, with the very bits that the C library gives for
//! each.
//!
//! The C library (glibc 2.28 and later, musl, and others) computes the first two as Arm's *optimized routines* do: a table of 128
//! entries and a short polynomial, here in the same order and with the same fused operations. What is not in the range of
//! that (very large, very small, no number, near 1 for `log`) is left to the C library itself. Takes about half its time
//! with AVX-512.

use super::tables::{EXP, LOG};
use crate::engine::error::Result;
use crate::engine::mem::loops::{self, Blockwise};
use crate::engine::view::View;
use num_complex::Complex64;
use std::marker::PhantomData;

/// Elements computed together.
const BLOCK: usize = loops::BLOCK;
/// A block with more elements for the C library than this is all left to it.
const FEW: u32 = 24;

/// A function by table.
pub trait Vectored {
    /// An argument in range, to be computed in place of others.
    const IN_RANGE: f64;

    /// The C library's.
    fn one(x: f64) -> f64;

    /// Whether an argument is in range: by its bits, since a comparison with no number raises a flag.
    fn fits(x: f64) -> bool;

    /// The two words of the table for an argument in range.
    fn entry(x: f64) -> [u64; 2];

    /// The function of an argument in range.
    fn with_entry(x: f64, entry: [u64; 2]) -> f64;
}

/// `out[i] = f(a[i])`.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn map<F: Vectored>(a: &View, out: &View) -> Result<()> {
    loops::map_blocks::<f64, f64, Many<F>>(a, out)
}

/// Such a function of whole blocks.
struct Many<F>(PhantomData<F>);

impl<F: Vectored> Blockwise<f64, f64> for Many<F> {
    #[inline]
    fn one(x: f64) -> f64 {
        F::one(x)
    }

    #[inline(always)]
    fn block(a: &[f64; BLOCK], out: &mut [f64; BLOCK]) {
        let (mut x, mut odd) = ([0.0; BLOCK], [false; BLOCK]);
        for i in 0..BLOCK {
            let fits = F::fits(a[i]);
            odd[i] = !fits;
            x[i] = if fits { a[i] } else { F::IN_RANGE };
        }
        let count: u32 = odd.iter().map(|&b| u32::from(b)).sum();
        if count > FEW {
            (0..BLOCK).for_each(|i| out[i] = F::one(a[i]));
            return;
        }
        // The only part that is not done by vectors is in a loop of its own: gathers take longer than plain loads.
        let mut entries = [[0; 2]; BLOCK];
        for (entry, &x) in entries.iter_mut().zip(&x) {
            *entry = F::entry(x);
        }
        for i in 0..BLOCK {
            out[i] = F::with_entry(x[i], entries[i]);
        }
        if count > 0 {
            (0..BLOCK).filter(|&i| odd[i]).for_each(|i| out[i] = F::one(a[i]));
        }
    }
}

/// `exp(x) = 2^(k/128) · exp(r)`.
pub struct Exp;

impl Exp {
    /// `1.5 · 2^52`: what is added to it is rounded to an integer.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    /// `128 / ln 2`
    const INVERSE: f64 = f64::from_bits(0x4067_1547_652b_82fe);
    /// `-ln 2 / 128`, in two parts.
    const STEP: [f64; 2] = [f64::from_bits(0xbf76_2e42_fefa_0000), f64::from_bits(0xbd0c_f79a_bc9e_3b3a)];
    /// Coefficients of `r²` to `r⁵`.
    const C: [f64; 4] = [
        f64::from_bits(0x3fdf_ffff_ffff_fdbd),
        f64::from_bits(0x3fc5_5555_5555_543c),
        f64::from_bits(0x3fa5_5555_cf17_2b91),
        f64::from_bits(0x3f81_1111_67a4_d017),
    ];

    /// `k + SHIFT`
    #[inline(always)]
    fn rounded(x: f64) -> f64 {
        Exp::INVERSE.mul_add(x, Exp::SHIFT)
    }
}

impl Vectored for Exp {
    const IN_RANGE: f64 = 0.0;

    fn one(x: f64) -> f64 {
        x.exp()
    }

    #[inline(always)]
    fn fits(x: f64) -> bool {
        const TINY: u64 = (f64::EPSILON / 4.0).to_bits();
        const LARGE: u64 = 512f64.to_bits();
        let size = x.to_bits() & !(1 << 63);
        (size.wrapping_sub(TINY) < LARGE - TINY) | (size == 0)
    }

    #[inline(always)]
    fn entry(x: f64) -> [u64; 2] {
        EXP[(Exp::rounded(x).to_bits() & 127) as usize]
    }

    #[inline(always)]
    fn with_entry(x: f64, [tail, scale]: [u64; 2]) -> f64 {
        let shifted = Exp::rounded(x);
        let k = shifted - Exp::SHIFT;
        let r = k.mul_add(Exp::STEP[1], k.mul_add(Exp::STEP[0], x));
        let scale = f64::from_bits(scale.wrapping_add(shifted.to_bits() << 45));
        let (square, [c2, c3, c4, c5]) = (r * r, Exp::C);
        let low = square.mul_add(r.mul_add(c3, c2), f64::from_bits(tail) + r);
        let more = (square * square).mul_add(r.mul_add(c5, c4), low);
        scale.mul_add(more, scale)
    }
}

/// `log(2^k · z) = k · ln 2 + log(c) + log(z / c)`.
pub struct Log;

impl Log {
    /// The lower end of the range of `z`, as bits.
    const START: u64 = 0x3fe6_0000_0000_0000;
    /// `ln 2`, in two parts.
    const LN_2: [f64; 2] = [f64::from_bits(0x3fe6_2e42_fefa_3800), f64::from_bits(0x3d2e_f357_93c7_6730)];
    /// Coefficients of `r²` to `r⁶`.
    const A: [f64; 5] = [
        f64::from_bits(0xbfe0_0000_0000_0001),
        f64::from_bits(0x3fd5_5555_5551_305b),
        f64::from_bits(0xbfcf_ffff_ffeb_4590),
        f64::from_bits(0x3fc9_99b3_24f1_0111),
        f64::from_bits(0xbfc5_5575_e506_c89f),
    ];
}

impl Vectored for Log {
    const IN_RANGE: f64 = 2.0;

    fn one(x: f64) -> f64 {
        x.ln()
    }

    #[inline(always)]
    fn fits(x: f64) -> bool {
        const NORMAL: u64 = f64::MIN_POSITIVE.to_bits();
        const BELOW: u64 = 0.9375f64.to_bits();
        const ABOVE: u64 = 1.064_697_265_625f64.to_bits();
        let bits = x.to_bits();
        (bits.wrapping_sub(NORMAL) < f64::INFINITY.to_bits() - NORMAL) & (bits.wrapping_sub(BELOW) >= ABOVE - BELOW)
    }

    #[inline(always)]
    fn entry(x: f64) -> [u64; 2] {
        LOG[(x.to_bits().wrapping_sub(Log::START) >> 45 & 127) as usize]
    }

    #[inline(always)]
    fn with_entry(x: f64, [inverse, log]: [u64; 2]) -> f64 {
        let above = x.to_bits().wrapping_sub(Log::START);
        let k = (above as i64 >> 52) as f64;
        let z = f64::from_bits(x.to_bits().wrapping_sub(above & 0xfff << 52));
        let r = z.mul_add(f64::from_bits(inverse), -1.0);
        let w = k.mul_add(Log::LN_2[0], f64::from_bits(log));
        let high = w + r;
        let low = k.mul_add(Log::LN_2[1], w - high + r);
        let (square, [a0, a1, a2, a3, a4]) = (r * r, Log::A);
        let p = square.mul_add(r.mul_add(a4, a3), r.mul_add(a2, a1));
        (r * square).mul_add(p, square.mul_add(a0, low)) + high
    }
}

/// `hypot` of both parts of a complex number: as the C library (glibc 2.35 and later) computes it.
pub struct Size;

impl Size {
    /// Beyond, a square could overflow.
    const LARGE: f64 = f64::from_bits(0x5fe0_0000_0000_0000);
    /// Below, a square could be subnormal.
    const TINY: f64 = f64::from_bits(0x2340_0000_0000_0000);
    /// A part so much smaller than the other is added as it is.
    const EPS: f64 = f64::from_bits(0x3c90_0000_0000_0000);

    /// The larger part's size, the smaller's, and whether [`Size::of`] knows what to do with them.
    #[inline(always)]
    fn parts(z: Complex64) -> (f64, f64, bool) {
        let bits = |x: f64| x.to_bits() & !(1 << 63);
        let (x, y) = (bits(z.re), bits(z.im));
        // Sizes are in the order of their bits.
        let (a, b) = (x.max(y), x.min(y));
        let fits = (a <= Size::LARGE.to_bits()) & ((b >= Size::TINY.to_bits()) | (b == 0));
        (f64::from_bits(a), f64::from_bits(b), fits)
    }

    #[inline(always)]
    fn of(a: f64, b: f64) -> f64 {
        let (x, y) = if b == 0.0 { (1.0, 1.0) } else { (a, b) };
        let size = (x * x + y * y).sqrt();
        let (near, far) = (size - y, size - x);
        let first = if size <= 2.0 * y { x * (2.0 * near - x) } else { 2.0 * far * (x - 2.0 * y) };
        let second = if size <= 2.0 * y { (near - 2.0 * (x - y)) * near } else { (4.0 * far - y) * y + far * far };
        let corrected = size - (first + second) / (2.0 * size);
        if b <= a * Size::EPS { a + b } else { corrected }
    }
}

impl Blockwise<Complex64, f64> for Size {
    #[inline]
    fn one(z: Complex64) -> f64 {
        z.re.hypot(z.im)
    }

    #[inline(always)]
    fn block(a: &[Complex64; BLOCK], out: &mut [f64; BLOCK]) {
        let (mut x, mut y, mut odd) = ([0.0; BLOCK], [0.0; BLOCK], [false; BLOCK]);
        for i in 0..BLOCK {
            let (larger, smaller, fits) = Size::parts(a[i]);
            odd[i] = !fits;
            (x[i], y[i]) = if fits { (larger, smaller) } else { (1.0, 1.0) };
        }
        for i in 0..BLOCK {
            out[i] = Size::of(x[i], y[i]);
        }
        (0..BLOCK).filter(|&i| odd[i]).for_each(|i| out[i] = Size::one(a[i]));
    }
}

/// [`Size`] of each element.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn sizes(a: &View, out: &View) -> Result<()> {
    loops::map_blocks::<Complex64, f64, Size>(a, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::dtype::DType;
    use crate::engine::mem::access;

    /// Doubles of every kind: all exponents, the edges of the ranges, and what is no number.
    fn doubles() -> Vec<f64> {
        let mut seed = 0x9e37_79b9_7f4a_7c15u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed
        };
        let edges = [0.0, 1.0, 0.9375, 1.064_697_265_625, 512.0, 709.78, 745.2, f64::MIN_POSITIVE, f64::MAX];
        let around = |x: f64| [x.next_down(), x, x.next_up(), -x];
        let mut all: Vec<f64> = edges.into_iter().flat_map(around).collect();
        all.extend([f64::INFINITY, f64::NEG_INFINITY, f64::NAN]);
        all.extend((0..20_000).map(|_| f64::from_bits(next())));
        all.extend((0..20_000).map(|_| (next() >> 11) as f64 / 2f64.powi(53) * 1020.0 - 510.0));
        all.extend((0..20_000).map(|_| (next() >> 11) as f64 / 2f64.powi(52)));
        all
    }

    fn compare<F: Vectored>() {
        let all = doubles();
        let a = View::from_slice(&all).expect("memory");
        let out = View::empty(DType::Float64, &[all.len()]).expect("memory");
        map::<F>(&a, &out).expect("no interrupt");
        for (x, y) in all.iter().zip(access::to_vec::<f64>(&out)) {
            let one = F::one(*x);
            assert!(y.to_bits() == one.to_bits() || (y.is_nan() && one.is_nan()), "{x:e}: {y:e}, not {one:e}");
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "computes otherwise than the C library")]
    fn the_bits_are_the_c_librarys() {
        compare::<Exp>();
        compare::<Log>();
    }

    #[test]
    #[cfg_attr(miri, ignore = "computes otherwise than the C library")]
    fn sizes_are_the_c_librarys() {
        let all = doubles();
        let near = |k: usize| all[k].abs().clamp(1e-300, 1e300) * (1.0 + (k % 97) as f64 / 50.0);
        let mut numbers: Vec<Complex64> =
            all.iter().zip(all.iter().skip(7)).map(|(&x, &y)| Complex64::new(x, y)).collect();
        numbers.extend((0..all.len()).map(|k| Complex64::new(all[k], near(k))));
        numbers.extend((0..all.len()).map(|k| Complex64::new(-near(k), all[k] * 1e-9)));
        numbers.extend(all.iter().map(|&x| Complex64::new(0.0, x)));
        let a = View::from_slice(&numbers).expect("memory");
        let out = View::empty(DType::Float64, &[numbers.len()]).expect("memory");
        sizes(&a, &out).expect("no interrupt");
        for (z, y) in numbers.iter().zip(access::to_vec::<f64>(&out)) {
            let one = Size::one(*z);
            assert!(y.to_bits() == one.to_bits() || (y.is_nan() && one.is_nan()), "{z:e}: {y:e}, not {one:e}");
        }
    }
}
