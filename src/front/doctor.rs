//! `ravel doctor`: what works here, and what to do about what does not.

use super::install::{self, Installed};
use crate::engine::mem::{arena, blas, limit, pages};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// All is well.
    Good,
    /// Ravel works, and could work better.
    Could,
    /// Something that most people want does not work.
    Bad,
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// What was found.
    pub found: String,
    /// How much it matters.
    pub grade: Grade,
    /// What to do; empty where all is well.
    pub advice: String,
}

impl Finding {
    fn good(what: &'static str, found: impl Into<String>) -> Finding {
        Finding { what, found: found.into(), grade: Grade::Good, advice: String::new() }
    }

    fn but(self, grade: Grade, advice: impl Into<String>) -> Finding {
        Finding { grade, advice: advice.into(), ..self }
    }
}

/// All that there is to say.
pub fn findings() -> Vec<Finding> {
    let mut all = vec![program(), jupyter()];
    all.extend(kernels(&install::installed()));
    all.extend([connection(), history(), matrices(), processor(), memory(), addresses(), large_pages()]);
    all.push(compiler("C compiler", "cc", "%%c cells need one: install gcc or clang (on Debian: apt install gcc)"));
    all.push(compiler("Rust compiler", "rustc", "%%rust cells need one: install Rust with rustup (https://rustup.rs)"));
    all
}

/// The table, with the advice beneath the lines that have one; whether nothing is bad.
pub fn report(findings: &[Finding]) -> (String, bool) {
    let width = findings.iter().map(|f| f.what.len()).max().unwrap_or(0);
    let mut text = String::new();
    for f in findings {
        let mark = match f.grade {
            Grade::Good => "ok  ",
            Grade::Could => "note",
            Grade::Bad => "BAD ",
        };
        // Writing to a string can't fail.
        let _ = writeln!(text, "{mark}  {:width$}  {}", f.what, f.found);
        if !f.advice.is_empty() {
            let _ = writeln!(text, "      {:width$}  → {}", "", f.advice);
        }
    }
    let bad = findings.iter().filter(|f| f.grade == Grade::Bad).count();
    let _ = match bad {
        0 => writeln!(text, "all that Ravel needs is here"),
        1 => writeln!(text, "one thing needs mending"),
        n => writeln!(text, "{n} things need mending"),
    };
    (text, bad == 0)
}

fn program() -> Finding {
    let path = std::env::current_exe().map_or_else(|e| e.to_string(), |p| p.display().to_string());
    Finding::good("ravel", format!("{} at {path}", env!("CARGO_PKG_VERSION")))
}

/// A program on the search path.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn jupyter() -> Finding {
    match ["jupyter-lab", "jupyter-notebook", "jupyter"].iter().find_map(|name| on_path(name)) {
        Some(file) => Finding::good("Jupyter", file.display().to_string()),
        None => Finding::good("Jupyter", "not on the search path").but(
            Grade::Bad,
            "install it (pip install jupyterlab) or activate the environment that it is in; `ravel run` works without it",
        ),
    }
}

fn kernels(found: &[Installed]) -> Vec<Finding> {
    const WHAT: &str = "kernelspec";
    if found.is_empty() {
        let advice = "run `ravel install --user`, or `ravel install --sys-prefix` in a virtual environment";
        return vec![Finding::good(WHAT, "none that Jupyter would find").but(Grade::Bad, advice)];
    }
    let here = std::env::current_exe().and_then(std::fs::canonicalize).ok();
    let about = |one: &Installed| {
        let line = Finding::good(WHAT, format!("{} ({})", one.folder.display(), one.program.display()));
        let target = if one.program.components().count() == 1 {
            on_path(&one.program.to_string_lossy())
        } else {
            Some(one.program.clone())
        };
        match target.and_then(|p| std::fs::canonicalize(p).ok()) {
            None => line.but(Grade::Bad, "the program that it starts is not there: run `ravel install` again"),
            Some(p) if Some(&p) != here.as_ref() => {
                line.but(Grade::Could, "it starts another ravel than this one; `ravel install` makes it start this one")
            }
            Some(_) => line,
        }
    };
    found.iter().map(about).collect()
}

fn connection() -> Finding {
    let (major, minor, patch) = zmq::version();
    let line = |more| Finding::good("connection", format!("libzmq {major}.{minor}.{patch}, {more}"));
    match zmq::has("curve") {
        Some(true) => line("encryption with CurveZMQ"),
        _ => line("no encryption").but(
            Grade::Could,
            "other users of this machine could read what goes over TCP: use a libzmq with CurveZMQ, or Jupyter's ipc transport",
        ),
    }
}

fn history() -> Finding {
    let Some(file) = crate::session::history::History::file() else {
        return Finding::good("history", "not kept").but(Grade::Could, "set HOME, so that there is a place for it");
    };
    let line = Finding::good("history", file.display().to_string());
    let existing = file.ancestors().find(|p| p.exists()).unwrap_or(Path::new("/"));
    match rustix::fs::access(existing, rustix::fs::Access::WRITE_OK) {
        Ok(()) => line,
        Err(e) => line.but(Grade::Could, format!("{} can't be written ({e}): cells are forgotten", existing.display())),
    }
}

fn matrices() -> Finding {
    let info = blas::info();
    let name = info.config.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let threads = if info.threads == 1 { "thread" } else { "threads" };
    let line = Finding::good("BLAS", format!("{name}, core {}, {} {threads}", info.core, info.threads));
    match blas::wanted_coretype() {
        None => line,
        Some(core) => line.but(
            Grade::Could,
            format!(
                "this processor can do more; Ravel starts it as {core} by itself where OPENBLAS_CORETYPE is not set"
            ),
        ),
    }
}

fn processor() -> Finding {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let features = features();
    let list = if features.is_empty() { "no vector instructions known".into() } else { features.join(" ") };
    Finding::good("processor", format!("{cores} {}, {list}", if cores == 1 { "core" } else { "cores" }))
}

#[cfg(target_arch = "x86_64")]
fn features() -> Vec<&'static str> {
    let all = [
        ("sse4.2", is_x86_feature_detected!("sse4.2")),
        ("avx", is_x86_feature_detected!("avx")),
        ("avx2", is_x86_feature_detected!("avx2")),
        ("fma", is_x86_feature_detected!("fma")),
        ("avx512f", is_x86_feature_detected!("avx512f")),
        ("avx512bw", is_x86_feature_detected!("avx512bw")),
    ];
    all.into_iter().filter(|f| f.1).map(|f| f.0).collect()
}

#[cfg(not(target_arch = "x86_64"))]
fn features() -> Vec<&'static str> {
    vec![std::env::consts::ARCH]
}

fn memory() -> Finding {
    const ENOUGH: usize = 256 << 20;
    let bytes = arena::limit();
    let from = if std::env::var_os("RAVEL_MEMORY").is_some() { "set by RAVEL_MEMORY" } else { "of what is free now" };
    let line = Finding::good("memory", format!("limit {}, {from}", limit::size_words(bytes)));
    match bytes < ENOUGH {
        true => line.but(Grade::Could, "that is little: end other programs, or set RAVEL_MEMORY"),
        false => line,
    }
}

fn addresses() -> Finding {
    let line = |found| Finding::good("addresses", found);
    match arena::fixed() {
        true => line("the same on every run"),
        false => line("differ from run to run").but(
            Grade::Could,
            "something else uses the range from 0x200000000000, or the address space is limited (ulimit -v): reports show other addresses",
        ),
    }
}

fn large_pages() -> Finding {
    let Some(mode) = pages::huge_pages() else {
        return Finding::good("large pages", "not known to this system");
    };
    let line = Finding::good("large pages", mode.clone());
    match mode.as_str() {
        "never" => line
            .but(Grade::Could, "large arrays are slower: echo madvise > /sys/kernel/mm/transparent_hugepage/enabled"),
        _ => line,
    }
}

fn compiler(what: &'static str, name: &str, advice: &str) -> Finding {
    match on_path(name) {
        Some(file) => Finding::good(what, file.display().to_string()),
        None => Finding::good(what, "none").but(Grade::Could, advice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernelspec_of_a_program_that_is_gone_is_bad() {
        let gone = Installed { folder: "/k".into(), program: "/no/such/ravel".into() };
        assert_eq!(kernels(&[gone])[0].grade, Grade::Bad);
        let own = Installed { folder: "/k".into(), program: std::env::current_exe().unwrap() };
        assert_eq!(kernels(&[own])[0].grade, Grade::Good);
        assert_eq!(kernels(&[])[0].grade, Grade::Bad);
    }

    #[test]
    fn the_table_is_aligned_and_counts() {
        let line = Finding::good("a", "b");
        let (text, well) = report(&[line.clone(), Finding::good("long", "c").but(Grade::Bad, "mend it")]);
        assert_eq!(text, "ok    a     b\nBAD   long  c\n            → mend it\none thing needs mending\n");
        assert!(!well && report(&[line]).1);
    }
}
