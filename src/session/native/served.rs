//! Rust that waits in the helper's process for requests to run: what is timed of `%%rust`, compiled once.

use super::helper;
use super::lend::Argument;
use super::rust::{self, Line};
use super::values;
use crate::engine::interrupt;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::value::Value;
use crate::session::shell::State;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::time::Duration;

/// How often a run is looked after.
const GLANCE: Duration = Duration::from_millis(50);

/// A closure at the other end of a socket.
pub struct Served {
    link: BufReader<UnixStream>,
}

/// A socket's place, removed with the value.
struct Place(PathBuf);

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Served {
    /// Compiles code, whose text begins on line `first` of its cell, and starts a thread that waits.
    ///
    /// # Errors
    /// What the compiler finds wrong; an interrupt.
    pub fn start(
        state: &State,
        line: &Line,
        arguments: &[Argument],
        (body, first): (&str, usize),
        output: helper::Output<'_>,
    ) -> Result<Served> {
        let place = Place(std::env::temp_dir().join(format!("ravel-{}", uuid::Uuid::new_v4().simple())));
        let listener = UnixListener::bind(&place.0).map_err(|e| broken(&e))?;
        listener.set_nonblocking(true).map_err(|e| broken(&e))?;
        let before: String = arguments.iter().map(rust::declaration).collect();
        let result = line.result()?.map_or(String::new(), |name| format!("\n; {name}"));
        let code = format!(
            "{}{{ {before}std::thread::spawn(move || ravel::serve({:?}, &mut || -> Box<dyn ravel::Out> {{ Box::new({{\n{}{result}\n}}) }})); }}",
            "\n".repeat(first.saturating_sub(2)),
            place.0,
            body.trim_end()
        );
        helper::with(state, |helper| helper.run(&code, output))?;
        let link = accept(&listener)?;
        Ok(Served { link: BufReader::new(link) })
    }

    /// Runs it so many times; the seconds that they took, and the result of the last.
    ///
    /// # Errors
    /// A panic or a crash; an interrupt, which ends the helper's process.
    pub fn run(&mut self, state: &State, runs: u64) -> Result<(f64, Value)> {
        let answer = self.ask(runs);
        match answer {
            Ok((seconds, bytes)) => {
                let value = values::read_all(&bytes)?.into_iter().next().unwrap_or(Value::None);
                Ok((seconds, value))
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => {
                interrupt::clear();
                // The thread would work on.
                state.rust.take();
                Err(Raise::with_args(&exc::KEYBOARD_INTERRUPT, vec![]))
            }
            Err(_) => {
                // Where the process has crashed, the next run tells how.
                let next = helper::with(state, |helper| helper.run("();", &mut |_, _| {}));
                Err(next.err().unwrap_or_else(|| Raise::new(&exc::RUNTIME_ERROR, "the Rust code panicked")))
            }
        }
    }

    fn ask(&mut self, runs: u64) -> io::Result<(f64, Vec<u8>)> {
        writeln!(self.link.get_mut(), "{runs}")?;
        let mut line = Vec::new();
        while !line.ends_with(b"\n") {
            patiently(|| match self.link.read_until(b'\n', &mut line) {
                Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
                other => other,
            })?;
        }
        let text = String::from_utf8_lossy(&line).into_owned();
        let numbers = text.trim().split_once(' ').and_then(|(s, n)| Some((s.parse().ok()?, n.parse::<usize>().ok()?)));
        let (seconds, len) = numbers.ok_or(ErrorKind::InvalidData)?;
        let mut bytes = vec![0; len];
        let mut at = 0;
        while at < len {
            at += match patiently(|| self.link.read(&mut bytes[at..]))? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                n => n,
            };
        }
        Ok((seconds, bytes))
    }
}

/// Tries again until something comes; an interrupt of the cell ends it.
fn patiently(mut read: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match read() {
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted) => {
                if interrupt::requested() {
                    return Err(ErrorKind::Interrupted.into());
                }
            }
            other => return other,
        }
    }
}

fn accept(listener: &UnixListener) -> Result<UnixStream> {
    const TRIES: usize = 200;
    for _ in 0..TRIES {
        match listener.accept() {
            Ok((link, _)) => {
                link.set_nonblocking(false)
                    .and_then(|()| link.set_read_timeout(Some(GLANCE)))
                    .map_err(|e| broken(&e))?;
                return Ok(link);
            }
            Err(e) if e.kind() == ErrorKind::WouldBlock => std::thread::sleep(GLANCE),
            Err(e) => return Err(broken(&e)),
        }
    }
    Err(Raise::new(&exc::RUNTIME_ERROR, "the Rust code has not begun"))
}

fn broken(e: &io::Error) -> Raise {
    Raise::new(&exc::OS_ERROR, format!("%%rust: {e}"))
}
