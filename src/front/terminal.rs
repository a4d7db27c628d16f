//! The process's own streams, as the prompt and scripts use them: output is gathered where nobody watches, input can be
//! interrupted, and a reader that went away ends the program.

use crate::engine::interrupt;
use crate::session::NoInput;
use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::termios::{LocalFlags, SetArg, Termios, tcgetattr, tcsetattr};
use std::io::{BufWriter, ErrorKind, IsTerminal, Stdin, Stdout, Write};
use std::os::fd::AsFd;

/// How often a wait for input looks for an interrupt, in milliseconds.
const GLANCE_MS: u16 = 50;
/// The exit code of a program whose reader went away: 128 + SIGPIPE, as shells count.
const BROKEN_PIPE: i32 = 141;

/// Standard output, error and input.
pub struct Terminal {
    out: BufWriter<Stdout>,
    watched: bool,
    /// What was read beyond the last line.
    read: Vec<u8>,
}

impl Terminal {
    /// The streams of this process.
    pub fn new() -> Terminal {
        let out = std::io::stdout();
        Terminal { watched: out.is_terminal(), out: BufWriter::new(out), read: Vec::new() }
    }

    /// Writes to standard output.
    pub fn print(&mut self, text: &str) {
        checked(self.out.write_all(text.as_bytes()));
        if self.watched {
            self.flush();
        }
    }

    /// Writes to standard error, after all that was printed.
    pub fn warn(&mut self, text: &str) {
        self.flush();
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// Hands on what was gathered.
    pub fn flush(&mut self) {
        checked(self.out.flush());
    }

    /// Asks for a line; a password is not shown.
    ///
    /// # Errors
    /// The end of the input, or an interrupt.
    pub fn ask(&mut self, prompt: &str, password: bool) -> Result<String, NoInput> {
        self.print(prompt);
        self.flush();
        let stdin = std::io::stdin();
        let shown = if password { hide(&stdin) } else { None };
        let line = self.line(&stdin);
        if let Some(before) = shown {
            let _ = tcsetattr(&stdin, SetArg::TCSANOW, &before);
            self.print("\n");
        }
        line
    }

    fn line(&mut self, stdin: &Stdin) -> Result<String, NoInput> {
        let mut chunk = [0; 4096];
        loop {
            if let Some(end) = self.read.iter().position(|&b| b == b'\n') {
                let line: Vec<u8> = self.read.drain(..=end).collect();
                return Ok(text(&line));
            }
            wait(stdin)?;
            match nix::unistd::read(stdin, &mut chunk) {
                Ok(0) | Err(_) if self.read.is_empty() => return Err(NoInput::Eof),
                Ok(0) | Err(_) => return Ok(text(&std::mem::take(&mut self.read))),
                Ok(n) => self.read.extend_from_slice(&chunk[..n]),
            }
        }
    }
}

impl Default for Terminal {
    fn default() -> Terminal {
        Terminal::new()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.flush();
    }
}

/// Waits until something can be read.
fn wait(stdin: &Stdin) -> Result<(), NoInput> {
    loop {
        if interrupt::requested() {
            interrupt::clear();
            return Err(NoInput::Interrupted);
        }
        let mut fds = [PollFd::new(stdin.as_fd(), PollFlags::POLLIN)];
        match poll(&mut fds, PollTimeout::from(GLANCE_MS)) {
            Ok(0) | Err(Errno::EINTR) => {}
            _ => return Ok(()),
        }
    }
}

/// Stops the echo of a terminal; how it was before.
fn hide(stdin: &Stdin) -> Option<Termios> {
    let before = tcgetattr(stdin).ok()?;
    let mut silent = before.clone();
    silent.local_flags.remove(LocalFlags::ECHO);
    tcsetattr(stdin, SetArg::TCSANOW, &silent).ok()?;
    Some(before)
}

fn text(line: &[u8]) -> String {
    String::from_utf8_lossy(line).trim_end_matches(['\n', '\r']).to_string()
}

/// A full disk is not the program's fault, and nobody is left to tell; without a reader there is nothing left to do.
fn checked(written: std::io::Result<()>) {
    if written.is_err_and(|e| e.kind() == ErrorKind::BrokenPipe) {
        std::process::exit(BROKEN_PIPE);
    }
}
