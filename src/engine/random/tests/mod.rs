//! Every stream against the ones recorded from NumPy and CPython by `tests/oracle/random_streams.py`.

mod distributions;
mod python;
mod streams;

use num_bigint::BigUint;
use serde_json::Value;

/// One recorded stream.
pub struct Case {
    kind: String,
    pub name: String,
    pub args: Vec<String>,
    pub seed: String,
    n: usize,
    first: Vec<u64>,
    hash: u64,
}

impl Case {
    fn new(value: &Value) -> Case {
        let text = |key: &str| value[key].as_str().unwrap().to_string();
        let list = |key: &str| value[key].as_array().unwrap().iter().map(|x| x.as_str().unwrap().to_string());
        let hex = |text: &str| u64::from_str_radix(text, 16).unwrap();
        Case {
            kind: text("kind"),
            name: text("name"),
            args: list("args").collect(),
            seed: text("seed"),
            n: value["n"].as_u64().unwrap() as usize,
            first: list("first").map(|x| hex(&x)).collect(),
            hash: hex(value["hash"].as_str().unwrap()),
        }
    }

    /// An argument as a double.
    pub fn float(&self, i: usize) -> f64 {
        self.args[i].parse().unwrap()
    }

    /// An argument as an integer.
    pub fn int(&self, i: usize) -> i128 {
        self.args[i].parse().unwrap()
    }

    pub fn floats(&self) -> Vec<f64> {
        (0..self.args.len()).map(|i| self.float(i)).collect()
    }

    pub fn seed(&self) -> u64 {
        self.seed.parse().unwrap()
    }

    pub fn big_seed(&self) -> BigUint {
        self.seed.parse().unwrap()
    }

    /// As many draws as are recorded.
    pub fn draws(&self, mut draw: impl FnMut() -> u64) -> Vec<u64> {
        (0..self.n).map(|_| draw()).collect()
    }

    /// As many draws as are recorded, `width` at a time.
    pub fn rows(&self, width: usize, mut draw: impl FnMut() -> Vec<u64>) -> Vec<u64> {
        (0..self.n / width).flat_map(|_| draw()).collect()
    }

    /// What is wrong with these values, if anything.
    fn complaint(&self, values: &[u64]) -> Option<String> {
        let title = format!("{} {} {:?} seed {}", self.kind, self.name, self.args, self.seed);
        let head = &values[..self.first.len().min(values.len())];
        if values.len() != self.n {
            Some(format!("{title}: {} values, not {}", values.len(), self.n))
        } else if head != self.first {
            Some(format!("{title}: starts {head:x?}, not {:x?}", self.first))
        } else if digest(values) != self.hash {
            Some(format!("{title}: a later value differs"))
        } else {
            None
        }
    }
}

/// The recording's hash.
fn digest(words: &[u64]) -> u64 {
    words.iter().fold(0, |h, &word| {
        let h = (h ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        h ^ (h >> 29)
    })
}

/// Runs the cases of these kinds; each must be known to `values`.
fn check(kinds: &[&str], values: impl Fn(&Case) -> Vec<u64>) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/random.json");
    let data: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let cases: Vec<Case> = data["cases"].as_array().unwrap().iter().map(Case::new).collect();
    let cases: Vec<&Case> = cases.iter().filter(|case| kinds.contains(&case.kind.as_str())).collect();
    assert!(!cases.is_empty());
    let complaints: Vec<String> = cases.iter().filter_map(|case| case.complaint(&values(case))).collect();
    assert!(complaints.is_empty(), "{} of {}:\n{}", complaints.len(), cases.len(), complaints.join("\n"));
}

/// Doubles as bits.
fn f64_bits(values: Vec<f64>) -> Vec<u64> {
    values.into_iter().map(f64::to_bits).collect()
}

/// Integers as bits.
fn i64_bits(values: Vec<i64>) -> Vec<u64> {
    values.into_iter().map(|x| x as u64).collect()
}
