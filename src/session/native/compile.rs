//! C source to a program: the system's compiler, once for each text, options and processor.

use super::cache::{Cache, Draft};
use super::ended;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::session::event::{Event, Stream};
use crate::session::magics::environment;
use crate::session::magics::process::{self, Job};
use crate::session::shell::State;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Options that a cell is compiled with; its own follow, so that they prevail.
const DEFAULTS: [&str; 2] = ["-O3", "-march=native"];
/// The file name in the compiler's messages.
const NAME: &str = "cell";
/// Its messages, kept beside the program: an unchanged cell is told of the same warnings.
const LOG: &str = "log";

/// A compiled cell.
pub struct Program {
    /// The program.
    pub path: PathBuf,
    /// Seconds that it took to compile; `None` where it was there already.
    pub seconds: Option<f64>,
}

/// What to compile.
pub struct Unit<'a> {
    /// The text, with its own `#line` directives.
    pub text: &'a str,
    /// Options of the cell.
    pub options: &'a [String],
    /// A file of ours that is linked with it: its name and its text.
    pub companion: (&'a str, &'a str),
}

/// Compiles a unit, unless that was done before. What the compiler says goes to standard error.
///
/// # Errors
/// An error in the text; no compiler; an interrupt.
pub fn compile(state: &State, unit: &Unit<'_>) -> Result<Program> {
    let compiler = compiler(state)?;
    let cache = Cache::open().map_err(|e| broken(&e))?;
    let options = unit.options.join("\0");
    let key =
        Cache::key(&[&compiler.identity, &processor(), &DEFAULTS.join("\0"), &options, unit.text, unit.companion.1]);
    if let Some(entry) = cache.find(&key) {
        say(state, &fs::read_to_string(entry.join(LOG)).unwrap_or_default());
        return Ok(Program { path: entry.join(NAME), seconds: None });
    }
    let start = Instant::now();
    let draft = cache.begin().map_err(|e| broken(&e))?;
    let log = build(state, &compiler, unit, &draft)?;
    fs::write(draft.folder.join(LOG), log).map_err(|e| broken(&e))?;
    let entry = draft.keep(&key).map_err(|e| broken(&e))?;
    Ok(Program { path: entry.join(NAME), seconds: Some(start.elapsed().as_secs_f64()) })
}

/// The two steps, so that the linker speaks of `cell.o` and not of a file with a random name; what they said.
fn build(state: &State, compiler: &Compiler, unit: &Unit<'_>, draft: &Draft<'_>) -> Result<String> {
    let at = |name: &str| draft.folder.join(name).to_string_lossy().into_owned();
    let (object, program, source, companion) = (at("cell.o"), at(NAME), at("cell.c"), at(unit.companion.0));
    for (file, text) in [(&source, unit.text), (&companion, unit.companion.1)] {
        fs::write(file, text).map_err(|e| broken(&e))?;
    }
    let mut log = String::new();
    let steps = [vec!["-c", &source, "-o", &object], vec![&object, &companion, "-o", &program]];
    for (n, step) in steps.into_iter().enumerate() {
        let mut words: Vec<&str> = compiler.words.iter().map(String::as_str).chain(DEFAULTS).collect();
        let (libraries, options): (Vec<_>, Vec<_>) = unit.options.iter().partition(|o| o.starts_with("-l"));
        words.extend(options.into_iter().map(String::as_str));
        words.extend(step);
        if n == 1 {
            words.extend(libraries.into_iter().map(String::as_str));
            words.push("-lm");
        }
        let mut said = String::new();
        let ended = process::run(state, &Job { words: &words, input: "", one_stream: true }, |_, text| said += text)?;
        // Folders of ours say nothing to the reader, and differ from machine to machine.
        let said = said.replace(&format!("{}/", draft.folder.display()), "");
        say(state, &said);
        log += &said;
        match ended {
            Some(0) => {}
            Some(code) => return Err(ended::error("the cell could not be compiled", "the compiler", code)),
            None => return Err(missing(&compiler.words[0])),
        }
    }
    let _ = [object, source, companion].map(fs::remove_file);
    Ok(log)
}

fn say(state: &State, text: &str) {
    if !text.is_empty() {
        state.emit(Event::Stream { stream: Stream::Stderr, text: text.into() });
    }
}

struct Compiler {
    /// The program and its first arguments.
    words: Vec<String>,
    /// Changes when another one is installed.
    identity: String,
}

/// The compiler: what `CC` says, or `cc`.
fn compiler(state: &State) -> Result<Compiler> {
    let environment = environment::variables(state);
    let named = environment.get("CC").map(|cc| cc.split_whitespace().map(String::from).collect::<Vec<_>>());
    let words = named.filter(|w| !w.is_empty()).unwrap_or_else(|| vec!["cc".into()]);
    let path = environment.get("PATH").cloned().unwrap_or_default();
    let found = match words[0].contains('/') {
        true => Some(PathBuf::from(&words[0])).filter(|p| p.is_file()),
        false => path.split(':').map(|folder| Path::new(folder).join(&words[0])).find(|p| p.is_file()),
    };
    let Some(facts) = found.and_then(|p| fs::metadata(p).ok()) else { return Err(missing(&words[0])) };
    let identity = format!("{} {} {} {}", words.join(" "), facts.ino(), facts.len(), facts.mtime());
    Ok(Compiler { words, identity })
}

fn missing(name: &str) -> Raise {
    let text = match name {
        "cc" => {
            "%%c needs a C compiler, and there is none: install one (Debian and Ubuntu: apt-get install gcc libc6-dev; \
                 macOS: xcode-select --install), or name one in the environment variable CC"
                .to_string()
        }
        name => format!("%%c: there is no '{name}', which the environment variable CC names as the C compiler"),
    };
    Raise::new(&exc::FILE_NOT_FOUND_ERROR, text)
}

fn broken(e: &io::Error) -> Raise {
    Raise::new(&exc::OS_ERROR, format!("%%c can't keep the compiled program: {e}"))
}

/// What `-march=native` stands for, as far as the system tells.
fn processor() -> String {
    let facts = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = |name: &str| facts.lines().find(|l| l.starts_with(name)).unwrap_or_default().to_string();
    format!("{} {} {}", std::env::consts::ARCH, line("model name"), line("flags"))
}
