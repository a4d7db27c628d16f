//! Matrix products of the element types that BLAS does not know: integers wrap, bools are `or` of `and`s, halves are summed
//! in single precision.

use crate::engine::dtype::{B8, DType, Element};
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::mem::access::{fill_from_slice, store, to_vec};
use crate::engine::mem::watch;
use crate::engine::objects::{Held, all, each, hooks};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use half::f16;
use num_bigint::BigInt;

trait Ring: Element {
    type Sum: Copy + Default;
    fn add(sum: Self::Sum, a: Self, b: Self) -> Self::Sum;
    fn finish(sum: Self::Sum) -> Self;
}

macro_rules! integers {
    ($($t:ty),*) => { $(
        impl Ring for $t {
            type Sum = $t;
            fn add(sum: $t, a: $t, b: $t) -> $t {
                sum.wrapping_add(a.wrapping_mul(b))
            }
            fn finish(sum: $t) -> $t {
                sum
            }
        }
    )* };
}
integers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl Ring for B8 {
    type Sum = bool;
    fn add(sum: bool, a: B8, b: B8) -> bool {
        sum | (a.get() & b.get())
    }
    fn finish(sum: bool) -> B8 {
        B8::from(sum)
    }
}

impl Ring for f16 {
    type Sum = f32;
    fn add(sum: f32, a: f16, b: f16) -> f32 {
        sum + a.to_f32() * b.to_f32()
    }
    fn finish(sum: f32) -> f16 {
        f16::from_f32(sum)
    }
}

/// `out = a @ b`.
///
/// # Errors
/// `TypeError` of strings, `KeyboardInterrupt`.
pub fn multiply(a: &View, b: &View, out: &View) -> Result<()> {
    match a.dtype() {
        DType::Bool => run::<B8>(a, b, out),
        DType::Int8 => run::<i8>(a, b, out),
        DType::Int16 => run::<i16>(a, b, out),
        DType::Int32 => run::<i32>(a, b, out),
        DType::Int64 => run::<i64>(a, b, out),
        DType::UInt8 => run::<u8>(a, b, out),
        DType::UInt16 => run::<u16>(a, b, out),
        DType::UInt32 => run::<u32>(a, b, out),
        DType::UInt64 => run::<u64>(a, b, out),
        DType::Float16 => run::<f16>(a, b, out),
        DType::Object => objects(a, b, out),
        other => Err(Error::type_(format!("cannot multiply matrices of {other}"))),
    }
}

/// By the values' own products and sums; of no products 0.
fn objects(a: &View, b: &View, out: &View) -> Result<()> {
    let (k, n, apply, zero) = (a.shape()[1], b.shape()[1], hooks()?.apply, hooks()?.big);
    let (left, right) = (all(a), all(b));
    each(out.offsets().enumerate(), |(at, place)| {
        let (i, j) = (at / n, at % n);
        let mut sum: Option<Held> = None;
        for l in 0..k {
            let product = apply("multiply", &[left[i * k + l].clone(), right[l * n + j].clone()])?;
            sum = Some(match sum {
                Some(so_far) => apply("add", &[so_far, product])?,
                None => product,
            });
        }
        store(out, place, &Scalar::Object(sum.unwrap_or_else(|| zero(&BigInt::ZERO))));
        Ok(())
    })
}

fn run<T: Ring>(a: &View, b: &View, out: &View) -> Result<()> {
    let (m, k, n) = (a.shape()[0], a.shape()[1], b.shape()[1]);
    let (left, right) = (to_vec::<T>(a), to_vec::<T>(b));
    let mut result = watch::room_for(m.saturating_mul(n));
    let mut sums = vec![T::Sum::default(); n];
    for i in 0..m {
        interrupt::check()?;
        sums.fill(T::Sum::default());
        for (l, &x) in left[i * k..(i + 1) * k].iter().enumerate() {
            for (sum, &y) in sums.iter_mut().zip(&right[l * n..(l + 1) * n]) {
                *sum = T::add(*sum, x, y);
            }
        }
        result.extend(sums.iter().map(|&s| T::finish(s)));
    }
    fill_from_slice(out, &result);
    Ok(())
}
