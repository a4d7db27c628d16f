//! Functions of integers.

use crate::engine::apart::apart;
use crate::engine::interrupt;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Rest, c};
use crate::lang::value::Value;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["gcd"],
            "*integers",
            "Return the greatest common divisor.\n\n>>> math.gcd(12, 18, 27), math.gcd()\n(3, 0)",
            gcd,
        ),
        c(&["lcm"], "*integers", "Return the least common multiple.\n\n>>> math.lcm(4, 6), math.lcm()\n(12, 1)", lcm),
        c(
            &["comb"],
            "n, k, /",
            "Return the number of ways to choose k of n items, without order.\n\n>>> math.comb(5, 2)\n10",
            comb,
        ),
        c(
            &["perm"],
            "n, k=None, /",
            "Return the number of ways to choose k of n items, in order.\n\n>>> math.perm(5, 2), math.perm(4)\n(20, 24)",
            perm,
        ),
        c(
            &["factorial"],
            "n, /",
            "Return the product of all ints up to n.\n\n>>> math.factorial(20), math.factorial(25)\n(2432902008176640000, 15511210043330985984000000)",
            factorial,
        ),
        c(
            &["isqrt"],
            "n, /",
            "Return the integer part of the square root.\n\n>>> math.isqrt(10**20 - 1)\n9999999999",
            isqrt,
        ),
    ]
}

fn gcd(interp: &mut Interp, Rest(all): Rest) -> Result<Value> {
    let mut result = BigInt::zero();
    for v in &all {
        let n = interp.big_index(v)?;
        result = apart(by_steins_method(&result, &n), move || result.gcd(&n))?;
    }
    Ok(Value::big(result))
}

/// The work of a greatest common divisor: as many steps as bits, each over all words.
fn by_steins_method(a: &BigInt, b: &BigInt) -> f64 {
    let bits = a.bits().max(b.bits()) as f64;
    bits * bits / 64.0
}

fn lcm(interp: &mut Interp, Rest(all): Rest) -> Result<Value> {
    let mut result = BigInt::one();
    for v in &all {
        let n = interp.big_index(v)?;
        result = match n.is_zero() || result.is_zero() {
            true => BigInt::zero(),
            false => apart(by_steins_method(&result, &n), move || result.lcm(&n))?,
        };
    }
    Ok(Value::big(result.abs()))
}

fn natural(n: &BigInt, name: &str) -> Result<()> {
    if n.is_negative() {
        return Err(Raise::value_error(format!("{name} must be a non-negative integer")));
    }
    Ok(())
}

/// A count of factors that can be multiplied at all.
fn count(k: &BigInt, name: &str) -> Result<u64> {
    let too_many = || Raise::new(&exc::OVERFLOW_ERROR, format!("{name} must not exceed 9223372036854775807"));
    k.to_i64().map(|k| k as u64).ok_or_else(too_many)
}

/// `low * (low + 1) * … * (low + n - 1)`, halves first so that the factors stay of a size.
fn product(low: &BigInt, n: u64) -> Result<BigInt> {
    if n <= 16 {
        interrupt::check()?;
        return Ok((0..n).fold(BigInt::one(), |acc, i| acc * (low + i)));
    }
    let half = n / 2;
    Ok(product(low, half)? * product(&(low + half), n - half)?)
}

fn comb(_: &mut Interp, n: BigInt, k: BigInt) -> Result<Value> {
    natural(&n, "n")?;
    natural(&k, "k")?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let other: BigInt = &n - &k;
    let fewer = count(&k.min(other), "min(n - k, k)")?;
    let top = product(&(&n - fewer + 1), fewer)?;
    Ok(Value::big(top / product(&BigInt::one(), fewer)?))
}

fn perm(interp: &mut Interp, n: Value, k: Given) -> Result<Value> {
    let k = match k.0 {
        None | Some(Value::None) => return factorial(interp, n),
        Some(k) => k,
    };
    let (n, k) = (interp.big_index(&n)?, interp.big_index(&k)?);
    natural(&n, "n")?;
    natural(&k, "k")?;
    if k > n {
        return Ok(Value::Int(0));
    }
    let k = count(&k, "k")?;
    product(&(n - k + 1), k).map(Value::big)
}

fn factorial(interp: &mut Interp, n: Value) -> Result<Value> {
    let n = interp.big_index(&n)?;
    if n.is_negative() {
        return Err(Raise::value_error("factorial() not defined for negative values"));
    }
    let text = "factorial() argument should not exceed 9223372036854775807";
    let n = n.to_i64().ok_or_else(|| Raise::new(&exc::OVERFLOW_ERROR, text))?;
    product(&BigInt::one(), n as u64).map(Value::big)
}

fn isqrt(_: &mut Interp, n: BigInt) -> Result<Value> {
    if n.is_negative() {
        return Err(Raise::value_error("isqrt() argument must be nonnegative"));
    }
    let words = n.bits() as f64 / 64.0;
    Ok(Value::big(apart(words * words, move || n.sqrt())?))
}
