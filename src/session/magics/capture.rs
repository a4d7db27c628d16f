//! `%%capture`: a cell's outputs as an object.

use super::{Row, arguments};
use crate::lang::dict::{Dict, Key};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{OBJECT, Table, Type, attribute, py};
use crate::lang::value::Value;
use crate::session::event::{Event, MimeBundle, Stream};
use crate::session::results;
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use serde_json::Value as Json;
use std::any::Any;
use std::rc::Rc;

/// The magics of this file.
pub static ROWS: &[Row] = &[Row {
    name: "capture",
    line: false,
    cell: true,
    doc: "%%capture [--no-stdout] [--no-stderr] [--no-display] [name]\n\n\
          Runs the cell and shows none of its outputs; keeps them in a variable, with .stdout, .stderr, .outputs and .show().",
    run: capture,
}];

/// What `%%capture name` binds.
struct Captured(Vec<Event>);

/// One rich output of it.
struct Output(MimeBundle);

static CAPTURED: Type = Type::new("CapturedIO", "IPython.utils.capture", &[&OBJECT], captured_table);
static OUTPUT: Type = Type::new("RichOutput", "IPython.utils.capture", &[&OBJECT], output_table);

impl Captured {
    fn text(&self, wanted: Stream) -> String {
        let piece = |e: &Event| match e {
            Event::Stream { stream, text } if *stream == wanted => Some(text.clone()),
            _ => None,
        };
        self.0.iter().filter_map(piece).collect()
    }

    fn rich(&self) -> Vec<MimeBundle> {
        let data = |e: &Event| match e {
            Event::Display { data, .. } | Event::Result { data, .. } => Some(data.clone()),
            _ => None,
        };
        self.0.iter().filter_map(data).collect()
    }

    /// As IPython: both texts, then the rich outputs.
    fn show(&self, interp: &mut Interp) {
        interp.host.stdout(&self.text(Stream::Stdout));
        interp.host.stderr(&self.text(Stream::Stderr));
        for data in self.rich() {
            display(interp, &data);
        }
    }
}

fn display(interp: &mut Interp, data: &MimeBundle) {
    interp.host.display(data.iter().map(|(mime, content)| (mime.clone(), text(content))).collect(), None, false);
}

fn text(content: &Json) -> String {
    content.as_str().map_or_else(|| content.to_string(), String::from)
}

fn of<T: Object>(v: &Value) -> Result<&T> {
    v.downcast().ok_or_else(|| Raise::type_error("not what a cell captured"))
}

fn captured_table() -> Table {
    Table {
        doc: "The outputs of a cell that %%capture ran.",
        methods: vec![py(&["show"], "self", "Show the outputs.", |interp: &mut Interp, v: Value| {
            of::<Captured>(&v).map(|c| c.show(interp))
        })],
        attributes: vec![
            attribute("stdout", "What it printed.", |_, v| Ok(Value::str(of::<Captured>(v)?.text(Stream::Stdout)))),
            attribute("stderr", "What it printed as errors.", |_, v| {
                Ok(Value::str(of::<Captured>(v)?.text(Stream::Stderr)))
            }),
            attribute("outputs", "Its rich outputs.", |_, v| {
                Ok(Value::list(of::<Captured>(v)?.rich().into_iter().map(|d| Value::object(Output(d))).collect()))
            }),
        ],
        ..Table::default()
    }
}

fn output_table() -> Table {
    Table {
        doc: "A rich output that %%capture kept.",
        methods: vec![py(&["display"], "self", "Show it.", |interp: &mut Interp, v: Value| {
            of::<Output>(&v).map(|o| display(interp, &o.0))
        })],
        attributes: vec![attribute("data", "Its formats, by mime type.", |_, v| {
            let dict = Dict::default();
            for (mime, content) in &of::<Output>(v)?.0 {
                dict.0.borrow_mut().insert(Key::str(mime), Value::str(text(content)));
            }
            Ok(Value::Dict(Rc::new(dict)))
        })],
        ..Table::default()
    }
}

impl Object for Captured {
    fn type_(&self) -> &'static Type {
        &CAPTURED
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<IPython.utils.capture.CapturedIO at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn str(&self, _: &mut Interp) -> Result<String> {
        Ok(self.text(Stream::Stdout))
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, _: &[Value], _: &[(String, Value)]) -> Option<Result<Value>> {
        self.show(interp);
        Some(Ok(Value::None))
    }
}

impl Object for Output {
    fn type_(&self) -> &'static Type {
        &OUTPUT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<IPython.utils.capture.RichOutput at {:#x}>", std::ptr::from_ref(self) as usize))
    }
}

fn capture(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let flags: &[arguments::Flag] = &[(&["--no-stdout"], false), (&["--no-stderr"], false), (&["--no-display"], false)];
    let given = arguments::parse(&magic.line, flags)?;
    given.at_most(1)?;
    let body = magic.body.as_deref().unwrap_or_default();
    let passes = ["--no-stdout", "--no-stderr", "--no-display"].map(|flag| given.has(flag));
    let name = interp.source.name.clone();
    // What is not shown is not reported either.
    interp.trace.on = false;
    let (ran, events) = state.capture(passes, || results::run_cell(state, interp, &name, body));
    if let Some(name) = given.words.first() {
        interp.globals.insert(name.as_str().into(), Value::object(Captured(events)));
    }
    ran.map(|()| Value::None)
}
