//! Recorded text of NumPy and Python: `tests/oracle/repr.py` writes `tests/data/repr.json`.

use super::*;
use crate::engine::dtype::DType;
use crate::engine::error::ErrorKind;
use crate::engine::layout::{Layout, Shape, Strides};
use crate::engine::mem::access;
use crate::engine::view::View;
use num_bigint::BigInt;
use serde_json::Value;

fn data(name: &str) -> Value {
    let path = format!("{}/tests/data/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("recorded data")).expect("JSON")
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).expect("hex")).collect()
}

fn dtype(name: &str) -> DType {
    match (&name[..2], DType::NUMERIC.into_iter().find(|d| d.str() == name)) {
        (_, Some(d)) => d,
        ("<U", _) => DType::Str(name[2..].parse().expect("length")),
        _ => DType::Bytes(name[2..].parse().expect("length")),
    }
}

fn numbers(value: &Value) -> Vec<i64> {
    value.as_array().expect("a list").iter().map(|v| v.as_i64().expect("an integer")).collect()
}

/// `[dtype, shape, strides or null, offset, bytes]`.
fn view(case: &Value) -> View {
    let (dtype, bytes) = (dtype(case[0].as_str().expect("dtype")), hex(case[4].as_str().expect("bytes")));
    let base = View::zeros(DType::UInt8, &[bytes.len()]).expect("memory");
    access::write_bytes(&base, 0, &bytes);
    let shape: Shape = numbers(&case[1]).into_iter().map(|n| n as usize).collect();
    let mut layout = Layout::c(dtype, &shape);
    layout.offset = case[3].as_i64().expect("offset") as usize;
    if !case[2].is_null() {
        layout.strides = numbers(&case[2]).into_iter().map(|n| n as isize).collect::<Strides>();
    }
    base.with_layout(layout).expect("inside the buffer")
}

fn argument(value: &Value) -> OptionArg {
    match value {
        Value::Null => OptionArg::None,
        Value::String(s) => OptionArg::Str(s.clone()),
        Value::Number(n) => n.as_i64().map_or_else(|| OptionArg::Float(n.as_f64().expect("float")), OptionArg::Int),
        _ => OptionArg::Other,
    }
}

fn options(value: &Value) -> crate::engine::Result<PrintOptions> {
    PrintOptions::default().set(&OptionChanges {
        precision: argument(&value["precision"]),
        threshold: argument(&value["threshold"]),
        edgeitems: value["edgeitems"].as_i64(),
        linewidth: value["linewidth"].as_i64(),
        suppress: value["suppress"].as_bool(),
        nanstr: value["nanstr"].as_str().map(str::to_owned),
        infstr: value["infstr"].as_str().map(str::to_owned),
        sign: argument(&value["sign"]),
        floatmode: argument(&value["floatmode"]),
        legacy: None,
    })
}

/// Compares all cases and fails with the first few that differ.
fn compare(section: &str, file: &str, run: impl Fn(&Value) -> (String, String)) {
    let data = data(file);
    let cases = data[section].as_array().expect("cases");
    assert!(!cases.is_empty());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let (ours, theirs) = run(case);
            (ours != theirs).then(|| format!("{case}\n  ours:   {ours:?}\n  theirs: {theirs:?}"))
        })
        .collect();
    let few = wrong.iter().take(8).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {} {section} differ:\n{few}", wrong.len(), cases.len());
}

fn text(result: crate::engine::Result<String>) -> String {
    result.unwrap_or_else(|e| match e.kind {
        ErrorKind::Full => format!("Memory: {e}"),
        kind => format!("{kind:?}: {e}"),
    })
}

fn expected(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

#[test]
fn arrays() {
    compare("arrays", "repr", |case| {
        let view = view(&case["array"]);
        let ours = options(&case["options"]).and_then(|options| match case["how"].as_str() {
            Some("repr") => array_repr(&view, &options),
            Some("str") => array_str(&view, &options),
            _ => {
                let word = |name: &str, default| case["frame"][name].as_str().unwrap_or(default);
                let frame = Frame {
                    separator: word("separator", " "),
                    prefix: word("prefix", ""),
                    suffix: word("suffix", ""),
                    formatter: None,
                };
                array2string(&view, &options, &frame)
            }
        });
        (text(ours), expected(&case["text"]))
    });
}

#[test]
fn scalars() {
    compare("scalars", "repr", |case| {
        let x = view(&case["array"]).first();
        (scalar_repr(&x) + "|" + &scalar_str(&x), expected(&case["text"]))
    });
}

#[test]
fn scalar_formats() {
    compare("scalar_formats", "repr", |case| {
        let x = view(&case["array"]).first();
        (text(pyformat::format_scalar(&x, &expected(&case["spec"]))), expected(&case["text"]))
    });
}

#[test]
fn formatters() {
    let hex_formatter = |x: &crate::engine::Scalar| {
        let n = x.as_integer().unwrap_or(0);
        Ok(format!("{}{:#x}", if n < 0 { "-" } else { "" }, n.unsigned_abs()))
    };
    let lines = |x: &crate::engine::Scalar| Ok(format!("<{}\n {}>", scalar_str(x), scalar_str(x)));
    compare("formatters", "repr", |case| {
        let callback: Callback<'_> = if case["formatter"] == "hex" { &hex_formatter } else { &lines };
        let options = options(&case["options"]).expect("options");
        (text(array_repr_with(&view(&case["array"]), "array", &options, Some(callback))), expected(&case["text"]))
    });
}

#[test]
fn single_floats() {
    compare("floats", "repr", |case| {
        let real = match view(&case["array"]).first() {
            crate::engine::Scalar::Float16(x) => Real::F16(x),
            crate::engine::Scalar::Float32(x) => Real::F32(x),
            crate::engine::Scalar::Float64(x) => Real::F64(x),
            other => panic!("{other:?} is no float"),
        };
        let given = &case["args"];
        let mut args = FloatArgs {
            precision: given["precision"].as_i64(),
            min_digits: given["min_digits"].as_i64(),
            unique: given["unique"].as_bool().unwrap_or(true),
            fractional: given["fractional"].as_bool().unwrap_or(true),
            trim: Trim::Keep,
            sign: given["sign"].as_bool().unwrap_or(false),
            pad_left: given["pad_left"].as_i64(),
            pad_right: given["pad_right"].as_i64(),
            exp_digits: given["exp_digits"].as_i64(),
        };
        let trim = args.check().and_then(|()| Trim::parse(given["trim"].as_str().unwrap_or("k")));
        let format = if case["how"] == "positional" { format_float_positional } else { format_float_scientific };
        let ours = trim.and_then(|trim| {
            args.trim = trim;
            format(real, &args)
        });
        (text(ours), expected(&case["text"]))
    });
}

#[test]
fn integers() {
    compare("integers", "repr", |case| {
        let number: BigInt = expected(&case["number"]).parse().expect("an integer");
        let (a, b) = (case["a"].as_i64(), case["b"].as_i64());
        let ours = match case["how"].as_str() {
            Some("base") => base_repr(&number, a.unwrap_or(2), b.unwrap_or(0) as usize),
            _ => binary_repr(&number, a),
        };
        (text(ours), expected(&case["text"]))
    });
}

#[test]
fn python_values() {
    compare("python", "repr", |case| {
        let bits = |i: usize| f64::from_bits(expected(&case["bits"][i]).parse().expect("bits"));
        let ours = match case["how"].as_str() {
            Some("float") => python_float_repr(bits(0)),
            Some("complex") => python_complex_repr(bits(0), bits(1)),
            Some("str") => python_str_repr(&expected(&case["value"])),
            Some("ascii") => python_str_ascii(&expected(&case["value"])),
            _ => python_bytes_repr(&hex(&expected(&case["value"]))),
        };
        (ours, expected(&case["text"]))
    });
}

#[test]
fn python_format() {
    compare("format", "pyformat", |case| {
        let (spec, value) = (expected(&case["spec"]), &case["value"]);
        let bits = |i: usize| f64::from_bits(expected(&case["bits"][i]).parse().expect("bits"));
        let ours = match case["type"].as_str() {
            Some("float") => pyformat::format_f64(bits(0), &spec, "float"),
            Some("complex") => pyformat::format_complex(bits(0), bits(1), &spec, "complex"),
            Some("str") => pyformat::format_str(&expected(value), &spec, "str"),
            _ => pyformat::format_int(&expected(value).parse().expect("an integer"), &spec, "int"),
        };
        (text(ours), expected(&case["text"]))
    });
}

/// Renders one value by every directive of a format.
fn percent(case: &Value) -> crate::engine::Result<String> {
    use pyformat::percent::{Count, Piece, Pieces};
    let mut out = String::new();
    let mut stars = case["stars"].as_array().expect("a list").iter().filter_map(Value::as_i64);
    for piece in Pieces::new(&expected(&case["format"])) {
        let mut directive = match piece? {
            Piece::Literal(text) => {
                out += &text;
                continue;
            }
            Piece::Directive(d) => d,
        };
        if directive.width == Some(Count::Star) {
            directive.set_width(stars.next().expect("a star"))?;
        }
        if directive.precision == Some(Count::Star) {
            directive.set_precision(stars.next().expect("a star"));
        }
        let value = expected(&case["value"]);
        out += &match directive.conversion {
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => directive.int(&value.parse().expect("an integer")),
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => directive.float(f64::from_bits(value.parse().expect("bits"))),
            's' | 'c' => directive.text(&value),
            'r' => directive.text(&python_str_repr(&value)),
            'a' => directive.text(&python_str_ascii(&value)),
            _ => return Err(directive.unsupported()),
        };
    }
    Ok(out)
}

#[test]
fn percent_format() {
    compare("percent", "pyformat", |case| (text(percent(case)), expected(&case["text"])));
}

/// Only the corners are looked at: the array has half a trillion elements.
#[test]
fn huge_array_prints_at_once() {
    let base = View::from_slice(&[1i64, 2, 3, 4, 5]).expect("memory");
    let mut layout = Layout::c(DType::Int64, &[5, 100_000_000_000]);
    layout.strides = Strides::from_slice(&[8, 0]);
    let huge = base.with_layout(layout).expect("inside");
    let text = array_repr(&huge, &PrintOptions::default()).expect("text");
    assert!(text.ends_with("[5, 5, 5, ..., 5, 5, 5]], shape=(5, 100000000000))"), "{text}");
    let all = PrintOptions { edgeitems: 0, ..PrintOptions::default() };
    assert_eq!(array_repr(&huge, &all).expect_err("too many").kind, crate::engine::ErrorKind::Memory);
}
