//! The helper of `%%rust` cells: evaluates Rust through `evcxr`, for a kernel at the other end of its standard input.
//!
//! The link carries lines of JSON, both ways. The kernel asks `{"run": CODE}`, one at a time, and may say
//! `{"interrupt": true}` meanwhile. The helper answers `{"ready": true}` once or `{"failed": TEXT}`, then for each run any
//! number of `{"stdout": TEXT}` and `{"stderr": TEXT}`, and at last one of
//! `{"done": {"compile": SECONDS, "run": SECONDS, "text": TEXT}}`, `{"error": {"kind": "compile", "text": TEXT}}` (also
//! `"panic"`, and `"crash"`: the variables are lost).

use evcxr::{CommandContext, CompilationError, Error, EvalContextOutputs, EvalOutputs};
use serde_json::{Value as Json, json};
use std::io::{self, BufRead, BufReader, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::process::{Child, ExitCode};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often the output of running code is handed on.
const GLANCE: Duration = Duration::from_millis(10);
/// How long the last errors of running code may be on their way.
const GRACE: Duration = Duration::from_millis(30);

/// What a panic prints first.
const PANICKED: &str = "panicked at";

fn main() -> ExitCode {
    evcxr::runtime_hook();
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("ravel-rust: {e}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> io::Result<()> {
    let link = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    let requests = BufReader::new(link.try_clone()?);
    let (mut context, outputs) = match context() {
        Ok(made) => made,
        Err(e) => return writeln!(&link, "{}", json!({ "failed": e.to_string() })),
    };
    let answers = Answers { link: Arc::new(Mutex::new(link)), outputs: Arc::new(outputs), panicked: Arc::default() };
    answers.send(&json!({ "ready": true }))?;
    let (sender, codes) = mpsc::channel();
    let process = context.process_handle();
    std::thread::spawn(move || listen(requests, &sender, &process));
    let forward = answers.clone();
    std::thread::spawn(move || {
        while forward.pass_on().is_ok() {
            std::thread::sleep(GLANCE);
        }
    });
    run_all(&mut context, &answers, &codes)
}

fn context() -> Result<(CommandContext, EvalContextOutputs), Error> {
    let (mut context, outputs) = CommandContext::new()?;
    context.set_opt_level("3")?;
    Ok((context, outputs))
}

/// Takes requests until the kernel hangs up. An interrupt ends the process that runs the code.
fn listen(requests: impl BufRead, codes: &Sender<String>, process: &Mutex<Child>) {
    for line in requests.lines() {
        let Ok(line) = line else { break };
        let request: Json = serde_json::from_str(&line).unwrap_or_default();
        if let Some(code) = request["run"].as_str() {
            let _ = codes.send(code.to_string());
        } else if request["interrupt"] == true {
            let _ = process.lock().unwrap_or_else(PoisonError::into_inner).kill();
        }
    }
    // Nobody is there any more: the code has no one to run for.
    let _ = process.lock().unwrap_or_else(PoisonError::into_inner).kill();
    std::process::exit(0);
}

fn run_all(context: &mut CommandContext, answers: &Answers, codes: &Receiver<String>) -> io::Result<()> {
    for code in codes {
        answers.panicked.store(false, Ordering::Relaxed);
        let found = context.execute(&code);
        std::thread::sleep(GRACE);
        answers.pass_on()?;
        answers.send(&match found {
            Ok(_) if answers.panicked.load(Ordering::Relaxed) => error("panic", "the Rust code panicked"),
            Ok(outputs) => done(&outputs),
            Err(Error::CompilationErrors(errors)) => error("compile", &all_words(&errors, &code)),
            Err(Error::SubprocessTerminated(text)) => error("crash", &text),
            Err(other) => error("compile", &other.to_string()),
        })?;
    }
    Ok(())
}

fn error(kind: &str, text: &str) -> Json {
    json!({ "error": { "kind": kind, "text": text } })
}

fn done(outputs: &EvalOutputs) -> Json {
    let seconds = |run: bool| {
        let phases = outputs.phases.iter().filter(|p| (p.name == "Execution") == run);
        phases.map(|p| p.duration.as_secs_f64()).sum::<f64>()
    };
    json!({ "done": { "compile": seconds(false), "run": seconds(true), "text": outputs.get("text/plain") } })
}

/// The way back to the kernel, and what is to go there.
#[derive(Clone)]
struct Answers {
    link: Arc<Mutex<UnixStream>>,
    outputs: Arc<EvalContextOutputs>,
    panicked: Arc<AtomicBool>,
}

impl Answers {
    fn send(&self, answer: &Json) -> io::Result<()> {
        let mut link = self.link.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(link, "{answer}")
    }

    /// Hands on what the code has printed. Taken and sent under one lock: what comes after it is sent after it.
    fn pass_on(&self) -> io::Result<()> {
        let mut link = self.link.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, lines) in [("stdout", &self.outputs.stdout), ("stderr", &self.outputs.stderr)] {
            for line in lines.try_iter() {
                if name == "stderr" && line.contains(PANICKED) {
                    self.panicked.store(true, Ordering::Relaxed);
                }
                writeln!(link, "{}", json!({ name: format!("{line}\n") }))?;
            }
        }
        Ok(())
    }
}

/// Errors as the compiler words them, at the lines of the cell.
fn all_words(errors: &[CompilationError], code: &str) -> String {
    errors.iter().map(|e| words(e, code)).collect::<Vec<_>>().join("\n")
}

fn words(error: &CompilationError, code: &str) -> String {
    let number = error.code().map_or(String::new(), |c| format!("[{c}]"));
    let mut text = format!("{}{number}: {}\n", error.level(), error.message());
    let lines: Vec<&str> = code.lines().collect();
    for spanned in error.spanned_messages() {
        let Some(span) = spanned.span else { continue };
        if spanned.is_primary {
            text += &format!(" --> cell:{}:{}\n", span.start_line, span.start_column);
        }
        let Some(line) = lines.get(span.start_line - 1).filter(|_| span.start_line > 1) else { continue };
        let end = if span.end_line == span.start_line { span.end_column } else { line.chars().count() + 1 };
        let mark = if spanned.is_primary { "^" } else { "-" };
        let marks = mark.repeat(end.saturating_sub(span.start_column).max(1));
        let margin = " ".repeat(span.start_line.to_string().len());
        let before = " ".repeat(span.start_column - 1);
        let marked = format!("{before}{marks} {}", spanned.label);
        text += &format!("{} | {line}\n{margin} | {}\n", span.start_line, marked.trim_end());
    }
    for help in error.help() {
        text += &format!("help: {}\n", help.replace('\n', "\n      "));
    }
    if let Some(hint) = error.evcxr_extra_hint() {
        text += &format!("note: {hint}\n");
    }
    text
}
