//! The text of a race: its set-up and its contenders.

use crate::lang::error::Result;
use crate::session::magics::usage;
use crate::session::native::contender::Section;
use crate::session::traceback;
use crate::syntax::{self, Source};
use std::rc::Rc;

/// The parts of a race.
#[derive(Debug, PartialEq, Eq)]
pub struct Sections {
    /// What runs first, once.
    pub setup: String,
    /// The contenders.
    pub contenders: Vec<Section>,
}

/// Begins a section.
const MARK: &str = "---";

impl Sections {
    /// The parts of a body: sections below lines such as `--- name`, or else each statement.
    ///
    /// # Errors
    /// `SyntaxError` in a body without sections; `UsageError`.
    pub fn read(body: &str, cell: &Rc<Source>) -> Result<Sections> {
        if !body.lines().any(|l| l.starts_with(MARK)) {
            return Ok(Sections { setup: String::new(), contenders: statements(body, cell)? });
        }
        let mut found = Sections { setup: String::new(), contenders: Vec::new() };
        for (n, line) in body.split_inclusive('\n').enumerate() {
            if let Some(name) = line.strip_prefix(MARK) {
                let name = name.trim_matches(|c: char| c == '-' || c.is_whitespace()).to_string();
                // The magic's own line is the first.
                found.contenders.push(Section { name, text: String::new(), line: n + 2 });
                continue;
            }
            match found.contenders.last_mut() {
                Some(section) => section.text += line,
                None => found.setup += line,
            }
        }
        for (n, section) in found.contenders.iter_mut().enumerate() {
            if section.text.trim().is_empty() {
                return usage(format!("%%race: the section '{}' is empty", section.name));
            }
            if section.name.is_empty() {
                section.name = format!("contender {}", n + 1);
            }
        }
        Ok(found)
    }
}

/// Each statement by its own text.
fn statements(body: &str, cell: &Rc<Source>) -> Result<Vec<Section>> {
    let module = syntax::parse(body).map_err(|e| traceback::syntax_error(&e, cell))?;
    let section = |span: syntax::Span| {
        let text = span.text(body).to_string();
        let name = text.lines().next().unwrap_or_default().trim().to_string();
        Section { name, line: body[..span.start as usize].matches('\n').count() + 1, text }
    };
    Ok(module.body.iter().map(|s| section(s.span)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Sections {
        let cell = Rc::new(Source { name: "cell".into(), text: body.into() });
        Sections::read(body, &cell).unwrap_or_else(|_| panic!("{body}"))
    }

    #[test]
    fn statements_and_sections() {
        let found = read("a.sum()\n# not this\n(a\n .T)\n");
        let names: Vec<_> = found.contenders.iter().map(|s| (s.name.as_str(), s.line)).collect();
        assert_eq!(names, [("a.sum()", 1), ("(a", 3)]);
        let found = read("n = 3\n--- one ---\nn\n---\n%%c -i n\nint x;\n");
        assert_eq!(found.setup, "n = 3\n");
        assert_eq!(found.contenders[0], Section { name: "one".into(), text: "n\n".into(), line: 3 });
        assert_eq!((found.contenders[1].name.as_str(), found.contenders[1].line), ("contender 2", 5));
    }
}
