//! Functions of many numbers: exact sums, products, lengths.

use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Rest, c};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["fsum"],
            "seq, /",
            "Return the exact sum, rounded once.\n\n>>> math.fsum([0.1] * 10), sum([0.1] * 10)\n(1.0, 0.9999999999999999)",
            fsum,
        ),
        c(
            &["prod"],
            "iterable, /, *, start=1",
            "Return the product.\n\n>>> math.prod([2, 3, 4]), math.prod([], start=5)\n(24, 5)",
            prod,
        ),
        c(
            &["hypot"],
            "*coordinates",
            "Return the Euclidean length.\n\n>>> math.hypot(3, 4), math.hypot(1, 2, 2)\n(5.0, 3.0)",
            hypot,
        ),
        c(&["dist"], "p, q, /", "Return the distance of two points.\n\n>>> math.dist([1, 2], [4, 6])\n5.0", dist),
    ]
}

/// Shewchuk's sum: partial sums that do not overlap.
fn fsum(interp: &mut Interp, seq: Value) -> Result<f64> {
    let it = interp.iter(&seq)?;
    let (mut partials, mut special, mut infinities): (Vec<f64>, f64, f64) = (Vec::new(), 0.0, 0.0);
    while let Some(item) = interp.next(&it)? {
        let mut x = interp.float(&item)?;
        let original = x;
        let mut kept = 0;
        for j in 0..partials.len() {
            let mut y = partials[j];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        if x == 0.0 {
            continue;
        }
        if !x.is_finite() {
            if original.is_finite() {
                return Err(Raise::new(&exc::OVERFLOW_ERROR, "intermediate overflow in fsum"));
            }
            if original.is_infinite() {
                infinities += original;
            }
            special += original;
            partials.clear();
        } else {
            partials.push(x);
        }
    }
    if special != 0.0 {
        return if infinities.is_nan() { Err(Raise::value_error("-inf + inf in fsum")) } else { Ok(special) };
    }
    Ok(rounded(&partials))
}

/// The sum of partial sums, the smallest first, halves to even.
fn rounded(partials: &[f64]) -> f64 {
    let mut left = partials.len();
    let Some(mut high) = partials.last().copied() else { return 0.0 };
    left -= 1;
    let mut low = 0.0;
    while left > 0 {
        let x = high;
        left -= 1;
        let y = partials[left];
        high = x + y;
        low = y - (high - x);
        if low != 0.0 {
            break;
        }
    }
    if left > 0 && (low < 0.0 && partials[left - 1] < 0.0 || low > 0.0 && partials[left - 1] > 0.0) {
        let twice = low * 2.0;
        let x = high + twice;
        if twice == x - high {
            return x;
        }
    }
    high
}

fn prod(interp: &mut Interp, iterable: Value, start: Given) -> Result<Value> {
    let mut total = start.0.unwrap_or(Value::Int(1));
    let it = interp.iter(&iterable)?;
    while let Some(item) = interp.next(&it)? {
        crate::engine::interrupt::check()?;
        total = interp.binary(BinOp::Mul, &total, &item)?;
    }
    Ok(total)
}

/// A sum of two floats and what it lost.
fn fast_sum(a: f64, b: f64) -> (f64, f64) {
    let x = a + b;
    (x, (a - x) + b)
}

/// A product of two floats and what it lost.
fn exact_product(x: f64, y: f64) -> (f64, f64) {
    let z = x * y;
    (z, x.mul_add(y, -z))
}

/// The Euclidean length, with the error of every step made up for.
fn length(coordinates: &mut [f64]) -> f64 {
    let mut max = 0f64;
    let mut nan = false;
    for x in coordinates.iter_mut() {
        *x = x.abs();
        nan |= x.is_nan();
        max = max.max(*x);
    }
    if max.is_infinite() || max == 0.0 && !nan {
        return max;
    }
    if nan {
        return f64::NAN;
    }
    if coordinates.len() <= 1 {
        return max;
    }
    let exponent = libm::frexp(max).1;
    if exponent < -1023 {
        // Subnormal: scaled to normal numbers first.
        coordinates.iter_mut().for_each(|x| *x /= f64::MIN_POSITIVE);
        return f64::MIN_POSITIVE * length(coordinates);
    }
    let scale = libm::ldexp(1.0, -exponent);
    let (mut sum, mut lost_high, mut lost_low) = (1.0, 0.0, 0.0);
    let mut add = |sum: &mut f64, (high, low): (f64, f64)| {
        let (total, lost) = fast_sum(*sum, high);
        *sum = total;
        lost_high += low;
        lost_low += lost;
        (lost_high, lost_low)
    };
    let mut lost = (0.0, 0.0);
    for x in coordinates.iter() {
        let x = x * scale;
        lost = add(&mut sum, exact_product(x, x));
    }
    let mut h = (sum - 1.0 + (lost.0 + lost.1)).sqrt();
    lost = add(&mut sum, exact_product(-h, h));
    let x = sum - 1.0 + (lost.0 + lost.1);
    h += x / (2.0 * h);
    h / scale
}

fn hypot(interp: &mut Interp, Rest(all): Rest) -> Result<f64> {
    let mut coordinates = Vec::with_capacity(all.len());
    for v in &all {
        coordinates.push(interp.float(v)?);
    }
    Ok(length(&mut coordinates))
}

fn dist(interp: &mut Interp, p: Value, q: Value) -> Result<f64> {
    let (p, q) = (interp.collect(&p)?, interp.collect(&q)?);
    if p.len() != q.len() {
        return Err(Raise::value_error("both points must have the same number of dimensions"));
    }
    let mut differences = Vec::with_capacity(p.len());
    for (a, b) in p.iter().zip(&q) {
        differences.push(interp.float(a)? - interp.float(b)?);
    }
    Ok(length(&mut differences))
}
