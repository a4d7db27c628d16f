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
    ("logo-32x32.png", include_bytes!("../../kernelspec/data/share/jupyter/kernels/ravel/logo-32x32.png")),
    ("logo-64x64.png", include_bytes!("../../kernelspec/data/share/jupyter/kernels/ravel/logo-64x64.png")),
    ("logo-svg.svg", include_bytes!("../../kernelspec/data/share/jupyter/kernels/ravel/logo-svg.svg")),
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

/// Whether the kernelspec there starts a program of this name.
fn is_ours(folder: &Path) -> bool {
    started_by(folder).is_some()
}

/// The `ravel` that the kernelspec there starts.
fn started_by(folder: &Path) -> Option<PathBuf> {
    let text = std::fs::read_to_string(folder.join("kernel.json")).ok()?;
    let spec: serde_json::Value = serde_json::from_str(&text).ok()?;
    // As a wheel brings it: beside the kernelspec, wherever that is.
    let program = spec["argv"][0].as_str()?.replace("{resource_dir}", &folder.to_string_lossy());
    let program = PathBuf::from(program);
    (program.file_name().is_some_and(|n| n == "ravel") && spec["argv"][1] == "kernel").then_some(program)
}

/// A kernelspec of Ravel's that Jupyter finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// Where it is.
    pub folder: PathBuf,
    /// What it starts.
    pub program: PathBuf,
}

/// The kernelspecs of Ravel's where Jupyter looks, in its order.
pub fn installed() -> Vec<Installed> {
    let mut found: Vec<Installed> = Vec::new();
    for data in data_folders() {
        let mut folders: Vec<PathBuf> =
            std::fs::read_dir(data.join("kernels")).into_iter().flatten().flatten().map(|e| e.path()).collect();
        folders.sort();
        for folder in folders {
            if let Some(program) = started_by(&folder)
                && !found.iter().any(|f| f.folder == folder)
            {
                found.push(Installed { folder, program });
            }
        }
    }
    found
}

/// Where Jupyter keeps data: what JUPYTER_PATH says, the user's folder, that of the environment, those of the system.
fn data_folders() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = match std::env::var_os("JUPYTER_PATH") {
        Some(paths) => std::env::split_paths(&paths).collect(),
        None => Vec::new(),
    };
    all.extend(user_data().ok());
    all.extend(["VIRTUAL_ENV", "CONDA_PREFIX"].iter().filter_map(std::env::var_os).map(PathBuf::from).map(shared));
    // An environment that is used without being active: that of the first `jupyter` on the path, and this program's own.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let jupyter = std::env::split_paths(&path).map(|f| f.join("jupyter")).find(|f| f.is_file());
    let programs = jupyter.into_iter().chain(std::env::current_exe());
    all.extend(programs.filter_map(|p| Some(shared(p.parent()?.parent()?.to_path_buf()))));
    all.extend(["/usr/local", "/usr"].map(|p| shared(p.into())));
    all
}

fn shared(prefix: PathBuf) -> PathBuf {
    prefix.join("share/jupyter")
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
