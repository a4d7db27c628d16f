//! Notebooks: JSON in, JSON out, whatever is not an output kept as it was.

use super::compare;
use super::{Action, CellResult};
use crate::session::replace::replace;
use crate::session::{Event, ExecuteOptions, MimeBundle, NoInput, Session, Sink, Stream};
use serde_json::{Map, Value as Json, json};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Gathers a cell's events as notebook outputs.
#[derive(Default)]
struct Outputs {
    outputs: Vec<Json>,
    clear_next: bool,
    /// Where each display id stands: in this cell, by index.
    ids: Vec<(String, usize)>,
}

impl Outputs {
    fn push(&mut self, output: Json) {
        if std::mem::take(&mut self.clear_next) {
            self.outputs.clear();
            self.ids.clear();
        }
        self.outputs.push(output);
    }

    /// As Jupyter's own notebooks: pieces of one stream that follow each other are one.
    fn text(&mut self, stream: Stream, text: &str) {
        let name = if stream == Stream::Stdout { "stdout" } else { "stderr" };
        let same = |o: &Json| o["output_type"] == "stream" && o["name"] == name;
        if !self.clear_next
            && let Some(last) = self.outputs.last_mut().filter(|o| same(o))
        {
            let joined = last["text"].as_str().unwrap_or_default().to_string() + text;
            last["text"] = json!(joined);
            return;
        }
        self.push(json!({"output_type": "stream", "name": name, "text": text}));
    }

    fn display(&mut self, data: MimeBundle, id: Option<String>, update: bool) {
        let output = json!({"output_type": "display_data", "data": data, "metadata": {}});
        match (update, id) {
            (true, Some(id)) => {
                for (_, at) in self.ids.iter().filter(|(known, _)| *known == id) {
                    self.outputs[*at] = output.clone();
                }
            }
            (_, id) => {
                self.push(output);
                if let Some(id) = id {
                    self.ids.push((id, self.outputs.len() - 1));
                }
            }
        }
    }
}

impl Sink for Outputs {
    fn event(&mut self, event: Event) {
        match event {
            Event::Stream { stream, text } => self.text(stream, &text),
            Event::Display { data, id, update } => self.display(data, id, update),
            Event::Result { count, data } => self
                .push(json!({"output_type": "execute_result", "execution_count": count, "data": data, "metadata": {}})),
            Event::ClearOutput { wait: true } => self.clear_next = true,
            Event::ClearOutput { wait: false } => {
                self.outputs.clear();
                self.ids.clear();
            }
            Event::Error(e) => {
                self.push(
                    json!({"output_type": "error", "ename": e.ename, "evalue": e.evalue, "traceback": e.traceback}),
                );
            }
            Event::Page { .. } | Event::NextInput { .. } => {}
        }
    }

    fn input(&mut self, _: &str, _: bool) -> Result<String, NoInput> {
        Err(NoInput::Unsupported)
    }
}

/// Runs a notebook; with [`Action::Update`] writes it.
///
/// # Errors
/// A sentence: the file can't be read or written, or is no notebook.
pub fn run(file: &Path, action: Action) -> Result<Vec<CellResult>, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("can't be read: {e}"))?;
    let mut book = parse(&text)?;
    let sink = Rc::new(RefCell::new(Outputs::default()));
    let mut session = Session::new(sink.clone());
    let mut results = Vec::new();
    let mut stopped = false;
    let cells = book["cells"].as_array_mut().ok_or("is no notebook: it has no list of cells")?;
    for (i, cell) in cells.iter_mut().enumerate().filter(|(_, c)| c["cell_type"] == "code") {
        let name = match cell["id"].as_str() {
            Some(id) => format!("cell {} ({id})", i + 1),
            None => format!("cell {}", i + 1),
        };
        if stopped {
            results.push(CellResult {
                name,
                failure: Some("not run: an earlier cell failed".into()),
                exit_code: 1,
                time: Duration::ZERO,
            });
            continue;
        }
        let result = run_cell(&mut session, &sink, cell, action);
        stopped = result.stops;
        let exit_code = u8::from(result.failure.is_some());
        results.push(CellResult { name, failure: result.failure, exit_code, time: result.time });
    }
    if action == Action::Update {
        write(file, &text, &book)?;
    }
    Ok(results)
}

struct Ran {
    failure: Option<String>,
    stops: bool,
    time: Duration,
}

fn run_cell(session: &mut Session, sink: &Rc<RefCell<Outputs>>, cell: &mut Json, action: Action) -> Ran {
    let source = joined(&cell["source"]);
    let start = Instant::now();
    *sink.borrow_mut() = Outputs::default();
    if source.trim().is_empty() {
        return Ran { failure: None, stops: false, time: start.elapsed() };
    }
    let outcome = session.execute(&source, &ExecuteOptions { allow_stdin: false, ..ExecuteOptions::default() });
    let time = start.elapsed();
    let gathered = std::mem::take(&mut *sink.borrow_mut());
    let expected = has_tag(cell, "raises-exception");
    let mut failure = match (&outcome.error, expected) {
        (Some(e), false) => Some(e.traceback.join("\n")),
        (None, true) if action == Action::Check => Some("the cell is tagged raises-exception, and raised none".into()),
        _ => None,
    };
    let stops = outcome.error.is_some() && !expected;
    if action == Action::Show {
        compare::show(&source, &gathered.outputs);
    }
    if action == Action::Check && failure.is_none() && !ignores_output(cell, &source) {
        failure = compare::difference(cell["outputs"].as_array().map_or(&[], Vec::as_slice), &gathered.outputs);
    }
    if action == Action::Update {
        cell["outputs"] = Json::Array(gathered.outputs.into_iter().map(in_lines).collect());
        cell["execution_count"] = json!(outcome.count);
    }
    Ran { failure, stops, time }
}

/// The notebook, if it is one of a version that has cells.
fn parse(text: &str) -> Result<Json, String> {
    let book: Json = serde_json::from_str(text).map_err(|e| format!("is no notebook: {e}"))?;
    match (book["nbformat"].as_i64(), book["cells"].is_array()) {
        (Some(4), true) => Ok(book),
        (Some(n), _) if n < 4 => {
            Err(format!("is a notebook of version {n}; `jupyter nbconvert --to notebook` makes it version 4"))
        }
        _ => Err("is no notebook: it has no list of cells".into()),
    }
}

/// Sources and texts may be a string or a list of lines.
pub fn joined(text: &Json) -> String {
    match text {
        Json::String(s) => s.clone(),
        Json::Array(lines) => lines.iter().filter_map(Json::as_str).collect(),
        _ => String::new(),
    }
}

fn has_tag(cell: &Json, tag: &str) -> bool {
    cell["metadata"]["tags"].as_array().is_some_and(|tags| tags.iter().any(|t| t == tag))
}

/// What nbval and its users write where outputs may differ.
fn ignores_output(cell: &Json, source: &str) -> bool {
    let skip = ["nbval-ignore-output", "nbval-skip"].iter().any(|t| has_tag(cell, t));
    skip || source.lines().any(|l| {
        let l = l.trim().trim_start_matches(['#', ' ']);
        matches!(l, "NBVAL_IGNORE_OUTPUT" | "PYTEST_VALIDATE_IGNORE_OUTPUT" | "NBVAL_SKIP")
    })
}

/// Texts as lists of lines, as Jupyter stores them.
fn in_lines(mut output: Json) -> Json {
    let split = |text: &str| json!(text.split_inclusive('\n').collect::<Vec<_>>());
    if let Some(text) = output.get_mut("text")
        && let Some(lines) = text.as_str().map(split)
    {
        *text = lines;
    }
    if let Some(data) = output.get_mut("data").and_then(Json::as_object_mut) {
        for (kind, value) in data.iter_mut() {
            let is_text = kind.starts_with("text/") || kind == "image/svg+xml" || kind == "application/javascript";
            if let Some(lines) = value.as_str().filter(|_| is_text).map(split) {
                *value = lines;
            }
        }
    }
    output
}

/// Writes the notebook with the indent that it had (Jupyter's is 1), all else as it was.
fn write(file: &Path, before: &str, book: &Json) -> Result<(), String> {
    let indent = before.lines().nth(1).map_or(1, |l| l.len() - l.trim_start().len()).clamp(1, 8);
    let spaces = " ".repeat(indent);
    let mut out = Vec::new();
    let format = serde_json::ser::PrettyFormatter::with_indent(spaces.as_bytes());
    let mut writer = serde_json::Serializer::with_formatter(&mut out, format);
    serde::Serialize::serialize(book, &mut writer).map_err(|e| e.to_string())?;
    out.push(b'\n');
    replace(file, &out).map_err(|e| format!("can't be written: {e}"))
}

/// A stored output as a map, for comparison.
pub fn fields(output: &Json) -> Map<String, Json> {
    output.as_object().cloned().unwrap_or_default()
}
