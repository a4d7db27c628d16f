//! A plain `.py` file: prints what it prints, and a traceback as CPython does.

use super::CellResult;
use crate::front::terminal::Terminal;
use crate::session::{Event, NoInput, Session, Sink, Stream};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

/// The terminal, without results and reports.
struct Plain(Terminal);

impl Sink for Plain {
    fn event(&mut self, event: Event) {
        match event {
            Event::Stream { stream: Stream::Stdout, text } => self.0.print(&text),
            Event::Stream { stream: Stream::Stderr, text } => self.0.warn(&text),
            Event::Display { data, .. } => {
                if let Some(text) = data.get("text/plain").and_then(|t| t.as_str()) {
                    self.0.print(&format!("{text}\n"));
                }
            }
            _ => {}
        }
    }

    fn input(&mut self, prompt: &str, password: bool) -> Result<String, NoInput> {
        self.0.ask(prompt, password)
    }

    fn flush(&mut self) {
        self.0.flush();
    }
}

/// Runs a script.
///
/// # Errors
/// A sentence: the file can't be read or is no text.
pub fn run(file: &Path) -> Result<Vec<CellResult>, String> {
    let bytes = std::fs::read(file).map_err(|e| format!("can't be read: {e}"))?;
    let text = String::from_utf8(bytes).map_err(|_| "is no UTF-8 text".to_string())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
    let start = Instant::now();
    let sink = Rc::new(RefCell::new(Plain(Terminal::new())));
    let mut session = Session::new(sink.clone());
    let ended = session.run_script(&file.display().to_string(), &text);
    sink.borrow_mut().0.flush();
    let (failure, exit_code) = match ended {
        Ok(()) => (None, 0),
        Err(end) => ((end.code != 0 || !end.text.is_empty()).then_some(end.text), end.code),
    };
    Ok(vec![CellResult { name: "script".into(), failure, exit_code, time: start.elapsed() }])
}
