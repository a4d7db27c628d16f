//! Every ufunc against what NumPy recorded in `tests/data/ufuncs.json`.

use super::{Axes, CallOptions, ReduceOptions, by_name};
use crate::engine::dtype::DType;
use crate::engine::error::{Error, ErrorKind};
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::warnings::{self, Warning};
use crate::engine::mem::access;
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use num_complex::Complex64;
use serde_json::Value;
use std::collections::BTreeMap;

fn data(name: &str) -> Value {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A dtype from NumPy's character or `dtype.str`.
pub(crate) fn dtype(name: &str) -> DType {
    let size = || name.trim_start_matches(['<', '|']).get(1..).and_then(|n| n.parse().ok()).unwrap_or(0);
    match name.trim_start_matches(['<', '|']).chars().next() {
        Some('U') => DType::Str(size()),
        Some('S') => DType::Bytes(size()),
        _ => DType::NUMERIC.into_iter().find(|d| d.str() == name || d.char().to_string() == name).unwrap(),
    }
}

pub(crate) fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap()).collect()
}

/// A 1-d view from a recorded `[dtype, hex]`.
pub(crate) fn view(pair: &Value) -> View {
    let (d, raw) = (dtype(pair[0].as_str().unwrap()), bytes(pair[1].as_str().unwrap()));
    let out = View::zeros(d, &[raw.len() / d.itemsize().max(1)]).unwrap();
    access::write_bytes(&out, 0, &raw);
    out
}

fn operand(name: &str) -> Operand {
    match name {
        "int" => Operand::Int(1),
        "float" => Operand::Float(1.0),
        "complex" => Operand::Complex(Complex64::new(0.0, 1.0)),
        "U3" => Operand::Array(text(DType::Str(3), Scalar::Str("1".into()))),
        "S2" => Operand::Array(text(DType::Bytes(2), Scalar::Bytes((*b"1").into()))),
        d => {
            let one = crate::engine::kernels::cast::scalar_cast(&Scalar::Int8(1), dtype(d)).unwrap();
            Operand::Array(View::from_scalar(&one).unwrap().try_reshape(&[1], false).unwrap())
        }
    }
}

fn text(d: DType, s: Scalar) -> View {
    let out = View::zeros(d, &[1]).unwrap();
    access::store(&out, 0, &s);
    out
}

pub(crate) fn error_text(e: &Error) -> String {
    let name = match e.kind {
        ErrorKind::Type => "TypeError",
        ErrorKind::UFuncType => "UFuncTypeError",
        ErrorKind::Promotion => "DTypePromotionError",
        ErrorKind::Overflow => "OverflowError",
        ErrorKind::UnicodeEncode => "UnicodeEncodeError",
        ErrorKind::UnicodeDecode => "UnicodeDecodeError",
        _ => "ValueError",
    };
    format!("{name}: {}", e.message)
}

pub(crate) fn taken() -> Vec<String> {
    let mut out = Vec::new();
    for w in warnings::take() {
        match w {
            Warning::DiscardsImaginary => {
                out.push("ComplexWarning: Casting complex values to real discards the imaginary part".to_string());
            }
            Warning::Fp { status, what } => {
                let flags = [
                    (status.divide, "divide by zero"),
                    (status.overflow, "overflow"),
                    (status.invalid, "invalid value"),
                ];
                out.extend(flags.iter().filter(|f| f.0).map(|f| format!("{} encountered in {what}", f.1)));
            }
        }
    }
    out.sort();
    out
}

/// Fails with the number of wrong cases by ufunc, and some of them.
fn report(wrong: BTreeMap<String, Vec<String>>) {
    let count: usize = wrong.values().map(Vec::len).sum();
    let lines: Vec<String> = wrong
        .iter()
        .map(|(k, v)| format!("{k}: {} wrong, as\n    {}", v.len(), v[..v.len().min(4)].join("\n    ")))
        .collect();
    assert!(count == 0, "{count} wrong\n{}", lines.join("\n"));
}

#[test]
fn result_dtypes_and_errors_are_numpys() {
    let table = data("ufuncs.json");
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, entry) in table["ufuncs"].as_object().unwrap() {
        let ufunc = by_name(name).unwrap();
        for (key, want) in entry["types"].as_object().unwrap() {
            let want = want.as_u64().map_or(want, |i| &table["texts"][i as usize]).as_str().unwrap();
            let inputs: Vec<Operand> = key.split(' ').map(operand).collect();
            let got = match ufunc.call(&inputs, &CallOptions::default()) {
                Ok(outs) => outs.iter().map(|o| o.dtype().str()).collect::<Vec<_>>().join(","),
                Err(e) => error_text(&e),
            };
            if got != want {
                wrong.entry(name.clone()).or_default().push(format!("{key}: {got} instead of {want}"));
            }
        }
    }
    warnings::take();
    report(wrong);
}

/// Functions whose last bits the language leaves open, to 4 ulp.
const ROUNDED: &[&str] = &[
    "arccos",
    "arccosh",
    "arcsin",
    "arcsinh",
    "arctan",
    "arctan2",
    "arctanh",
    "cbrt",
    "cos",
    "cosh",
    "exp",
    "exp2",
    "expm1",
    "float_power",
    "hypot",
    "log",
    "log10",
    "log1p",
    "log2",
    "logaddexp",
    "logaddexp2",
    "power",
    "sin",
    "sinh",
    "tan",
    "tanh",
    "absolute",
    "sign",
    "sqrt",
];

/// Whether two values agree, to `ulps` units in the last place of each part; any NaN agrees with any other.
fn agree(a: &Scalar, b: &Scalar, ulps: f64) -> bool {
    // Where many operations add up, an error counts against the size of the whole number.
    let size = if ulps > 60.0 { b.as_complex().map_or(0.0, |z| z.norm()) } else { 0.0 };
    let part = |x: f64, y: f64, d: DType| {
        let digits = match d {
            DType::Float16 => 10,
            DType::Float32 | DType::Complex64 => 23,
            _ => 52,
        };
        let unit = (2.0f64).powi(x.abs().max(y.abs()).max(size).log2().floor().max(-1022.0) as i32 - digits);
        x.is_nan() && y.is_nan()
            || x == y && x.is_sign_negative() == y.is_sign_negative()
            || (x - y).abs() <= ulps * unit
    };
    match (a.as_complex(), b.as_complex()) {
        (Some(x), Some(y)) if a.dtype().is_inexact() => part(x.re, y.re, a.dtype()) && part(x.im, y.im, a.dtype()),
        _ => a == b,
    }
}

fn compare(name: &str, case: &Value, wrong: &mut BTreeMap<String, Vec<String>>) {
    let inputs: Vec<View> = case["in"].as_array().unwrap().iter().map(view).collect();
    let operands: Vec<Operand> = inputs.iter().cloned().map(Operand::Array).collect();
    warnings::take();
    let complex = inputs[0].dtype().kind() == crate::engine::Kind::Complex;
    let ulps = match name {
        // NumPy's own errors add up here.
        "exp2" | "power" | "float_power" if complex => 64.0,
        name if ROUNDED.contains(&name) => 4.0,
        _ => 0.0,
    };
    let mut say = |text: String| wrong.entry(name.into()).or_default().push(text);
    match by_name(name).unwrap().call(&operands, &CallOptions::default()) {
        Err(e) => say(format!("{e}")),
        Ok(outs) => {
            let want: Vec<String> =
                case["warnings"].as_array().unwrap().iter().map(|w| w.as_str().unwrap().into()).collect();
            let got = taken();
            if got != want {
                say(format!("{} warnings {got:?} instead of {want:?}", inputs[0].dtype()));
            }
            for (out, want) in outs.iter().zip(case["out"].as_array().unwrap()) {
                for (k, (g, w)) in out.scalars().zip(view(want).scalars()).enumerate() {
                    if !agree(&g, &w, ulps) {
                        let args: Vec<Scalar> = inputs.iter().map(|v| v.get(&[k])).collect();
                        say(format!("{args:?}: {g:?} instead of {w:?}"));
                    }
                }
            }
        }
    }
}

#[test]
fn values_and_warnings_are_numpys() {
    let table = data("ufuncs.json");
    let mut wrong = BTreeMap::new();
    for (name, entry) in table["ufuncs"].as_object().unwrap() {
        for case in entry["values"].as_array().unwrap() {
            compare(name, case, &mut wrong);
        }
    }
    report(wrong);
}

/// The array that the reductions were recorded with.
fn sample(case: &Value) -> View {
    let values = [3, 1, 2, 5, 0, 4, 2, 7, 1, 3, 6, 2, 1, 1, 2, 3, 4, 5, 2, 0, 1, 7, 3, 2i64];
    let d = dtype(case["in"].as_str().unwrap());
    let out = View::zeros(d, &[2, 3, 4]).unwrap();
    for (at, v) in out.offsets().zip(values) {
        access::store(&out, at, &crate::engine::kernels::cast::scalar_cast(&Scalar::Int64(v), d).unwrap());
    }
    let perm: Vec<usize> = case["perm"].as_array().unwrap().iter().map(|p| p.as_u64().unwrap() as usize).collect();
    out.with_layout(out.layout().transpose(&perm)).unwrap()
}

fn run_method(name: &str, case: &Value) -> Result<View, Error> {
    let (ufunc, a, args) = (by_name(name).unwrap(), sample(case), &case["args"]);
    let axis = match &args["axis"] {
        Value::Null => Axes::All,
        Value::Array(list) => Axes::These(list.iter().map(|i| i.as_i64().unwrap()).collect()),
        one => Axes::These([one.as_i64().unwrap()].into_iter().collect()),
    };
    let along = args["axis"].as_i64().unwrap_or(0);
    match case["method"].as_str().unwrap() {
        "reduce" => {
            let keepdims = args["keepdims"] == true;
            ufunc.reduce(&a, &ReduceOptions { axis, keepdims, ..ReduceOptions::default() })
        }
        "accumulate" => ufunc.accumulate(&a, &Axes::These([along].into_iter().collect()), None, None),
        "reduceat" => ufunc.reduceat(&a, &[0, 2, 1], &Axes::These([along].into_iter().collect()), None, None),
        _ => {
            let mut row = a.layout().clone();
            row.index_axis(0, 0);
            row.index_axis(0, 0);
            let row = a.with_layout(row)?;
            Ok(ufunc.outer(&Operand::Array(a), &Operand::Array(row), &CallOptions::default())?.remove(0))
        }
    }
}

fn check_method(name: &str, case: &Value) -> Result<(), String> {
    warnings::take();
    let out = match run_method(name, case) {
        Ok(out) => out,
        Err(e) if case["error"].as_str().is_some_and(|t| t.split_once(": ").is_some_and(|(_, t)| t == e.message)) => {
            return Ok(());
        }
        Err(e) => return Err(format!("{e} instead of {}", case["error"])),
    };
    if let Some(e) = case["error"].as_str() {
        return Err(format!("no error, but {e}"));
    }
    let got = (out.dtype().str(), out.shape().to_vec(), out.strides().to_vec(), taken());
    let numbers = |v: &Value| v.as_array().unwrap().iter().map(|i| i.as_i64().unwrap()).collect::<Vec<_>>();
    let want = (
        case["out"][0].as_str().unwrap().to_string(),
        numbers(&case["shape"]).into_iter().map(|n| n as usize).collect::<Vec<_>>(),
        numbers(&case["strides"]).into_iter().map(|n| n as isize).collect::<Vec<_>>(),
        case["warnings"].as_array().unwrap().iter().map(|w| w.as_str().unwrap().to_string()).collect::<Vec<_>>(),
    );
    if got != want {
        return Err(format!("{got:?} instead of {want:?}"));
    }
    let ulps = if ROUNDED.contains(&name) { 12.0 } else { 0.0 };
    let differ = out.scalars().zip(view(&case["out"]).scalars()).find(|(g, w)| !agree(g, w, ulps));
    differ.map_or(Ok(()), |(g, w)| Err(format!("{g:?} instead of {w:?}")))
}

#[test]
fn reductions_are_numpys() {
    let table = data("reductions.json");
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, cases) in table.as_object().unwrap() {
        for case in cases.as_array().unwrap() {
            if let Err(e) = check_method(name, case) {
                let head = format!("{} {} {} {}", case["method"], case["in"], case["perm"], case["args"]);
                wrong.entry(name.clone()).or_default().push(format!("{head}: {e}"));
            }
        }
    }
    report(wrong);
}
