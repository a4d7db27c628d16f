//! Indexing compared with recorded NumPy.

use super::*;
use crate::engine::error::ErrorKind;
use crate::engine::layout::{Shape, Strides};
use crate::engine::mem::access::{to_vec, write};
use crate::engine::{DType, Element};
use serde_json::Value;

fn data() -> Value {
    serde_json::from_str(include_str!("../../../../tests/data/index.json")).unwrap()
}

fn ints(v: &Value) -> Vec<i64> {
    v.as_array().unwrap().iter().map(|x| x.as_i64().unwrap()).collect()
}

fn sizes(v: &Value) -> Shape {
    ints(v).into_iter().map(|x| x as usize).collect()
}

fn arange(n: usize) -> View {
    View::from_slice(&(0..n as i32).collect::<Vec<_>>()).unwrap()
}

fn target(case: &Value, buffer: &View) -> View {
    buffer
        .with_layout(Layout {
            dtype: DType::Int32,
            shape: sizes(&case["shape"]),
            strides: ints(&case["strides"]).iter().map(|&s| 4 * s as isize).collect(),
            offset: 4 * case["offset"].as_u64().unwrap() as usize,
        })
        .unwrap()
}

fn array_of<T: Element>(entry: &Value, f: impl Fn(i64) -> T) -> View {
    let shape = sizes(&entry["shape"]);
    let layout = if entry["order"] == "F" { Layout::f(T::DTYPE, &shape) } else { Layout::c(T::DTYPE, &shape) };
    let view = View::alloc(layout, crate::engine::mem::buffer::Init::Zeroed).unwrap();
    for (at, v) in view.offsets().zip(ints(&entry["array"])) {
        write(&view, at, f(v));
    }
    view
}

fn entry(e: &Value) -> Index {
    let opt = |v: &Value| v.as_i64();
    match e {
        Value::Null => Index::NewAxis,
        Value::Bool(b) => Index::Bool(*b),
        Value::String(_) => Index::Ellipsis,
        Value::Number(n) => Index::Int(n.as_i64().unwrap()),
        _ if !e["slice"].is_null() => {
            Index::Slice { start: opt(&e["slice"][0]), stop: opt(&e["slice"][1]), step: opt(&e["slice"][2]) }
        }
        _ if !e["mask"].is_null() => {
            let bits: Vec<_> = e["mask"].as_array().unwrap().iter().map(|b| b.as_bool().unwrap().into()).collect();
            let flat: View = View::from_slice::<crate::engine::dtype::B8>(&bits).unwrap();
            Index::Mask(flat.try_reshape(&sizes(&e["shape"]), false).unwrap())
        }
        _ => Index::Array(match e["dtype"].as_str().unwrap() {
            "int64" => array_of(e, |v| v),
            "int32" => array_of(e, |v| v as i32),
            "int8" => array_of(e, |v| v as i8),
            _ => array_of(e, |v| v as u8),
        }),
    }
}

fn text(e: &Error) -> String {
    let name = match e.kind {
        ErrorKind::Index => "IndexError",
        ErrorKind::Value => "ValueError",
        ErrorKind::Type => "TypeError",
        _ => "other",
    };
    format!("{name}: {e}")
}

fn outcome(view: &View, kind: &str) -> String {
    let strides: &Strides = &view.layout().strides;
    format!("{kind} {:?} {strides:?} {:?}", view.shape(), to_vec::<i32>(view))
}

fn expected(case: &Value) -> String {
    match case["kind"].as_str().unwrap() {
        "error" => case["text"].as_str().unwrap().into(),
        "element" => format!("element {}", case["values"][0]),
        kind => {
            let strides: Strides = ints(&case["rstrides"]).iter().map(|&s| s as isize).collect();
            let values: Vec<i32> = ints(&case["values"]).iter().map(|&x| x as i32).collect();
            format!("{kind} {:?} {strides:?} {values:?}", sizes(&case["rshape"]).as_slice())
        }
    }
}

#[test]
fn get_as_numpy() {
    let mut wrong = Vec::new();
    let data = data();
    for case in data["get"].as_array().unwrap() {
        let buffer = arange(case["size"].as_u64().unwrap() as usize);
        let indices: Vec<Index> = case["index"].as_array().unwrap().iter().map(entry).collect();
        let got = match get(&target(case, &buffer), &indices) {
            Ok(Indexed::View(v)) => outcome(&v, "view"),
            Ok(Indexed::Copy { view, base_is_transposed: true, .. }) => outcome(&view, "transposed"),
            Ok(Indexed::Copy { view, .. }) => outcome(&view, "copy"),
            Ok(Indexed::Element(Scalar::Int32(x))) => format!("element {x}"),
            Ok(Indexed::Element(_)) => "wrong type".into(),
            Err(e) => text(&e),
        };
        if got != expected(case) {
            wrong.push(format!("{case}\n  got {got}\n want {}", expected(case)));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(8)].join("\n"));
}

#[test]
fn set_as_numpy() {
    let mut wrong = Vec::new();
    let data = data();
    for case in data["set"].as_array().unwrap() {
        let buffer = arange(case["size"].as_u64().unwrap() as usize);
        let indices: Vec<Index> = case["index"].as_array().unwrap().iter().map(entry).collect();
        let shape = sizes(&case["vshape"]);
        let flat: Vec<i32> = (1..=shape.iter().product::<usize>() as i32).map(|x| -x).collect();
        let value = View::from_slice(&flat).unwrap().try_reshape(&shape, false).unwrap();
        let got = match set(&target(case, &buffer), &indices, &value) {
            Ok(()) => format!("{:?}", to_vec::<i32>(&buffer)),
            Err(e) => text(&e),
        };
        let want = match case["kind"].as_str().unwrap() {
            "error" => case["text"].as_str().unwrap().to_string(),
            _ => format!("{:?}", ints(&case["values"])),
        };
        if got != want {
            wrong.push(format!("{case}\n  got {got}\n want {want}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(8)].join("\n"));
}
