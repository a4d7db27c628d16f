//! Questions to strings: lengths, places, counts, and what kind of characters they hold.

use super::operand::{Operands, chars, integer, lengths, or};
use crate::engine::{DType, Kind, Scalar};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::arrays::wrap;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// Its functions.
pub fn rows() -> Vec<Builtin> {
    let mut rows = vec![py(
        &["str_len"],
        "x, /",
        "The number of characters of each string.\n\n>>> np.strings.str_len(np.array(['a', 'été']))\narray([1, 3])",
        |interp: &mut Interp, x: Value| lengths(interp, &x).map(wrap),
    )];
    rows.extend(classes());
    rows.extend(places());
    rows
}

/// `isalpha` and kin ask the method of that name.
fn class(names: &'static [&'static str], doc: &'static str) -> Builtin {
    py(names, "x, /", doc, move |interp: &mut Interp, x: Value| {
        let texts = Operands::read(interp, names[0], &[&x], 1)?;
        let answers = texts.each(|row| {
            let answer = np::method(interp, &super::each::python(&row[0]), names[0], &[])?;
            Ok(Scalar::Bool(interp.truth(&answer)?))
        })?;
        texts.result(DType::Bool, answers).map(wrap)
    })
}

fn classes() -> Vec<Builtin> {
    vec![
        class(
            &["isalpha"],
            "Whether all are letters.\n\n>>> np.strings.isalpha(['ab', 'a1', ''])\narray([ True, False, False])",
        ),
        class(&["isdigit"], "Whether all are digits.\n\n>>> np.strings.isdigit(['12', 'a1'])\narray([ True, False])"),
        class(
            &["isspace"],
            "Whether all are white space.\n\n>>> np.strings.isspace([' ', 'a '])\narray([ True, False])",
        ),
        class(
            &["isalnum"],
            "Whether all are letters or digits.\n\n>>> np.strings.isalnum(['a1', 'a 1'])\narray([ True, False])",
        ),
        class(
            &["islower"],
            "Whether all letters are lower case.\n\n>>> np.strings.islower(['ab', 'aB'])\narray([ True, False])",
        ),
        class(
            &["isupper"],
            "Whether all letters are upper case.\n\n>>> np.strings.isupper(['AB', 'aB'])\narray([ True, False])",
        ),
        class(
            &["istitle"],
            "Whether each word begins with a capital.\n\n>>> np.strings.istitle(['Ab Cd', 'ab'])\narray([ True, False])",
        ),
        class(
            &["isdecimal"],
            "Whether all are decimal digits.\n\n>>> np.strings.isdecimal(['12', '1.2'])\narray([ True, False])",
        ),
        class(
            &["isnumeric"],
            "Whether all are numeric characters.\n\n>>> np.strings.isnumeric(['12', '½', 'a'])\narray([ True,  True, False])",
        ),
    ]
}

/// A string, what is looked for, and the part of the string where.
struct Search {
    text: Vec<char>,
    sub: Vec<char>,
    /// `None` where `sub` can't be there.
    part: Option<(usize, usize)>,
}

impl Search {
    fn new(row: &[Scalar]) -> Search {
        let (text, sub) = (chars(&row[0]), chars(&row[1]));
        let n = text.len() as i64;
        let from_end = |i: i64| if i < 0 { (i + n).max(0) } else { i };
        let (start, end) = (from_end(integer(&row[2])), from_end(integer(&row[3]).min(n)));
        let fits = end - start >= sub.len() as i64;
        Search { part: fits.then_some((start as usize, end as usize)), text, sub }
    }

    fn at(&self, i: usize) -> bool {
        self.text[i..].starts_with(&self.sub)
    }

    fn first(&self) -> Option<usize> {
        let (start, end) = self.part?;
        (start..=end - self.sub.len()).find(|&i| self.at(i))
    }

    fn last(&self) -> Option<usize> {
        let (start, end) = self.part?;
        (start..=end - self.sub.len()).rev().find(|&i| self.at(i))
    }

    fn count(&self) -> i64 {
        let Some((start, end)) = self.part else { return 0 };
        if self.sub.is_empty() {
            return (end - start) as i64 + 1;
        }
        let (mut i, mut n) = (start, 0);
        while i + self.sub.len() <= end {
            let here = self.at(i);
            n += i64::from(here);
            i += if here { self.sub.len() } else { 1 };
        }
        n
    }

    fn starts(&self) -> bool {
        self.part.is_some_and(|(start, _)| self.at(start))
    }

    fn ends(&self) -> bool {
        self.part.is_some_and(|(_, end)| self.at(end - self.sub.len()))
    }
}

/// How often `sub` stands in `text`.
pub fn count(text: &[char], sub: &[char]) -> i64 {
    Search { text: text.to_vec(), sub: sub.to_vec(), part: (sub.len() <= text.len()).then_some((0, text.len())) }
        .count()
}

/// Where `sub` first stands in `text`.
pub fn find(text: &[char], sub: &[char]) -> Option<usize> {
    (0..(text.len() + 1).saturating_sub(sub.len())).find(|&i| text[i..].starts_with(sub))
}

/// Where `sub` last stands in `text`.
pub fn rfind(text: &[char], sub: &[char]) -> Option<usize> {
    (0..(text.len() + 1).saturating_sub(sub.len())).rev().find(|&i| text[i..].starts_with(sub))
}

fn place(found: Option<usize>) -> Scalar {
    Scalar::Int64(found.map_or(-1, |i| i as i64))
}

fn known(found: Option<usize>) -> Result<Scalar> {
    found.map(|i| Scalar::Int64(i as i64)).ok_or_else(|| Raise::value_error("substring not found"))
}

type Answer = fn(&Search) -> Result<Scalar>;

fn search(
    names: &'static [&'static str],
    (signature, dtype): (&'static str, DType),
    doc: &'static str,
    f: Answer,
) -> Builtin {
    py(names, signature, doc, move |interp: &mut Interp, a: Value, sub: Value, start: Given, end: Value| {
        let start = or(start, Value::Int(0));
        let end = if end.is_none() { Value::Int(i64::MAX) } else { end };
        let operands = Operands::read(interp, names[0], &[&a, &sub, &start, &end], 2)?;
        let answers = operands.each(|row| f(&Search::new(row)))?;
        operands.result(dtype, answers).map(wrap)
    })
}

const SUB: (&str, DType) = ("a, sub, start=0, end=None", DType::Int64);

fn places() -> Vec<Builtin> {
    vec![
        search(
            &["find"],
            SUB,
            "Where a string first stands in each; -1 where it doesn't.\n\n>>> np.strings.find(['abc', 'cab'], 'c')\narray([2, 0])",
            |s| Ok(place(s.first())),
        ),
        search(
            &["rfind"],
            SUB,
            "Where a string last stands in each; -1 where it doesn't.\n\n>>> np.strings.rfind(['abca'], 'a')\narray([3])",
            |s| Ok(place(s.last())),
        ),
        search(
            &["index"],
            SUB,
            "Where a string first stands in each; an error where it doesn't.\n\n>>> np.strings.index(['abc'], 'c')\narray([2])",
            |s| known(s.first()),
        ),
        search(
            &["rindex"],
            SUB,
            "Where a string last stands in each; an error where it doesn't.\n\n>>> np.strings.rindex(['abca'], 'a')\narray([3])",
            |s| known(s.last()),
        ),
        search(
            &["count"],
            SUB,
            "How often a string stands in each.\n\n>>> np.strings.count(['aab', 'b'], 'a')\narray([2, 0])",
            |s| Ok(Scalar::Int64(s.count())),
        ),
        search(
            &["startswith"],
            ("a, prefix, start=0, end=None", DType::Bool),
            "Whether each begins with a string.\n\n>>> np.strings.startswith(['abc', 'cab'], 'a')\narray([ True, False])",
            |s| Ok(Scalar::Bool(s.starts())),
        ),
        search(
            &["endswith"],
            ("a, suffix, start=0, end=None", DType::Bool),
            "Whether each ends with a string.\n\n>>> np.strings.endswith(['abc', 'cab'], 'b')\narray([False,  True])",
            |s| Ok(Scalar::Bool(s.ends())),
        ),
    ]
}

/// Whether a kind of strings calls a character white space.
pub fn is_space(kind: Kind, c: char) -> bool {
    match kind {
        Kind::Bytes => matches!(c, ' ' | '\t'..='\r'),
        _ => crate::lang::builtins::python::str_::classes::is_space(c),
    }
}
