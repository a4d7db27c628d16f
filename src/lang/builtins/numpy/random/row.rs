//! Rows that are methods of a generator and, in the legacy API, functions over the global one as well.

use super::seed::global;
use super::source::Draws;
use super::{draw, source::source};
use crate::engine::random::catalog::Distribution;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::signature::Signature;
use crate::lang::registry::{Args, Builtin, Style};
use crate::lang::value::Value;

/// The body: `self` and the arguments in their slots.
pub type Body = Box<dyn Fn(&mut Interp, &Value, &[Option<Value>]) -> Result<Value> + Send + Sync>;

/// A method or function of a generator.
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// Its parameters, without `self`.
    pub params: String,
    /// Its docstring.
    pub doc: String,
    /// What it does.
    pub body: Body,
}

/// Text that lives as long as the table it stands in, which is made once.
fn lasting(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

impl Row {
    /// A row.
    pub fn new(
        name: &'static str,
        params: &str,
        doc: &str,
        body: impl Fn(&mut Interp, &Value, &[Option<Value>]) -> Result<Value> + Send + Sync + 'static,
    ) -> Row {
        Row { name, params: params.to_string(), doc: doc.to_string(), body: Box::new(body) }
    }

    /// A distribution of a catalog.
    pub fn distribution<R: Draws>(row: &'static Distribution<R>, legacy: bool) -> Row {
        let params = row.params.iter().map(|p| match p.default {
            Some(x) => format!("{}={x:.1}", p.name),
            None => p.name.to_string(),
        });
        let params: Vec<String> = params.chain(["size=None".to_string()]).collect();
        let body = move |interp: &mut Interp, this: &Value, args: &[Option<Value>]| {
            draw::distribution(interp, source(this)?, row, args)
        };
        Row { name: row.name, params: params.join(", "), doc: doc(row, legacy), body: Box::new(body) }
    }

    /// As a method of a type.
    pub fn method(self) -> Builtin {
        let params = if self.params.is_empty() { "self".into() } else { format!("self, {}", self.params) };
        let body = self.body;
        Builtin {
            unfit: None,
            of: None,
            names: Box::leak(Box::new([self.name])),
            signature: Signature::parse(lasting(params)),
            doc: lasting(self.doc),
            style: Style::Python,
            quick: None,
            raw: Box::new(move |interp: &mut Interp, args: &mut Args| {
                let this = args.slots[0].take().unwrap_or(Value::None);
                body(interp, &this, &args.slots[1..])
            }),
        }
    }

    /// As a function over the global generator.
    pub fn function(self) -> Builtin {
        let body = self.body;
        Builtin {
            unfit: None,
            of: None,
            names: Box::leak(Box::new([self.name])),
            signature: Signature::parse(lasting(self.params)),
            doc: lasting(self.doc),
            style: Style::Python,
            quick: None,
            raw: Box::new(move |interp: &mut Interp, args: &mut Args| {
                let this = global(interp)?;
                body(interp, &this, &args.slots)
            }),
        }
    }
}

/// A docstring with an example whose outcome does not hang on the numbers drawn.
fn doc<R>(row: &Distribution<R>, legacy: bool) -> String {
    let values = match row.name {
        "triangular" => "-1, 0, 2",
        "hypergeometric" => "5, 5, 3",
        "binomial" => "10, 0.5",
        "negative_binomial" => "3, 0.5",
        "geometric" | "logseries" => "0.5",
        "zipf" => "2.0",
        _ => ["", "1.5", "1.5, 2.0", "1.5, 2.0, 0.5"][row.params.iter().filter(|p| p.default.is_none()).count()],
    };
    let call = if values.is_empty() { "size=3".to_string() } else { format!("{values}, size=3") };
    let rng = if legacy { "np.random.RandomState(1)" } else { "np.random.default_rng(1)" };
    format!(
        "Draw samples from the {} distribution.\n\n`size` is the shape of the result; without it the parameters decide, \
         and scalars give one number.\n\n>>> {rng}.{}({call}).shape\n(3,)\n",
        row.name.replace('_', " "),
        row.name
    )
}

/// An argument that was given and is not `None`.
pub fn given(args: &[Option<Value>], at: usize) -> Option<&Value> {
    args.get(at).and_then(Option::as_ref).filter(|v| !v.is_none())
}

/// A flag, with its default.
///
/// # Errors
/// Of the truth value.
pub fn flag(interp: &mut Interp, args: &[Option<Value>], at: usize, default: bool) -> Result<bool> {
    match args.get(at).and_then(Option::as_ref) {
        Some(v) => interp.truth(v),
        None => Ok(default),
    }
}
