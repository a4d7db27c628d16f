//! Casts and promotion against what NumPy recorded in `tests/data/casts.json`.

use super::cast;
use crate::engine::kernels::operand::OperandType;
use crate::engine::kernels::promote::{self, Casting};
use crate::engine::kernels::ufunc::tests::{dtype, error_text, taken, view};
use crate::engine::kernels::warnings;
use crate::engine::layout::Order;
use crate::engine::mem::access;
use crate::engine::observe::CopyReason;
use serde_json::Value;

fn data() -> Value {
    let path = format!("{}/tests/data/casts.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn one(case: &Value) -> Result<(), String> {
    let source = view(&case["in"]);
    warnings::take();
    let out = match cast(&source, dtype(case["to"].as_str().unwrap()), Order::K, Casting::Unsafe, CopyReason::Requested)
    {
        Ok(out) => out,
        Err(e) if case["error"] == error_text(&e) => return Ok(()),
        Err(e) => return Err(format!("{e} instead of {}", case["error"])),
    };
    if let Some(e) = case["error"].as_str() {
        return Err(format!("no error, but {e}"));
    }
    let got: Vec<String> =
        taken().into_iter().map(|w| if w.contains("Warning: ") { w } else { format!("RuntimeWarning: {w}") }).collect();
    let want: Vec<String> = case["warnings"].as_array().unwrap().iter().map(|w| w.as_str().unwrap().into()).collect();
    if got != want {
        return Err(format!("warnings {got:?} instead of {want:?}"));
    }
    let raw = access::read_bytes(&out, 0, out.nbytes());
    let hex: String = raw.iter().map(|b| format!("{b:02x}")).collect();
    if out.dtype().str() != case["out"][0].as_str().unwrap() {
        return Err(format!("{} instead of {}", out.dtype(), case["out"][0]));
    }
    if hex != case["out"][1].as_str().unwrap() {
        let (g, w): (Vec<_>, Vec<_>) = (out.scalars().collect(), view(&case["out"]).scalars().collect());
        let differ = (0..g.len()).find(|&k| g[k] != w[k] && format!("{:?}", g[k]) != format!("{:?}", w[k]));
        return differ.map_or(Ok(()), |k| Err(format!("{:?}: {:?} instead of {:?}", source.get(&[k]), g[k], w[k])));
    }
    Ok(())
}

#[test]
fn casts_are_numpys() {
    let table = data();
    let wrong: Vec<String> = table["casts"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|case| one(case).err().map(|e| format!("{} to {}: {e}", case["in"][0], case["to"])))
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
}

fn type_of(name: &str) -> OperandType {
    match name {
        "int" => OperandType::WeakInt,
        "float" => OperandType::WeakFloat,
        "complex" => OperandType::WeakComplex,
        d => OperandType::Strong(dtype(d)),
    }
}

#[test]
fn promotion_is_numpys() {
    let table = data();
    let mut wrong = Vec::new();
    for (key, want) in table["promote"].as_object().unwrap() {
        let (a, b) = key.split_once(' ').unwrap();
        let got = promote::promote_types(dtype(a), dtype(b)).str();
        if got != want.as_str().unwrap() {
            wrong.push(format!("promote {key}: {got} instead of {want}"));
        }
    }
    for (key, want) in table["result"].as_object().unwrap() {
        let types: Vec<OperandType> = key.split(' ').map(type_of).collect();
        let got = promote::result_type(&types).map_or_else(|e| error_text(&e), |d| d.str());
        if got != want.as_str().unwrap() {
            wrong.push(format!("result {key}: {got} instead of {want}"));
        }
    }
    for (key, want) in table["can_cast"].as_object().unwrap() {
        let (a, b) = key.split_once(' ').unwrap();
        let all = ["no", "equiv", "safe", "same_kind", "unsafe"].map(|c| Casting::from_name(c).unwrap());
        let got: String =
            all.iter().map(|&c| if promote::can_cast(dtype(a), dtype(b), c) { '1' } else { '0' }).collect();
        if got != want.as_str().unwrap() {
            wrong.push(format!("can_cast {key}: {got} instead of {want}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
}
