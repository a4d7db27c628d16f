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
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
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

/// What comes from a process.
enum Message {
    Output(Stream, Vec<u8>),
    Reply(String),
}

/// A process that was started. It ends with this value, and with it all that it has started.
pub struct Process {
    child: Child,
    messages: Receiver<Message>,
    /// Characters of which only a part has come, of standard output and of standard error.
    partial: [Vec<u8>; 2],
    link: Option<UnixStream>,
    /// Whether an interrupt of the cell leaves it running.
    survives: bool,
    ended: bool,
}

/// What came within a glance.
pub enum Glance {
    /// Nothing, or output that was handed on.
    Nothing,
    /// An answer.
    Reply(String),
    /// The process has closed its streams.
    Closed,
}

/// Runs a command to its end; the exit code, negative for the signal that ended it. `None` where there is no such
/// program.
///
/// # Errors
/// `KeyboardInterrupt`; what the system says when the command can't be started.
pub fn run(state: &State, job: &Job<'_>, mut output: impl FnMut(Stream, &str)) -> Result<Option<i64>> {
    let mut process = match Process::start(state, job) {
        Ok(process) => process,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(super::files::os_error(&e, job.words[0])),
    };
    process.attend(&mut output)?;
    Ok(Some(process.code()))
}

impl Process {
    /// Starts a command.
    ///
    /// # Errors
    /// The system's.
    pub fn start(state: &State, job: &Job<'_>) -> io::Result<Process> {
        let stdin = if job.input.is_empty() { Stdio::null() } else { Stdio::piped() };
        let mut process = Process::spawn(state, job, stdin, None)?;
        if let Some(mut stdin) = process.child.stdin.take() {
            let input = job.input.to_string();
            // In a thread of its own: a command may write before it has read all.
            std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
        }
        Ok(process)
    }

    /// Starts a command whose standard input is a link both ways: it takes requests from there and answers in lines.
    ///
    /// # Errors
    /// The system's.
    pub fn start_linked(state: &State, words: &[&str]) -> io::Result<Process> {
        let (ours, theirs) = UnixStream::pair()?;
        let job = Job { words, input: "", one_stream: false };
        Process::spawn(state, &job, Stdio::from(OwnedFd::from(theirs)), Some(ours))
    }

    fn spawn(state: &State, job: &Job<'_>, stdin: Stdio, link: Option<UnixStream>) -> io::Result<Process> {
        let (sender, messages) = mpsc::channel();
        let mut command = Command::new(job.words[0]);
        command.args(&job.words[1..]).envs(environment::variables(state)).process_group(0).stdin(stdin);
        let child = if job.one_stream {
            let (reader, writer) = io::pipe()?;
            let child = command.stdout(writer.try_clone()?).stderr(writer).spawn()?;
            pass_on(reader, Stream::Stdout, sender);
            child
        } else {
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
            if let Some(link) = &link {
                replies(link.try_clone()?, sender.clone());
            }
            if let (Some(out), Some(err)) = (child.stdout.take(), child.stderr.take()) {
                pass_on(out, Stream::Stdout, sender.clone());
                pass_on(err, Stream::Stderr, sender);
            }
            child
        };
        Ok(Process { child, messages, partial: Default::default(), link, survives: false, ended: false })
    }

    /// Hands output on until the process replies, or until it has closed its streams (`None`).
    ///
    /// # Errors
    /// `KeyboardInterrupt`; the process has then been ended.
    pub fn attend(&mut self, output: &mut dyn FnMut(Stream, &str)) -> Result<Option<String>> {
        loop {
            match self.glance(output)? {
                Glance::Reply(line) => return Ok(Some(line)),
                Glance::Closed => return Ok(None),
                Glance::Nothing => {}
            }
        }
    }

    /// Waits for a moment, and hands output on.
    ///
    /// # Errors
    /// `KeyboardInterrupt`; the process has then been ended, unless it survives that.
    pub fn glance(&mut self, output: &mut dyn FnMut(Stream, &str)) -> Result<Glance> {
        match self.messages.recv_timeout(GLANCE) {
            Ok(Message::Reply(line)) => return Ok(Glance::Reply(line)),
            Ok(Message::Output(stream, bytes)) => {
                let pending = &mut self.partial[usize::from(stream == Stream::Stderr)];
                pending.extend(bytes);
                let text = whole_characters(pending);
                if !text.is_empty() {
                    output(stream, &text);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                for (stream, pending) in [Stream::Stdout, Stream::Stderr].into_iter().zip(&mut self.partial) {
                    if !pending.is_empty() {
                        output(stream, &String::from_utf8_lossy(&std::mem::take(pending)));
                    }
                }
                return Ok(Glance::Closed);
            }
        }
        if interrupt::requested() {
            if !self.survives {
                self.end();
            }
            interrupt::clear();
            return Err(Raise::with_args(&exc::KEYBOARD_INTERRUPT, vec![]));
        }
        Ok(Glance::Nothing)
    }

    /// Ends the process now, if it has not ended.
    pub fn give_up(&mut self) {
        self.end();
    }

    /// Whether it was ended.
    pub fn is_over(&self) -> bool {
        self.ended
    }

    /// Lets the process live on when its cell is interrupted.
    pub fn survive(&mut self) {
        self.survives = true;
    }

    /// Sends text down the link.
    ///
    /// # Errors
    /// The system's: the process may be gone.
    pub fn send(&mut self, text: &str) -> io::Result<()> {
        self.link.as_mut().map_or(Ok(()), |link| link.write_all(text.as_bytes()))
    }

    /// Tells a linked process that no more requests come.
    pub fn hang_up(&mut self) {
        if let Some(link) = self.link.take() {
            let _ = link.shutdown(std::net::Shutdown::Write);
        }
    }

    /// Waits for the end; the exit code, negative for the signal that ended it.
    pub fn code(mut self) -> i64 {
        self.ended = true;
        self.child.wait().map_or(-1, code)
    }

    /// Ends the command and all that it has started.
    fn end(&mut self) {
        if std::mem::replace(&mut self.ended, true) {
            return;
        }
        let group = Pid::from_raw(self.child.id() as i32);
        let _ = killpg(group, Signal::SIGINT);
        std::thread::sleep(GLANCE);
        let _ = killpg(group, Signal::SIGKILL);
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

fn code(status: ExitStatus) -> i64 {
    status.code().map_or_else(|| -i64::from(status.signal().unwrap_or(1)), i64::from)
}

fn pass_on(mut from: impl Read + Send + 'static, stream: Stream, to: Sender<Message>) {
    std::thread::spawn(move || {
        let mut chunk = [0; 8192];
        while let Ok(n @ 1..) = from.read(&mut chunk) {
            if to.send(Message::Output(stream, chunk[..n].to_vec())).is_err() {
                return;
            }
        }
    });
}

fn replies(link: UnixStream, to: Sender<Message>) {
    std::thread::spawn(move || {
        for line in BufReader::new(link).lines() {
            let Ok(line) = line else { return };
            if to.send(Message::Reply(line)).is_err() {
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
