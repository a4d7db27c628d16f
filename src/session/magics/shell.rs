//! Shell commands: `!command`, `x = !command`, `%%bash`, and the commands that IPython has as magics (`%ls`, `%cd`).

use super::files::os_error;
use super::{Row, usage};
use crate::engine::interrupt;
use crate::lang::error::{Raise, Result};
use crate::lang::eval;
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::{Event, Stream};
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use crate::syntax::{self, Source};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    row("!", false, "!command\n\nRuns a shell command; {expression} and $name stand for values.", statement),
    row("sx", false, "%sx command\n\nRuns a shell command; its output as a list of lines.", lines),
    row("system", false, "%system command\n\nRuns a shell command; its output as a list of lines.", lines),
    row("bash", true, "%%bash\n\nRuns the cell in bash.", script),
    row("sh", true, "%%sh\n\nRuns the cell in sh.", script),
    row("cd", false, "%cd [-q] [directory]\n\nChanges the working directory; -q without saying so.", cd),
    row("ls", false, "%ls\n\nThe shell's ls.", alias),
    row("ll", false, "%ll\n\nThe shell's ls -l.", alias),
    row("cat", false, "%cat file\n\nThe shell's cat.", alias),
    row("cp", false, "%cp from to\n\nThe shell's cp.", alias),
    row("mv", false, "%mv from to\n\nThe shell's mv.", alias),
    row("rm", false, "%rm file\n\nThe shell's rm.", alias),
    row("mkdir", false, "%mkdir directory\n\nThe shell's mkdir.", alias),
    row("rmdir", false, "%rmdir directory\n\nThe shell's rmdir.", alias),
];

/// How often a running command's output is looked for while the user may interrupt.
const POLL: Duration = Duration::from_millis(50);

const fn row(
    name: &'static str,
    cell: bool,
    doc: &'static str,
    run: fn(&State, &mut Interp, &Magic) -> Result<Value>,
) -> Row {
    Row { name, line: !cell, cell, doc, run }
}

fn statement(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    // `!!command` is the command whose output is the value.
    if let Some(command) = magic.line.strip_prefix('!') {
        return captured(interp, command);
    }
    let command = expanded(interp, &magic.line);
    let code = run(both_streams(&command), None, &mut |stream, text| state.emit(Event::Stream { stream, text }))?;
    interp.globals.insert("_exit_code".into(), Value::Int(code));
    Ok(Value::None)
}

fn lines(_: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    captured(interp, &magic.line)
}

fn captured(interp: &mut Interp, command: &str) -> Result<Value> {
    let command = expanded(interp, command);
    let mut output = String::new();
    let code = run(both_streams(&command), None, &mut |_, text| output += &text)?;
    interp.globals.insert("_exit_code".into(), Value::Int(code));
    Ok(Value::list(output.lines().map(Value::str).collect()))
}

fn alias(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let program = match &*magic.name {
        "ls" => "ls -F",
        "ll" => "ls -F -l",
        other => other,
    };
    let line = format!("{program} {}", magic.line);
    statement(state, interp, &Magic { line, ..magic.clone() })
}

fn script(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let body = magic.body.clone().unwrap_or_default();
    let mut command = Command::new(&magic.name);
    command.args(magic.line.split_whitespace());
    let code = run(command, Some(&body), &mut |stream, text| state.emit(Event::Stream { stream, text }))?;
    if code == 0 {
        return Ok(Value::None);
    }
    let shown = interp.repr(&Value::Bytes(Rc::new(body.into_bytes())))?;
    let text = format!("Command '{shown}' returned non-zero exit status {code}.");
    Err(Raise::new(&exc::CALLED_PROCESS_ERROR, text))
}

fn cd(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = expanded(interp, magic.line.trim());
    let (quiet, name) = match line.strip_prefix("-q") {
        Some(rest) => (true, rest.trim()),
        None => (false, line.trim()),
    };
    let name = name.trim_matches(['"', '\'']);
    let home = || std::env::var("HOME").map(PathBuf::from).unwrap_or_else(|_| PathBuf::from("/"));
    let target = match (name, name.strip_prefix("~/")) {
        ("" | "~", _) => home(),
        (_, Some(below)) => home().join(below),
        _ => PathBuf::from(name),
    };
    if let Err(e) = std::env::set_current_dir(&target) {
        let text = words(interp, &os_error(&e, name));
        state.print(format!("{text}\n"));
    }
    if !quiet {
        let here = std::env::current_dir().unwrap_or(target);
        state.print(format!("{}\n", here.display()));
    }
    Ok(Value::None)
}

/// The command in a shell of its own, its errors in order among its output.
fn both_streams(command: &str) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.arg("-c").arg(format!("exec 2>&1\n{command}"));
    shell
}

/// Runs a command to its end and gives its output piece by piece; its exit code.
fn run(mut command: Command, input: Option<&str>, put: &mut dyn FnMut(Stream, String)) -> Result<i64> {
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().map_err(|e| os_error(&e, &name))?;
    if let (Some(mut pipe), Some(text)) = (child.stdin.take(), input.map(str::to_string)) {
        // A command need not read what it is given.
        std::thread::spawn(move || drop(pipe.write_all(text.as_bytes())));
    }
    let pieces = reader(&mut child);
    let mut pending = [Vec::new(), Vec::new()];
    loop {
        match pieces.recv_timeout(POLL) {
            Ok((stream, bytes)) => {
                let rest = &mut pending[stream as usize];
                rest.extend(bytes);
                put_text(rest, stream, put);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if interrupt::requested() {
            let _ = child.kill();
            let _ = child.wait();
            interrupt::check()?;
        }
    }
    let ended = child.wait().map_err(|e| os_error(&e, &name))?;
    Ok(ended.code().map_or(-1, i64::from))
}

/// Both streams of a command, as they come.
fn reader(child: &mut Child) -> Receiver<(Stream, Vec<u8>)> {
    let (send, pieces) = channel();
    let streams: [(Stream, Option<Box<dyn Read + Send>>); 2] = [
        (Stream::Stdout, child.stdout.take().map(|s| Box::new(s) as _)),
        (Stream::Stderr, child.stderr.take().map(|s| Box::new(s) as _)),
    ];
    for (stream, source) in streams {
        let (Some(mut source), send) = (source, send.clone()) else { continue };
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n) = source.read(&mut buffer)
                && n > 0
                && send.send((stream, buffer[..n].to_vec())).is_ok()
            {}
        });
    }
    pieces
}

/// Gives what is text so far; an unfinished character waits for its end.
fn put_text(bytes: &mut Vec<u8>, stream: Stream, put: &mut dyn FnMut(Stream, String)) {
    let whole = match std::str::from_utf8(bytes) {
        Err(e) if e.error_len().is_none() => e.valid_up_to(),
        _ => bytes.len(),
    };
    if whole > 0 {
        let text = String::from_utf8_lossy(&bytes[..whole]).into_owned();
        bytes.drain(..whole);
        put(stream, text);
    }
}

/// The line with `{expression}` and `$name` replaced by their values; `{{`, `}}` and `$$` stand for the characters. As it
/// is where an expression has no value: it belongs to the shell then.
fn expanded(interp: &mut Interp, line: &str) -> String {
    replaced(interp, line).unwrap_or_else(|| line.to_string())
}

fn replaced(interp: &mut Interp, line: &str) -> Option<String> {
    let (mut text, mut rest) = (String::new(), line);
    while let Some(at) = rest.find(['{', '}', '$']) {
        text += &rest[..at];
        let mark = &rest[at..=at];
        let after = &rest[at + 1..];
        if let Some(tail) = after.strip_prefix(mark) {
            text += mark;
            rest = tail;
        } else if mark == "{" {
            let end = after.find('}')?;
            text += &value_of(interp, &after[..end])?;
            rest = &after[end + 1..];
        } else if mark == "$" {
            let end = after.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(after.len());
            let name = after[..end].trim_end_matches('.');
            match interp.globals.contains_key(name.split('.').next().unwrap_or(name)) {
                true => text += &value_of(interp, name)?,
                false => text += &rest[at..=at + name.len()],
            }
            rest = &after[name.len()..];
        } else {
            return None;
        }
    }
    Some(text + rest)
}

fn value_of(interp: &mut Interp, code: &str) -> Option<String> {
    let source = Rc::new(Source { name: "<command>".into(), text: code.trim().to_string() });
    let module = syntax::parse(&source.text).ok()?;
    let value = eval::exec_module(interp, &source, &module).ok()??;
    interp.str(&value).ok()
}

/// # Errors
/// Always: there is nothing to install.
pub fn packages(magic: &Magic) -> Result<Value> {
    usage(format!("%{}: Ravel has no packages to install; its NumPy is built in", magic.name))
}

/// What an error says.
fn words(interp: &mut Interp, raise: &Raise) -> String {
    raise.0.args.first().map(|text| interp.str(text).unwrap_or_default()).unwrap_or_default()
}
