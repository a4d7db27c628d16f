//! `ravel`: a prompt in the terminal, with history, completion and multi-line editing by rustyline.

use super::signals;
use super::terminal::Terminal;
use crate::engine::interrupt;
use crate::session::event::HistoryQuery;
use crate::session::history::History;
use crate::session::{ErrorReport, Event, ExecuteOptions, NoInput, Session, Sink, Stream};
use crate::syntax::{self, Completeness};
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Cmd, CompletionType, ConditionalEventHandler, Config, Context, Editor, Event as KeyPress, EventContext,
    EventHandler, Helper, KeyCode, KeyEvent, Modifiers, RepeatCount,
};
use std::cell::RefCell;
use std::io::{IsTerminal, Read};
use std::rc::Rc;

/// Entries that the arrow keys reach.
const HISTORY: usize = 10_000;
const DIM: &str = "\x1b[36m";
const RESET: &str = "\x1b[0m";
/// To the beginning of the line, and that line empty: what a progress bar prints over.
const CLEAR_LINE: &str = "\r\x1b[2K";

/// The terminal as a sink.
struct Screen {
    terminal: Terminal,
    colours: bool,
    /// What `%load` or `%recall` puts at the next prompt.
    next: String,
}

impl Screen {
    fn line(&mut self, text: &str) {
        self.terminal.print(&format!("{}\n", text.trim_end_matches('\n')));
    }

    fn dim(&mut self, text: &str) {
        if self.colours { self.line(&format!("{DIM}{}{RESET}", text.trim_end_matches('\n'))) } else { self.line(text) }
    }
}

impl Sink for Screen {
    fn event(&mut self, event: Event) {
        let plain = |data: &crate::session::MimeBundle| {
            data.get("text/plain").and_then(|t| t.as_str()).unwrap_or_default().to_string()
        };
        match event {
            Event::Stream { stream: Stream::Stdout, text } => self.terminal.print(&text),
            Event::Stream { stream: Stream::Stderr, text } => self.terminal.warn(&text),
            Event::Display { data, .. } => self.dim(&plain(&data)),
            Event::Result { count, data } => {
                let text = plain(&data);
                let gap = if text.contains('\n') { "\n" } else { " " };
                self.line(&format!("Out[{count}]:{gap}{text}"));
            }
            Event::Page { data } => self.line(&plain(&data)),
            // It ends the prompt.
            Event::Error(e) if e.ename == "SystemExit" => {}
            Event::Error(e) => {
                let text = e.traceback.join("\n");
                let text = if self.colours { text } else { without_colours(&text) };
                self.terminal.warn(&format!("{text}\n"));
            }
            Event::NextInput { text, .. } => self.next = text,
            Event::ClearOutput { .. } if self.colours => self.terminal.print(CLEAR_LINE),
            Event::ClearOutput { .. } => {}
        }
    }

    fn input(&mut self, prompt: &str, password: bool) -> Result<String, NoInput> {
        self.terminal.ask(prompt, password)
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

/// Enter within a program that is not complete begins the next line, indented as Python wants it.
struct Enter;

impl ConditionalEventHandler for Enter {
    fn handle(&self, _: &KeyPress, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let at_end = context.line()[context.pos()..].trim().is_empty();
        match syntax::is_complete(context.line()) {
            Completeness::Incomplete(indent) if at_end => Some(Cmd::Insert(1, format!("\n{indent}"))),
            _ => None,
        }
    }
}

/// Tab before the first word of a line indents.
struct Tab;

impl ConditionalEventHandler for Tab {
    fn handle(&self, _: &KeyPress, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let before = &context.line()[..context.pos()];
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.trim().is_empty().then(|| Cmd::Insert(1, "    ".into()))
    }
}

/// Runs the prompt until the end of input, or a pipe as one cell; the exit code.
///
/// # Errors
/// Where the terminal can't be used.
pub fn run() -> Result<u8, String> {
    let colours = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let screen = Rc::new(RefCell::new(Screen { terminal: Terminal::new(), colours, next: String::new() }));
    let session = Rc::new(RefCell::new(Session::new(screen.clone())));
    let code = if std::io::stdin().is_terminal() { interactive(&session, &screen) } else { piped(&session) };
    let next = std::mem::take(&mut screen.borrow_mut().next);
    if !next.is_empty() {
        screen.borrow_mut().line(&next);
    }
    if let Some(history) = &*session.borrow().state.history.borrow() {
        history.close();
    }
    screen.borrow_mut().terminal.flush();
    code
}

fn interactive(session: &Rc<RefCell<Session>>, screen: &Rc<RefCell<Screen>>) -> Result<u8, String> {
    *session.borrow().state.history.borrow_mut() = Some(History::of_user());
    println!("{}", super::jupyter::banner());
    let mut editor = editor(session).map_err(|e| e.to_string())?;
    // After the editor, which takes the signal for itself.
    signals::interrupt_cells()?;
    loop {
        let count = session.borrow().next_count(&ExecuteOptions::default());
        let next = std::mem::take(&mut screen.borrow_mut().next);
        match editor.readline_with_initial(&format!("In [{count}]: "), (&next, "")) {
            Ok(code) if code.trim().is_empty() => {}
            Ok(code) if matches!(code.trim(), "exit" | "quit") => return Ok(0),
            Ok(code) => {
                let _ = editor.add_history_entry(code.trim_end());
                interrupt::clear();
                let outcome = session.borrow_mut().execute(&code, &ExecuteOptions::default());
                if let Some(code) = outcome.error.and_then(exit_code) {
                    return Ok(code);
                }
            }
            Err(ReadlineError::Interrupted) => println!("KeyboardInterrupt"),
            Err(ReadlineError::Eof) => return Ok(0),
            Err(e) => return Err(e.to_string()),
        }
    }
}

fn editor(session: &Rc<RefCell<Session>>) -> rustyline::Result<Editor<Assistant, DefaultHistory>> {
    let config = Config::builder().completion_type(CompletionType::List).max_history_size(HISTORY)?.build();
    let mut editor: Editor<Assistant, DefaultHistory> = Editor::with_config(config)?;
    editor.set_helper(Some(Assistant { session: session.clone() }));
    editor.bind_sequence(KeyEvent(KeyCode::Enter, Modifiers::NONE), EventHandler::Conditional(Box::new(Enter)));
    editor.bind_sequence(KeyEvent(KeyCode::Tab, Modifiers::NONE), EventHandler::Conditional(Box::new(Tab)));
    if let Some(history) = &*session.borrow().state.history.borrow() {
        for entry in history.query(&HistoryQuery::Tail { n: HISTORY }) {
            let _ = editor.add_history_entry(&entry.input);
        }
    }
    Ok(editor)
}

/// The code with which `exit(…)` ends the program; `None` for any other exception.
fn exit_code(e: ErrorReport) -> Option<u8> {
    if e.ename != "SystemExit" {
        return None;
    }
    Some(match e.evalue.as_str() {
        "" | "None" => 0,
        text => text.parse::<i64>().map_or_else(
            |_| {
                eprintln!("{text}");
                1
            },
            |n| n as u8,
        ),
    })
}

fn piped(session: &Rc<RefCell<Session>>) -> Result<u8, String> {
    signals::interrupt_cells()?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| e.to_string())?;
    let outcome = session.borrow_mut().execute(&text, &ExecuteOptions::default());
    Ok(outcome.error.map_or(0, |e| exit_code(e).unwrap_or(1)))
}
