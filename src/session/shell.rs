//! The session's own state, which magics read and change, and the program's way out to the front.

use super::event::{Event, NoInput, Sink, Stream};
use super::execute::Session;
use super::{display, fault, magics, results, traceback};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::{Host, Interp, Shell};
use crate::lang::value::Value;
use crate::report;
use crate::syntax::ast::Magic;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// Where events go; shared by the session and the program's streams.
pub type SharedSink = Rc<RefCell<dyn Sink>>;

/// What the session keeps beside the program's variables.
pub struct State {
    /// Where events go.
    pub sink: SharedSink,
    /// `%layout`.
    pub layout: Cell<report::Options>,
    /// The number of the cell that runs, or ran last.
    pub count: Cell<u64>,
    /// The highest number given so far.
    pub issued: Cell<u64>,
    /// Sources of the cells by number: `In[n]`. Index 0 is empty, as IPython's.
    pub inputs: RefCell<Vec<String>>,
    /// What `_`, `__` and `___` were last set to.
    pub last: RefCell<[Value; 3]>,
    /// Earlier sessions and this one, where a history is kept.
    pub history: RefCell<Option<super::history::History>>,
    /// Whether `input()` may ask now.
    pub allow_stdin: Cell<bool>,
    /// Called where a running cell has room for others' requests.
    pub visitor: RefCell<Option<Rc<Visitor>>>,
    /// How many turns others are having, one within the other.
    pub turns: Cell<usize>,
    /// Whether a magic may be called without its `%`.
    pub automagic: Cell<bool>,
    /// `%xmode`.
    pub exceptions: Cell<traceback::Mode>,
    /// The folders that `%cd` went through.
    pub folders: RefCell<Vec<std::path::PathBuf>>,
    /// The folders that `%pushd` has put aside, the last first.
    pub pushed: RefCell<Vec<String>>,
    /// Commands that `%alias` has named.
    pub aliases: RefCell<std::collections::BTreeMap<String, String>>,
    /// The exception that ended a cell last.
    pub failed: RefCell<Option<Raise>>,
    /// What `%env` has set.
    pub environment: RefCell<std::collections::BTreeMap<String, String>>,
    /// The process of `%%rust` cells, once there was one.
    pub rust: RefCell<Option<super::native::helper::Helper>>,
    /// What `%%capture` takes in, innermost last.
    taken: RefCell<Vec<Taken>>,
    me: Weak<State>,
}

/// The outputs that a capture took in, and which kinds it lets through.
#[derive(Default)]
pub struct Taken {
    /// In order.
    pub events: Vec<Event>,
    /// Standard output, standard error, rich outputs: whether each passes.
    pub passes: [bool; 3],
}

impl Taken {
    fn wants(&self, event: &Event) -> bool {
        let [out, err, rich] = self.passes;
        match event {
            Event::Stream { stream: Stream::Stdout, .. } => !out,
            Event::Stream { stream: Stream::Stderr, .. } => !err,
            Event::Display { .. } | Event::Result { .. } | Event::ClearOutput { .. } => !rich,
            _ => false,
        }
    }
}

/// Serves others' requests in the midst of a cell.
pub type Visitor = dyn Fn(&mut Session);

impl State {
    /// A new state.
    pub fn new(sink: SharedSink) -> Rc<State> {
        Rc::new_cyclic(|me| State {
            sink,
            layout: Cell::default(),
            count: Cell::new(0),
            issued: Cell::new(0),
            inputs: RefCell::new(vec![String::new()]),
            last: RefCell::new([Value::str(""), Value::str(""), Value::str("")]),
            history: RefCell::new(None),
            allow_stdin: Cell::new(true),
            visitor: RefCell::default(),
            turns: Cell::new(0),
            automagic: Cell::new(true),
            exceptions: Cell::default(),
            folders: RefCell::new(std::env::current_dir().into_iter().collect()),
            pushed: RefCell::default(),
            aliases: RefCell::default(),
            failed: RefCell::default(),
            environment: RefCell::default(),
            rust: RefCell::default(),
            taken: RefCell::default(),
            me: me.clone(),
        })
    }

    /// Sends an event, to the innermost capture that wants it or to the front.
    pub fn emit(&self, event: Event) {
        match self.taken.borrow_mut().iter_mut().rev().find(|t| t.wants(&event)) {
            Some(taken) => taken.events.push(event),
            None => self.sink.borrow_mut().event(event),
        }
    }

    /// Ends the captures that a fault left.
    pub fn end_captures(&self) {
        self.taken.borrow_mut().clear();
    }

    /// Whether rich outputs are taken in now.
    pub fn captures(&self) -> bool {
        self.taken.borrow().iter().any(|t| !t.passes[2])
    }

    /// Takes in the outputs of `run`, but for the kinds (stdout, stderr, rich) that pass.
    pub fn capture<T>(&self, passes: [bool; 3], run: impl FnOnce() -> T) -> (T, Vec<Event>) {
        self.taken.borrow_mut().push(Taken { passes, ..Taken::default() });
        let ran = run();
        (ran, self.taken.borrow_mut().pop().map(|t| t.events).unwrap_or_default())
    }

    /// Sends text for standard output.
    pub fn print(&self, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.emit(Event::Stream { stream: Stream::Stdout, text });
        }
    }
}

impl Shell for State {
    fn magic(&self, interp: &mut Interp, magic: &Magic) -> Result<Value> {
        magics::run(self, interp, magic)
    }

    fn command(&self, interp: &mut Interp, command: &str) -> Result<Value> {
        magics::commands::shell(self, interp, command)
    }

    fn result(&self, interp: &mut Interp, value: &Value) -> Result<()> {
        results::show(self, interp, value)
    }

    fn help(&self, interp: &mut Interp, target: &str, level: u8) -> Result<()> {
        magics::help::tell(self, interp, target, level).map(drop)
    }

    /// Lends the interpreter to the visitor, as a session of its own.
    fn turn(&self, interp: &mut Interp) {
        let (Some(visitor), Some(state)) = (self.visitor.borrow().clone(), self.me.upgrade()) else { return };
        let (count, allow_stdin) = (self.count.get(), self.allow_stdin.get());
        self.turns.set(self.turns.get() + 1);
        let stand_in = Interp::new(Box::new(Console(state.clone())));
        let mut session = Session { interp: std::mem::replace(interp, stand_in), state };
        // Whatever happens, the cell gets its interpreter back; what failed, the visitor's own guards have told.
        let _ = fault::guard(|| {
            visitor(&mut session);
            Ok(())
        });
        *interp = session.interp;
        self.turns.set(self.turns.get() - 1);
        self.count.set(count);
        self.allow_stdin.set(allow_stdin);
    }
}

/// The program's streams and inputs, as events.
pub struct Console(pub Rc<State>);

impl Host for Console {
    fn stdout(&mut self, text: &str) {
        self.0.print(text);
    }

    fn stderr(&mut self, text: &str) {
        if !text.is_empty() {
            self.0.emit(Event::Stream { stream: Stream::Stderr, text: text.into() });
        }
    }

    fn flush(&mut self) {
        self.0.sink.borrow_mut().flush();
    }

    fn input(&mut self, prompt: &str, password: bool) -> Result<String> {
        let unsupported = "raw_input was called, but this frontend does not support input requests.";
        if !self.0.allow_stdin.get() {
            return Err(Raise::new(&exc::RUNTIME_ERROR, unsupported));
        }
        let answer = self.0.sink.borrow_mut().input(prompt, password);
        answer.map_err(|why| match why {
            NoInput::Unsupported => Raise::new(&exc::RUNTIME_ERROR, unsupported),
            NoInput::Eof => Raise::new(&exc::EOF_ERROR, "EOF when reading a line"),
            NoInput::Interrupted => Raise::with_args(&exc::KEYBOARD_INTERRUPT, vec![Value::str("Interrupted by user")]),
        })
    }

    fn display(&mut self, mime: Vec<(String, String)>, id: Option<String>, update: bool) {
        self.0.emit(Event::Display { data: display::bundle(mime), id, update });
    }

    fn clear_output(&mut self, wait: bool) {
        self.0.emit(Event::ClearOutput { wait });
    }
}
