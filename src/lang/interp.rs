//! The interpreter: globals, the host it speaks to, settings, and the operations on values that builtins use.

use super::dict::Key;
use super::error::{Raise, Result};
use super::registry::Type;
use super::trace::Trace;
use super::value::Value;
use super::{ops, protocol};
use crate::engine::interrupt;
use crate::engine::mem::arena;
use crate::engine::repr::PrintOptions;
use crate::syntax::ast::{BinOp, CmpOp, Magic, UnaryOp};
use crate::syntax::{Source, Span};
use indexmap::IndexMap;
use num_bigint::BigInt;
use std::rc::Rc;

/// The world outside, as the program sees it. A session implements it.
pub trait Host {
    /// Text for standard output.
    fn stdout(&mut self, text: &str);

    /// Text for standard error.
    fn stderr(&mut self, text: &str);

    /// Hands on what was gathered of standard output.
    fn flush(&mut self) {}

    /// Asks the user for a line, without its newline.
    ///
    /// # Errors
    /// `EOFError` where nobody can answer, `KeyboardInterrupt`.
    fn input(&mut self, prompt: &str, password: bool) -> Result<String>;

    /// A rich output: (mime type, content) pairs, and an id if it may be updated later.
    fn display(&mut self, mime: Vec<(String, String)>, id: Option<String>, update: bool);

    /// Clears the cell's output.
    fn clear_output(&mut self, wait: bool);
}

/// What IPython's habits need beyond the language. A session implements it; it keeps its own state behind `&self`, since
/// a magic runs program code that may come back to it.
pub trait Shell {
    /// Runs a line or cell magic.
    ///
    /// # Errors
    /// `UsageError` for an unknown one; what it raises.
    fn magic(&self, interp: &mut Interp, magic: &Magic) -> Result<Value>;

    /// Runs `!command`.
    ///
    /// # Errors
    /// An interrupt.
    fn command(&self, interp: &mut Interp, command: &str) -> Result<Value>;

    /// Shows the value of an expression statement that is not the cell's last, where [`Interactivity`] asks for it.
    ///
    /// # Errors
    /// What a `repr` of the program raises.
    fn result(&self, interp: &mut Interp, value: &Value) -> Result<()>;

    /// Answers `target?` or `target??`.
    ///
    /// # Errors
    /// What evaluating the target raises.
    fn help(&self, interp: &mut Interp, target: &str, level: u8) -> Result<()>;

    /// Lets whoever waits have a turn between two steps of the running program (see [`Interp::breathe`]).
    fn turn(&self, interp: &mut Interp);
}

/// Which statements of a cell show their values: IPython's `ast_node_interactivity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Interactivity {
    /// Every expression statement at the cell's own level.
    All,
    /// The last statement, if it is an expression.
    #[default]
    LastExpr,
    /// The last statement, also if it assigns to one name.
    LastExprOrAssign,
    /// None.
    Nothing,
}

impl Interactivity {
    /// The words for it.
    pub const NAMES: &str = "'all', 'last', 'last_expr', 'none', 'last_expr_or_assign'";

    /// The setting of this name.
    pub fn parse(name: &str) -> Option<Interactivity> {
        Some(match name {
            "all" => Interactivity::All,
            "last" | "last_expr" => Interactivity::LastExpr,
            "last_expr_or_assign" => Interactivity::LastExprOrAssign,
            "none" => Interactivity::Nothing,
            _ => return None,
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Interactivity::All => "all",
            Interactivity::LastExpr => "last_expr",
            Interactivity::LastExprOrAssign => "last_expr_or_assign",
            Interactivity::Nothing => "none",
        }
    }
}

/// `np.errstate`: what to do about each floating-point exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnFloatError {
    /// Nothing.
    Ignore,
    /// A `RuntimeWarning`.
    Warn,
    /// A `FloatingPointError`.
    Raise,
    /// A call of the handler set by `np.seterrcall`.
    Call,
    /// A line on standard output.
    Print,
    /// A line in the log object.
    Log,
}

/// The four settings of `np.errstate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrState {
    /// Division by zero.
    pub divide: OnFloatError,
    /// Overflow.
    pub over: OnFloatError,
    /// Underflow.
    pub under: OnFloatError,
    /// Invalid operation.
    pub invalid: OnFloatError,
}

impl Default for ErrState {
    fn default() -> ErrState {
        use OnFloatError::{Ignore, Warn};
        ErrState { divide: Warn, over: Warn, under: Ignore, invalid: Warn }
    }
}

/// The interpreter of one session.
pub struct Interp {
    /// The session's variables.
    pub globals: IndexMap<Rc<str>, Value>,
    /// The world outside.
    pub host: Box<dyn Host>,
    /// Magics and help; `None` where a plain script runs.
    pub shell: Option<Rc<dyn Shell>>,
    /// Which statements of a cell show their values.
    pub interactivity: Interactivity,
    /// Whether the cell that runs shows every expression statement.
    pub shows_all: bool,
    /// What each expression did to memory.
    pub trace: Trace,
    /// `np.set_printoptions`.
    pub print_options: PrintOptions,
    /// `np.seterr`.
    pub errstate: ErrState,
    /// The text that is running, for tracebacks and warnings.
    pub source: Rc<Source>,
    /// The statement that is running, for warnings.
    pub statement: Span,
    /// Calls deep.
    pub depth: usize,
    /// The exception being handled, innermost last (for a bare `raise` and `__context__`).
    pub handling: Vec<Raise>,
    /// Warnings already shown: (category, text, line), as the default filter shows each once.
    pub warned: std::collections::HashSet<(String, String, usize, String)>,
    /// State that library modules keep, by the module's own key (`np.random`'s global generator …).
    pub state: std::collections::HashMap<&'static str, Box<dyn std::any::Any>>,
    /// The most that calls may nest (`sys.getrecursionlimit()`).
    pub recursion_limit: usize,
    /// The most decimal digits of an int that are read or written, 0 for any (`sys.get_int_max_str_digits()`).
    pub int_digits: usize,
    /// What places of the program found; see `eval::sites`.
    pub(super) sites: super::eval::sites::Sites,
    /// Where globals stood when they were last looked up; see `eval::name`.
    pub(super) hints: Box<[u32; super::eval::HINTS]>,
    /// Whether nothing is compiled: the tree walker does it all, to compare with.
    pub walks: bool,
    /// The containers whose repr is being made, by address.
    pub(in crate::lang) reprs: Vec<usize>,
}

impl Interp {
    /// An interpreter with no variables. Its thread needs 512 MB of reserved stack (see [`super::eval`]).
    pub fn new(host: Box<dyn Host>) -> Interp {
        super::objects::install();
        Interp {
            globals: IndexMap::new(),
            host,
            shell: None,
            interactivity: Interactivity::default(),
            shows_all: false,
            trace: Trace::default(),
            print_options: PrintOptions::default(),
            errstate: ErrState::default(),
            source: Rc::new(Source { name: String::new(), text: String::new() }),
            statement: Span::default(),
            depth: 0,
            handling: Vec::new(),
            warned: Default::default(),
            state: Default::default(),
            recursion_limit: 1000,
            int_digits: 4300,
            sites: Default::default(),
            hints: Box::new([0; super::eval::HINTS]),
            walks: false,
            reprs: Vec::new(),
        }
    }
}

/// Between two steps of the program.
impl Interp {
    /// Stands where the program's own code could run next: once for each statement of a cell, for each round of a loop, for
    /// each call, for each nap of `time.sleep`. Here a wanted stop ends it, and others may have a turn: code of theirs finds
    /// what any function of the program's would find, so it is as safe as such a call.
    ///
    /// # Errors
    /// `KeyboardInterrupt` if a stop is wanted.
    #[inline]
    pub fn breathe(&mut self) -> Result<()> {
        if interrupt::wanted() { self.attend() } else { Ok(()) }
    }

    /// As [`Interp::breathe`], before a function is called.
    ///
    /// # Errors
    /// `RecursionError` where calls are nested too deeply.
    #[inline(always)]
    pub fn descend(&mut self) -> Result<()> {
        self.breathe()?;
        if self.depth >= self.recursion_limit { Err(too_deep()) } else { Ok(()) }
    }

    #[cold]
    fn attend(&mut self) -> Result<()> {
        interrupt::check()?;
        if interrupt::take_cut() {
            let text = "a file that is mapped to memory was made shorter: the elements beyond its end read as zeros";
            return Err(Raise::new(&super::exceptions::OS_ERROR, text));
        }
        if interrupt::take_turn()
            && let Some(shell) = self.shell.clone()
        {
            self.aside(|interp| shell.turn(interp));
        }
        Ok(())
    }

    /// Runs `f` in the midst of a program as if it were not there: the program's trace, and the exception that it handles,
    /// are put away meanwhile, and arrays get addresses that the program's own do not come to.
    fn aside(&mut self, f: impl FnOnce(&mut Interp)) {
        let before = arena::set_aside(true);
        let recording = self.trace.pause();
        let handling = std::mem::take(&mut self.handling);
        let reprs = std::mem::take(&mut self.reprs);
        let (source, statement) = (self.source.clone(), self.statement);
        f(self);
        (self.source, self.statement) = (source, statement);
        (self.handling, self.reprs) = (handling, reprs);
        self.trace.resume(recording);
        arena::set_aside(before);
    }
}

impl Interp {
    /// Runs an operation that may be left by a [`poll`](interrupt::poll).
    ///
    /// # Errors
    /// Its own; `KeyboardInterrupt`.
    #[inline]
    pub fn stoppable<T>(&mut self, f: impl FnOnce(&mut Interp) -> Result<T>) -> Result<T> {
        let (depth, reprs) = (self.depth, self.reprs.len());
        interrupt::stoppable(|| f(self)).unwrap_or_else(|stopped| {
            self.depth = depth;
            self.reprs.truncate(reprs);
            Err(stopped.into())
        })
    }
}

/// The operations of the language on values; builtins use these and nothing below.
impl Interp {
    /// `bool(v)`.
    pub fn truth(&mut self, v: &Value) -> Result<bool> {
        protocol::truth::truth(self, v)
    }

    /// `operator.index(v)` as an `i64`; `OverflowError` beyond.
    pub fn index(&mut self, v: &Value) -> Result<i64> {
        protocol::number::index(self, v)
    }

    /// `operator.index(v)` of any size.
    pub fn big_index(&mut self, v: &Value) -> Result<BigInt> {
        protocol::number::big_index(self, v)
    }

    /// `float(v)` for numbers.
    pub fn float(&mut self, v: &Value) -> Result<f64> {
        protocol::number::float(self, v)
    }

    /// `type(v)`.
    pub fn type_of(&self, v: &Value) -> &'static Type {
        protocol::types::type_of(v)
    }

    /// `type(v).__name__`, as error messages show it (`numpy.ndarray` for arrays and scalars, with the module).
    pub fn type_name(&self, v: &Value) -> String {
        self.type_of(v).short_name()
    }

    /// `isinstance(v, t)`.
    pub fn is_instance(&self, v: &Value, t: &Type) -> bool {
        self.type_of(v).is_subtype(t)
    }

    /// `repr(v)`.
    pub fn repr(&mut self, v: &Value) -> Result<String> {
        self.stoppable(|interp| protocol::text::repr(interp, v))
    }

    /// `str(v)`.
    pub fn str(&mut self, v: &Value) -> Result<String> {
        self.stoppable(|interp| protocol::text::str(interp, v))
    }

    /// `format(v, spec)`.
    pub fn format(&mut self, v: &Value, spec: &str) -> Result<String> {
        self.stoppable(|interp| protocol::text::format(interp, v, spec))
    }

    /// `len(v)`.
    pub fn len(&mut self, v: &Value) -> Result<usize> {
        protocol::sequence::len(self, v)
    }

    /// `iter(v)`.
    pub fn iter(&mut self, v: &Value) -> Result<Value> {
        protocol::iterate::iter(self, v)
    }

    /// `next(it)`; `None` at the end.
    pub fn next(&mut self, it: &Value) -> Result<Option<Value>> {
        protocol::iterate::next(self, it)
    }

    /// All items.
    pub fn collect(&mut self, v: &Value) -> Result<Vec<Value>> {
        self.stoppable(|interp| protocol::iterate::collect(interp, v))
    }

    /// `hash(v)` as a key of a dict; `TypeError: unhashable type: 'list'`.
    pub fn key(&mut self, v: Value) -> Result<Key> {
        protocol::types::key(self, v)
    }

    /// `v.name`.
    pub fn get_attr(&mut self, v: &Value, name: &str) -> Result<Value> {
        protocol::attribute::get(self, v, name)
    }

    /// `v.name = value`.
    pub fn set_attr(&mut self, v: &Value, name: &str, value: Value) -> Result<()> {
        protocol::attribute::set(self, v, name, value)
    }

    /// `v[index]`.
    pub fn get_item(&mut self, v: &Value, index: &Value) -> Result<Value> {
        self.stoppable(|interp| protocol::subscript::get(interp, v, index))
    }

    /// `v[index] = value`.
    pub fn set_item(&mut self, v: &Value, index: &Value, value: Value) -> Result<()> {
        self.stoppable(|interp| protocol::subscript::set(interp, v, index, value))
    }

    /// `del v[index]`.
    pub fn del_item(&mut self, v: &Value, index: &Value) -> Result<()> {
        self.stoppable(|interp| protocol::subscript::delete(interp, v, index))
    }

    /// `f(*args, **kwargs)`.
    pub fn call(&mut self, f: &Value, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
        protocol::call::call(self, f, args, kwargs)
    }

    /// `a op b`.
    pub fn binary(&mut self, op: BinOp, a: &Value, b: &Value) -> Result<Value> {
        self.stoppable(|interp| ops::binary(interp, op, a, b))
    }

    /// `a op= b`; the value to bind to the target again.
    pub fn in_place(&mut self, op: BinOp, a: &Value, b: &Value) -> Result<Value> {
        self.stoppable(|interp| ops::in_place(interp, op, a, b))
    }

    /// `op a`.
    pub fn unary(&mut self, op: UnaryOp, a: &Value) -> Result<Value> {
        self.stoppable(|interp| ops::unary(interp, op, a))
    }

    /// `a op b` for one comparison.
    pub fn compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> Result<Value> {
        self.stoppable(|interp| ops::compare(interp, op, a, b))
    }

    /// `bool(a == b)`, identity first as containers do.
    pub fn equal(&mut self, a: &Value, b: &Value) -> Result<bool> {
        if a.is(b) {
            return Ok(true);
        }
        interrupt::check()?;
        let v = self.compare(CmpOp::Eq, a, b)?;
        self.truth(&v)
    }

    /// Text for standard output.
    pub fn print(&mut self, text: &str) {
        self.host.stdout(text);
    }

    /// Shows a warning on standard error as Python's default filter does: once for each text and line.
    ///
    /// # Errors
    /// The warning itself where the program turned it into an error.
    pub fn warn(&mut self, category: &'static Type, message: &str) -> Result<()> {
        protocol::warn::warn(self, category, message)
    }
}

#[cold]
fn too_deep() -> Raise {
    Raise::new(&super::exceptions::RECURSION_ERROR, "maximum recursion depth exceeded")
}
