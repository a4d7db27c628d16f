//! `np.random.Generator`.

use super::draw::{self, Given};
use super::integers::{Wanted, integers};
use super::row::{Row, flag, given};
use super::source::{Source, source};
use super::{choose, multi};
use crate::engine::mem::loops;
use crate::engine::mem::watch;
use crate::engine::random::catalog::GENERATOR;
use crate::engine::random::constraint::Constraint;
use crate::engine::random::{AnyBitGenerator, BitGenerator, bounded, single, ziggurat};
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Table, attribute, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// The table of the type.
pub fn table() -> Table {
    Table {
        doc: "A source of random numbers over a bit generator; `np.random.default_rng(seed)` makes one.",
        new: Some(py(&["Generator"], "bit_generator", "A generator over a bit generator.", new)),
        methods: rows().into_iter().map(Row::method).collect(),
        attributes: vec![attribute("bit_generator", "The bit generator.", |_, v| Ok(source(v)?.bits.clone()))],
        ..Table::default()
    }
}

fn new(interp: &mut Interp, bits: Value) -> Result<Value> {
    if bits.downcast::<super::source::Bits>().is_none() {
        let name = interp.type_name(&bits);
        return Err(Raise::attribute_error(format!("'{name}' object has no attribute 'capsule'")));
    }
    Ok(Source::value(bits, false))
}

fn rows() -> Vec<Row> {
    let special = ["standard_normal", "standard_exponential", "standard_gamma"];
    let mut rows: Vec<Row> =
        GENERATOR.iter().filter(|d| !special.contains(&d.name)).map(|d| Row::distribution(d, false)).collect();
    rows.extend(floats());
    rows.extend(others());
    rows
}

/// The draws that know `dtype=` and `out=`.
fn floats() -> Vec<Row> {
    vec![
        Row::new(
            "random",
            "size=None, dtype=np.float64, out=None",
            "Floats in the half-open interval [0, 1).\n\n>>> np.random.default_rng(5).random()\n0.8050029237453802\n",
            random,
        ),
        Row::new(
            "standard_normal",
            "size=None, dtype=np.float64, out=None",
            "Samples of the normal distribution of mean 0 and deviation 1.\n\n\
             >>> np.random.default_rng(5).standard_normal(2).shape\n(2,)\n",
            |i, this, a| {
                let (f, g) = (ziggurat::standard_normal, ziggurat::standard_normal_f32);
                fill(i, this, "standard_normal", (a.first(), a.get(1), a.get(2)), f, g)
            },
        ),
        Row::new(
            "standard_exponential",
            "size=None, dtype=np.float64, method='zig', out=None",
            "Samples of the exponential distribution of scale 1.\n\n\
             >>> np.random.default_rng(5).standard_exponential(2).shape\n(2,)\n",
            exponential,
        ),
        Row::new(
            "standard_gamma",
            "shape, size=None, dtype=np.float64, out=None",
            "Samples of the gamma distribution of scale 1.\n\n\
             >>> np.random.default_rng(5).standard_gamma([1, 2]).shape\n(2,)\n",
            gamma,
        ),
    ]
}

fn others() -> Vec<Row> {
    vec![
        Row::new(
            "integers",
            "low, high=None, size=None, dtype=np.int64, endpoint=False",
            "Integers from `low` up to, and without, `high`.\n\n>>> np.random.default_rng(5).integers(10, size=3)\n\
             array([6, 8, 0])\n",
            |i, this, a| {
                let low = a[0].clone().unwrap_or(Value::None);
                let endpoint = flag(i, a, 4, false)?;
                let dtype = a.get(3).and_then(Option::as_ref);
                let wanted = Wanted { low: &low, high: given(a, 1), size: given(a, 2), dtype, endpoint, legacy: false };
                integers(i, source(this)?, &wanted)
            },
        ),
        Row::new(
            "choice",
            "a, size=None, replace=True, p=None, axis=0, shuffle=True",
            "Picks items of an array, or integers below one.\n\n>>> np.random.default_rng(5).choice(5, 3).shape\n(3,)\n",
            |i, this, a| choose::choice(i, this, a, false),
        ),
        Row::new("bytes", "length", "Random bytes.\n\n>>> len(np.random.default_rng(5).bytes(4))\n4\n", bytes),
        Row::new(
            "shuffle",
            "x, axis=0",
            "Shuffles an array or list in place.\n\n>>> x = [1, 2, 3]\n>>> np.random.default_rng(5).shuffle(x)\n\
             >>> sorted(x)\n[1, 2, 3]\n",
            choose::shuffle,
        ),
        Row::new(
            "permutation",
            "x, axis=0",
            "A shuffled copy, or the integers below one in random order.\n\n\
             >>> sorted(np.random.default_rng(5).permutation(3).tolist())\n[0, 1, 2]\n",
            choose::permutation,
        ),
        Row::new(
            "permuted",
            "x, *, axis=None, out=None",
            "A copy in which each slice along the axis is shuffled for itself.\n\n\
             >>> np.random.default_rng(5).permuted([1, 2, 3]).shape\n(3,)\n",
            choose::permuted,
        ),
        Row::new(
            "multinomial",
            "n, pvals, size=None",
            "How often each outcome comes in `n` trials.\n\n\
             >>> int(np.random.default_rng(5).multinomial(6, [0.5, 0.5]).sum())\n6\n",
            |i, this, a| multi::multinomial(i, this, a, false),
        ),
        Row::new(
            "dirichlet",
            "alpha, size=None",
            "Shares that sum to 1.\n\n>>> np.random.default_rng(5).dirichlet([1, 2]).shape\n(2,)\n",
            |i, this, a| multi::dirichlet(i, this, a, false),
        ),
        Row::new(
            "multivariate_hypergeometric",
            "colors, nsample, size=None, method='marginals'",
            "How many of each colour are among `nsample` items drawn without replacement.\n\n\
             >>> int(np.random.default_rng(5).multivariate_hypergeometric([4, 4], 3).sum())\n3\n",
            multi::hypergeometric,
        ),
        Row::new(
            "multivariate_normal",
            "mean, cov, size=None, check_valid='warn', tol=1e-08, *, method='svd'",
            "Samples of the normal distribution of several dimensions.\n\n\
             >>> np.random.default_rng(5).multivariate_normal([0, 0], [[1, 0], [0, 1]], 4).shape\n(4, 2)\n",
            |i, this, a| multi::normal(i, this, a, false),
        ),
        Row::new(
            "spawn",
            "n_children",
            "New independent generators.\n\n>>> len(np.random.default_rng(5).spawn(2))\n2\n",
            super::bits::spawn_generators,
        ),
    ]
}

type Opt<'a> = Option<&'a Option<Value>>;

fn inner<'a>(v: Opt<'a>) -> Option<&'a Value> {
    v.and_then(Option::as_ref)
}

fn fill(
    interp: &mut Interp,
    this: &Value,
    name: &str,
    (size, dtype, out): (Opt, Opt, Opt),
    double: fn(&mut AnyBitGenerator) -> f64,
    float: fn(&mut AnyBitGenerator) -> f32,
) -> Result<Value> {
    let (dtype, target) = draw::target(interp, name, inner(size), inner(dtype), inner(out))?;
    let source = source(this)?;
    let Some(array) = target else { return scalar(source, dtype, double, float) };
    let view = array.view().clone();
    source.with_bits(|rng| match dtype {
        DType::Float32 => loops::fill(&view, || float(rng)),
        _ => loops::fill(&view, || double(rng)),
    })??;
    Ok(Value::Array(array))
}

fn scalar(
    source: &Source,
    dtype: DType,
    double: fn(&mut AnyBitGenerator) -> f64,
    float: fn(&mut AnyBitGenerator) -> f32,
) -> Result<Value> {
    source.with_bits(|rng| Value::Float(if dtype == DType::Float32 { f64::from(float(rng)) } else { double(rng) }))
}

fn random(interp: &mut Interp, this: &Value, a: &[Option<Value>]) -> Result<Value> {
    let (dtype, target) = draw::target(interp, "random", inner(a.first()), inner(a.get(1)), inner(a.get(2)))?;
    let source = source(this)?;
    let Some(array) = target else { return scalar(source, dtype, |r| r.next_f64(), |r| r.next_f32()) };
    let view = array.view().clone();
    source.with_bits(|rng| draw::fill_unit(rng, &view))??;
    Ok(Value::Array(array))
}

fn exponential(interp: &mut Interp, this: &Value, a: &[Option<Value>]) -> Result<Value> {
    let (size, dtype, out) = (a.first(), a.get(1), a.get(3));
    let inverse = given(a, 2).and_then(Value::as_str) == Some("inv");
    if inverse {
        let (double, float) =
            (|r: &mut AnyBitGenerator| -(-r.next_f64()).ln_1p(), |r: &mut AnyBitGenerator| -(-r.next_f32()).ln_1p());
        return fill(interp, this, "standard_exponential", (size, dtype, out), double, float);
    }
    let (double, float) = (ziggurat::standard_exponential, ziggurat::standard_exponential_f32);
    fill(interp, this, "standard_exponential", (size, dtype, out), double, float)
}

fn gamma(interp: &mut Interp, this: &Value, a: &[Option<Value>]) -> Result<Value> {
    let shape = Given::new(interp, &a[0].clone().unwrap_or(Value::None), false)?;
    Constraint::NonNegative.check("shape", shape.values().into_iter(), shape.scalar)?;
    let (dtype, target) = draw::target(interp, "standard_gamma", inner(a.get(1)), inner(a.get(2)), inner(a.get(3)))?;
    let source = source(this)?;
    let one = |rng: &mut AnyBitGenerator, k: f64| match dtype {
        DType::Float32 => f64::from(single::standard_gamma(rng, k as f32)),
        _ => crate::engine::random::continuous::standard_gamma(rng, k),
    };
    let array: Rc<Array> = match target {
        Some(array) => array,
        None if shape.scalar => return source.with_bits(|rng| Value::Float(one(rng, shape.values()[0]))),
        None => Array::new(View::empty(dtype, shape.view.shape())?),
    };
    let view = array.view().clone();
    let full = draw::sized_shape(shape.view.layout().shape.clone(), Some(view.shape().into()))?;
    let stretched = shape.view.broadcast_to(&full).unwrap_or_else(|| shape.view.clone());
    let mut shapes = crate::engine::mem::access::to_vec::<f64>(&stretched).into_iter();
    let mut next = || shapes.next().unwrap_or_default();
    source.with_bits(|rng| match dtype {
        DType::Float32 => loops::fill(&view, || one(rng, next()) as f32),
        _ => loops::fill(&view, || one(rng, next())),
    })??;
    Ok(Value::Array(array))
}

/// `bytes(length)`.
///
/// # Errors
/// `TypeError` of what is no number, `ValueError` of a length below that of a word.
pub fn bytes(interp: &mut Interp, this: &Value, a: &[Option<Value>]) -> Result<Value> {
    let n = match &a[0] {
        Some(Value::Float(x)) => *x as i64,
        Some(v) => interp.index(v).map_err(|_| Raise::type_error("an integer is required"))?,
        None => 0,
    };
    // As NumPy: whole words are drawn, and cut as a slice is, which a negative length shortens from the end.
    let words =
        usize::try_from((n - 1) / 4 + 1).map_err(|_| Raise::value_error("negative dimensions are not allowed"))?;
    let mut out = watch::filled(0u8, words.saturating_mul(4));
    source(this)?.with_bits(|rng| bounded::fill_bytes(rng, &mut out))?;
    out.truncate(if n < 0 { out.len().saturating_sub(n.unsigned_abs() as usize) } else { n as usize });
    Ok(Value::Bytes(Rc::new(out)))
}
