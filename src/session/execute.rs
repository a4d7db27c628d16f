//! The session: runs cells.

use super::event::{
    Completions, ErrorReport, Event, ExecuteOptions, HistoryEntry, HistoryQuery, MimeBundle, Outcome, Stream,
};
use super::explore::{self, Entry, Place};
use super::results::{self, UNDERS};
use super::shell::{Console, SharedSink, State};
use super::snapshot::Snapshot;
use super::{automagic, complete, display, fault, inspect, plain_traceback, traceback};
use crate::engine::interrupt;
use crate::engine::mem::{arena, watch};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::remains;
use crate::lang::trace::Trace;
use crate::lang::{Interp, Value, eval};
use crate::report;
use crate::syntax::{self, Source, SyntaxError};
use std::rc::Rc;

/// The last sources.
const INPUTS: [&str; 3] = ["_i", "_ii", "_iii"];

/// One user's session: variables, history, settings. Stays on its thread.
pub struct Session {
    /// The interpreter.
    pub interp: Interp,
    /// What the session keeps beside the variables.
    pub state: Rc<State>,
}

/// How an exception ended a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptEnd {
    /// The exit code.
    pub code: u8,
    /// What belongs on standard error; may be empty.
    pub text: String,
}

impl ScriptEnd {
    fn of(interp: &mut Interp, raise: &Raise) -> ScriptEnd {
        // A shell's code for a program that SIGINT ended.
        const INTERRUPTED: u8 = 130;
        if raise.is(&exc::SYSTEM_EXIT) {
            return match raise.0.args.first() {
                None | Some(Value::None) => ScriptEnd { code: 0, text: String::new() },
                // The system keeps the low byte.
                Some(Value::Int(n)) => ScriptEnd { code: *n as u8, text: String::new() },
                Some(Value::Bool(b)) => ScriptEnd { code: u8::from(*b), text: String::new() },
                Some(other) => ScriptEnd { code: 1, text: interp.str(other).unwrap_or_default() },
            };
        }
        let code = if raise.is(&exc::KEYBOARD_INTERRUPT) { INTERRUPTED } else { 1 };
        ScriptEnd { code, text: plain_traceback::of(interp, raise) }
    }
}

impl Session {
    /// A new session whose events go to `sink`.
    pub fn new(sink: SharedSink) -> Session {
        let state = State::new(sink);
        let mut interp = Interp::new(Box::new(Console(state.clone())));
        interp.shell = Some(state.clone());
        let mut session = Session { interp, state };
        session.bind_history();
        session
    }

    /// Runs a cell. Whatever it does, the session lives on: an exception, an interrupt or a fault of Ravel's own ends
    /// the cell and keeps the variables. An interrupt that is already asked for ends it at once: whoever runs cells forgets
    /// with [`interrupt::clear`] what was asked for before it took this one up.
    pub fn execute(&mut self, code: &str, options: &ExecuteOptions) -> Outcome {
        let _watched = watch::begin();
        let aside = self.state.turns.get() > 0;
        if !aside {
            remains::tidy();
            interrupt::clear_memory();
            self.state.end_captures();
        }
        let count = self.next_count(options);
        self.state.count.set(count);
        if options.store_history && !options.silent {
            self.state.issued.set(count);
            self.remember_input(code);
        }
        self.state.allow_stdin.set(options.allow_stdin);
        let name = if options.silent { "<silent>".to_string() } else { format!("Cell In[{count}]") };
        let text = automagic::rewritten(&self.state, &mut self.interp, code);
        let source = Rc::new(Source { name, text });
        // The trace is that of the cell in whose midst this one runs.
        let unseen = options.silent || aside;
        if !aside {
            self.begin_trace(&source, options.silent);
        }
        let ran = self.guarded(|session| session.run(&source, options.silent));
        let error = ran.err().map(|raise| {
            let report = self.guarded(|s| Ok(traceback::report(&mut s.interp, &raise, s.state.exceptions.get())));
            let report = report.unwrap_or_else(|_| traceback::bare(&raise));
            if !options.silent {
                self.state.emit(match raise.is(&exc::USAGE_ERROR) {
                    // A magic that was typed wrongly: one line, as IPython, and no traceback.
                    true => Event::Stream { stream: Stream::Stderr, text: format!("UsageError: {}\n", report.evalue) },
                    false => Event::Error(report.clone()),
                });
            }
            if !options.silent && !raise.is(&exc::USAGE_ERROR) {
                *self.state.failed.borrow_mut() = Some(raise);
            }
            report
        });
        let shown = self.guarded(|session| {
            session.show_report(&source, unseen);
            Ok(())
        });
        if let Err(fault) = shown {
            let text = format!("{}\n", traceback::bare(&fault).evalue);
            self.state.emit(Event::Stream { stream: Stream::Stderr, text });
        }
        let user_expressions = match error {
            None => options.user_expressions.iter().map(|(k, e)| (k.clone(), self.user_expression(e))).collect(),
            Some(_) => Vec::new(),
        };
        Outcome { count, error, user_expressions }
    }

    /// Runs a script as CPython would: no results are shown and no memory is reported.
    ///
    /// # Errors
    /// How it ended, if not by reaching its last line.
    pub fn run_script(&mut self, name: &str, text: &str) -> std::result::Result<(), ScriptEnd> {
        let _watched = watch::begin();
        self.interp.shell = None;
        self.interp.globals.retain(|name, _| !matches!(&**name, "In" | "Out") && !name.starts_with('_'));
        let source = Rc::new(Source { name: name.to_string(), text: text.to_string() });
        let ran = self.guarded(|session| session.run(&source, true));
        ran.map_err(|raise| ScriptEnd::of(&mut self.interp, &raise))
    }

    /// The number that a cell run with these options will have.
    pub fn next_count(&self, options: &ExecuteOptions) -> u64 {
        let issued = self.state.issued.get();
        if options.store_history && !options.silent { issued + 1 } else { issued.max(1) }
    }

    /// What completion and inspection may answer while the next cell runs.
    /// None where it was interrupted.
    pub fn snapshot(&mut self) -> Option<Snapshot> {
        self.beside(|i| Ok(Snapshot::take(i))).ok()
    }

    /// What may stand at `cursor`, in code points.
    pub fn complete(&mut self, code: &str, cursor: usize) -> Completions {
        self.beside(|i| Ok(complete::complete(i, code, cursor))).unwrap_or_default()
    }

    /// What is known of the object at `cursor` (in code points); level 1 adds the source of a function.
    pub fn inspect(&mut self, code: &str, cursor: usize, level: u8) -> Option<MimeBundle> {
        self.beside(|i| inspect::at(i, code, cursor, level + 1)).ok().flatten()
    }

    /// Entries of the history.
    pub fn history(&self, query: &HistoryQuery) -> Vec<HistoryEntry> {
        self.state.history.borrow().as_ref().map_or_else(Vec::new, |h| h.query(query))
    }

    /// The variables, for an explorer.
    pub fn variables(&mut self) -> Vec<Entry> {
        self.beside(|i| Ok(explore::all(i))).unwrap_or_default()
    }

    /// The parts of the value at a place.
    pub fn parts(&mut self, place: &Place) -> Vec<Entry> {
        self.beside(|i| Ok(explore::parts(i, place))).unwrap_or_default()
    }

    /// All formats of a variable.
    pub fn rich(&mut self, name: &str) -> Option<MimeBundle> {
        self.beside(|i| Ok(explore::rich(i, name))).ok().flatten()
    }

    fn begin_trace(&mut self, source: &Rc<Source>, silent: bool) {
        let layout = self.state.layout.get();
        self.interp.trace = Trace::default();
        self.interp.trace.timed = layout.time;
        if !silent && layout.mode != report::Mode::Off {
            // The cell's own statements run one level below the session.
            let depth = self.interp.depth + 1;
            self.interp.trace.begin(source, depth);
        }
    }

    /// Answers what is asked beside the program; the addresses of its arrays are not moved by it.
    fn beside<T>(&mut self, f: impl FnOnce(&mut Interp) -> Result<T>) -> Result<T> {
        let before = arena::set_aside(true);
        let answer = self.guarded(|session| f(&mut session.interp));
        arena::set_aside(before);
        answer
    }

    /// Runs `f`; a panic in it becomes an exception of the program.
    fn guarded<T>(&mut self, f: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
        let depth = self.interp.depth;
        // What was left in the midst of an operation that no builtin stands around.
        let stoppable = || interrupt::stoppable(|| f(self)).unwrap_or_else(|stopped| Err(stopped.into()));
        let result = fault::guard(stoppable);
        if result.is_err() {
            self.interp.depth = depth;
        }
        if result.as_ref().is_err_and(|r| r.is(&exc::SYSTEM_ERROR)) {
            self.interp.handling.clear();
        }
        result
    }

    fn run(&mut self, source: &Rc<Source>, silent: bool) -> Result<()> {
        let cell = self.interp.shell.is_some();
        let words = |e: SyntaxError| if cell { e.in_cell(&source.text) } else { e };
        let module = syntax::parse(&source.text).map_err(|e| traceback::syntax_error(&words(e), source))?;
        let value = eval::exec_module(&mut self.interp, source, &module)?;
        match value {
            Some(v) if !silent => results::show(&self.state, &mut self.interp, &v),
            _ => Ok(()),
        }
    }

    /// `In`, `Out` and the names with underscores, as IPython starts.
    fn bind_history(&mut self) {
        let globals = &mut self.interp.globals;
        let inputs = Value::list(vec![Value::str("")]);
        let outputs = Value::Dict(Rc::default());
        for (name, value) in [("In", &inputs), ("_ih", &inputs), ("Out", &outputs), ("_oh", &outputs)] {
            globals.insert(name.into(), value.clone());
        }
        for (name, value) in UNDERS.iter().zip(&*self.state.last.borrow()) {
            globals.insert((*name).into(), value.clone());
        }
        for name in INPUTS {
            globals.insert(name.into(), Value::str(""));
        }
    }

    fn remember_input(&mut self, code: &str) {
        let count = self.state.count.get();
        let code = code.trim_end_matches('\n');
        let globals = &mut self.interp.globals;
        if let Some(Value::List(inputs)) = globals.get("In") {
            inputs.0.borrow_mut().push(Value::str(code));
        }
        globals.insert(format!("_i{count}").into(), Value::str(code));
        let mut inputs = self.state.inputs.borrow_mut();
        for (name, earlier) in INPUTS.iter().zip(inputs.iter().rev()) {
            globals.insert((*name).into(), Value::str(earlier));
        }
        inputs.push(code.to_string());
        if let Some(history) = &*self.state.history.borrow() {
            history.add_input(count as i64, code);
        }
    }

    fn show_report(&mut self, source: &Source, silent: bool) {
        if self.interp.trace.on {
            self.interp.trace.finish();
        }
        let options = self.state.layout.get();
        if silent || options.mode == report::Mode::Off {
            return;
        }
        if let Some(r) = report::cell(&self.interp.trace, source, options) {
            self.state.emit(Event::Display { data: display::rendered(r), id: None, update: false });
        }
    }

    fn user_expression(&mut self, code: &str) -> std::result::Result<MimeBundle, ErrorReport> {
        let source = Rc::new(Source { name: "<user_expression>".into(), text: code.to_string() });
        let result = self.guarded(|session| {
            let module = syntax::parse(code).map_err(|e| traceback::syntax_error(&e, &source))?;
            let value = eval::exec_module(&mut session.interp, &source, &module)?.unwrap_or(Value::None);
            display::value(&mut session.interp, &value)
        });
        result.map_err(|raise| traceback::report(&mut self.interp, &raise, self.state.exceptions.get()))
    }
}
