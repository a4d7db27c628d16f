//! `ravel install` and `ravel uninstall`: the kernelspec, where Jupyter looks for it.

use serde_json::{Map, json};
use std::path::{Path, PathBuf};

/// Where the kernelspec goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The user's own data folder.
    User,
    /// The active virtual or conda environment, or the system.
    SysPrefix,
    /// A folder that has (or will have) `share/jupyter`.
    Prefix(PathBuf),
}

/// What is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// The folder's name, by which notebooks choose the kernel.
    pub name: String,
    /// What Jupyter shows.
    pub display_name: String,
    /// Environment variables of the kernel, `K=V`.
    pub env: Vec<String>,
}

const LOGOS: [(&str, &[u8]); 3] = [
    ("logo-32x32.png", include_bytes!("../../kernelspec/logo-32x32.png")),
    ("logo-64x64.png", include_bytes!("../../kernelspec/logo-64x64.png")),
    ("logo-svg.svg", include_bytes!("../../kernelspec/logo-svg.svg")),
];

/// Writes the kernelspec; the folder that it went to.
///
/// # Errors
/// A sentence: the name or a variable is not valid, one is there already (without `force`), the folder can't be written.
pub fn install(place: &Place, spec: &Spec, force: bool) -> Result<PathBuf, String> {
    let folder = folder(place, &spec.name)?;
    if folder.join("kernel.json").exists() && !force && !is_ours(&folder) {
        return Err(format!("{} is another kernel's; --force replaces it", folder.display()));
    }
    let program = std::env::current_exe().map_err(|e| format!("can't find this program's own path: {e}"))?;
    let mut env = Map::new();
    for variable in &spec.env {
        let (name, value) = variable
            .split_once('=')
            .filter(|(n, _)| !n.is_empty())
            .ok_or(format!("--env wants NAME=VALUE, not {variable}"))?;
        env.insert(name.to_string(), json!(value));
    }
    // A libzmq may be built without it.
    let encryption: &[&str] = if zmq::has("curve") == Some(true) { &["curve"] } else { &[] };
    let kernel = json!({
        "argv": [program.to_string_lossy(), "kernel", "-f", "{connection_file}"],
        "display_name": spec.display_name,
        "language": "python",
        "interrupt_mode": "message",
        "env": env,
        "metadata": {"debugger": true, "supported_encryption": encryption},
    });
    let text = serde_json::to_string_pretty(&kernel).map_err(|e| e.to_string())?;
    let written =
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join("kernel.json"), text + "\n"));
    let written =
        written.and_then(|()| LOGOS.iter().try_for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes)));
    written.map_err(|e| format!("can't write {}: {e}", folder.display()))?;
    Ok(folder)
}

/// Removes the kernelspec; the folder that it was in.
///
/// # Errors
/// A sentence: there is none, or it is another kernel's.
pub fn uninstall(place: &Place, name: &str) -> Result<PathBuf, String> {
    let folder = folder(place, name)?;
    if !folder.join("kernel.json").exists() {
        return Err(format!("there is no kernel {name} in {}", folder.display()));
    }
    if !is_ours(&folder) {
        return Err(format!("{} is another kernel's", folder.display()));
    }
    std::fs::remove_dir_all(&folder).map_err(|e| format!("can't remove {}: {e}", folder.display()))?;
    Ok(folder)
}

/// Whether the kernelspec there starts this program.
fn is_ours(folder: &Path) -> bool {
    let text = std::fs::read_to_string(folder.join("kernel.json")).unwrap_or_default();
    let spec: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let program = spec["argv"][0].as_str().unwrap_or_default();
    Path::new(program).file_name().is_some_and(|n| n == "ravel") && spec["argv"][1] == "kernel"
}

fn folder(place: &Place, name: &str) -> Result<PathBuf, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if name.is_empty() || !name.chars().all(plain) || name.starts_with('.') {
        return Err(format!("'{name}' is no name of a kernel: letters, digits, '.', '-' and '_' only"));
    }
    let data = match place {
        Place::User => user_data()?,
        Place::SysPrefix => sys_prefix().join("share/jupyter"),
        Place::Prefix(prefix) => prefix.join("share/jupyter"),
    };
    Ok(data.join("kernels").join(name))
}

/// `jupyter --data-dir`, by its own rules.
fn user_data() -> Result<PathBuf, String> {
    let var = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(folder) = var("JUPYTER_DATA_DIR") {
        return Ok(folder);
    }
    let home = var("HOME").ok_or("HOME is not set; say where with --prefix")?;
    if cfg!(target_os = "macos") {
        return Ok(home.join("Library/Jupyter"));
    }
    Ok(var("XDG_DATA_HOME").unwrap_or_else(|| home.join(".local/share")).join("jupyter"))
}

fn sys_prefix() -> PathBuf {
    let active = ["VIRTUAL_ENV", "CONDA_PREFIX"].iter().find_map(std::env::var_os).filter(|v| !v.is_empty());
    active.map_or_else(|| PathBuf::from("/usr/local"), PathBuf::from)
}
