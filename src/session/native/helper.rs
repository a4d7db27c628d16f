//! `ravel-rust`, the process that evaluates Rust: started at the first `%%rust` cell, and kept for its variables.

use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::session::event::Stream;
use crate::session::magics::environment;
use crate::session::magics::process::{Glance, Process};
use crate::session::shell::State;
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What every session of Rust begins with.
const PRELUDE: &str = include_str!("rust_prelude.txt");
/// How long an interrupted cell is waited for. What takes longer (the compiler) is waited for before the next cell.
const PATIENCE: Duration = Duration::from_secs(1);

/// The process.
pub struct Helper {
    process: Process,
    /// Whether the answer to an interrupted cell is still to come.
    owes: bool,
}

/// How a run went.
pub struct Done {
    /// Seconds that compiling took.
    pub compile: f64,
    /// Seconds that the code ran.
    pub run: f64,
    /// The last expression's value as Rust shows it.
    pub text: Option<String>,
}

/// Takes what the code prints.
pub type Output<'o> = &'o mut dyn FnMut(Stream, &str);

/// Runs `f` with the session's helper, which is started if there is none. Where it is lost it is forgotten.
///
/// # Errors
/// There is no helper, no Rust; what `f` returns.
pub fn with<T>(state: &State, f: impl FnOnce(&mut Helper) -> Result<T>) -> Result<T> {
    let helper = state.rust.take();
    let mut helper = match helper {
        Some(helper) => helper,
        None => Helper::start(state)?,
    };
    let found = f(&mut helper);
    if !helper.process.is_over() {
        state.rust.replace(Some(helper));
    }
    found
}

impl Helper {
    fn start(state: &State) -> Result<Helper> {
        let environment = environment::variables(state);
        let path = environment.get("PATH").map_or("", String::as_str);
        let Some(program) = find(environment.get("RAVEL_RUST").map(Path::new), path) else {
            return Err(missing(
                "%%rust needs the helper program ravel-rust, which is not there: build it with `make rust-cells`, or put it \
                 into the PATH",
            ));
        };
        if in_path("cargo", path).is_none() {
            return Err(missing(
                "%%rust needs a Rust toolchain, and there is no cargo in the PATH: install it from https://rustup.rs",
            ));
        }
        let program = program.to_string_lossy();
        // Rust cells get the same processor as those of C, unless the user says otherwise.
        let flags = environment.get("RUSTFLAGS").cloned().unwrap_or_else(|| "-Ctarget-cpu=native".into());
        let mut process = Process::start_linked(state, &["env", &format!("RUSTFLAGS={flags}"), &program])
            .map_err(|e| missing(&format!("%%rust can't start {program}: {e}")))?;
        let mut said = String::new();
        let reply = process.attend(&mut |_, text| said += text)?;
        let answer: Json = reply.and_then(|line| serde_json::from_str(&line).ok()).unwrap_or_default();
        if answer["ready"] != true {
            let why = answer["failed"].as_str().unwrap_or(&said);
            return Err(Raise::new(&exc::RUNTIME_ERROR, format!("%%rust can't compile: {}", why.trim())));
        }
        process.survive();
        let mut helper = Helper { process, owes: false };
        helper.run(PRELUDE, &mut |_, _| {})?;
        Ok(helper)
    }

    /// Runs code to its end.
    ///
    /// # Errors
    /// As [`Helper::glance`].
    pub fn run(&mut self, code: &str, output: Output<'_>) -> Result<Done> {
        self.begin(code)?;
        loop {
            if let Some(done) = self.glance(output)? {
                return Ok(done);
            }
        }
    }

    /// Begins to run code.
    ///
    /// # Errors
    /// An interrupt while an earlier cell is waited for.
    pub fn begin(&mut self, code: &str) -> Result<()> {
        while self.owes {
            self.settle(&mut |_, _| {})?;
        }
        // A process that is gone shows when it is attended to.
        let _ = self.process.send(&format!("{}\n", json!({ "run": code })));
        Ok(())
    }

    /// Waits for a moment; how the run went, if it is over.
    ///
    /// # Errors
    /// What the compiler found, a panic, a crash; an interrupt, which also ends the run.
    pub fn glance(&mut self, output: Output<'_>) -> Result<Option<Done>> {
        match self.settle(output) {
            Err(raise) if raise.is(&exc::KEYBOARD_INTERRUPT) => {
                self.owes = true;
                let _ = self.process.send(&format!("{}\n", json!({ "interrupt": true })));
                let start = Instant::now();
                while self.owes && start.elapsed() < PATIENCE {
                    // How it ended was the interrupt's doing.
                    if self.settle(&mut |_, _| {}).is_err() {
                        break;
                    }
                }
                Err(raise)
            }
            other => other,
        }
    }

    fn settle(&mut self, output: Output<'_>) -> Result<Option<Done>> {
        let line = match self.process.glance(output)? {
            Glance::Nothing => return Ok(None),
            Glance::Reply(line) => line,
            Glance::Closed => {
                self.owes = false;
                self.process.give_up();
                let text = "the helper of %%rust has ended: its variables are lost, the next cell starts it anew";
                return Err(Raise::new(&exc::RUNTIME_ERROR, text));
            }
        };
        let answer: Json = serde_json::from_str(&line).unwrap_or_default();
        for (name, stream) in [("stdout", Stream::Stdout), ("stderr", Stream::Stderr)] {
            if let Some(text) = answer[name].as_str() {
                output(stream, text);
                return Ok(None);
            }
        }
        let was_owed = std::mem::take(&mut self.owes);
        match (&answer["done"], &answer["error"]) {
            _ if was_owed => Ok(None),
            (Json::Object(done), _) => Ok(Some(Done {
                compile: done["compile"].as_f64().unwrap_or(0.0),
                run: done["run"].as_f64().unwrap_or(0.0),
                text: done["text"].as_str().map(String::from),
            })),
            (_, error) => Err(failed(error, output)),
        }
    }
}

/// What went wrong, as an exception of the cell.
fn failed(error: &Json, output: Output<'_>) -> Raise {
    let text = error["text"].as_str().unwrap_or_default();
    match error["kind"].as_str() {
        Some("compile") => {
            output(Stream::Stderr, &format!("{}\n", text.trim_end()));
            Raise::new(&exc::CALLED_PROCESS_ERROR, "the cell could not be compiled")
        }
        Some("panic") => Raise::new(&exc::RUNTIME_ERROR, "the Rust code panicked"),
        _ => {
            let how = text.lines().last().unwrap_or_default().replace("Subprocess terminated with status: ", "");
            let text = format!("the Rust code crashed ({how}): the variables of earlier %%rust cells are lost");
            Raise::new(&exc::CALLED_PROCESS_ERROR, text)
        }
    }
}

fn missing(text: &str) -> Raise {
    Raise::new(&exc::FILE_NOT_FOUND_ERROR, text)
}

/// The helper: where `RAVEL_RUST` says, or beside this program, or in the PATH.
fn find(named: Option<&Path>, path: &str) -> Option<PathBuf> {
    if let Some(named) = named {
        return Some(named.to_path_buf()).filter(|p| p.is_file());
    }
    let beside = std::env::current_exe().ok().and_then(|p| Some(p.parent()?.join("ravel-rust")));
    beside.filter(|p| p.is_file()).or_else(|| in_path("ravel-rust", path))
}

fn in_path(program: &str, path: &str) -> Option<PathBuf> {
    path.split(':').map(|folder| Path::new(folder).join(program)).find(|p| p.is_file())
}
