//! Joining, scanning, sorting, picking: compared with recorded NumPy.

use super::*;
use crate::engine::kernels::cast::convert;
use crate::engine::kernels::search::{Side, bincount, searchsorted};
use crate::engine::kernels::select::{self, Mode};
use crate::engine::kernels::{scan, sets, sort};
use crate::engine::layout::{Layout, Shape, Strides};
use crate::engine::mem::access::write;
use crate::engine::mem::buffer::Init;
use crate::engine::{DType, Result, View};
use crate::with_numeric;
use serde_json::Value;

fn ints(v: &Value) -> Vec<i64> {
    v.as_array().map_or_else(Vec::new, |a| a.iter().map(|x| x.as_f64().unwrap() as i64).collect())
}

fn sizes(v: &Value) -> Shape {
    ints(v).into_iter().map(|x| x as usize).collect()
}

fn array(v: &Value) -> View {
    let dtype = DType::NUMERIC.into_iter().find(|d| d.name() == v["dtype"].as_str().unwrap()).unwrap();
    let strides: Strides = ints(&v["strides"]).into_iter().map(|s| s as isize).collect();
    let view = View::alloc(Layout { dtype, shape: sizes(&v["shape"]), strides, offset: 0 }, Init::Zeroed).unwrap();
    for (at, x) in view.offsets().zip(ints(&v["values"])) {
        with_numeric!(dtype, T => write::<T>(&view, at, convert(x)), _ => ());
    }
    view
}

fn unique(a: &View, k: char) -> Result<View> {
    let u = sets::unique(a, true)?;
    Ok(match k {
        '0' => u.values,
        '1' => u.index,
        '2' => u.inverse,
        _ => u.counts,
    })
}

fn run(case: &Value) -> Result<View> {
    let a = array(&case["a"]);
    let given = |k: &str| array(&case[k]);
    let axis = case["axis"].as_i64();
    let mode = case["mode"].as_str().and_then(Mode::from_name).unwrap_or_default();
    let on_axis = |f: &dyn Fn(&View, i64) -> Result<View>| match axis {
        Some(axis) => f(&a, axis),
        None => f(&scan::flat(&a)?, -1),
    };
    let op = case["op"].as_str().unwrap();
    match op {
        "sort" => on_axis(&sort::sort),
        "argsort" => on_axis(&|v: &View, axis: i64| sort::argsort(v, axis, sort::Kind::Stable)),
        "take" => select::take(&a, &given("b"), axis, mode, None),
        "repeat" => repeat(&a, &ints(&case["reps"]), axis),
        "roll" => roll(&a, &[(case["shift"].as_i64().unwrap(), axis.unwrap())]),
        "tile" => tile(&a, &sizes(&case["reps"])),
        "concatenate" => concatenate(&[a.clone(), given("b")], axis, a.dtype(), None),
        "cumsum" => scan::cumsum(&a, axis, None, None),
        "cumprod" => scan::cumprod(&a, axis, None, None),
        "diagonal" => {
            let k = ints(&case["args"]);
            select::diagonal(a.layout(), k[0], k[1], k[2]).map(|l| a.derive(l))
        }
        "searchsorted" => {
            let side = if case["mode"] == "left" { Side::Left } else { Side::Right };
            searchsorted(&given("b"), &a, side, None)
        }
        "where" => select::where3(&a, &given("b"), &given("c")),
        "choose" => select::choose(&a, &[given("b"), given("c")], mode),
        "nonzero" => select::nonzero(&a).map(|table| {
            let (n, last) = (table.shape()[0], table.shape()[1] - 1);
            let mut layout = table.layout().clone();
            layout.index_axis(1, if n == 0 { 0 } else { last });
            table.derive(layout)
        }),
        "argwhere" => select::argwhere(&a),
        "lexsort" => sort::lexsort(&[a, given("b")], axis.unwrap()),
        "take_along_axis" => select::take_along_axis(&a, &given("b"), axis.unwrap()),
        "bincount" => bincount(&a, None, 3),
        "putmask" => select::putmask(&a, &given("b"), &given("c")).map(|()| a),
        "place" => select::place(&a, &given("b"), &given("c")).map(|()| a),
        "put" => select::put(&a, &given("b"), &given("c"), Mode::Raise).map(|()| a),
        "fill_diagonal" => select::fill_diagonal(&a, &given("c"), case["wrap"] == true).map(|()| a),
        _ => unique(&a, op.chars().last().unwrap()),
    }
}

#[test]
fn as_numpy() {
    let data: Value = serde_json::from_str(include_str!("../../../../tests/data/sort.json")).unwrap();
    let mut wrong = Vec::new();
    for case in data.as_array().unwrap() {
        let got = match run(case) {
            Ok(r) => {
                let values: Vec<f64> = r.scalars().map(|s| s.as_f64().unwrap()).collect();
                format!("{} {:?} {:?} {values:?}", r.dtype(), r.shape(), r.strides())
            }
            Err(e) => e.to_string(),
        };
        let want = match case["error"].as_str() {
            Some(text) => text.to_string(),
            None => {
                let values: Vec<f64> = case["result"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
                let (shape, strides) = (sizes(&case["rshape"]), ints(&case["rstrides"]));
                format!("{} {:?} {strides:?} {values:?}", case["rdtype"].as_str().unwrap(), shape.as_slice())
            }
        };
        if got != want {
            wrong.push(format!("{case}\n  got {got}\n want {want}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}
