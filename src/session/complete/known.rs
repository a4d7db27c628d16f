//! Words that are known where they stand: what a magic takes, the values of arguments that are strings, what may be
//! predicted of a statement.

use super::plain;
use crate::lang::interp::Interp;
use crate::session::event::Completion;
use crate::session::magics::{Row, namespace};
use crate::session::traceback::Mode;
use std::collections::BTreeSet;

/// Scalar types by the names that a dtype is given with.
const DTYPES: &[&str] = &[
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "float32",
    "float64",
    "complex64",
    "complex128",
    "int",
    "float",
    "complex",
    "U10",
    "S10",
    "datetime64[D]",
    "timedelta64[D]",
];

/// Arguments whose values are words: where the argument's text ends, and the words.
const ARGUMENTS: &[(&str, &[&str])] = &[
    ("dtype=", DTYPES),
    (".astype(", DTYPES),
    ("np.dtype(", DTYPES),
    (".view(", DTYPES),
    ("order=", &["C", "F", "A", "K"]),
    (".ravel(", &["C", "F", "A", "K"]),
    (".flatten(", &["C", "F", "A", "K"]),
    (".copy(", &["C", "F", "A", "K"]),
    ("kind=", &["quicksort", "mergesort", "heapsort", "stable"]),
    ("casting=", &["no", "equiv", "safe", "same_kind", "unsafe"]),
    ("indexing=", &["xy", "ij"]),
    ("side=", &["left", "right"]),
    (
        "mode=",
        &[
            "raise",
            "wrap",
            "clip",
            "constant",
            "edge",
            "reflect",
            "symmetric",
            "full",
            "same",
            "valid",
            "reduced",
            "complete",
        ],
    ),
    (
        "method=",
        &["linear", "lower", "higher", "midpoint", "nearest", "median_unbiased", "inverted_cdf", "weibull", "hazen"],
    ),
];

/// Beginnings of what `%%predict` reads in a comment.
const CLAIMS: &[&str] = &[
    "view",
    "view of",
    "copy",
    "copy of",
    "new",
    "same object",
    "in place",
    "no array",
    "shape (",
    "strides (",
    "offset",
    "dtype",
    "bytes",
    "C-contiguous",
    "F-contiguous",
    "not contiguous",
    "read-only",
    "writeable",
    "wrong:",
];

fn matching<'w>(words: impl IntoIterator<Item = &'w str>, typed: &str, kind: &'static str) -> Vec<Completion> {
    words.into_iter().filter(|w| w.starts_with(typed)).map(|w| plain(w, kind)).collect()
}

/// The words that a string may be that begins behind `lead`; `None` where any string may stand.
pub fn argument(lead: &str, typed: &str, end: &str) -> Option<Vec<Completion>> {
    let lead = lead.trim_end();
    let (_, words) = ARGUMENTS.iter().find(|(name, _)| lead.ends_with(name))?;
    let found = words.iter().filter(|w| w.starts_with(typed));
    Some(found.map(|w| plain(format!("{w}{end}"), "value")).collect())
}

/// What may be predicted, in a comment of a `%%predict` cell.
pub fn prediction<'a>(before: &str, line: &'a str) -> Option<(&'a str, Vec<Completion>)> {
    let cell = before.trim_start().strip_prefix("%%predict")?;
    let at = line.rfind('#').filter(|_| cell.contains('\n'))?;
    let claim = &line[at + 1..];
    let claim = &claim[claim.rfind([',', ';']).map_or(0, |i| i + 1)..];
    let typed = claim.trim_start();
    Some((typed, matching(CLAIMS.iter().copied(), typed, "value")))
}

/// The words that a magic takes; `None` where code or anything else may follow.
pub fn of_magic(interp: &mut Interp, row: &Row, typed: &str) -> Option<Vec<Completion>> {
    let found = match row.name {
        "xmode" | "tb" => matching(Mode::ALL.map(Mode::name), typed, "value"),
        "who" | "who_ls" | "whos" => {
            let values = namespace::variables(interp);
            let types: BTreeSet<&str> = values.iter().map(|(_, v)| interp.type_of(v).name).collect();
            matching(types, typed, "class")
        }
        "env" | "set_env" => {
            let names: BTreeSet<String> = std::env::vars().map(|(name, _)| name).collect();
            matching(names.iter().map(String::as_str), typed, "value")
        }
        "config" => {
            matching(["InteractiveShell.ast_node_interactivity", "InlineBackend.figure_format"], typed, "value")
        }
        "load_ext" | "reload_ext" => matching(["autoreload", "memory_profiler"], typed, "module"),
        "automagic" => matching(["on", "off"], typed, "value"),
        "reset" => matching(["array", "dhist", "in", "out"], typed, "value"),
        "matplotlib" => matching(["inline"], typed, "value"),
        "memory" | "precision" | "pprint" | "pwd" | "lsmagic" | "magic" | "quickref" | "dhist" | "clear" | "dirs"
        | "popd" => Vec::new(),
        _ => return None,
    };
    Some(found)
}
