//! `ravel run`: notebooks and scripts without Jupyter and without Python. `--check` compares with the stored outputs,
//! `--update` writes them, `--junit` leaves a report for CI.

mod compare;
mod junit;
mod notebook;
mod script;

use std::path::{Path, PathBuf};
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
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
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

/// Runs files one after the other, each in a session of its own; the exit code, 0 if all went well.
pub fn run(files: &[PathBuf], action: Action, junit_file: Option<&Path>) -> u8 {
    let mut results = Vec::new();
    for file in files {
        let start = Instant::now();
        let result = run_file(file, action);
        report(&result, action, start.elapsed());
        results.push(result);
    }
    if let Some(path) = junit_file
        && let Err(e) = junit::write(path, &results)
    {
        eprintln!("ravel: can't write {}: {e}", path.display());
        return 1;
    }
    results.iter().map(FileResult::exit_code).max().unwrap_or(0)
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
