//! A plain `.py` file: prints what it prints, and a traceback as CPython does.

use super::CellResult;
use crate::session::{Event, NoInput, Session, Sink, Stream};
use std::cell::RefCell;
use std::io::{BufRead, Write};
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

/// The terminal, without results and reports.
struct Plain;

impl Sink for Plain {
    fn event(&mut self, event: Event) {
        // A reader that went away (`| head`) is no reason to fail.
        match event {
            Event::Stream { stream: Stream::Stdout, text } => {
                let mut out = std::io::stdout().lock();
                let _ = out.write_all(text.as_bytes());
            }
            Event::Stream { stream: Stream::Stderr, text } => {
                let _ = std::io::stdout().flush();
                let _ = std::io::stderr().write_all(text.as_bytes());
            }
            Event::Display { data, .. } => {
                if let Some(text) = data.get("text/plain").and_then(|t| t.as_str()) {
                    let _ = writeln!(std::io::stdout(), "{text}");
                }
            }
            _ => {}
        }
    }

    fn input(&mut self, prompt: &str, _: bool) -> Result<String, NoInput> {
        let _ = write!(std::io::stdout(), "{prompt}");
        let _ = std::io::stdout().flush();
        let mut line = String::new();
        match std::io::stdin().lock().read_line(&mut line) {
            Ok(n) if n > 0 => Ok(line.trim_end_matches(['\n', '\r']).to_string()),
            _ => Err(NoInput::Eof),
        }
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
    let mut session = Session::new(Rc::new(RefCell::new(Plain)));
    let ended = session.run_script(&file.display().to_string(), &text);
    let _ = std::io::stdout().flush();
    Ok(vec![CellResult { name: "script".into(), failure: ended.err(), time: start.elapsed() }])
}
