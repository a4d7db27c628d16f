//! The parser beside CPython's: the same trees with the same byte ranges, the same errors.

mod dump;
mod ipython;
mod limits;

use ravel::syntax::{Completeness, is_complete, parse};

fn cases(name: &str) -> Vec<serde_json::Value> {
    read(&format!("{}/tests/data/syntax/{name}.json", env!("CARGO_MANIFEST_DIR")))
}

fn read(path: &str) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn report(failures: Vec<String>, total: usize) {
    assert!(failures.is_empty(), "{} of {total} differ:\n{}", failures.len(), failures.join("\n"));
}

/// The first place where two texts differ, with what stands around it.
fn difference(ours: &str, theirs: &str) -> String {
    let at = ours.bytes().zip(theirs.bytes()).take_while(|(a, b)| a == b).count();
    let cut = |text: &str| text.chars().skip(at.saturating_sub(30)).take(120).collect::<String>();
    format!("  ours   …{}\n  theirs …{}", cut(ours), cut(theirs))
}

fn compare_trees(cases: &[serde_json::Value]) {
    let failures = cases
        .iter()
        .filter_map(|case| {
            let (source, tree) = (case["source"].as_str()?, case["tree"].as_str()?);
            let ours = match parse(source) {
                Ok(module) => dump::module(&module),
                Err(error) => format!("{error:?}"),
            };
            (ours != tree).then(|| format!("{source}{}", difference(&ours, tree)))
        })
        .collect();
    report(failures, cases.len());
}

#[test]
fn trees_are_those_of_cpython() {
    compare_trees(&cases("trees"));
}

#[test]
fn errors_are_those_of_cpython() {
    let cases = cases("errors");
    let failures = cases
        .iter()
        .filter_map(|case| {
            let source = case["source"].as_str()?;
            // Inside an f-string's field CPython 3.11 counts from the start of the field.
            let message = case["message"].as_str()?;
            let in_field = message.starts_with("f-string: invalid syntax") || message.starts_with("f-string: cannot");
            let caret = |at: i64| if in_field { 0 } else { at };
            let theirs = format!("{}: {} at {}", case["kind"].as_str()?, message, caret(case["caret"].as_i64()?));
            let ours = match parse(source) {
                Ok(_) => "accepted".to_string(),
                Err(error) => format!("{}: {} at {}", error.kind, error.message, caret(i64::from(error.span.start))),
            };
            (ours != theirs).then(|| format!("{source:?}\n  ours   {ours}\n  theirs {theirs}"))
        })
        .collect();
    report(failures, cases.len());
}

/// `RAVEL_CORPUS` names a file like `trees.json`, of any size.
#[test]
#[ignore = "needs a corpus of one's own"]
fn trees_of_a_corpus() {
    let path = std::env::var("RAVEL_CORPUS").expect("RAVEL_CORPUS names a file");
    compare_trees(&read(&path));
}

#[test]
fn completeness_is_that_of_ipython() {
    let cases = cases("complete");
    let failures = cases
        .iter()
        .filter_map(|case| {
            let source = case["source"].as_str()?;
            let theirs = format!("{} {}", case["status"].as_str()?, case["indent"]);
            let ours = match is_complete(source) {
                Completeness::Complete => "complete 0".to_string(),
                Completeness::Invalid => "invalid 0".to_string(),
                Completeness::Incomplete(indent) => format!("incomplete {}", indent.len()),
            };
            (ours != theirs).then(|| format!("{source:?}\n  ours   {ours}\n  theirs {theirs}"))
        })
        .collect();
    report(failures, cases.len());
}
