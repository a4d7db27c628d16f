//! Functions of the program: making them, and binding the arguments of a call.

use super::code;
use super::expr::expr;
use super::frame::Frame;
use crate::engine::interrupt;
use crate::engine::mem::packed::Packed;
use crate::lang::error::{Raise, Result};
use crate::lang::function::{Cell, Function};
use crate::lang::interp::Interp;
use crate::lang::registry::signature::join_and;
use crate::lang::value::Value;
use crate::syntax::ast::{self, ParamKind};
use smallvec::SmallVec;
use std::rc::Rc;

/// Evaluates a `def` or `lambda`: its defaults now, its body later.
pub fn make(interp: &mut Interp, frame: &mut Frame, code: &Rc<ast::Function>) -> Result<Value> {
    let mut defaults = Vec::with_capacity(code.params.len());
    for param in &code.params {
        defaults.push(match &param.default {
            Some(e) => Some(expr(interp, frame, e)?),
            None => None,
        });
    }
    let qualname = match &frame.function {
        Some(outer) => format!("{}.<locals>.{}", outer.qualname, code.name),
        None => code.name.to_string(),
    };
    Ok(Value::Function(Rc::new(Function {
        code: code.clone(),
        source: frame.source().clone(),
        defaults,
        closure: frame.capture(&code.scope.frees),
        qualname,
        plain: is_plain(code),
        attributes: Default::default(),
        compiled: Default::default(),
    })))
}

fn is_plain(code: &ast::Function) -> bool {
    let ordinary = |p: &ast::Param| matches!(p.kind, ParamKind::PositionalOnly | ParamKind::Normal);
    code.scope.cells.is_empty() && code.params.iter().all(ordinary)
}

/// Calls a plain function: `frame` has the positional arguments in its first slots.
#[inline(always)]
pub fn call_plain(interp: &mut Interp, function: &Rc<Function>, frame: &mut Frame) -> Result<Value> {
    let (given, params) = (frame.locals.len(), function.code.params.len());
    let defaults = function.defaults.get(given..).unwrap_or_default();
    if given > params || defaults.iter().any(Option::is_none) {
        let args = std::mem::take(&mut frame.locals).into_iter().flatten().collect();
        return call_with(interp, function, args, Vec::new());
    }
    for default in defaults {
        frame.locals.push(default.clone());
    }
    for _ in params..function.code.scope.locals.len() {
        frame.locals.push(None);
    }
    interp.descend()?;
    run(interp, frame, function).open()
}

/// Calls a function of the program.
///
/// # Errors
/// `TypeError` where the arguments don't fit; what the body raises.
pub fn call_function(
    interp: &mut Interp,
    function: &Rc<Function>,
    args: &[Value],
    kwargs: &[(String, Value)],
) -> Result<Value> {
    call_with(interp, function, args.iter().cloned().collect(), kwargs.to_vec())
}

/// As [`call_function`], with arguments that may be kept.
pub fn call_with(
    interp: &mut Interp,
    function: &Rc<Function>,
    args: SmallVec<[Value; 6]>,
    kwargs: Vec<(String, Value)>,
) -> Result<Value> {
    interp.descend()?;
    let code = &function.code;
    let mut frame = Frame::of_call(Some(function.clone()), vec![None; code.scope.locals.len()]);
    frame.cells = code.scope.cells.iter().map(|_| Cell::default()).collect();
    bind(function, args, kwargs, &mut frame)?;
    for &(local, cell) in &code.scope.boxed_params {
        *frame.cells[cell as usize].borrow_mut() = frame.locals[local as usize].take();
    }
    interrupt::heeded(|| run(interp, &mut frame, function).open())
}

/// Runs a function's body with its own text, statement and depth.
#[inline(always)]
fn run(interp: &mut Interp, frame: &mut Frame, function: &Function) -> Packed<Result<Value>> {
    let elsewhere = !Rc::ptr_eq(&interp.source, &function.source);
    let source = elsewhere.then(|| std::mem::replace(&mut interp.source, function.source.clone()));
    let statement = interp.statement;
    interp.depth += 1;
    let result = code::body(interp, frame, function);
    interp.depth -= 1;
    interp.statement = statement;
    if let Some(source) = source {
        interp.source = source;
    }
    result
}

fn bind(
    function: &Function,
    args: SmallVec<[Value; 6]>,
    kwargs: Vec<(String, Value)>,
    frame: &mut Frame,
) -> Result<()> {
    let params = &function.code.params;
    let given = args.len();
    let mut rest = args.into_iter();
    let mut extra = Vec::new();
    for (i, param) in params.iter().enumerate() {
        match param.kind {
            ParamKind::PositionalOnly | ParamKind::Normal => frame.locals[i] = rest.next(),
            ParamKind::VarArgs => frame.locals[i] = Some(Value::tuple(rest.by_ref().collect())),
            _ => {}
        }
    }
    let surplus = rest.next().is_some();
    for (key, value) in kwargs {
        keyword(function, frame, key, value, &mut extra)?;
    }
    if surplus {
        return Err(too_many(function, frame, given));
    }
    for (i, param) in params.iter().enumerate() {
        if param.kind == ParamKind::VarKeywords {
            let dict = crate::lang::dict::Dict::default();
            let pairs = extra.drain(..).map(|(k, v): (String, Value)| (crate::lang::dict::Key::str(&k), v));
            dict.0.borrow_mut().extend(pairs);
            frame.locals[i] = Some(Value::Dict(Rc::new(dict)));
        } else if frame.locals[i].is_none() {
            frame.locals[i] = function.defaults[i].clone();
        }
    }
    missing(function, frame)
}

fn keyword(
    function: &Function,
    frame: &mut Frame,
    key: String,
    value: Value,
    extra: &mut Vec<(String, Value)>,
) -> Result<()> {
    let params = &function.code.params;
    let named = |kind: ParamKind| matches!(kind, ParamKind::Normal | ParamKind::KeywordOnly);
    let name = &function.qualname;
    match params.iter().position(|p| *p.name == *key && named(p.kind)) {
        Some(i) if frame.locals[i].is_some() => {
            Err(Raise::type_error(format!("{name}() got multiple values for argument '{key}'")))
        }
        Some(i) => {
            frame.locals[i] = Some(value);
            Ok(())
        }
        None if params.iter().any(|p| p.kind == ParamKind::VarKeywords) => {
            extra.push((key, value));
            Ok(())
        }
        None if params.iter().any(|p| *p.name == *key && p.kind == ParamKind::PositionalOnly) => {
            let text = format!("{name}() got some positional-only arguments passed as keyword arguments: '{key}'");
            Err(Raise::type_error(text))
        }
        None => Err(Raise::type_error(format!("{name}() got an unexpected keyword argument '{key}'"))),
    }
}

fn too_many(function: &Function, frame: &Frame, given: usize) -> Raise {
    let params = &function.code.params;
    let positional = |p: &&ast::Param| matches!(p.kind, ParamKind::PositionalOnly | ParamKind::Normal);
    let most = params.iter().filter(positional).count();
    let least = params.iter().filter(positional).filter(|p| p.default.is_none()).count();
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let takes = if least == most {
        format!("{most} positional argument{}", plural(most))
    } else {
        format!("from {least} to {most} positional arguments")
    };
    let by_keyword =
        params.iter().enumerate().filter(|(i, p)| p.kind == ParamKind::KeywordOnly && frame.locals[*i].is_some());
    let were = match by_keyword.count() {
        0 => format!("{given} {} given", if given == 1 { "was" } else { "were" }),
        n => format!(
            "{given} positional argument{} (and {n} keyword-only argument{}) were given",
            plural(given),
            plural(n)
        ),
    };
    Raise::type_error(format!("{}() takes {takes} but {were}", function.qualname))
}

fn missing(function: &Function, frame: &Frame) -> Result<()> {
    let params = &function.code.params;
    let list = |wanted: fn(ParamKind) -> bool| -> Vec<String> {
        let unbound = params.iter().enumerate().filter(|(i, p)| wanted(p.kind) && frame.locals[*i].is_none());
        unbound.map(|(_, p)| format!("'{}'", p.name)).collect()
    };
    let positional = list(|k| matches!(k, ParamKind::PositionalOnly | ParamKind::Normal));
    let keyword = list(|k| k == ParamKind::KeywordOnly);
    let (kind, names) = match (positional.is_empty(), keyword.is_empty()) {
        (false, _) => ("positional", positional),
        (_, false) => ("keyword-only", keyword),
        _ => return Ok(()),
    };
    let plural = if names.len() == 1 { "" } else { "s" };
    Err(Raise::type_error(format!(
        "{}() missing {} required {kind} argument{plural}: {}",
        function.qualname,
        names.len(),
        join_and(&names)
    )))
}
