//! Draws of numbers.

use super::Rng;
use crate::engine::random::cpython::PyRandom;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::integer::zero_division;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c, py};
use crate::lang::value::Value;
use num_bigint::{BigInt, BigUint};
use num_traits::{Signed, ToPrimitive, Zero};

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let mut rows = uniform();
    rows.extend(distributions());
    rows
}

fn uniform() -> Vec<Builtin> {
    vec![
        c(
            &["random"],
            "self, /",
            "Return a float from 0 up to, not including, 1.\n\n>>> random.seed(1); random.random()\n0.13436424411240122",
            |_: &mut Interp, rng: Rng| Ok(rng.draw(PyRandom::random)),
        ),
        py(
            &["uniform"],
            "self, a, b",
            "Return a float from a to b.\n\n>>> random.seed(1); random.uniform(10, 20)\n11.343642441124013",
            |_: &mut Interp, rng: Rng, a: f64, b: f64| Ok(rng.draw(|r| r.uniform(a, b))),
        ),
        py(
            &["randint"],
            "self, a, b",
            "Return an int from a to b, both included.\n\n>>> random.seed(1); [random.randint(1, 6) for _ in range(5)]\n[2, 5, 1, 3, 1]",
            randint,
        ),
        py(
            &["randrange"],
            "self, start, stop=None, step=1",
            "Return an item of range(start, stop, step).\n\n>>> random.seed(1); random.randrange(0, 100, 10)\n20",
            randrange,
        ),
        c(
            &["getrandbits"],
            "self, k, /",
            "Return an int of k random bits.\n\n>>> random.seed(1); random.getrandbits(40)\n623347347957",
            getrandbits,
        ),
        py(
            &["randbytes"],
            "self, n",
            "Return n random bytes.\n\n>>> random.seed(1); random.randbytes(3)\nb'\\xb1e\"'",
            |_: &mut Interp, rng: Rng, n: i64| {
                let n = usize::try_from(n).map_err(|_| Raise::value_error("number of bits must be non-negative"))?;
                Ok(super::super::python::bytes::value(rng.draw(|r| r.randbytes(n))))
            },
        ),
        py(
            &["triangular"],
            "self, low=0.0, high=1.0, mode=None",
            "Return a float of the triangular distribution.\n\n>>> random.seed(1); random.triangular(0, 10, 5)\n2.591951428098154",
            |_: &mut Interp, rng: Rng, low: Option<f64>, high: Option<f64>, mode: Option<f64>| {
                Ok(rng.draw(|r| r.triangular(low.unwrap_or(0.0), high.unwrap_or(1.0), mode)))
            },
        ),
    ]
}

type Two = fn(&mut PyRandom, f64, f64) -> f64;

fn two(names: &'static [&'static str], signature: &'static str, doc: &'static str, f: Two) -> Builtin {
    py(names, signature, doc, move |_: &mut Interp, rng: Rng, a: f64, b: f64| Ok(rng.draw(|r| f(r, a, b))))
}

fn distributions() -> Vec<Builtin> {
    let normal = |name: &'static [&'static str], doc: &'static str, f: Two| {
        py(
            name,
            "self, mu=0.0, sigma=1.0",
            doc,
            move |_: &mut Interp, rng: Rng, mu: Option<f64>, sigma: Option<f64>| {
                Ok(rng.draw(|r| f(r, mu.unwrap_or(0.0), sigma.unwrap_or(1.0))))
            },
        )
    };
    vec![
        normal(
            &["gauss"],
            "Return a float of the normal distribution.\n\n>>> random.seed(1); random.gauss(0, 1)\n1.2881847531554629",
            PyRandom::gauss,
        ),
        normal(
            &["normalvariate"],
            "Return a float of the normal distribution.\n\n>>> random.seed(1); random.normalvariate(0, 1)\n0.6074558576437062",
            PyRandom::normalvariate,
        ),
        two(
            &["lognormvariate"],
            "self, mu, sigma",
            "Return a float whose logarithm is normal.\n\n>>> random.seed(1); random.lognormvariate(0, 1)\n1.8357550305018295",
            PyRandom::lognormvariate,
        ),
        py(
            &["expovariate"],
            "self, lambd",
            "Return a float of the exponential distribution.\n\n>>> random.seed(1); random.expovariate(2)\n0.0721455320547546",
            |_: &mut Interp, rng: Rng, lambd: f64| {
                if lambd == 0.0 {
                    rng.draw(PyRandom::random);
                    return Err(zero_division("float division by zero"));
                }
                Ok(rng.draw(|r| r.expovariate(lambd)))
            },
        ),
        py(
            &["betavariate"],
            "self, alpha, beta",
            "Return a float of the beta distribution.\n\n>>> random.seed(1); 0 < random.betavariate(2, 3) < 1\nTrue",
            |_: &mut Interp, rng: Rng, alpha: f64, beta: f64| {
                if alpha <= 0.0 || beta <= 0.0 {
                    return Err(Raise::value_error("gammavariate: alpha and beta must be > 0.0"));
                }
                Ok(rng.draw(|r| r.betavariate(alpha, beta)))
            },
        ),
        py(
            &["gammavariate"],
            "self, alpha, beta",
            "Return a float of the gamma distribution.\n\n>>> random.seed(1); random.gammavariate(2, 3) > 0\nTrue",
            |_: &mut Interp, rng: Rng, alpha: f64, beta: f64| {
                if alpha <= 0.0 || beta <= 0.0 {
                    return Err(Raise::value_error("gammavariate: alpha and beta must be > 0.0"));
                }
                Ok(rng.draw(|r| r.gammavariate(alpha, beta)))
            },
        ),
        two(
            &["vonmisesvariate"],
            "self, mu, kappa",
            "Return an angle of the von Mises distribution.\n\n>>> random.seed(1); random.vonmisesvariate(0, 4) >= 0\nTrue",
            PyRandom::vonmisesvariate,
        ),
        py(
            &["paretovariate"],
            "self, alpha",
            "Return a float of the Pareto distribution.\n\n>>> random.seed(1); random.paretovariate(3) >= 1\nTrue",
            |_: &mut Interp, rng: Rng, alpha: f64| Ok(rng.draw(|r| r.paretovariate(alpha))),
        ),
        two(
            &["weibullvariate"],
            "self, alpha, beta",
            "Return a float of the Weibull distribution.\n\n>>> random.seed(1); random.weibullvariate(1, 2) >= 0\nTrue",
            PyRandom::weibullvariate,
        ),
    ]
}

fn getrandbits(_: &mut Interp, rng: Rng, k: i64) -> Result<Value> {
    let k = u64::try_from(k).map_err(|_| Raise::value_error("number of bits must be non-negative"))?;
    if k > 1 << 33 {
        return Err(Raise::with_args(&crate::lang::exceptions::MEMORY_ERROR, vec![]));
    }
    Ok(Value::big(BigInt::from(rng.draw(|r| r.getrandbits(k)))))
}

/// A draw below `n`, which is above 0.
fn below(rng: &Rng, n: &BigInt) -> BigInt {
    match n.to_u64() {
        Some(n) => BigInt::from(rng.draw(|r| r.randbelow(n))),
        None => BigInt::from(rng.draw(|r| r.randbelow_big(&n.to_biguint().unwrap_or(BigUint::from(1u32))))),
    }
}

/// An argument of `randrange`: an int, or a float that is one.
fn whole(interp: &mut Interp, v: &Value, name: &str) -> Result<BigInt> {
    if let Value::Float(x) = v {
        if x.fract() == 0.0
            && let Some(n) = num_traits::FromPrimitive::from_f64(*x)
        {
            return Ok(n);
        }
        return Err(Raise::value_error(format!("non-integer {name} for randrange()")));
    }
    interp.big_index(v)
}

fn randint(interp: &mut Interp, rng: Rng, a: Value, b: Value) -> Result<Value> {
    let (low, high) = (whole(interp, &a, "arg 1")?, whole(interp, &b, "stop")? + 1);
    draw_range(&rng, low, high, 1.into())
}

fn randrange(interp: &mut Interp, rng: Rng, start: Value, stop: Value, step: Given) -> Result<Value> {
    let start = whole(interp, &start, "arg 1")?;
    if stop.is_none() {
        if step.0.is_some_and(|s| !matches!(s, Value::Int(1))) {
            return Err(Raise::type_error("Missing a non-None stop argument"));
        }
        if !start.is_positive() {
            return Err(Raise::value_error("empty range for randrange()"));
        }
        return Ok(Value::big(below(&rng, &start)));
    }
    let stop = whole(interp, &stop, "stop")?;
    let step = match step.0 {
        Some(s) => whole(interp, &s, "step")?,
        None => 1.into(),
    };
    draw_range(&rng, start, stop, step)
}

fn draw_range(rng: &Rng, start: BigInt, stop: BigInt, step: BigInt) -> Result<Value> {
    let width: BigInt = &stop - &start;
    if step.is_zero() {
        return Err(Raise::value_error("zero step for randrange()"));
    }
    if step == BigInt::from(1) {
        if !width.is_positive() {
            let text = format!("empty range for randrange() ({start}, {stop}, {width})");
            return Err(Raise::value_error(text));
        }
        return Ok(Value::big(start + below(rng, &width)));
    }
    let toward: BigInt = if step.is_positive() { width + &step - 1 } else { width + &step + 1 };
    let n = num_integer::Integer::div_floor(&toward, &step);
    if !n.is_positive() {
        return Err(Raise::value_error("empty range for randrange()"));
    }
    Ok(Value::big(start + step * below(rng, &n)))
}
