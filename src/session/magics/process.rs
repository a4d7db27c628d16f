//! Commands of the system: started with the session's environment, their output handed on as it comes, ended by an
//! interrupt.

use super::environment;
use crate::engine::interrupt;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::session::event::Stream;
use crate::session::shell::State;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::Duration;

/// How often a running command is looked after.
const GLANCE: Duration = Duration::from_millis(50);

/// A command to run.
pub struct Job<'a> {
    /// The program and its arguments.
    pub words: &'a [&'a str],
    /// What it reads.
    pub input: &'a str,
    /// Whether its errors go where its output goes, in order.
    pub one_stream: bool,
}

/// A chunk of output.
type Chunk = (Stream, Vec<u8>);

/// Runs a command to its end; the exit code, negative for the signal that ended it. `None` where there is no such
/// program.
///
/// # Errors
/// `KeyboardInterrupt`; what the system says when the command can't be started.
pub fn run(state: &State, job: &Job<'_>, mut output: impl FnMut(Stream, &str)) -> Result<Option<i64>> {
    let (sender, chunks) = mpsc::channel();
    let mut child = match start(state, job, sender) {
        Ok(child) => child,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(super::files::os_error(&e, job.words[0])),
    };
    let mut partial = [Vec::new(), Vec::new()];
    loop {
        match chunks.recv_timeout(GLANCE) {
            Ok((stream, bytes)) => {
                let pending = &mut partial[usize::from(stream == Stream::Stderr)];
                pending.extend(bytes);
                let text = whole_characters(pending);
                output(stream, &text);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if interrupt::requested() {
            end(&mut child);
            interrupt::clear();
            return Err(Raise::with_args(&exc::KEYBOARD_INTERRUPT, vec![]));
        }
    }
    Ok(Some(child.wait().map_or(-1, code)))
}

fn code(status: ExitStatus) -> i64 {
    status.code().map_or_else(|| -i64::from(status.signal().unwrap_or(1)), i64::from)
}

/// Ends the command and all that it has started.
fn end(child: &mut Child) {
    let group = Pid::from_raw(child.id() as i32);
    let _ = killpg(group, Signal::SIGINT);
    std::thread::sleep(GLANCE);
    let _ = killpg(group, Signal::SIGKILL);
    let _ = child.wait();
}

fn start(state: &State, job: &Job<'_>, sender: Sender<Chunk>) -> std::io::Result<Child> {
    let mut command = Command::new(job.words[0]);
    command.args(&job.words[1..]).envs(environment::variables(state)).process_group(0);
    command.stdin(if job.input.is_empty() { Stdio::null() } else { Stdio::piped() });
    let mut child = if job.one_stream {
        let (reader, writer) = std::io::pipe()?;
        let child = command.stdout(writer.try_clone()?).stderr(writer).spawn()?;
        // Else the pipe would never end.
        drop(command);
        pass_on(reader, Stream::Stdout, sender);
        child
    } else {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        if let (Some(out), Some(err)) = (child.stdout.take(), child.stderr.take()) {
            pass_on(out, Stream::Stdout, sender.clone());
            pass_on(err, Stream::Stderr, sender);
        }
        child
    };
    if let Some(mut stdin) = child.stdin.take() {
        let input = job.input.to_string();
        // In a thread of its own: a command may write before it has read all.
        std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    }
    Ok(child)
}

fn pass_on(mut from: impl Read + Send + 'static, stream: Stream, to: Sender<Chunk>) {
    std::thread::spawn(move || {
        let mut chunk = [0; 8192];
        while let Ok(n @ 1..) = from.read(&mut chunk) {
            if to.send((stream, chunk[..n].to_vec())).is_err() {
                return;
            }
        }
    });
}

/// Takes the whole characters off the front; a character cut in two waits for its rest.
fn whole_characters(pending: &mut Vec<u8>) -> String {
    let rest = match std::str::from_utf8(pending) {
        Err(e) if e.error_len().is_none() => pending.split_off(e.valid_up_to()),
        _ => Vec::new(),
    };
    let text = String::from_utf8_lossy(pending).into_owned();
    *pending = rest;
    text
}
