//! `ravel`: a prompt in the terminal, with history, completion and multi-line editing by rustyline.

use crate::session::history::History;
use crate::session::{Event, ExecuteOptions, NoInput, Session, Sink, Stream};
use crate::syntax::{self, Completeness};
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Editor, Helper};
use std::cell::RefCell;
use std::io::{BufRead, IsTerminal, Read, Write};
use std::rc::Rc;

const DIM: &str = "\x1b[36m";
const RESET: &str = "\x1b[0m";

/// The terminal as a sink.
struct Terminal {
    colours: bool,
}

impl Terminal {
    fn line(&self, text: &str) {
        let _ = writeln!(std::io::stdout(), "{}", text.trim_end_matches('\n'));
    }

    fn dim(&self, text: &str) {
        if self.colours { self.line(&format!("{DIM}{}{RESET}", text.trim_end_matches('\n'))) } else { self.line(text) }
    }
}

impl Sink for Terminal {
    fn event(&mut self, event: Event) {
        let plain = |data: &crate::session::MimeBundle| {
            data.get("text/plain").and_then(|t| t.as_str()).unwrap_or_default().to_string()
        };
        match event {
            Event::Stream { stream: Stream::Stdout, text } => {
                let _ = std::io::stdout().write_all(text.as_bytes());
                let _ = std::io::stdout().flush();
            }
            Event::Stream { stream: Stream::Stderr, text } => {
                let _ = std::io::stderr().write_all(text.as_bytes());
            }
            Event::Display { data, .. } => self.dim(&plain(&data)),
            Event::Result { count, data } => {
                let text = plain(&data);
                let gap = if text.contains('\n') { "\n" } else { " " };
                self.line(&format!("Out[{count}]:{gap}{text}"));
            }
            Event::Page { data } => self.line(&plain(&data)),
            Event::Error(e) => {
                let text = e.traceback.join("\n");
                self.line(&if self.colours { text } else { without_colours(&text) });
            }
            Event::NextInput { text, .. } => self.line(&text),
            Event::ClearOutput { .. } => {}
        }
    }

    fn input(&mut self, prompt: &str, _: bool) -> Result<String, NoInput> {
        let _ = write!(std::io::stdout(), "{prompt}");
        let _ = std::io::stdout().flush();
        let mut line = String::new();
        match std::io::stdin().lock().read_line(&mut line) {
            Ok(n) if n > 0 => Ok(line.trim_end_matches(['\n', '\r']).to_string()),
            _ => Err(NoInput::Eof),
        }
    }
}

/// Text without its ANSI colours.
fn without_colours(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\x1b[") {
        out += &rest[..at];
        rest = rest[at..].split_once('m').map_or("", |(_, tail)| tail);
    }
    out + rest
}

/// What the editor asks while a line is typed.
struct Assistant {
    session: Rc<RefCell<Session>>,
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let cursor = line[..pos].chars().count();
        let found = self.session.borrow_mut().complete(line, cursor);
        let start = line.char_indices().nth(found.start).map_or(line.len(), |(i, _)| i);
        let pair =
            |c: crate::session::Completion| Pair { display: format!("{}{}", c.text, c.signature), replacement: c.text };
        Ok((start, found.matches.into_iter().map(pair).collect()))
    }
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(match syntax::is_complete(context.input()) {
            Completeness::Incomplete(_) => ValidationResult::Incomplete,
            _ => ValidationResult::Valid(None),
        })
    }
}

impl Hinter for Assistant {
    type Hint = String;
}
impl Highlighter for Assistant {}
impl Helper for Assistant {}

/// Runs the prompt until the end of input; a pipe is run as one program after the other, cell by cell.
///
/// # Errors
/// Where the terminal can't be used.
pub fn run() -> Result<(), String> {
    let colours = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let session = Rc::new(RefCell::new(Session::new(Rc::new(RefCell::new(Terminal { colours })))));
    if !std::io::stdin().is_terminal() {
        return piped(&session);
    }
    *session.borrow().state.history.borrow_mut() = Some(History::of_user());
    println!("{}", super::jupyter::banner());
    let mut editor: Editor<Assistant, DefaultHistory> = Editor::new().map_err(|e| e.to_string())?;
    editor.set_helper(Some(Assistant { session: session.clone() }));
    if let Some(history) = &*session.borrow().state.history.borrow() {
        for entry in history.entries() {
            let _ = editor.add_history_entry(&entry.input);
        }
    }
    loop {
        let count = session.borrow().next_count(&ExecuteOptions::default());
        match editor.readline(&format!("In [{count}]: ")) {
            Ok(code) if code.trim().is_empty() => {}
            Ok(code) if matches!(code.trim(), "exit" | "quit" | "exit()" | "quit()") => return Ok(()),
            Ok(code) => {
                let _ = editor.add_history_entry(&code);
                session.borrow_mut().execute(&code, &ExecuteOptions::default());
            }
            Err(ReadlineError::Interrupted) => println!("KeyboardInterrupt"),
            Err(ReadlineError::Eof) => return Ok(()),
            Err(e) => return Err(e.to_string()),
        }
    }
}

fn piped(session: &Rc<RefCell<Session>>) -> Result<(), String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| e.to_string())?;
    let outcome = session.borrow_mut().execute(&text, &ExecuteOptions::default());
    match outcome.error {
        Some(e) => Err(format!("{}: {}", e.ename, e.evalue)),
        None => Ok(()),
    }
}
