//! Code as a function of the program, and how long it takes.

use super::traceback;
use crate::lang::error::Result;
use crate::lang::eval;
use crate::lang::interp::Interp;
use crate::lang::registry::{self, Builtin};
use crate::lang::value::Value;
use crate::syntax::ast::{Module, Stmt, StmtKind};
use crate::syntax::{self, Source};
use std::rc::Rc;
use std::sync::OnceLock;

/// The function `inner` that a module defines; a variable of that name stays as it is.
///
/// # Errors
/// `SyntaxError` of the scopes; what the definition raises.
pub fn define(interp: &mut Interp, source: &Rc<Source>, mut module: Module) -> Result<Value> {
    syntax::scope::resolve(&mut module).map_err(|e| traceback::syntax_error(&e, source))?;
    let shadowed = interp.globals.get("inner").cloned();
    let defined = eval::exec_module(interp, source, &module);
    let function = match shadowed {
        Some(v) => interp.globals.insert("inner".into(), v),
        None => interp.globals.shift_remove("inner"),
    };
    defined?;
    Ok(function.unwrap_or(Value::None))
}

/// The setup and the loop, as one function of the program: its variables do not leak.
pub struct Timer {
    source: Rc<Source>,
    function: Value,
    clock: Clock,
}

/// What a timing reads.
#[derive(Clone, Copy)]
pub enum Clock {
    /// The time that passes.
    Wall,
    /// The processor's time that this process takes.
    Cpu,
}

impl Clock {
    fn seconds(self) -> f64 {
        use rustix::time::{ClockId, clock_gettime};
        let t = clock_gettime(match self {
            Clock::Wall => ClockId::Monotonic,
            Clock::Cpu => ClockId::ProcessCPUTime,
        });
        t.tv_sec as f64 + t.tv_nsec as f64 * 1e-9
    }
}

const TEMPLATE: &str = "def inner(_n, _clock):\n    pass\n    _t0 = _clock()\n    for _i in range(_n):\n        pass\n    return _clock() - _t0\n";

impl Timer {
    /// Compiles both.
    ///
    /// # Errors
    /// `SyntaxError`.
    pub fn new(interp: &mut Interp, setup: &str, body: &str, clock: Clock) -> Result<Timer> {
        let source = Rc::new(Source { name: "<magic-timeit>".into(), text: body.to_string() });
        let unnamed = Rc::new(Source { name: "<unknown>".into(), text: body.to_string() });
        let parse = |text: &str| syntax::parse(text).map_err(|e| traceback::syntax_error(&e, &unnamed));
        let (setup, stmts, mut module) = (parse(setup)?, parse(body)?, parse(TEMPLATE)?);
        fill_template(&mut module, setup.body, stmts.body);
        let function = define(interp, &source, module)?;
        Ok(Timer { source, function, clock })
    }

    /// Seconds that `loops` loops took, the setup run before and not counted.
    ///
    /// # Errors
    /// What the code raises.
    pub fn run(&self, interp: &mut Interp, loops: u64) -> Result<f64> {
        let clock = match self.clock {
            Clock::Wall => WALL.get_or_init(|| clock_row(Clock::Wall)),
            Clock::Cpu => CPU.get_or_init(|| clock_row(Clock::Cpu)),
        };
        let outer = std::mem::replace(&mut interp.source, self.source.clone());
        let taken = interp.call(&self.function, &[Value::Int(loops as i64), Value::Builtin(clock)], &[]);
        interp.source = outer;
        interp.float(&taken?)
    }
}

static WALL: OnceLock<Builtin> = OnceLock::new();
static CPU: OnceLock<Builtin> = OnceLock::new();

fn clock_row(clock: Clock) -> Builtin {
    registry::c(&["clock"], "", "Seconds.", move |_: &mut Interp| Ok(clock.seconds()))
}

/// Puts the setup and the timed statements in the places of the two `pass` statements.
fn fill_template(module: &mut Module, setup: Vec<Stmt>, body: Vec<Stmt>) {
    let Some(StmtKind::FunctionDef(f)) = module.body.first_mut().map(|s| &mut s.kind) else { return };
    let Some(f) = Rc::get_mut(f) else { return };
    for stmt in &mut f.body {
        if let StmtKind::For { body: loop_body, .. } = &mut stmt.kind
            && !body.is_empty()
        {
            *loop_body = body;
            break;
        }
    }
    if !setup.is_empty() {
        f.body.splice(..1, setup);
    }
}
