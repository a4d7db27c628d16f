//! The parser beside CPython's: the same trees with the same byte ranges, the same errors.

mod dump;

use ravel::syntax::parse;

fn cases(name: &str) -> Vec<serde_json::Value> {
    let path = format!("{}/tests/data/syntax/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
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

fn compare_trees(name: &str) {
    let cases = cases(name);
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
    compare_trees("trees");
}

#[test]
fn errors_are_those_of_cpython() {
    let cases = cases("errors");
    let failures = cases
        .iter()
        .filter_map(|case| {
            let source = case["source"].as_str()?;
            let theirs = format!("{}: {} at {}", case["kind"].as_str()?, case["message"].as_str()?, case["caret"]);
            let ours = match parse(source) {
                Ok(_) => "accepted".to_string(),
                Err(error) => format!("{}: {} at {}", error.kind, error.message, error.span.start),
            };
            (ours != theirs).then(|| format!("{source:?}\n  ours   {ours}\n  theirs {theirs}"))
        })
        .collect();
    report(failures, cases.len());
}

#[test]
#[ignore = "needs a corpus of one's own"]
fn trees_of_a_corpus() {
    let path = std::env::var("RAVEL_CORPUS").unwrap_or_default();
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap_or_default();
    let (mut bad, mut bytes) = (Vec::new(), 0);
    let start = std::time::Instant::now();
    let mut spent = std::time::Duration::ZERO;
    for case in &cases {
        let source = case["source"].as_str().unwrap_or("");
        let begun = std::time::Instant::now();
        let made = parse(source);
        spent += begun.elapsed();
        bytes += source.len();
        let ours = made.map_or_else(|error| format!("{error:?}"), |module| dump::module(&module));
        let theirs = case["tree"].as_str().unwrap_or("");
        if ours != theirs {
            bad.push(format!("{}\n{}", source.chars().take(300).collect::<String>(), difference(&ours, theirs)));
        }
    }
    println!(
        "{} texts, {bytes} bytes, parsed in {spent:?} of {:?}; {} differ",
        cases.len(),
        start.elapsed(),
        bad.len()
    );
    println!("{}", bad.iter().take(30).cloned().collect::<Vec<_>>().join("\n----\n"));
}
