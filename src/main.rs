//! The command `ravel`.

use ravel::lang::{Host, Interp, Result, eval};
use ravel::syntax::{self, Source};
use std::io::Write;
use std::rc::Rc;

/// Standard streams.
struct Plain;

impl Host for Plain {
    fn stdout(&mut self, text: &str) {
        let _ = std::io::stdout().write_all(text.as_bytes());
    }

    fn stderr(&mut self, text: &str) {
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    fn input(&mut self, prompt: &str, _password: bool) -> Result<String> {
        self.stdout(prompt);
        let mut line = String::new();
        let _ = std::io::stdin().read_line(&mut line);
        Ok(line.trim_end_matches('\n').to_string())
    }

    fn display(&mut self, _mime: Vec<(String, String)>, _id: Option<String>, _update: bool) {}

    fn clear_output(&mut self, _wait: bool) {}
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, command, file] = &args[..] else { return };
    if command != "run" {
        return;
    }
    let file = file.clone();
    let thread = std::thread::Builder::new().stack_size(512 << 20).spawn(move || run(file));
    let code = thread.ok().and_then(|t| t.join().ok()).unwrap_or(2);
    std::process::exit(code);
}

fn run(file: String) -> i32 {
    let Ok(text) = std::fs::read_to_string(&file) else { return 2 };
    let module = match syntax::parse(&text) {
        Ok(m) => m,
        Err(e) => {
            eprintln!("{}: {}", e.kind, e.message);
            return 1;
        }
    };
    let source = Rc::new(Source { name: file, text });
    let mut interp = Interp::new(Box::new(Plain));
    match eval::exec_module(&mut interp, &source, &module) {
        Ok(_) => 0,
        Err(raise) => {
            let text = ravel::lang::protocol::text::exception_str(&mut interp, &raise.0).unwrap_or_default();
            for f in raise.0.traceback.borrow().iter().rev() {
                eprintln!(
                    "  line {} in {}: {}",
                    f.source.line_col(f.span.start).0,
                    f.function,
                    f.span.text(&f.source.text)
                );
            }
            eprintln!("{}{}{text}", raise.0.kind.qualified_name(), if text.is_empty() { "" } else { ": " });
            1
        }
    }
}
