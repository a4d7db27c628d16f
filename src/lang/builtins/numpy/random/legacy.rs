//! `np.random.RandomState`, and the functions of `np.random` over a global one.

use super::integers::{Wanted, integers};
use super::row::{Row, given};
use super::source::{Bits, Source, bits, source};
use super::{choose, draw, generator, multi, seed};
use crate::engine::View;
use crate::engine::random::legacy_catalog::LEGACY;
use crate::lang::array::Array;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, Table, attribute, py};
use crate::lang::value::Value;
use std::cell::RefCell;

/// The table of the type.
pub fn table() -> Table {
    Table {
        doc: "The frozen generator of NumPy's old interface.",
        new: Some(py(&["RandomState"], "seed=None", "A generator over a Mersenne Twister.", new)),
        methods: rows().into_iter().map(Row::method).collect(),
        attributes: vec![attribute("_bit_generator", "The bit generator.", |_, v| Ok(source(v)?.bits.clone()))],
        ..Table::default()
    }
}

/// The functions of `np.random`.
pub fn functions() -> Vec<Builtin> {
    rows().into_iter().filter(|r| r.name != "tomaxint").map(Row::function).collect()
}

fn new(interp: &mut Interp, given: Value) -> Result<Value> {
    if given.downcast::<Bits>().is_some() {
        return Ok(Source::value(given, true));
    }
    let rng = RefCell::new(seed::legacy(interp, &given)?);
    Ok(Source::value(Value::object(Bits { rng, seed: Value::None }), true))
}

fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = LEGACY.iter().map(|d| Row::distribution(d, true)).collect();
    rows.extend(state());
    rows.extend(uniform());
    rows.extend(whole_numbers());
    rows.extend(picks());
    rows
}

fn state() -> Vec<Row> {
    vec![
        Row::new(
            "seed",
            "seed=None",
            "Starts the stream anew.\n\n>>> np.random.seed(1)\n>>> np.random.rand()\n0.417022004702574\n",
            |interp, this, a| {
                let given = a[0].clone().unwrap_or(Value::None);
                let fresh = seed::legacy(interp, &given)?;
                let source = source(this)?;
                source.gauss.set(None);
                source.with_bits(|b| *b = fresh)?;
                Ok(Value::None)
            },
        ),
        Row::new(
            "get_state",
            "legacy=True",
            "The state, for `set_state`.\n\n>>> np.random.seed(1)\n>>> np.random.get_state()[2]\n624\n",
            |interp, this, a| {
                let old = super::row::flag(interp, a, 0, true)?;
                super::bits::legacy_state(interp, source(this)?, old)
            },
        ),
        Row::new(
            "set_state",
            "state",
            "Puts a state back.\n\n>>> state = np.random.get_state()\n>>> a = np.random.rand()\n\
             >>> np.random.set_state(state)\n>>> a == np.random.rand()\nTrue\n",
            |interp, this, a| {
                super::bits::set_legacy_state(interp, source(this)?, &a[0].clone().unwrap_or(Value::None))?;
                Ok(Value::None)
            },
        ),
    ]
}

/// `rand(2, 3)` and `randn(2, 3)`: the lengths as arguments.
fn by_lengths(name: &'static str, of: &'static str, doc: &'static str) -> Row {
    Row::new(name, "*args", doc, move |interp, this, a| {
        let row = LEGACY.iter().find(|d| d.name == of).ok_or_else(|| Raise::type_error(of))?;
        let size = match a.first().and_then(Option::as_ref) {
            Some(Value::Tuple(lengths)) if !lengths.is_empty() => {
                for n in lengths.iter() {
                    interp.index(n)?;
                }
                Some(Value::Tuple(lengths.clone()))
            }
            _ => None,
        };
        draw::distribution(interp, source(this)?, row, &[size])
    })
}

fn uniform() -> Vec<Row> {
    let mut rows = vec![
        by_lengths(
            "rand",
            "random_sample",
            "Floats in [0, 1); the arguments are the shape.\n\n>>> np.random.rand(2, 3).shape\n(2, 3)\n",
        ),
        by_lengths(
            "randn",
            "standard_normal",
            "Standard normals; the arguments are the shape.\n\n>>> np.random.randn(2, 3).shape\n(2, 3)\n",
        ),
    ];
    for name in ["random", "ranf", "sample"] {
        let doc = format!("Floats in [0, 1).\n\n>>> np.random.{name}((2, 3)).shape\n(2, 3)\n");
        rows.push(Row::new(name, "size=None", &doc, |interp, this, a| {
            let row = &LEGACY[0];
            draw::distribution(interp, source(this)?, row, a)
        }));
    }
    rows
}

fn whole_numbers() -> Vec<Row> {
    vec![
        Row::new(
            "randint",
            "low, high=None, size=None, dtype=int",
            "Integers from `low` up to, and without, `high`.\n\n>>> np.random.seed(1)\n>>> np.random.randint(10, size=3)\n\
             array([5, 8, 9])\n",
            |i, this, a| {
                let low = a[0].clone().unwrap_or(Value::None);
                let dtype = a.get(3).and_then(Option::as_ref);
                let wanted =
                    Wanted { low: &low, high: given(a, 1), size: given(a, 2), dtype, endpoint: false, legacy: true };
                integers(i, source(this)?, &wanted)
            },
        ),
        Row::new(
            "random_integers",
            "low, high=None, size=None",
            "Integers from `low` to `high`, both included. Deprecated: `randint`.",
            |i, this, a| {
                let (one, low) = (Value::Int(1), a[0].clone().unwrap_or(Value::None));
                let (low, high) = match given(a, 1) {
                    Some(high) => (low, high.clone()),
                    None => (one, low),
                };
                let text = format!(
                    "This function is deprecated. Please call randint({}, {} + 1) instead",
                    i.str(&low)?,
                    i.str(&high)?
                );
                i.warn(&crate::lang::exceptions::DEPRECATION_WARNING, &text)?;
                let high = Value::Int(i.index(&high)? + 1);
                let wanted = Wanted {
                    low: &low,
                    high: Some(&high),
                    size: given(a, 2),
                    dtype: None,
                    endpoint: false,
                    legacy: true,
                };
                integers(i, source(this)?, &wanted)
            },
        ),
        Row::new("tomaxint", "size=None", "Integers from 0 to the largest.", |interp, this, a| {
            let shape = draw::size(interp, given(a, 0))?;
            let source = source(this)?;
            let next = |r: &mut _| (crate::engine::random::BitGenerator::next_u64(r) >> 1) as i64;
            let Some(shape) = shape else { return source.with_bits(|r| Value::Int(next(r))) };
            let view = View::empty(crate::engine::DType::Int64, &shape)?;
            source.with_bits(|r| crate::engine::mem::loops::fill(&view, || next(r)))??;
            Ok(Value::Array(Array::new(view)))
        }),
        Row::new("bytes", "length", "Random bytes.\n\n>>> len(np.random.bytes(4))\n4\n", generator::bytes),
    ]
}

fn picks() -> Vec<Row> {
    vec![
        Row::new(
            "choice",
            "a, size=None, replace=True, p=None",
            "Picks items of a vector, or integers below one.\n\n>>> np.random.choice(5, 3).shape\n(3,)\n",
            |i, this, a| choose::choice(i, this, a, true),
        ),
        Row::new(
            "shuffle",
            "x",
            "Shuffles an array or list in place, along its first axis.\n\n>>> x = [1, 2, 3]\n\
             >>> np.random.shuffle(x)\n>>> sorted(x)\n[1, 2, 3]\n",
            choose::shuffle,
        ),
        Row::new(
            "permutation",
            "x",
            "A shuffled copy, or the integers below one in random order.\n\n\
             >>> sorted(np.random.permutation(3).tolist())\n[0, 1, 2]\n",
            choose::permutation,
        ),
        Row::new(
            "multinomial",
            "n, pvals, size=None",
            "How often each outcome comes in `n` trials.\n\n>>> int(np.random.multinomial(6, [0.5, 0.5]).sum())\n6\n",
            |i, this, a| multi::multinomial(i, this, a, true),
        ),
        Row::new(
            "dirichlet",
            "alpha, size=None",
            "Shares that sum to 1.\n\n>>> np.random.dirichlet([1, 2]).shape\n(2,)\n",
            |i, this, a| multi::dirichlet(i, this, a, true),
        ),
        Row::new(
            "multivariate_normal",
            "mean, cov, size=None, check_valid='warn', tol=1e-08",
            "Samples of the normal distribution of several dimensions.\n\n\
             >>> np.random.multivariate_normal([0, 0], [[1, 0], [0, 1]], 4).shape\n(4, 2)\n",
            |i, this, a| multi::normal(i, this, a, true),
        ),
    ]
}

/// The bit generator of a source.
///
/// # Errors
/// `TypeError` of another object.
pub fn bits_of(source: &Source) -> Result<&Bits> {
    bits(&source.bits)
}

/// An array's words, or a sequence's.
///
/// # Errors
/// Of what is no integer.
pub fn word_list(interp: &mut Interp, v: &Value) -> Result<Vec<u64>> {
    let view = convert::view(interp, v)?;
    let words = view.scalars().map(|s| s.as_integer().and_then(|n| u64::try_from(n).ok()));
    words.collect::<Option<Vec<u64>>>().ok_or_else(|| Raise::value_error("state is not a legacy MT19937 state"))
}
