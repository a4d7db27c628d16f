//! The loops of objects: each asks the language what the operation makes of the values.

use crate::engine::dtype::DType::{Bool, Object};
use crate::engine::error::Result;
use crate::engine::kernels::ufunc::Loop;
use crate::engine::mem::access;
use crate::engine::objects::{self, Held, each, get, hooks, is_true};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;

/// One loop for each ufunc: its name, and how many inputs it has.
macro_rules! loops {
    ($($name:literal $nin:literal)*) => {
        /// The loop of a ufunc from objects to objects.
        pub fn to_objects(name: &str) -> Option<&'static Loop> {
            Some(match name {
                $($name => {
                    static FOUND: Loop = Loop {
                        ins: &[Object; $nin],
                        outs: &[Object],
                        views: |i, o| run($name, i, &o[0]),
                        scalars: |s| single($name, s).map(|held| (Scalar::Object(held), None)),
                        fold: Some(|out, a| fold($name, out, a)),
                    };
                    &FOUND
                })*
                _ => return None,
            })
        }
    };
}
loops! {
    "add" 2 "subtract" 2 "multiply" 2 "divide" 2 "floor_divide" 2 "remainder" 2 "fmod" 2 "power" 2 "bitwise_and" 2
    "bitwise_or" 2 "bitwise_xor" 2 "left_shift" 2 "right_shift" 2 "gcd" 2 "lcm" 2 "arctan2" 2 "hypot" 2 "maximum" 2
    "minimum" 2 "fmax" 2 "fmin" 2 "logical_and" 2 "logical_or" 2 "logical_xor" 2 "greater" 2 "greater_equal" 2 "less" 2
    "less_equal" 2 "equal" 2 "not_equal" 2 "matmul" 2 "vecdot" 2 "matvec" 2 "vecmat" 2 "clip" 3
    "negative" 1 "positive" 1 "absolute" 1 "fabs" 1 "rint" 1 "sign" 1 "conjugate" 1 "exp" 1 "exp2" 1 "log" 1 "log2" 1
    "log10" 1 "expm1" 1 "log1p" 1 "sqrt" 1 "cbrt" 1 "square" 1 "reciprocal" 1 "sin" 1 "cos" 1 "tan" 1 "arcsin" 1
    "arccos" 1 "arctan" 1 "sinh" 1 "cosh" 1 "tanh" 1 "arcsinh" 1 "arccosh" 1 "arctanh" 1 "degrees" 1 "rad2deg" 1
    "radians" 1 "deg2rad" 1 "invert" 1 "bitwise_count" 1 "logical_not" 1 "floor" 1 "ceil" 1 "trunc" 1
}

/// A loop of a comparison from objects to bools.
macro_rules! questions {
    ($($name:literal)*) => {
        /// The loop of a comparison from objects to bools.
        pub fn to_bools(name: &str) -> Option<&'static Loop> {
            Some(match name {
                $($name => {
                    static FOUND: Loop = Loop {
                        ins: &[Object; 2],
                        outs: &[Bool],
                        views: |i, o| ask($name, i, &o[0]),
                        scalars: |s| single($name, s).map(|held| (Scalar::Bool(is_true(&held)), None)),
                        fold: None,
                    };
                    &FOUND
                })*
                _ => return None,
            })
        }
    };
}
questions! { "greater" "greater_equal" "less" "less_equal" "equal" "not_equal" }

/// The elements at the same place of several views.
fn rows<'a>(ins: &'a [View]) -> impl Iterator<Item = Vec<Held>> + 'a {
    let mut walks: Vec<_> = ins.iter().map(View::offsets).collect();
    let count = ins.first().map_or(0, View::size);
    (0..count).map(move |_| {
        let places = walks.iter_mut().zip(ins);
        places.map(|(walk, view)| walk.next().and_then(|at| get(view, at))).collect()
    })
}

fn run(name: &'static str, ins: &[View], out: &View) -> Result<()> {
    let apply = hooks()?.apply;
    each(rows(ins).zip(out.offsets()), |(values, at)| {
        access::store(out, at, &Scalar::Object(apply(name, &values)?));
        Ok(())
    })
}

fn ask(name: &'static str, ins: &[View], out: &View) -> Result<()> {
    let (apply, truth) = (hooks()?.apply, hooks()?.truth);
    each(rows(ins).zip(out.offsets()), |(values, at)| {
        access::store(out, at, &Scalar::Bool(truth(&apply(name, &values)?)?));
        Ok(())
    })
}

fn fold(name: &'static str, out: &View, a: &View) -> Result<()> {
    let apply = hooks()?.apply;
    each(out.offsets().zip(a.offsets()), |(to, from)| {
        let values = [get(out, to), get(a, from)];
        access::store(out, to, &Scalar::Object(apply(name, &values)?));
        Ok(())
    })
}

/// One element; an error is put away.
fn single(name: &'static str, values: &[Scalar]) -> Option<Held> {
    let held = |s: &Scalar| match s {
        Scalar::Object(held) => Some(held.clone()),
        _ => None,
    };
    let values = values.iter().map(held).collect::<Option<Vec<Held>>>()?;
    let result = hooks().and_then(|h| (h.apply)(name, &values));
    result.map_err(objects::postpone).ok()
}
