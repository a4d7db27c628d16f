//! Signatures: parsed from Python's own notation, bound to arguments, and the words for arguments that don't fit.

use super::{Args, Style};
use crate::lang::error::{Raise, Result};
use crate::lang::value::Value;
use crate::syntax::ast::ParamKind;
use smallvec::SmallVec;

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
    /// The module or type whose function it is, where CPython's messages name it: `list.append()`, `math.sin()`.
    pub owner: &'static str,
    /// The name that messages tell, where it is not the function's own.
    pub reported: Option<&'static str>,
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
        Signature { text, params, owner: "", reported: None }
    }

    /// Puts each argument into its parameter's slot.
    ///
    /// # Errors
    /// `TypeError` as CPython words it.
    pub fn bind(&self, name: &str, style: Style, args: &[Value], kwargs: &[(String, Value)]) -> Result<Args> {
        if kwargs.is_empty()
            && let Some(bound) = self.bind_in_order(args)
        {
            return Ok(bound);
        }
        let name = self.reported.unwrap_or(name);
        if matches!(style, Style::C | Style::Parse) {
            self.check_c(name, args.len(), kwargs)?;
        }
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
                Some(i) => {
                    bound.first_by_name |= i == 0;
                    bound.slots[i] = Some(value.clone());
                }
                None if self.params.iter().any(|p| p.kind == ParamKind::VarKeywords) => {
                    bound.kwargs.push((key.clone(), value.clone()));
                }
                None => return Err(self.unexpected(name, style, key)),
            }
        }
        self.check_missing(name, style, &bound)?;
        Ok(bound)
    }

    /// Positional arguments alone, where they fit.
    fn bind_in_order(&self, args: &[Value]) -> Option<Args> {
        let mut slots = SmallVec::with_capacity(self.params.len());
        let mut rest = args.iter();
        for param in &self.params {
            slots.push(match param.kind {
                ParamKind::PositionalOnly | ParamKind::Normal => match rest.next() {
                    None if param.default.is_none() => return None,
                    given => given.cloned(),
                },
                ParamKind::VarArgs => Some(Value::tuple(rest.by_ref().cloned().collect())),
                ParamKind::KeywordOnly if param.default.is_none() => return None,
                ParamKind::KeywordOnly | ParamKind::VarKeywords => None,
            });
        }
        (rest.len() == 0).then(|| Args { slots, kwargs: Vec::new(), first_by_name: false })
    }

    fn check_missing(&self, name: &str, style: Style, bound: &Args) -> Result<()> {
        let required =
            |p: &ParamSpec| p.default.is_none() && !matches!(p.kind, ParamKind::VarArgs | ParamKind::VarKeywords);
        let missing: Vec<(usize, &ParamSpec)> =
            self.params.iter().enumerate().filter(|(i, p)| required(p) && bound.slots[*i].is_none()).collect();
        let Some((at, first)) = missing.first() else { return Ok(()) };
        if style != Style::Python && self.receiver() == 1 && bound.slots[0].is_none() {
            return Err(Raise::type_error(format!("unbound method {}() needs an argument", self.qualified(name))));
        }
        if style == Style::Numpy {
            let at = at - self.receiver();
            return Err(Raise::type_error(format!("{name}() missing required argument '{}' (pos {at})", first.name)));
        }
        if style == Style::Parse {
            let given = bound.slots.iter().flatten().count() - self.receiver();
            return Err(Raise::type_error(self.parsed_count(name, given)));
        }
        if style == Style::C {
            let given = bound.slots.iter().flatten().count() - self.receiver();
            let text = if first.kind == ParamKind::PositionalOnly {
                self.wrong_count(name, given)
            } else {
                format!("{name}() missing required argument '{}' (pos {})", first.name, at + 1 - self.receiver())
            };
            return Err(Raise::type_error(text));
        }
        let name = &self.qualified(name);
        let names: Vec<String> = missing.iter().map(|(_, p)| format!("'{}'", p.name)).collect();
        let keyword = if first.kind == ParamKind::KeywordOnly { "keyword-only" } else { "positional" };
        let plural = if names.len() == 1 { "" } else { "s" };
        let list = join_and(&names);
        Err(Raise::type_error(format!("{name}() missing {} required {keyword} argument{plural}: {list}", names.len())))
    }

    /// 1 for a method, whose receiver does not count.
    pub fn receiver(&self) -> usize {
        self.params.first().is_some_and(|p| p.name == "self") as usize
    }

    fn qualified(&self, name: &str) -> String {
        if self.owner.is_empty() { name.into() } else { format!("{}.{name}", self.owner) }
    }

    /// How many positional arguments it takes: at least and at most.
    fn positional(&self) -> (usize, usize) {
        let positional = self.params.iter().filter(|p| matches!(p.kind, ParamKind::PositionalOnly | ParamKind::Normal));
        let most = positional.clone().count();
        let least = positional.filter(|p| p.default.is_none()).count();
        (least.saturating_sub(self.receiver()), most - self.receiver())
    }

    fn too_many(&self, name: &str, style: Style, given: usize) -> Raise {
        if style == Style::C {
            return Raise::type_error(self.wrong_count(name, given - self.receiver()));
        }
        if style == Style::Parse {
            return Raise::type_error(self.parsed_count(name, given - self.receiver()));
        }
        let (least, most) = self.positional();
        if style == Style::Numpy {
            let given = given - self.receiver();
            let were = if given > 1 { "were" } else { "was" };
            let takes = if least == most { format!("{most}") } else { format!("from {least} to {most}") };
            return Raise::type_error(format!("{name}() takes {takes} positional arguments but {given} {were} given"));
        }
        // A function of Python counts the receiver.
        let (least, most) = (least + self.receiver(), most + self.receiver());
        let name = self.qualified(name);
        let plural = if most == 1 { "" } else { "s" };
        let were = if given == 1 { "was" } else { "were" };
        Raise::type_error(if least == most {
            format!("{name}() takes {most} positional argument{plural} but {given} {were} given")
        } else {
            format!("{name}() takes from {least} to {most} positional arguments but {given} {were} given")
        })
    }

    /// What a C function looks at first: whether it takes keywords, then how many arguments there are in all.
    fn check_c(&self, name: &str, args: usize, kwargs: &[(String, Value)]) -> Result<()> {
        let by_keyword = |p: &ParamSpec| matches!(p.kind, ParamKind::Normal | ParamKind::KeywordOnly);
        let open = |p: &ParamSpec| matches!(p.kind, ParamKind::VarArgs | ParamKind::VarKeywords);
        if kwargs.is_empty() || self.params.iter().any(open) {
            return Ok(());
        }
        if !self.params.iter().any(by_keyword) {
            return Err(self.unexpected(name, Style::C, &kwargs[0].0));
        }
        let (most, args) = (self.params.len() - self.receiver(), args - self.receiver());
        let given = args + kwargs.len();
        if given <= most {
            return Ok(());
        }
        let required = self.params.iter().filter(|p| p.default.is_none()).count() - self.receiver();
        let at = if required == most { "exactly" } else { "at most" };
        let (word, plural) = (if args == 0 { "keyword " } else { "" }, if most == 1 { "" } else { "s" });
        Err(Raise::type_error(format!("{name}() takes {at} {most} {word}argument{plural} ({given} given)")))
    }

    /// The words of a C function that reads its arguments by a format.
    fn parsed_count(&self, name: &str, given: usize) -> String {
        let (least, most) = self.positional();
        let (bound, n) = match (least == most, given < least) {
            (true, _) => ("exactly", most),
            (_, true) => ("at least", least),
            _ => ("at most", most),
        };
        format!("{name}() takes {bound} {n} argument{} ({given} given)", if n == 1 { "" } else { "s" })
    }

    /// A C function's words for too few or too many arguments.
    fn wrong_count(&self, name: &str, given: usize) -> String {
        let (least, most) = self.positional();
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let by_name = self.params.iter().any(|p| p.kind == ParamKind::Normal);
        let simple = self.params.iter().all(|p| p.kind == ParamKind::PositionalOnly);
        let name = match self.owner {
            owner if !owner.is_empty() && simple && most <= 1 && least == most => format!("{owner}.{name}"),
            _ => name.to_string(),
        };
        match (least, most) {
            (_, 0) if self.params.len() > self.receiver() => format!("{name}() takes no positional arguments"),
            (_, 0) => format!("{name}() takes no arguments ({given} given)"),
            (1, 1) if simple => format!("{name}() takes exactly one argument ({given} given)"),
            _ if by_name && given <= self.params.len() - self.receiver() => {
                let at = if least == most { "exactly" } else { "at most" };
                format!("{name}() takes {at} {most} positional argument{} ({given} given)", plural(most))
            }
            _ if by_name => {
                let most = self.params.len() - self.receiver();
                format!("{name}() takes at most {most} argument{} ({given} given)", plural(most))
            }
            _ if least == most => format!("{name} expected {most} argument{}, got {given}", plural(most)),
            _ if given < least => format!("{name} expected at least {least} argument{}, got {given}", plural(least)),
            _ => format!("{name} expected at most {most} argument{}, got {given}", plural(most)),
        }
    }

    fn twice(&self, name: &str, style: Style, key: &str, at: usize) -> Raise {
        Raise::type_error(match style {
            Style::Python => format!("{}() got multiple values for argument '{key}'", self.qualified(name)),
            Style::Numpy => {
                let at = at - self.receiver();
                format!("argument for {name}() given by name ('{key}') and position (position {at})")
            }
            Style::C | Style::Parse => {
                format!("argument for {name}() given by name ('{key}') and position ({})", at + 1)
            }
        })
    }

    fn unexpected(&self, name: &str, style: Style, key: &str) -> Raise {
        let name = &match (style, self.owner) {
            (Style::C | Style::Parse, owner) if !owner.is_empty() => format!("{owner}.{name}"),
            (Style::Numpy, _) => name.to_string(),
            _ => self.qualified(name),
        };
        let by_keyword = self.params.iter().any(|p| matches!(p.kind, ParamKind::Normal | ParamKind::KeywordOnly));
        Raise::type_error(match style {
            Style::Python | Style::Numpy => format!("{name}() got an unexpected keyword argument '{key}'"),
            Style::C | Style::Parse if !by_keyword => format!("{name}() takes no keyword arguments"),
            Style::C | Style::Parse => {
                let name = name.rsplit('.').next().unwrap_or(name);
                format!("'{key}' is an invalid keyword argument for {name}()")
            }
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
