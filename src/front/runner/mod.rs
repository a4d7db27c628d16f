//! `ravel run`: notebooks and scripts without Jupyter and without Python. `--check` compares with the stored outputs,
//! `--update` writes them, `--junit` leaves a report for CI.

mod compare;
mod junit;
mod notebook;
mod script;

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// What is done with the outputs of notebooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// They are shown.
    Show,
    /// They are compared with the stored ones.
    Check,
    /// They are stored.
    Update,
}

/// How one cell (or one script) went.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CellResult {
    /// `cell 3 (1a2b3c)` or `script`.
    pub name: String,
    /// What is wrong with it: a diff, a traceback.
    pub failure: Option<String>,
    /// The exit code that CPython would have ended with; 0 if all went well.
    pub exit_code: u8,
    /// How long it ran.
    pub time: Duration,
}

/// How one file went.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FileResult {
    /// The file.
    pub path: PathBuf,
    /// Its cells.
    pub cells: Vec<CellResult>,
    /// Why it could not be run at all, or written.
    pub error: Option<String>,
}

impl FileResult {
    fn exit_code(&self) -> u8 {
        let of_cells = self.cells.iter().map(|c| c.exit_code).max().unwrap_or(0);
        of_cells.max(u8::from(self.error.is_some()))
    }
}

/// Where results are left.
#[derive(Debug, Clone, Default)]
pub struct Reports {
    /// As JUnit XML.
    pub junit: Option<PathBuf>,
    /// As JSON, for the process that runs several files.
    pub json: Option<PathBuf>,
}

/// Runs files one after the other; the exit code, 0 if all went well. Of several files each has a process of its own, so
/// that its addresses do not depend on what ran before it.
pub fn run(files: &[PathBuf], action: Action, reports: &Reports) -> u8 {
    let mut results = Vec::new();
    for file in files {
        results.push(if files.len() > 1 { run_apart(file, action) } else { run_here(file, action) });
    }
    if let Some(path) = &reports.json
        && let Err(e) = serde_json::to_string(&results).map_or(Ok(()), |text| std::fs::write(path, text))
    {
        eprintln!("ravel: can't write {}: {e}", path.display());
        return 1;
    }
    if let Some(path) = &reports.junit
        && let Err(e) = junit::write(path, &results)
    {
        eprintln!("ravel: can't write {}: {e}", path.display());
        return 1;
    }
    results.iter().map(FileResult::exit_code).max().unwrap_or(0)
}

fn run_here(file: &Path, action: Action) -> FileResult {
    let start = Instant::now();
    let result = run_file(file, action);
    report(&result, action, start.elapsed());
    result
}

/// Runs a file in a process of its own, which reports it and hands its results back in a file.
fn run_apart(file: &Path, action: Action) -> FileResult {
    let failed = |error: String| FileResult { path: file.to_path_buf(), cells: Vec::new(), error: Some(error) };
    let json = std::env::temp_dir().join(format!("ravel-{}.json", uuid::Uuid::new_v4()));
    let Ok(program) = std::env::current_exe() else { return run_here(file, action) };
    let mut command = Command::new(program);
    command.arg("run").arg("--results").arg(&json);
    match action {
        Action::Show => {}
        Action::Check => drop(command.arg("--check")),
        Action::Update => drop(command.arg("--update")),
    }
    let ended = command.arg("--").arg(file).status();
    let text = std::fs::read_to_string(&json).unwrap_or_default();
    let _ = std::fs::remove_file(&json);
    let results: Option<Vec<FileResult>> = serde_json::from_str(&text).ok();
    match (results.and_then(|mut r| r.pop()), ended) {
        (Some(result), _) => result,
        (None, Ok(status)) => {
            let error = format!("the process that ran it ended without results ({status})");
            eprintln!("ravel: {}: {error}", file.display());
            failed(error)
        }
        (None, Err(e)) => failed(format!("can't start a process for it: {e}")),
    }
}

fn run_file(file: &Path, action: Action) -> FileResult {
    let is_notebook = file.extension().is_some_and(|e| e == "ipynb");
    let run = || match is_notebook {
        true => notebook::run(file, action),
        false => script::run(file),
    };
    let cells = super::on_session_thread(run).unwrap_or_else(Err);
    match cells {
        Ok(cells) => FileResult { path: file.to_path_buf(), cells, error: None },
        Err(error) => FileResult { path: file.to_path_buf(), cells: Vec::new(), error: Some(error) },
    }
}

/// What a person wants to know of a file: nothing of a script that went well.
fn report(result: &FileResult, action: Action, time: Duration) {
    let path = result.path.display();
    if let Some(error) = &result.error {
        eprintln!("ravel: {path}: {error}");
    }
    for cell in &result.cells {
        match &cell.failure {
            Some(text) if cell.name == "script" && text.is_empty() => {}
            Some(text) if cell.name == "script" => eprintln!("{text}"),
            Some(text) => eprintln!("{path}: {}\n{text}\n", cell.name),
            None => {}
        }
    }
    let is_notebook = result.path.extension().is_some_and(|e| e == "ipynb");
    if !is_notebook || result.error.is_some() {
        return;
    }
    let failed = result.cells.iter().filter(|c| c.failure.is_some()).count();
    let verb = match action {
        Action::Show => "ran",
        Action::Check => "checked",
        Action::Update => "updated",
    };
    let verdict = if failed == 0 { "ok".to_string() } else { format!("{failed} FAILED") };
    eprintln!("{verb} {path}: {} cells in {:.1} s: {verdict}", result.cells.len(), time.as_secs_f64());
}
