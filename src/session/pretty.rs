//! The text of a result: IPython's `pretty`, which breaks long containers over several lines. The algorithm is Oppen's
//! as `IPython.lib.pretty` has it, down to the order in which groups are broken.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::collections::VecDeque;

/// IPython's line width, in code points.
const WIDTH: usize = 79;
/// The most items of a container that are shown.
const MAX_SEQUENCE: usize = 1000;

/// The text of a value as IPython's `Out[…]` shows it.
///
/// # Errors
/// What a `repr` of the program raises.
pub fn pretty(interp: &mut Interp, value: &Value) -> Result<String> {
    let mut p = Printer::new(WIDTH);
    show(interp, &mut p, value, &mut Vec::new())?;
    p.flush();
    Ok(p.output)
}

/// `within` holds the containers being shown, so that one that holds itself ends.
fn show(interp: &mut Interp, p: &mut Printer, value: &Value, within: &mut Vec<Value>) -> Result<()> {
    if within.iter().any(|w| w.is(value)) {
        p.text(match value {
            Value::List(_) => "[...]",
            Value::Tuple(_) => "(...)",
            _ => "{...}",
        });
        return Ok(());
    }
    within.push(value.clone());
    let done = show_kind(interp, p, value, within);
    within.pop();
    done
}

fn show_kind(interp: &mut Interp, p: &mut Printer, value: &Value, within: &mut Vec<Value>) -> Result<()> {
    match value {
        Value::List(items) => {
            let items = items.0.borrow().clone();
            sequence(interp, p, ("[", "]"), &items, within)
        }
        Value::Tuple(items) => sequence(interp, p, ("(", if items.len() == 1 { ",)" } else { ")" }), items, within),
        Value::Dict(d) => {
            let pairs: Vec<(Value, Value)> = d.0.borrow().iter().map(|(k, v)| (k.value().clone(), v.clone())).collect();
            dict(interp, p, &pairs, within)
        }
        Value::Set(s) if !s.items.borrow().is_empty() => {
            let items: Vec<Value> = s.items.borrow().iter().map(|k| k.value().clone()).collect();
            let items = sorted(interp, items);
            sequence(interp, p, if s.frozen { ("frozenset({", "})") } else { ("{", "}") }, &items, within)
        }
        Value::Type(t) => {
            p.text(&t.qualified_name());
            Ok(())
        }
        Value::Function(f) => {
            p.text(&format!("<function __main__.{}{}>", f.qualname, super::inspect::function_signature(interp, f)?));
            Ok(())
        }
        Value::Builtin(_) | Value::Method(_) => {
            p.text(&callable(interp, value)?);
            Ok(())
        }
        Value::Exception(e) => {
            let name = e.kind.qualified_name();
            sequence(interp, p, (&format!("{name}("), ")"), &e.args, within)
        }
        _ => {
            let text = interp.repr(value)?;
            // What has no `repr` of its own is named by its type.
            lines(p, &if matches!(value, Value::Iter(_)) { text.replacen(" object at ", " at ", 1) } else { text });
            Ok(())
        }
    }
}

/// `<function ndarray.sum(axis=None)>`, as IPython shows what has a signature.
fn callable(interp: &mut Interp, value: &Value) -> Result<String> {
    let owner = match value {
        Value::Method(m) => Some(interp.type_of(&m.receiver).name.to_string()),
        Value::Builtin(b) => in_numpy(interp, value, b.name()).then(|| "numpy".to_string()),
        _ => None,
    };
    Ok(match (super::inspect::signature(interp, value)?, owner) {
        (Some(signature), Some(owner)) => format!("<function {owner}.{signature}>"),
        (Some(signature), None) => format!("<function {signature}>"),
        (None, _) => interp.repr(value)?,
    })
}

fn in_numpy(interp: &mut Interp, value: &Value, name: &str) -> bool {
    let numpy = crate::lang::builtins::module("numpy").map(Value::Module);
    numpy.and_then(|m| interp.get_attr(&m, name).ok()).is_some_and(|v| v.is(value))
}

/// A repr of several lines breaks the group that it stands in.
fn lines(p: &mut Printer, text: &str) {
    p.begin_group(0, "");
    for (i, line) in text.lines().enumerate() {
        if i > 0 {
            p.hard_break();
        }
        p.text(line);
    }
    p.end_group(0, "");
}

fn sequence(
    interp: &mut Interp,
    p: &mut Printer,
    (open, close): (&str, &str),
    items: &[Value],
    within: &mut Vec<Value>,
) -> Result<()> {
    let step = open.chars().count();
    p.begin_group(step, open);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            p.text(",");
            p.breakable();
        }
        if i == MAX_SEQUENCE {
            p.text("...");
            break;
        }
        show(interp, p, item, within)?;
    }
    p.end_group(step, close);
    Ok(())
}

fn dict(interp: &mut Interp, p: &mut Printer, pairs: &[(Value, Value)], within: &mut Vec<Value>) -> Result<()> {
    p.begin_group(1, "{");
    for (i, (key, value)) in pairs.iter().enumerate() {
        if i > 0 {
            p.text(",");
            p.breakable();
        }
        if i == MAX_SEQUENCE {
            p.text("...");
            break;
        }
        show(interp, p, key, within)?;
        p.text(": ");
        show(interp, p, value, within)?;
    }
    p.end_group(1, "}");
    Ok(())
}

/// As IPython: sorted where the items can be compared, else by their text.
fn sorted(interp: &mut Interp, items: Vec<Value>) -> Vec<Value> {
    use crate::syntax::ast::CmpOp;
    let mut out = items.clone();
    let mut failed = false;
    out.sort_by(|a, b| {
        let less = interp.compare(CmpOp::Lt, a, b).and_then(|v| interp.truth(&v));
        let more = interp.compare(CmpOp::Lt, b, a).and_then(|v| interp.truth(&v));
        match (less, more) {
            (Ok(true), _) => std::cmp::Ordering::Less,
            (_, Ok(true)) => std::cmp::Ordering::Greater,
            (Ok(_), Ok(_)) => std::cmp::Ordering::Equal,
            _ => {
                failed = true;
                std::cmp::Ordering::Equal
            }
        }
    });
    if failed { items } else { out }
}

/// A piece that is not yet printed.
enum Piece {
    Text(String, usize),
    Break { indent: usize, group: usize },
}

struct Group {
    depth: usize,
    breaks: usize,
    want_break: bool,
}

/// Oppen's printer: pieces wait until it is known whether their group fits the line.
struct Printer {
    width: usize,
    output: String,
    output_width: usize,
    buffer: VecDeque<Piece>,
    buffer_width: usize,
    groups: Vec<Group>,
    stack: Vec<usize>,
    /// Groups that may still be broken, by depth.
    queue: Vec<Vec<usize>>,
    indent: usize,
}

impl Printer {
    fn new(width: usize) -> Printer {
        Printer {
            width,
            output: String::new(),
            output_width: 0,
            buffer: VecDeque::new(),
            buffer_width: 0,
            groups: vec![Group { depth: 0, breaks: 0, want_break: false }],
            stack: vec![0],
            queue: vec![vec![0]],
            indent: 0,
        }
    }

    fn text(&mut self, text: &str) {
        let width = text.chars().count();
        if self.buffer.is_empty() {
            self.output.push_str(text);
            self.output_width += width;
            return;
        }
        match self.buffer.back_mut() {
            Some(Piece::Text(t, w)) => {
                t.push_str(text);
                *w += width;
            }
            _ => self.buffer.push_back(Piece::Text(text.into(), width)),
        }
        self.buffer_width += width;
        self.break_outer_groups();
    }

    fn breakable(&mut self) {
        let group = self.stack[self.stack.len() - 1];
        if self.groups[group].want_break {
            self.flush();
            self.newline(self.indent);
            return;
        }
        self.groups[group].breaks += 1;
        self.buffer.push_back(Piece::Break { indent: self.indent, group });
        self.buffer_width += 1;
        self.break_outer_groups();
    }

    fn hard_break(&mut self) {
        if let Some(group) = self.dequeue() {
            self.break_group(group);
        }
        self.flush();
        self.newline(self.indent);
    }

    fn newline(&mut self, indent: usize) {
        self.output.push('\n');
        self.output.extend(std::iter::repeat_n(' ', indent));
        self.output_width = indent;
    }

    fn begin_group(&mut self, indent: usize, open: &str) {
        if !open.is_empty() {
            self.text(open);
        }
        let depth = self.groups[self.stack[self.stack.len() - 1]].depth + 1;
        self.groups.push(Group { depth, breaks: 0, want_break: false });
        let group = self.groups.len() - 1;
        self.stack.push(group);
        if self.queue.len() <= depth {
            self.queue.resize(depth + 1, Vec::new());
        }
        self.queue[depth].push(group);
        self.indent += indent;
    }

    fn end_group(&mut self, dedent: usize, close: &str) {
        self.indent -= dedent;
        if let Some(group) = self.stack.pop()
            && self.groups[group].breaks == 0
        {
            self.forget(group);
        }
        if !close.is_empty() {
            self.text(close);
        }
    }

    fn forget(&mut self, group: usize) {
        let depth = self.groups[group].depth;
        if let Some(at) = self.queue[depth].iter().position(|&g| g == group) {
            self.queue[depth].remove(at);
        }
    }

    /// The outermost group that can still be broken. IPython looks from the last but removes by the position counted
    /// from the first; the same here, so that the same lines come out.
    fn dequeue(&mut self) -> Option<usize> {
        for depth in 0..self.queue.len() {
            let found = self.queue[depth].iter().rev().position(|&g| self.groups[g].breaks > 0);
            if let Some(at) = found {
                let group = self.queue[depth][self.queue[depth].len() - 1 - at];
                self.queue[depth].remove(at);
                self.groups[group].want_break = true;
                return Some(group);
            }
            for group in std::mem::take(&mut self.queue[depth]) {
                self.groups[group].want_break = true;
            }
        }
        None
    }

    fn break_outer_groups(&mut self) {
        while self.width < self.output_width + self.buffer_width {
            let Some(group) = self.dequeue() else { return };
            self.break_group(group);
        }
    }

    fn break_group(&mut self, group: usize) {
        while self.groups[group].breaks > 0 {
            let Some(piece) = self.buffer.pop_front() else { return };
            self.emit(piece);
        }
        while matches!(self.buffer.front(), Some(Piece::Text(..))) {
            if let Some(piece) = self.buffer.pop_front() {
                self.emit(piece);
            }
        }
    }

    fn emit(&mut self, piece: Piece) {
        match piece {
            Piece::Text(text, width) => {
                self.output.push_str(&text);
                self.output_width += width;
                self.buffer_width -= width;
            }
            Piece::Break { indent, group } => {
                self.buffer_width -= 1;
                self.groups[group].breaks -= 1;
                if self.groups[group].want_break {
                    self.newline(indent);
                    return;
                }
                if self.groups[group].breaks == 0 {
                    self.forget(group);
                }
                self.output.push(' ');
                self.output_width += 1;
            }
        }
    }

    fn flush(&mut self) {
        while let Some(piece) = self.buffer.pop_front() {
            self.emit(piece);
        }
        self.buffer_width = 0;
    }
}

#[cfg(test)]
mod tests {
    use crate::session::{Event, ExecuteOptions, NoInput, Session, Sink};
    use serde::Deserialize;
    use std::cell::RefCell;
    use std::rc::Rc;

    #[derive(Default)]
    struct Results(Vec<String>);

    impl Sink for Results {
        fn event(&mut self, event: Event) {
            if let Event::Result { data, .. } = event {
                self.0.push(data["text/plain"].as_str().unwrap_or_default().to_string());
            }
        }

        fn input(&mut self, _: &str, _: bool) -> Result<String, NoInput> {
            Err(NoInput::Unsupported)
        }
    }

    #[derive(Deserialize)]
    struct Case {
        code: String,
        text: String,
    }

    /// Recorded from IPython by tests/oracle/pretty.py.
    #[test]
    fn as_ipython() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../tests/data/pretty.json")).unwrap();
        let results = Rc::new(RefCell::new(Results::default()));
        let mut session = Session::new(results.clone());
        session.execute("import numpy as np", &ExecuteOptions::default());
        let mut wrong = Vec::new();
        for case in &cases {
            results.borrow_mut().0.clear();
            session.execute(&case.code, &ExecuteOptions::default());
            let shown = results.borrow().0.concat();
            if shown != case.text {
                wrong.push(format!("{}\n  got {shown}\n want {}", case.code, case.text));
            }
        }
        assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    }
}
