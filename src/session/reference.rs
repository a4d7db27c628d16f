//! The reference: everything that is registered, as one Markdown file.

use super::magics;
use crate::lang::builtins::numpy::{self, absent, types};
use crate::lang::builtins::python::{self, functions::refused};
use crate::lang::builtins::{self};
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, Type};
use crate::lang::{Host, Interp, Result, Value};
use crate::syntax::refuse;
use std::collections::{BTreeMap, HashMap};

/// Shows nothing: only names are looked up.
struct Silent;

impl Host for Silent {
    fn stdout(&mut self, _: &str) {}

    fn stderr(&mut self, _: &str) {}

    fn input(&mut self, _: &str, _: bool) -> Result<String> {
        Ok(String::new())
    }

    fn display(&mut self, _: Vec<(String, String)>, _: Option<String>, _: bool) {}

    fn clear_output(&mut self, _: bool) {}
}

/// The whole text.
pub fn markdown() -> String {
    let mut page = Page { interp: Interp::new(Box::new(Silent)), out: String::new(), contents: String::new() };
    page.numpy();
    page.modules("numpy.");
    page.python();
    page.heading(2, "Standard library");
    page.modules("");
    page.magics();
    page.refused();
    let Page { out, contents, .. } = page;
    format!("# Reference\n\n{INTRODUCTION}\n\n{contents}{out}")
}

const INTRODUCTION: &str = "What Ravel covers, as it is registered in the program: `ravel reference` writes this \
                            file. Everything here means what CPython 3.11 with NumPy 2.4 says that it means; `name?` \
                            in a cell shows more.";

/// A row of a table: what is called, and one line about it.
type Row = (String, String);

struct Page {
    interp: Interp,
    out: String,
    contents: String,
}

impl Page {
    fn heading(&mut self, level: usize, title: &str) {
        self.out.push_str(&format!("\n{} {title}\n", "#".repeat(level)));
        if level < 4 {
            let indent = "  ".repeat(level - 2);
            self.contents.push_str(&format!("{indent}- [{title}](#{})\n", anchor(title)));
        }
    }

    /// A table; rows with the same name and line stand once.
    fn table(&mut self, first: &str, second: &str, mut rows: Vec<Row>) {
        rows.sort();
        rows.dedup();
        if rows.is_empty() {
            return;
        }
        self.out.push_str(&format!("\n| {first} | {second} |\n| --- | --- |\n"));
        for (name, line) in rows {
            self.out.push_str(&format!("| {} | {} |\n", cell(&name), cell(&line)));
        }
    }

    fn numpy(&mut self) {
        self.heading(2, "numpy");
        for (title, modules) in numpy::FAMILIES {
            let rows = modules.iter().flat_map(|rows| rows()).map(|b| call(&b)).collect();
            self.heading(3, title);
            self.table("function", "what it does", rows);
        }
        self.ufuncs();
        self.heading(3, "Scalar types");
        let rows = types::named().map(|(name, t)| (code(name), type_line(name, t))).collect();
        self.table("name", "what it is", rows);
        self.out.push_str("\nScalars have the methods and attributes of arrays, and these:\n");
        for t in types::SCALARS.iter().skip(1) {
            self.members(t, true);
        }
        for t in [&types::NDARRAY, &types::DTYPE, &types::UFUNC] {
            self.heading(3, t.name);
            self.members(t, false);
        }
        self.heading(3, "Other names of numpy");
        self.values(&numpy::NUMPY);
    }

    fn ufuncs(&mut self) {
        self.heading(3, "Ufuncs");
        let mut rows: BTreeMap<String, (Vec<&str>, String)> = BTreeMap::new();
        for &name in numpy::NUMPY.names {
            let Some(doc) = self.ufunc_doc(name) else { continue };
            let own = doc.split('(').next().unwrap_or(name).to_string();
            let line = doc.lines().last().unwrap_or_default().to_string();
            rows.entry(own).or_insert((Vec::new(), line)).0.push(name);
        }
        let rows = rows.into_iter().map(|(own, (names, line))| {
            let others: Vec<String> = names.iter().filter(|n| **n != own).map(|n| code(n)).collect();
            (std::iter::once(code(&own)).chain(others).collect::<Vec<_>>().join(", "), line)
        });
        let rows = rows.collect();
        self.out.push_str(
            "\nAll take `out`, `where`, `casting`, `order`, `dtype` and `subok`, and have `reduce`, `accumulate`, \
             `reduceat`, `outer` and `at` where NumPy's have.\n",
        );
        self.table("ufunc", "what it computes", rows);
    }

    fn ufunc_doc(&mut self, name: &str) -> Option<String> {
        let value = numpy::NUMPY.get(&mut self.interp, name)?;
        if !self.interp.is_instance(&value, &types::UFUNC) {
            return None;
        }
        let doc = self.interp.get_attr(&value, "__doc__").ok()?;
        doc.as_str().map(str::to_string)
    }

    /// Methods and attributes of a type; nothing where it has none of its own, if `quiet`.
    fn members(&mut self, t: &'static Type, quiet: bool) {
        let members = t.members();
        let mut rows = named(&members.methods);
        rows.extend(named(&members.statics));
        rows.retain(|(name, _)| !name.starts_with("`__"));
        let attributes: Vec<Row> = members.attributes.values().map(|a| (code(a.name), a.doc.to_string())).collect();
        if quiet && rows.is_empty() && attributes.is_empty() {
            return;
        }
        if quiet {
            self.heading(4, &format!("`{}`", t.qualified_name()));
        } else if let Some(new) = &members.new {
            self.out.push_str(&format!("\n`{}({})`: {}\n", t.name, new.signature.text, summary(new.doc)));
        }
        self.table("method", "what it does", rows);
        self.table("attribute", "what it is", attributes);
    }

    /// The modules whose name begins so: those of NumPy, or all others.
    fn modules(&mut self, prefix: &str) {
        for module in builtins::modules() {
            let of_numpy = module.name.starts_with("numpy.");
            if module.name == "numpy" || of_numpy == prefix.is_empty() {
                continue;
            }
            self.heading(if of_numpy { 2 } else { 3 }, module.name);
            self.out.push_str(&format!("\n{}\n", module.doc));
            self.table("function", "what it does", named(module.functions()));
            self.values(module);
        }
    }

    /// What a module has beside functions: its types with their members, and the names of the rest.
    fn values(&mut self, module: &'static Module) {
        let (mut rest, mut found) = (Vec::new(), Vec::new());
        for &name in module.names {
            match module.get(&mut self.interp, name) {
                Some(Value::Type(t)) if types::SCALARS.iter().any(|s| std::ptr::eq(*s, t)) => {}
                Some(Value::Type(t)) => found.push(t),
                Some(value) if self.interp.is_instance(&value, &types::UFUNC) => {}
                Some(Value::Builtin(_)) | None => {}
                Some(_) => rest.push(code(name)),
            }
        }
        rest.sort();
        if !rest.is_empty() {
            self.out.push_str(&format!("\nValues: {}.\n", rest.join(", ")));
        }
        for t in found {
            self.heading(4, &format!("`{}`", t.qualified_name()));
            self.members(t, false);
        }
    }

    fn python(&mut self) {
        self.heading(2, "Python");
        self.heading(3, "Builtin functions");
        let outside: Vec<&str> = refused::NAMES.iter().flat_map(|(names, _)| names.iter().copied()).collect();
        let mut rows = named(python::BUILTINS.functions());
        rows.retain(|(name, _)| !outside.iter().any(|o| name.starts_with(&format!("`{o}("))));
        self.table("function", "what it does", rows);
        for t in python::types::NAMED {
            self.heading(3, t.name);
            self.members(t, false);
        }
        self.heading(3, "Exceptions");
        let names: Vec<String> = crate::lang::exceptions::ALL.iter().map(|t| code(t.name)).collect();
        self.out.push_str(&format!("\n{}.\n", names.join(", ")));
    }

    fn magics(&mut self) {
        self.heading(2, "Magics");
        let rows = magics::rows().map(|row| {
            let forms = [(row.line, "%"), (row.cell, "%%")];
            let names: Vec<String> =
                forms.iter().filter(|(has, _)| *has).map(|(_, sign)| code(&format!("{sign}{}", row.name))).collect();
            (names.join(", "), summary(row.doc))
        });
        let rows = rows.collect();
        self.table("magic", "what it does", rows);
    }

    fn refused(&mut self) {
        self.heading(2, "What is refused");
        self.heading(3, "Constructs");
        let rows = refuse::CONSTRUCTS.iter().map(|(name, why)| (code(name), why.to_string())).collect();
        self.table("construct", "what Ravel says", rows);
        self.heading(3, "Builtins of Python");
        let all = |names: &[&str]| names.iter().map(|n| code(n)).collect::<Vec<_>>().join(", ");
        let rows = refused::NAMES.iter().map(|(names, why)| (all(names), why.to_string())).collect();
        self.table("name", "what Ravel says", rows);
        self.heading(3, "Names of NumPy");
        let names = |text: &str| text.split(' ').map(|n| code(&format!("np.{n}"))).collect::<Vec<_>>().join(", ");
        let rows = absent::OUTSIDE.iter().map(|(text, why)| (names(text), why.to_string())).collect();
        self.table("name", "what Ravel says", rows);
    }
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// How a row is called, and its line.
fn call(b: &Builtin) -> Row {
    let signature = b.signature.text.strip_prefix("self, /").or_else(|| b.signature.text.strip_prefix("self"));
    let signature = signature.map_or(b.signature.text, |rest| rest.trim_start_matches([',', ' ']));
    let others: Vec<String> = b.names[1..].iter().map(|n| code(n)).collect();
    let also = if others.is_empty() { String::new() } else { format!(", also {}", others.join(", ")) };
    (format!("`{}({signature})`{also}", b.name()), summary(b.doc))
}

/// Rows by name, each once however many names it has.
fn named(rows: &HashMap<&'static str, Builtin>) -> Vec<Row> {
    rows.iter().filter(|(name, b)| **name == b.name()).map(|(_, b)| call(b)).collect()
}

/// The first sentence or line of a doc.
fn summary(doc: &str) -> String {
    doc.split("\n\n").next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn type_line(name: &str, t: &Type) -> String {
    let bases: Vec<String> = t.bases.iter().map(|b| code(&b.qualified_name())).collect();
    match name == t.name {
        true => format!("below {}", bases.join(" and ")),
        false => format!("another name of `{}`", t.qualified_name()),
    }
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// The anchor that renderers give a heading.
fn anchor(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}
