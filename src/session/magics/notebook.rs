//! `%notebook`: the cells so far as a notebook.

use super::{Row, arguments, line_row, past, usage};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::HistoryEntry;
use crate::session::replace::replace;
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use serde_json::{Value as Json, json};
use std::path::Path;

/// The magics of this file.
pub static ROWS: &[Row] = &[line_row(
    "notebook",
    "%notebook file\n\nWrites the cells so far, with the texts of their results, to a notebook.",
    notebook,
)];

fn notebook(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let words = arguments::words(&magic.line);
    let [file] = &words[..] else {
        return match words.get(1..) {
            None => usage("the following arguments are required: filename"),
            Some(more) => usage(format!("unrecognized arguments: {}", more.join(" "))),
        };
    };
    let mut entries = past::selected(state, "");
    // Without the cell that asks, as IPython.
    entries.pop();
    let text = format!("{:#}\n", written(&entries));
    replace(Path::new(file), text.as_bytes()).map_err(|e| super::files::os_error(&e, file))?;
    Ok(Value::None)
}

fn written(entries: &[HistoryEntry]) -> Json {
    json!({
        "cells": entries.iter().map(cell).collect::<Vec<_>>(),
        "metadata": {
            "kernelspec": {"display_name": "Ravel", "language": "python", "name": "ravel"},
            "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    })
}

fn cell(entry: &HistoryEntry) -> Json {
    let result = |text: &String| {
        json!({
            "data": {"text/plain": lines(text)},
            "execution_count": entry.line,
            "metadata": {},
            "output_type": "execute_result",
        })
    };
    json!({
        "cell_type": "code",
        "execution_count": entry.line,
        "id": format!("cell-{}", entry.line),
        "metadata": {},
        "outputs": entry.output.iter().map(result).collect::<Vec<_>>(),
        "source": lines(&entry.input),
    })
}

/// A text as notebooks have it: line by line, with the ends.
fn lines(text: &str) -> Vec<&str> {
    text.trim_end_matches('\n').split_inclusive('\n').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_its_lines_and_its_result() {
        let entry = HistoryEntry { session: 0, line: 3, input: "x = 1\nx\n".into(), output: Some("1".into()) };
        let cell = cell(&entry);
        assert_eq!(cell["source"], json!(["x = 1\n", "x"]));
        assert_eq!(cell["outputs"][0]["data"]["text/plain"], json!(["1"]));
        assert_eq!((&cell["id"], &cell["execution_count"]), (&json!("cell-3"), &json!(3)));
    }
}
