//! `!command`, `%%bash` and the other magics that start programs.

use super::process::{self, Job};
use super::{Row, arguments, expand, line_row, usage};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::{Event, Stream};
use crate::session::shell::State;
use crate::session::slist;
use crate::syntax::ast::Magic;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    Row { name: "sx", line: true, cell: true, doc: LINES, run: lines },
    Row { name: "!", line: false, cell: true, doc: LINES, run: lines },
    Row { name: "system", line: true, cell: true, doc: LINES, run: lines },
    Row {
        name: "script",
        line: false,
        cell: true,
        doc: "%%script [--out name] [--err name] [--no-raise-error] program [argument …]\n\nRuns a program with the cell as its input.",
        run: script,
    },
    program("bash"),
    program("sh"),
    program("python"),
    program("python2"),
    program("python3"),
    program("pypy"),
    program("perl"),
    program("ruby"),
    alias(0),
    alias(1),
    alias(2),
    alias(3),
    alias(4),
    alias(5),
    alias(6),
    alias(7),
    alias(8),
    alias(9),
    alias(10),
    alias(11),
    line_row("clear", "%clear\n\nClears the cell's output.", clear),
    line_row("pip", "%pip …\n\nOutside the language: there are no packages to install.", pip),
    line_row("conda", "%conda …\n\nOutside the language: there are no packages to install.", pip),
];

const LINES: &str = "%sx command\n%%sx\ncommands\n\nRuns a command of the system and returns the lines that it prints.";
const PROGRAM: &str =
    "[--out name] [--err name] [--no-raise-error]\n\nRuns the cell with this program, in a process of its own.";

const fn program(name: &'static str) -> Row {
    Row { name, line: false, cell: true, doc: PROGRAM, run: script }
}

/// Commands that are magics, as IPython has them: the name, what is run, usage and meaning.
pub const ALIASES: [(&str, &str, &str); 12] = [
    ("cat", "cat", "%cat file …\n\nShows files."),
    ("cp", "cp", "%cp from to\n\nCopies a file."),
    ("ldir", "ls -F -o --color %l | grep /$", "%ldir [file …]\n\nLists folders."),
    ("lf", "ls -F -o --color %l | grep ^-", "%lf [file …]\n\nLists files that are no folders."),
    ("lk", "ls -F -o --color %l | grep ^l", "%lk [file …]\n\nLists links."),
    ("ll", "ls -F -o --color", "%ll [file …]\n\nLists files with their sizes and dates."),
    ("ls", "ls -F --color", "%ls [file …]\n\nLists files."),
    ("lx", "ls -F -o --color %l | grep ^-..x", "%lx [file …]\n\nLists files that can be run."),
    ("mkdir", "mkdir", "%mkdir folder\n\nMakes a folder."),
    ("mv", "mv", "%mv from to\n\nRenames a file."),
    ("rm", "rm", "%rm file …\n\nDeletes files."),
    ("rmdir", "rmdir", "%rmdir folder\n\nDeletes an empty folder."),
];

const fn alias(at: usize) -> Row {
    line_row(ALIASES[at].0, ALIASES[at].2, command_of_its_name)
}

/// `!command`; with a second `!` the lines that it prints.
///
/// # Errors
/// An interrupt.
pub fn shell(state: &State, interp: &mut Interp, command: &str) -> Result<Value> {
    let command = expand::expand(interp, command);
    if let Some(command) = command.strip_prefix('!') {
        return captured(state, interp, command);
    }
    run_in_shell(state, interp, &command)
}

fn run_in_shell(state: &State, interp: &mut Interp, command: &str) -> Result<Value> {
    if command.trim_end().ends_with('&') {
        return Err(Raise::new(&exc::OS_ERROR, "Background processes not supported."));
    }
    let job = Job { words: &["sh", "-c", command], input: "", one_stream: true };
    let code = process::run(state, &job, |_, text| state.print(text))?;
    interp.globals.insert("_exit_code".into(), Value::Int(code.unwrap_or(127)));
    Ok(Value::None)
}

fn captured(state: &State, interp: &mut Interp, command: &str) -> Result<Value> {
    let mut printed = String::new();
    let job = Job { words: &["sh", "-c", command], input: "", one_stream: true };
    let code = process::run(state, &job, |_, text| printed += text)?;
    interp.globals.insert("_exit_code".into(), Value::Int(code.unwrap_or(127)));
    Ok(slist::lines(&printed))
}

fn lines(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let command = match &magic.body {
        Some(body) => format!("{}\n{body}", magic.line),
        None => magic.line.clone(),
    };
    captured(state, interp, command.trim_start())
}

fn command_of_its_name(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let own =
        ALIASES.iter().find(|(name, ..)| *name == magic.name).map_or(magic.name.as_str(), |(_, command, _)| command);
    // In columns, as on a terminal.
    let command = if magic.name == "ls" { "ls -F -C --color" } else { own };
    run_in_shell(state, interp, &super::alias::filled(&magic.name, command, magic.line.trim())?)
}

fn clear(state: &State, _: &mut Interp, _: &Magic) -> Result<Value> {
    state.emit(Event::ClearOutput { wait: false });
    Ok(Value::None)
}

fn script(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let flags: &[arguments::Flag] = &[
        (&["--out"], true),
        (&["--err"], true),
        (&["--no-raise-error"], false),
        (&["--bg"], false),
        (&["--proc"], true),
    ];
    let given = arguments::parse(&magic.line, flags)?;
    if given.has("--bg") {
        return usage("%%script --bg: programs in the background are outside the language");
    }
    let mut words: Vec<&str> = given.words.iter().map(String::as_str).collect();
    if magic.name != "script" {
        words.insert(0, &magic.name);
    }
    let Some(name) = words.first() else { return usage("the following arguments are required: program") };
    let body = magic.body.clone().unwrap_or_default();
    let body = if body.ends_with('\n') { body } else { body + "\n" };
    let mut kept = [String::new(), String::new()];
    let ended = process::run(state, &Job { words: &words, input: &body, one_stream: false }, |stream, text| {
        let (option, kept) = match (stream, &mut kept) {
            (Stream::Stdout, [out, _]) => ("--out", out),
            (Stream::Stderr, [_, err]) => ("--err", err),
        };
        match given.has(option) {
            true => kept.push_str(text),
            false => state.emit(Event::Stream { stream, text: text.into() }),
        }
    })?;
    for (option, text) in ["--out", "--err"].into_iter().zip(kept) {
        if let Some(name) = given.get(option) {
            interp.globals.insert(name.into(), Value::str(text));
        }
    }
    match ended {
        None => state.print(format!("Couldn't find program: '{name}'\n")),
        Some(code) if code != 0 && !given.has("--no-raise-error") => {
            let shown = interp.repr(&Value::str(&*body))?;
            let text = format!("Command 'b{shown}' returned non-zero exit status {code}.");
            return Err(Raise::new(&exc::CALLED_PROCESS_ERROR, text));
        }
        Some(_) => {}
    }
    Ok(Value::None)
}

fn pip(_: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let name = &magic.name;
    Err(Raise::unsupported(format!(
        "%{name} installs Python packages, which Ravel can't import: NumPy is built in, and there is nothing to install"
    )))
}
