//! `os` and `os.path`: what lessons need to look after the files that they write.

use super::io;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, Rest, py};
use crate::lang::value::Value;

/// `os`
pub static OS: Module = Module::new("os", "Files.", table, value, &["linesep", "name", "sep"]);

/// `os.path`
pub static PATH: Module = Module::new("os.path", "Names of files.", path_table, value, &["sep"]);

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    Some(Value::str(match name {
        "sep" => "/",
        "linesep" => "\n",
        "name" => "posix",
        _ => return None,
    }))
}

fn table() -> Vec<Builtin> {
    vec![
        py(
            &["getcwd"],
            "",
            "Return the current directory.\n\n>>> os.getcwd() == os.path.abspath('.')\nTrue",
            |_: &mut Interp| match std::env::current_dir() {
                Ok(p) => Ok(p.to_string_lossy().into_owned()),
                Err(e) => Err(failed(&e, "")),
            },
        ),
        py(&["chdir"], "path", "Go to another directory.", |interp: &mut Interp, path: Value| {
            let path = named(interp, "chdir", &path)?;
            std::env::set_current_dir(&path).map_err(|e| failed(&e, &path))
        }),
        py(&["listdir"], "path='.'", "Return the names in a directory.", listdir),
        py(&["remove", "unlink"], "path", "Delete a file.", |interp: &mut Interp, path: Value| {
            let path = named(interp, "remove", &path)?;
            std::fs::remove_file(&path).map_err(|e| failed(&e, &path))
        }),
        py(&["mkdir"], "path, mode=511", "Make a folder.", |interp: &mut Interp, path: Value, _: Value| {
            let path = named(interp, "mkdir", &path)?;
            std::fs::create_dir(&path).map_err(|e| failed(&e, &path))
        }),
        py(
            &["makedirs"],
            "name, mode=511, exist_ok=False",
            "Make a folder and those that it lies in.",
            |interp: &mut Interp, path: Value, _: Value, exist_ok: Option<bool>| {
                let path = named(interp, "mkdir", &path)?;
                if exist_ok == Some(true) && std::path::Path::new(&path).is_dir() {
                    return Ok(());
                }
                if let Some(parent) = std::path::Path::new(&path).parent() {
                    // What stands in the way is told when the folder itself is made.
                    let _ = std::fs::create_dir_all(parent);
                }
                std::fs::create_dir(&path).map_err(|e| failed(&e, &path))
            },
        ),
        py(&["rmdir"], "path", "Remove an empty folder.", |interp: &mut Interp, path: Value| {
            let path = named(interp, "rmdir", &path)?;
            std::fs::remove_dir(&path).map_err(|e| failed(&e, &path))
        }),
        py(
            &["rename", "replace"],
            "src, dst",
            "Give a file another name.",
            |interp: &mut Interp, a: Value, b: Value| {
                let (from, to) = (named(interp, "rename", &a)?, named(interp, "rename", &b)?);
                std::fs::rename(&from, &to).map_err(|e| {
                    let raise = failed(&e, &from);
                    let shown = interp.repr(&b).unwrap_or_default();
                    let file = raise.0.file.borrow().clone().map(|f| interp.repr(&f).unwrap_or_default());
                    let text = raise.0.args.iter().map(|a| interp.str(a).unwrap_or_default()).collect::<Vec<_>>();
                    Raise::new(
                        raise.0.kind,
                        format!("[Errno {}] {}: {} -> {shown}", text[0], text[1], file.unwrap_or_default()),
                    )
                })
            },
        ),
        py(&["fspath"], "path", "A path as text.\n\n>>> os.fspath('a')\n'a'", |interp: &mut Interp, path: Value| {
            io::path_of(interp, &path)
        }),
        py(&["cpu_count"], "", "Return the number of processors.\n\n>>> os.cpu_count() > 0\nTrue", |_: &mut Interp| {
            Ok(std::thread::available_parallelism().map_or(1, |n| n.get() as i64))
        }),
        py(&["getpid"], "", "Return the number of this process.\n\n>>> os.getpid() > 0\nTrue", |_: &mut Interp| {
            Ok(std::process::id() as i64)
        }),
    ]
}

fn failed(e: &std::io::Error, path: &str) -> Raise {
    io::failed(e, Some(Value::str(path)))
}

/// A file's name as an argument of `function`.
fn named(interp: &Interp, function: &str, v: &Value) -> Result<String> {
    let or = if function == "stat" { "os.PathLike or integer" } else { "or os.PathLike" };
    io::path_of(interp, v).map_err(|_| {
        let t = io::name_of(interp, v);
        Raise::type_error(format!(
            "{function}: path should be string, bytes{}{or}, not {t}",
            if function == "stat" { ", " } else { " " }
        ))
    })
}

fn listdir(_: &mut Interp, path: Option<String>) -> Result<Vec<Value>> {
    let path = path.unwrap_or_else(|| ".".into());
    let entries = std::fs::read_dir(&path).map_err(|e| failed(&e, &path))?;
    Ok(entries.flatten().map(|e| Value::str(e.file_name().to_string_lossy().into_owned())).collect())
}

fn path_table() -> Vec<Builtin> {
    vec![
        py(
            &["join"],
            "a, /, *p",
            "Return names joined to a path.\n\n>>> os.path.join('a', 'b', '/c', 'd')\n'/c/d'",
            join,
        ),
        py(
            &["exists"],
            "path",
            "Whether there is such a file.\n\n>>> os.path.exists('/no/such/file')\nFalse",
            |interp: &mut Interp, path: Value| Ok(std::path::Path::new(&named(interp, "stat", &path)?).exists()),
        ),
        py(
            &["isfile"],
            "path",
            "Whether it is a file.\n\n>>> os.path.isfile('/')\nFalse",
            |_: &mut Interp, path: String| Ok(std::path::Path::new(&path).is_file()),
        ),
        py(
            &["isdir"],
            "s",
            "Whether it is a directory.\n\n>>> os.path.isdir('/')\nTrue",
            |_: &mut Interp, path: String| Ok(std::path::Path::new(&path).is_dir()),
        ),
        py(&["getsize"], "filename", "Return the bytes of a file.", |interp: &mut Interp, path: Value| {
            let path = named(interp, "stat", &path)?;
            match std::fs::metadata(&path) {
                Ok(m) => Ok(m.len() as i64),
                Err(e) => Err(failed(&e, &path)),
            }
        }),
        py(
            &["basename"],
            "p",
            "Return what is behind the last slash.\n\n>>> os.path.basename('/a/b.npy')\n'b.npy'",
            |_: &mut Interp, path: String| Ok(path.rsplit('/').next().unwrap_or("").to_string()),
        ),
        py(
            &["dirname"],
            "p",
            "Return what is before the last slash.\n\n>>> os.path.dirname('/a/b.npy')\n'/a'",
            |_: &mut Interp, path: String| {
                let head = path.rfind('/').map_or("", |i| &path[..=i]);
                let trimmed = head.trim_end_matches('/');
                Ok(if trimmed.is_empty() { head.to_string() } else { trimmed.to_string() })
            },
        ),
        py(
            &["splitext"],
            "p",
            "Split off the extension.\n\n>>> os.path.splitext('a/b.npy')\n('a/b', '.npy')",
            splitext,
        ),
        py(
            &["abspath"],
            "path",
            "Return the path from the root.\n\n>>> os.path.abspath('/a/../b')\n'/b'",
            |_: &mut Interp, path: String| {
                let here = std::env::current_dir().unwrap_or_default();
                Ok(normalised(&here.join(&path).to_string_lossy()))
            },
        ),
    ]
}

fn join(interp: &mut Interp, first: Value, Rest(more): Rest) -> Result<String> {
    let mut path = io::path_of(interp, &first)?;
    for v in &more {
        let Some(part) = v.as_str() else {
            let t = interp.type_name(v);
            let text = format!("join() argument must be str, bytes, or os.PathLike object, not '{t}'");
            return Err(Raise::type_error(text));
        };
        if part.starts_with('/') {
            path = part.to_string();
        } else {
            if !path.is_empty() && !path.ends_with('/') {
                path.push('/');
            }
            path.push_str(part);
        }
    }
    Ok(path)
}

fn splitext(_: &mut Interp, path: String) -> Result<Value> {
    let start = path.rfind('/').map_or(0, |i| i + 1);
    let name = &path[start..];
    let lead = name.len() - name.trim_start_matches('.').len();
    let at = name.rfind('.').filter(|&i| i >= lead && i > 0).map_or(path.len(), |i| start + i);
    Ok(Value::tuple(vec![Value::str(&path[..at]), Value::str(&path[at..])]))
}

/// A path from the root without `.` and `..`.
fn normalised(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    format!("/{}", parts.join("/"))
}
