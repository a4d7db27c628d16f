//! Functions of the program, and methods bound to an object.

use super::error::Result;
use super::interp::Interp;
use super::value::Value;
use crate::syntax::ast::{Param, ParamKind};
use crate::syntax::{Source, ast};
use std::cell::RefCell;
use std::rc::Rc;

/// A variable that inner functions share; empty before it is bound and after `del`.
pub type Cell = Rc<RefCell<Option<Value>>>;

/// A `def` or `lambda` that was evaluated.
pub struct Function {
    /// Its code.
    pub code: Rc<ast::Function>,
    /// The text it stands in.
    pub source: Rc<Source>,
    /// Defaults, by parameter.
    pub defaults: Vec<Option<Value>>,
    /// Cells of the enclosing frames, in the order of `code.scope.frees`.
    pub closure: Vec<Cell>,
    /// `outer.<locals>.inner`.
    pub qualname: String,
    /// Whether each parameter is an ordinary one and no variable lives in a cell, so that positional arguments are put
    /// straight into slots.
    pub plain: bool,
    /// The code of its body, once it was called.
    pub compiled: super::eval::code::Compiled,
    /// Attributes that the program set.
    pub attributes: RefCell<Vec<(String, Value)>>,
}

/// A function and its first argument.
pub struct BoundMethod {
    /// The object.
    pub receiver: Value,
    /// A `Value::Builtin` (or any other callable).
    pub function: Value,
}

/// `(a, b=1, *args)` of a function of the program.
///
/// # Errors
/// What the `repr` of a default raises.
pub fn signature(interp: &mut Interp, f: &Function) -> Result<String> {
    let mut parts = Vec::new();
    let params = &f.code.params;
    let (mut star, slash) = (false, params.iter().rposition(|p| p.kind == ParamKind::PositionalOnly));
    for (i, p) in params.iter().enumerate() {
        if p.kind == ParamKind::KeywordOnly && !star {
            parts.push("*".to_string());
            star = true;
        }
        star |= p.kind == ParamKind::VarArgs;
        parts.push(parameter(interp, p, f.defaults.get(i).and_then(Option::as_ref))?);
        if slash == Some(i) {
            parts.push("/".to_string());
        }
    }
    Ok(format!("({})", parts.join(", ")))
}

fn parameter(interp: &mut Interp, p: &Param, default: Option<&Value>) -> Result<String> {
    Ok(match (p.kind, default) {
        (ParamKind::VarArgs, _) => format!("*{}", p.name),
        (ParamKind::VarKeywords, _) => format!("**{}", p.name),
        (_, Some(v)) => format!("{}={}", p.name, interp.repr(v)?),
        (_, None) => p.name.to_string(),
    })
}

/// As `inspect.cleandoc`: the indent that all lines but the first share is cut off.
pub fn clean_doc(text: &str) -> String {
    let indent = |l: &&str| l.len() - l.trim_start().len();
    let margin = text.lines().skip(1).filter(|l| !l.trim().is_empty()).map(|l| indent(&l)).min().unwrap_or(0);
    let lines =
        text.lines().enumerate().map(|(i, l)| if i == 0 { l.trim_start() } else { l.get(margin..).unwrap_or("") });
    lines.collect::<Vec<_>>().join("\n").trim().to_string()
}
