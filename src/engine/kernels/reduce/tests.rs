//! Reductions compared with recorded NumPy, to the bit.

use super::*;
use crate::engine::dtype::{B8, Element};
use crate::engine::error::ErrorKind;
use crate::engine::kernels::cast::{Number, convert};
use crate::engine::layout::Shape;
use crate::engine::mem::access::read_bytes;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::map2;
use crate::engine::{Scalar, Strides};
use crate::with_numeric;
use half::f16;
use num_complex::{Complex32, Complex64};
use serde_json::Value;

fn ints(v: &Value) -> Vec<i64> {
    v.as_array().map_or_else(Vec::new, |a| a.iter().map(|x| x.as_i64().unwrap()).collect())
}

fn sizes(v: &Value) -> Shape {
    ints(v).into_iter().map(|x| x as usize).collect()
}

fn dtype_of(name: &str) -> DType {
    DType::NUMERIC.into_iter().find(|d| d.name() == name).unwrap()
}

fn hash(k: u64) -> u64 {
    let mut h = k.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    h ^= h >> 29;
    h = h.wrapping_mul(0xBF58476D1CE4E5B9);
    h ^ (h >> 32)
}

fn real(k: usize) -> f64 {
    (hash(k as u64) >> 11) as f64 / 2f64.powi(53) - 0.25
}

/// The same numbers as `elements` of the script.
fn generated(dtype: DType, n: usize) -> View {
    fn of<T: Element>(n: usize, f: impl Fn(usize) -> T) -> View {
        View::from_slice(&(0..n).map(f).collect::<Vec<_>>()).unwrap()
    }
    match dtype {
        DType::Bool => of(n, |k| B8::from(hash(k as u64) >> 61 > 0)),
        DType::Float16 => of(n, |k| convert::<f64, f16>(real(k))),
        DType::Float32 => of(n, |k| real(k) as f32),
        DType::Float64 => of(n, real),
        DType::Complex64 => of(n, |k| Complex32::new(real(2 * k) as f32, real(2 * k + 1) as f32)),
        DType::Complex128 => of(n, |k| Complex64::new(real(2 * k), real(2 * k + 1))),
        _ => with_numeric!(dtype, T => of(n, |k| convert::<u64, T>(hash(k as u64) >> 40)), _ => unreachable!()),
    }
}

fn bits(view: &View) -> String {
    let n = view.layout().itemsize();
    let bytes: Vec<u8> = view.offsets().flat_map(|at| read_bytes(view, at, n)).collect();
    if bytes.len() <= 32 {
        return bytes.iter().map(|b| format!("{b:02x}")).collect();
    }
    let fnv = bytes.iter().fold(0xCBF29CE484222325u64, |h, &b| (h ^ b as u64).wrapping_mul(0x100000001B3));
    format!("#{fnv:016x}")
}

fn ptp(v: &View, options: &Options<'_>) -> Result<View> {
    let (a, b) = (max(v, options)?, min(v, options)?);
    let layout = crate::engine::kernels::shape::order::like_operands(a.shape(), &[a.layout(), b.layout()], a.dtype());
    let out = View::alloc(layout, Init::Uninit)?;
    fn minus<T: Number + std::ops::Sub<Output = T>>(a: &View, b: &View, out: &View) -> Result<()> {
        map2::<T, T, T>(a, b, out, |x, y| x - y)
    }
    match a.dtype() {
        DType::Int8 => map2::<i8, i8, i8>(&a, &b, &out, i8::wrapping_sub)?,
        DType::Int16 => map2::<i16, i16, i16>(&a, &b, &out, i16::wrapping_sub)?,
        DType::Int32 => map2::<i32, i32, i32>(&a, &b, &out, i32::wrapping_sub)?,
        DType::Int64 => map2::<i64, i64, i64>(&a, &b, &out, i64::wrapping_sub)?,
        DType::UInt8 => map2::<u8, u8, u8>(&a, &b, &out, u8::wrapping_sub)?,
        DType::UInt16 => map2::<u16, u16, u16>(&a, &b, &out, u16::wrapping_sub)?,
        DType::Float16 => minus::<f16>(&a, &b, &out)?,
        DType::Float32 => minus::<f32>(&a, &b, &out)?,
        DType::Float64 => minus::<f64>(&a, &b, &out)?,
        DType::Complex64 => minus::<Complex32>(&a, &b, &out)?,
        _ => minus::<Complex64>(&a, &b, &out)?,
    }
    Ok(out)
}

fn run(case: &Value, v: &View) -> Result<View> {
    let axes = match &case["axis"] {
        Value::Number(n) => Some(vec![n.as_i64().unwrap()]),
        Value::Array(_) => Some(ints(&case["axis"])),
        _ => None,
    };
    let mask = (!case["mask"].is_null()).then(|| {
        let shape = sizes(&case["mask"]);
        generated(DType::Bool, shape.iter().product()).try_reshape(&shape, false).unwrap()
    });
    let keepdims = case["keepdims"].as_bool().unwrap_or(false);
    let options = Options {
        axis: axes.as_deref(),
        keepdims,
        dtype: case["as"].as_str().map(dtype_of),
        out: None,
        mask: mask.as_ref(),
        initial: case["initial"].as_i64().map(Scalar::Int64),
    };
    let ddof = case["ddof"].as_f64().unwrap_or(0.0);
    let axis = case["axis"].as_i64();
    match case["op"].as_str().unwrap() {
        "sum" => sum(v, &options),
        "prod" => prod(v, &options),
        "max" => max(v, &options),
        "min" => min(v, &options),
        "any" => any(v, &options),
        "all" => all(v, &options),
        "argmax" => argmax(v, axis, keepdims, None),
        "argmin" => argmin(v, axis, keepdims, None),
        "count_nonzero" => count_nonzero(v, axes.as_deref(), keepdims),
        "ptp" => ptp(v, &options),
        "mean" => mean(v, &options).map(|m| m.view),
        "var" => var(v, &options, ddof).map(|m| m.view),
        _ => std(v, &options, ddof).map(|m| m.view),
    }
}

#[test]
fn as_numpy_to_the_bit() {
    let data: Value = serde_json::from_str(include_str!("../../../../tests/data/reduce.json")).unwrap();
    let mut wrong = Vec::new();
    for case in data.as_array().unwrap() {
        let dtype = dtype_of(case["dtype"].as_str().unwrap());
        let size = dtype.itemsize();
        let strides: Strides = ints(&case["strides"]).iter().map(|&s| s as isize * size as isize).collect();
        let offset = size * case["offset"].as_u64().unwrap() as usize;
        let buffer = generated(dtype, case["size"].as_u64().unwrap() as usize);
        let v = buffer.with_layout(Layout { dtype, shape: sizes(&case["shape"]), strides, offset }).unwrap();
        let got = match run(case, &v) {
            // The layout of a difference is that of the ufunc.
            Ok(r) if case["op"] == "ptp" => format!("{} {:?} {} {}", r.dtype(), r.shape(), case["rstrides"], bits(&r)),
            Ok(r) => format!("{} {:?} {:?} {}", r.dtype(), r.shape(), r.strides(), bits(&r)),
            Err(e) if e.kind == ErrorKind::Axis => format!("AxisError: {e}"),
            Err(e) => format!("ValueError: {e}"),
        };
        let want = match case["error"].as_str() {
            Some(text) => text.to_string(),
            None => {
                let dtype = case["rdtype"].as_str().unwrap();
                let (shape, strides) = (ints(&case["rshape"]), ints(&case["rstrides"]));
                format!("{dtype} {shape:?} {strides:?} {}", case["bits"].as_str().unwrap())
            }
        };
        if got.replace(' ', "") != want.replace(' ', "") {
            wrong.push(format!("{case}\n  got {got}\n want {want}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
}
