//! The examples in the docs of builtins: each runs here, and prints what the doc says.
//!
//! With `RAVEL_EXAMPLES=FILE` they are also written as JSON, so that `tests/check_examples.py FILE` can run them under
//! CPython and NumPy.

use ravel::lang::builtins::{self, python};
use ravel::lang::module::Module;
use ravel::lang::registry::{Builtin, Type};
use ravel::lang::{Host, Interp, Result, Value, eval};
use ravel::syntax::{self, Source};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

struct Capture(Rc<RefCell<String>>);

impl Host for Capture {
    fn stdout(&mut self, text: &str) {
        self.0.borrow_mut().push_str(text);
    }

    fn stderr(&mut self, text: &str) {
        self.0.borrow_mut().push_str(text);
    }

    fn input(&mut self, _: &str, _: bool) -> Result<String> {
        Ok(String::new())
    }

    fn display(&mut self, mime: Vec<(String, String)>, _: Option<String>, _: bool) {
        let plain = mime.iter().find(|(kind, _)| kind == "text/plain");
        if let Some((_, text)) = plain {
            self.stdout(&format!("{text}\n"));
        }
    }

    fn clear_output(&mut self, _: bool) {}
}

/// What a doc's examples belong to, and what to import first.
struct Doc {
    prelude: String,
    text: &'static str,
}

/// An example: the lines of a program, and what they print.
type Example = (String, String);

fn examples(doc: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut open = false;
    for line in doc.lines() {
        if let Some(code) = line.strip_prefix(">>> ") {
            found.push((code.to_string(), String::new()));
            open = true;
        } else if let (Some(code), Some(last), true) = (line.strip_prefix("... "), found.last_mut(), open) {
            last.0.push_str(&format!("\n{code}"));
        } else if line.trim().is_empty() {
            open = false;
        } else if let (Some(last), true) = (found.last_mut(), open) {
            last.1.push_str(&format!("{line}\n"));
        }
    }
    found
}

fn run(interp: &mut Interp, out: &Rc<RefCell<String>>, code: &str) -> String {
    out.borrow_mut().clear();
    let source = Rc::new(Source { name: "<example>".into(), text: format!("{code}\n") });
    let result = match syntax::parse(&source.text) {
        Ok(module) => eval::exec_module(interp, &source, &module),
        Err(e) => return format!("{e:?}"),
    };
    match result {
        Ok(Some(v)) => {
            let text = interp.repr(&v).unwrap_or_default();
            out.borrow_mut().push_str(&format!("{text}\n"));
        }
        Ok(None) => {}
        Err(raise) => {
            let kind = raise.0.kind.qualified_name();
            let text = interp.str(&Value::Exception(raise.0.clone())).unwrap_or_default();
            out.borrow_mut().push_str(&format!("{kind}: {text}\n"));
        }
    }
    out.borrow().clone()
}

fn of_rows<'a>(docs: &mut BTreeMap<String, Doc>, prefix: &str, prelude: &str, rows: impl Iterator<Item = &'a Builtin>) {
    for b in rows {
        let name = format!("{prefix}{}", b.name());
        docs.insert(name, Doc { prelude: prelude.to_string(), text: b.doc });
    }
}

fn of_type(docs: &mut BTreeMap<String, Doc>, t: &'static Type, prelude: &str) {
    let members = t.members();
    let prefix = format!("{}.", t.qualified_name());
    docs.insert(t.qualified_name(), Doc { prelude: prelude.to_string(), text: members.doc });
    of_rows(docs, &prefix, prelude, members.methods.values().chain(members.statics.values()));
}

fn of_module(docs: &mut BTreeMap<String, Doc>, interp: &mut Interp, module: &'static Module, prelude: &str) {
    of_rows(docs, &format!("{}.", module.name), prelude, module.functions().values());
    for name in module.names {
        if let Some(Value::Type(t)) = module.get(interp, name) {
            of_type(docs, t, prelude);
        }
    }
}

fn interpreter() -> (Interp, Rc<RefCell<String>>) {
    let out = Rc::new(RefCell::new(String::new()));
    (Interp::new(Box::new(Capture(out.clone()))), out)
}

fn all() -> BTreeMap<String, Doc> {
    let (mut interp, _) = interpreter();
    let mut docs = BTreeMap::new();
    of_module(&mut docs, &mut interp, &python::BUILTINS, "");
    for t in python::types::NAMED {
        of_type(&mut docs, t, "");
    }
    for module in builtins::modules() {
        let prelude = match module.name {
            "numpy" => "import numpy as np".to_string(),
            name if name.starts_with("numpy.") => format!("import numpy as np\nimport {name}"),
            name => format!("import {name}"),
        };
        of_module(&mut docs, &mut interp, module, &prelude);
    }
    docs
}

fn check() -> Vec<String> {
    let docs = all();
    let mut wrong = Vec::new();
    let mut exported = Vec::new();
    let mut count = 0;
    for (name, doc) in &docs {
        let cases = examples(doc.text);
        let (mut interp, out) = interpreter();
        let said = if doc.prelude.is_empty() { String::new() } else { run(&mut interp, &out, &doc.prelude) };
        if !said.is_empty() {
            wrong.push(format!("{name}: {}: {said}", doc.prelude));
        }
        for (code, expected) in &cases {
            count += 1;
            let got = run(&mut interp, &out, code);
            if got.trim_end() != expected.trim_end() {
                wrong.push(format!("{name}\n>>> {code}\nexpected: {expected}got:      {got}"));
            }
        }
        exported.push(serde_json::json!({"name": name, "prelude": doc.prelude, "examples": cases}));
    }
    if let Ok(path) = std::env::var("RAVEL_EXAMPLES") {
        let text = serde_json::to_string_pretty(&exported).unwrap_or_default();
        std::fs::write(path, text).expect("the examples are written");
    }
    assert!(count > 100, "only {count} examples were found");
    wrong
}

#[test]
fn examples_print_what_they_say() {
    let thread = std::thread::Builder::new().stack_size(512 << 20).spawn(check);
    let wrong = thread.expect("a thread starts").join().expect("no example panics");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
