//! Verdicts of `%%predict`: what a learner expects of a statement, beside what was observed.

use super::html::{escape, frame};
use super::model::Row;
use super::{Rendered, words};
use crate::lang::trace::Origin;

/// What may be predicted, for messages.
pub const CLAIMS: &str = "view, view of NAME, copy, copy of NAME, new, same object, in place, no array, shape (…), \
                          strides (…), offset N, dtype NAME, N bytes, C-contiguous, F-contiguous, not contiguous, read-only, writeable";

/// One thing that is expected of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// As it was written.
    pub text: String,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Origin(&'static str, Option<String>),
    Shape(Vec<i128>),
    Strides(Vec<i128>),
    Offset(i128),
    Dtype(String),
    Bytes(i128),
    Order(&'static str),
    Writeable(bool),
}

/// The verdict on one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The statement's source.
    pub source: String,
    /// Its line in the cell, from 1.
    pub line: usize,
    /// The claim as it was written.
    pub claim: String,
    /// Whether it holds.
    pub right: bool,
    /// Whether the prediction was marked as wrong on purpose.
    pub meant: bool,
    /// What was observed.
    pub observed: String,
    /// Why it was copied, where it was.
    pub why: Option<String>,
}

impl Claim {
    /// The claims of a comment, parted by commas or semicolons.
    ///
    /// # Errors
    /// The part that is no claim.
    pub fn parse_all(comment: &str) -> Result<Vec<Claim>, String> {
        split(comment).into_iter().map(|part| Claim::parse(part).ok_or_else(|| part.to_string())).collect()
    }

    fn parse(text: &str) -> Option<Claim> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let named = |n: usize| words.get(n).map(|w| w.to_string());
        let kind = match words.as_slice() {
            ["view"] | ["copy"] | ["view" | "copy", "of", _] => {
                Kind::Origin(if words[0] == "view" { "view" } else { "copy" }, named(2))
            }
            ["new"] => Kind::Origin("new", None),
            ["same"] | ["same", "object"] | ["same", "object", "as", _] => Kind::Origin("same", named(3)),
            ["in", "place"] | ["in-place"] | ["write"] => Kind::Origin("write", None),
            ["no", "array"] => Kind::Origin("none", None),
            ["shape", ..] => Kind::Shape(tuple(text.strip_prefix("shape")?)?),
            ["strides", ..] => Kind::Strides(tuple(text.strip_prefix("strides")?)?),
            ["offset", n] | ["offset", n, "bytes"] => Kind::Offset(n.parse().ok()?),
            ["dtype", name] => Kind::Dtype(name.to_string()),
            [n, "bytes" | "byte"] => Kind::Bytes(n.parse().ok()?),
            ["C-contiguous"] => Kind::Order("C"),
            ["F-contiguous"] => Kind::Order("F"),
            ["not", "contiguous"] => Kind::Order("–"),
            ["read-only"] => Kind::Writeable(false),
            ["writeable"] => Kind::Writeable(true),
            _ => return None,
        };
        Some(Claim { text: text.to_string(), kind })
    }

    /// Whether it holds for a statement's row (`None`: the statement touched no array), and what was observed.
    pub fn check(&self, row: Option<&Row>) -> (bool, String) {
        let array = row.and_then(|r| r.array.as_ref());
        let missing = || (false, "no array".to_string());
        match (&self.kind, array) {
            (Kind::Origin(wanted, name), _) => origin(row, wanted, name.as_deref()),
            (_, None) => missing(),
            (Kind::Shape(s), Some(a)) => (same(s, &a.layout.shape), format!("shape {}", words::tuple(&a.layout.shape))),
            (Kind::Strides(s), Some(a)) => {
                (same(s, &a.layout.strides), format!("strides {}", words::tuple(&a.layout.strides)))
            }
            (Kind::Offset(n), Some(a)) => (*n == a.layout.offset as i128, format!("offset {}", a.layout.offset)),
            (Kind::Dtype(name), Some(a)) => (*name == a.layout.dtype.to_string(), format!("dtype {}", a.layout.dtype)),
            (Kind::Bytes(n), Some(a)) => (*n == a.layout.nbytes() as i128, words::bytes(a.layout.nbytes() as u64)),
            (Kind::Order(order), Some(a)) => {
                let is = words::contiguity(&a.layout);
                (is.split(' ').any(|o| o == *order), contiguity(is).to_string())
            }
            (Kind::Writeable(wanted), Some(a)) => {
                (*wanted == a.writeable, if a.writeable { "writeable" } else { "read-only" }.to_string())
            }
        }
    }
}

fn contiguity(order: &str) -> &'static str {
    match order {
        "C" => "C-contiguous",
        "F" => "F-contiguous",
        "C F" => "C- and F-contiguous",
        _ => "not contiguous",
    }
}

fn same<T: Copy + TryInto<i128>>(wanted: &[i128], found: &[T]) -> bool {
    wanted.len() == found.len() && wanted.iter().zip(found).all(|(w, f)| (*f).try_into().is_ok_and(|f| f == *w))
}

fn origin(row: Option<&Row>, wanted: &str, name: Option<&str>) -> (bool, String) {
    let Some(row) = row else { return (wanted == "none", "no array".into()) };
    let names: &[String] = match &row.origin {
        Origin::ViewOf { names, .. } | Origin::SameObject { names } | Origin::CopyOf { names, .. } => names,
        _ => &[],
    };
    // A slice of a new array that has no name is a view, and its memory is new: both may be said.
    let right = (words::origin_class(&row.origin) == wanted || words::class(row) == wanted)
        && name.is_none_or(|n| names.iter().any(|found| found == n));
    (right, words::outcome(row))
}

/// The parts of a comment: commas within parentheses part nothing.
fn split(comment: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let parts = comment.split(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth <= 0 && matches!(c, ',' | ';')
    });
    parts.map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// `(3, 4)`, `(3,)`, `()`.
fn tuple(text: &str) -> Option<Vec<i128>> {
    let inner = text.trim().strip_prefix('(')?.strip_suffix(')')?;
    inner.split(',').map(str::trim).filter(|p| !p.is_empty()).map(|p| p.parse().ok()).collect()
}

/// The verdicts of a cell.
pub fn verdicts(all: &[Verdict]) -> Rendered {
    let right = all.iter().filter(|v| v.right).count();
    let meant = all.iter().filter(|v| v.meant && !v.right).count();
    let marked = if meant > 0 { format!(", {meant} wrong as marked") } else { String::new() };
    let summary = format!("{right} of {} right{marked}", all.len());
    let text: String = all.iter().map(|v| format!("{}\n", in_text(v))).collect();
    let rows: String = all.iter().map(in_html).collect();
    let head: String = ["", "line", "statement", "predicted", "observed"]
        .iter()
        .map(|h| format!("<th scope=\"col\">{h}</th>"))
        .collect();
    let html = format!("<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p>{summary}</p>");
    Rendered { text: format!("{text}{summary}\n"), html: frame("ravel-predict", &html) }
}

fn mark(v: &Verdict) -> &'static str {
    match (v.right, v.meant) {
        (true, false) => "✓ right",
        (false, false) => "✗ wrong",
        (false, true) => "✓ wrong, as marked",
        (true, true) => "✗ right, but marked as wrong",
    }
}

fn in_text(v: &Verdict) -> String {
    let head = format!("{}: line {}: {}\n    predicted {}", mark(v), v.line, v.source, v.claim);
    let why = v.why.as_ref().filter(|_| !v.right).map_or(String::new(), |w| format!("\n    because {w}"));
    if v.right { head } else { format!("{head}; observed {}{why}", v.observed) }
}

fn in_html(v: &Verdict) -> String {
    let why = v.why.as_ref().filter(|_| !v.right).map_or(String::new(), |w| format!("<p>because {}</p>", escape(w)));
    let class = if v.right == v.meant { "ravel-wrong" } else { "ravel-right" };
    format!(
        "<tr class=\"{class}\"><td><b>{}</b></td><td>{}</td><td><code>{}</code></td><td>{}</td><td>{}{why}</td></tr>",
        mark(v),
        v.line,
        escape(&v.source),
        escape(&v.claim),
        escape(&v.observed)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_in_parentheses_part_nothing() {
        let claims = Claim::parse_all("view of a, shape (3, 2); strides (-32,), 96 bytes").expect("claims");
        let texts: Vec<&str> = claims.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["view of a", "shape (3, 2)", "strides (-32,)", "96 bytes"]);
        assert_eq!(Claim::parse_all("view, nonsense"), Err("nonsense".to_string()));
    }

    #[test]
    fn a_statement_without_arrays_has_none() {
        let claims = Claim::parse_all("no array, shape (3,)").expect("claims");
        assert_eq!(claims[0].check(None), (true, "no array".into()));
        assert_eq!(claims[1].check(None), (false, "no array".into()));
    }
}
