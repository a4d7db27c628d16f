//! Signatures: parsed from Python's own notation, bound to arguments, and the words for arguments that don't fit.

use super::{Args, Style};
use crate::lang::error::{Raise, Result};
use crate::lang::value::Value;
use crate::syntax::ast::ParamKind;

/// One parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct ParamSpec {
    /// The name.
    pub name: &'static str,
    /// How it takes arguments.
    pub kind: ParamKind,
    /// The default as written; `None` if it is required.
    pub default: Option<&'static str>,
}

/// The parameters of a builtin.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// As written.
    pub text: &'static str,
    /// In order.
    pub params: Vec<ParamSpec>,
}

impl Signature {
    /// From `a, /, b=None, *args, c=1, **kwargs`.
    pub fn parse(text: &'static str) -> Signature {
        let mut params: Vec<ParamSpec> = Vec::new();
        let mut keyword_only = false;
        for part in split_top_level(text) {
            match part {
                "/" => params.iter_mut().for_each(|p| p.kind = ParamKind::PositionalOnly),
                "*" => keyword_only = true,
                _ => params.push(parse_param(part, &mut keyword_only)),
            }
        }
        Signature { text, params }
    }

    /// Puts each argument into its parameter's slot.
    ///
    /// # Errors
    /// `TypeError` as CPython words it.
    pub fn bind(&self, name: &str, style: Style, args: &[Value], kwargs: &[(String, Value)]) -> Result<Args> {
        let mut bound = Args::new(self.params.len());
        let mut rest = args.iter();
        for (slot, param) in bound.slots.iter_mut().zip(&self.params) {
            match param.kind {
                ParamKind::PositionalOnly | ParamKind::Normal => *slot = rest.next().cloned(),
                ParamKind::VarArgs => *slot = Some(Value::tuple(rest.by_ref().cloned().collect())),
                _ => {}
            }
        }
        if rest.len() > 0 {
            return Err(self.too_many(name, style, args.len()));
        }
        for (key, value) in kwargs {
            let by_name = |p: &ParamSpec| {
                p.name == key
                    && !matches!(p.kind, ParamKind::PositionalOnly | ParamKind::VarArgs | ParamKind::VarKeywords)
            };
            match self.params.iter().position(by_name) {
                Some(i) if bound.slots[i].is_some() => return Err(self.twice(name, style, key, i)),
                Some(i) => bound.slots[i] = Some(value.clone()),
                None if self.params.iter().any(|p| p.kind == ParamKind::VarKeywords) => {
                    bound.kwargs.push((key.clone(), value.clone()));
                }
                None => return Err(self.unexpected(name, style, key)),
            }
        }
        self.check_missing(name, style, &bound)?;
        Ok(bound)
    }

    fn check_missing(&self, name: &str, style: Style, bound: &Args) -> Result<()> {
        let required =
            |p: &ParamSpec| p.default.is_none() && !matches!(p.kind, ParamKind::VarArgs | ParamKind::VarKeywords);
        let missing: Vec<(usize, &ParamSpec)> =
            self.params.iter().enumerate().filter(|(i, p)| required(p) && bound.slots[*i].is_none()).collect();
        let Some((at, first)) = missing.first() else { return Ok(()) };
        if style == Style::C {
            let text = if first.kind == ParamKind::PositionalOnly {
                let wanted = self.params.iter().filter(|p| required(p)).count();
                let given = bound.slots.iter().flatten().count();
                let at_least = if self.params.len() > wanted { "at least" } else { "exactly" };
                let (s, given) = (if wanted == 1 { "" } else { "s" }, given);
                format!("{name} expected {at_least} {wanted} argument{s}, got {given}")
            } else {
                format!("{name}() missing required argument '{}' (pos {})", first.name, at + 1)
            };
            return Err(Raise::type_error(text));
        }
        let names: Vec<String> = missing.iter().map(|(_, p)| format!("'{}'", p.name)).collect();
        let keyword = if first.kind == ParamKind::KeywordOnly { "keyword-only" } else { "positional" };
        let plural = if names.len() == 1 { "" } else { "s" };
        let list = join_and(&names);
        Err(Raise::type_error(format!("{name}() missing {} required {keyword} argument{plural}: {list}", names.len())))
    }

    fn too_many(&self, name: &str, style: Style, given: usize) -> Raise {
        let positional = |p: &&ParamSpec| matches!(p.kind, ParamKind::PositionalOnly | ParamKind::Normal);
        let most = self.params.iter().filter(positional).count();
        let least = self.params.iter().filter(positional).filter(|p| p.default.is_none()).count();
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let were = if given == 1 { "was" } else { "were" };
        Raise::type_error(match style {
            Style::Python if least == most => {
                format!("{name}() takes {most} positional argument{} but {given} {were} given", plural(most))
            }
            Style::Python => {
                format!("{name}() takes from {least} to {most} positional arguments but {given} {were} given")
            }
            Style::C if most == 0 => format!("{name}() takes no arguments ({given} given)"),
            Style::C if least == most && most == 1 => format!("{name}() takes exactly one argument ({given} given)"),
            Style::C if least == most => format!("{name} expected {most} arguments, got {given}"),
            Style::C => format!("{name} expected at most {most} argument{}, got {given}", plural(most)),
        })
    }

    fn twice(&self, name: &str, style: Style, key: &str, at: usize) -> Raise {
        Raise::type_error(match style {
            Style::Python => format!("{name}() got multiple values for argument '{key}'"),
            Style::C => format!("argument for {name}() given by name ('{key}') and position ({})", at + 1),
        })
    }

    fn unexpected(&self, name: &str, style: Style, key: &str) -> Raise {
        let by_keyword = self.params.iter().any(|p| matches!(p.kind, ParamKind::Normal | ParamKind::KeywordOnly));
        Raise::type_error(match style {
            Style::Python => format!("{name}() got an unexpected keyword argument '{key}'"),
            Style::C if !by_keyword => format!("{name}() takes no keyword arguments"),
            Style::C => format!("'{key}' is an invalid keyword argument for {name}()"),
        })
    }
}

fn parse_param(part: &'static str, keyword_only: &mut bool) -> ParamSpec {
    if let Some(name) = part.strip_prefix("**") {
        return ParamSpec { name, kind: ParamKind::VarKeywords, default: None };
    }
    if let Some(name) = part.strip_prefix('*') {
        *keyword_only = true;
        return ParamSpec { name, kind: ParamKind::VarArgs, default: None };
    }
    let kind = if *keyword_only { ParamKind::KeywordOnly } else { ParamKind::Normal };
    match part.split_once('=') {
        Some((name, default)) => ParamSpec { name: name.trim(), kind, default: Some(default.trim()) },
        None => ParamSpec { name: part, kind, default: None },
    }
}

/// The parts between commas that are in no bracket or quote.
fn split_top_level(text: &'static str) -> Vec<&'static str> {
    let (mut parts, mut depth, mut start, mut quote) = (Vec::new(), 0, 0, None);
    for (i, ch) in text.char_indices() {
        match (quote, ch) {
            (Some(q), _) if q == ch => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(ch),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(text[start..i].trim());
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|p| !p.is_empty());
    parts
}

/// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`.
pub fn join_and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [a] => a.clone(),
        [a, b] => format!("{a} and {b}"),
        [init @ .., last] => format!("{}, and {last}", init.join(", ")),
    }
}
