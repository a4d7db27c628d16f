//! Compiled programs, kept between cells and sessions: a folder readable by its owner alone, and bounded.

use sha2::{Digest, Sha256};
use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// At most so many programs are kept, and so many bytes of them.
const MOST: usize = 64;
const MOST_BYTES: u64 = 256 << 20;

/// The folder of the programs.
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The user's, made if it is not there; `None` where there is no home.
    ///
    /// # Errors
    /// The system's.
    pub fn open() -> io::Result<Cache> {
        let folder = std::env::var_os("XDG_CACHE_HOME")
            .filter(|d| Path::new(d).is_absolute())
            .map(PathBuf::from)
            .or_else(|| {
                std::env::var_os("HOME").filter(|home| !home.is_empty()).map(|home| PathBuf::from(home).join(".cache"))
            })
            .unwrap_or_else(|| std::env::temp_dir().join(format!("ravel-{}", rustix::process::getuid().as_raw())));
        Cache::at(folder.join("ravel").join("native"))
    }

    /// In a folder of its own.
    fn at(folder: PathBuf) -> io::Result<Cache> {
        DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        // What others can write is not run.
        let found = fs::symlink_metadata(&folder)?;
        let ours = std::os::unix::fs::MetadataExt::uid(&found) == rustix::process::geteuid().as_raw();
        if !found.is_dir() || !ours {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "the folder of compiled cells is another user's",
            ));
        }
        fs::set_permissions(&folder, Permissions::from_mode(0o700))?;
        Ok(Cache { folder })
    }

    /// The name of what is made from these parts.
    pub fn key(parts: &[&str]) -> String {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
    }

    /// The folder of an entry, if it is there; it counts as used now.
    pub fn find(&self, key: &str) -> Option<PathBuf> {
        let entry = self.folder.join(key);
        let used = fs::File::open(&entry).and_then(|f| f.set_modified(SystemTime::now()));
        used.is_ok().then_some(entry)
    }

    /// An empty folder to build in. It is dropped with the value unless it was kept.
    ///
    /// # Errors
    /// The system's.
    pub fn begin(&self) -> io::Result<Draft<'_>> {
        let name = format!("new-{}-{}", std::process::id(), uuid::Uuid::new_v4().simple());
        let folder = self.folder.join(name);
        DirBuilder::new().mode(0o700).create(&folder)?;
        Ok(Draft { cache: self, folder })
    }

    /// Drops the entries that were not used for longest, until the rest is within the bounds.
    fn trim(&self, most: usize, most_bytes: u64) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let used = |p: &Path| fs::metadata(p).and_then(|m| m.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        let mut found: Vec<_> = entries.flatten().map(|e| (used(&e.path()), e.path())).collect();
        found.sort();
        let (mut kept, mut bytes) = (0, 0);
        for (_, path) in found.iter().rev() {
            (kept, bytes) = (kept + 1, bytes + size(path));
            if kept > most || bytes > most_bytes {
                let _ = fs::remove_dir_all(path);
            }
        }
    }
}

fn size(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum()
}

/// An entry in the making.
pub struct Draft<'c> {
    cache: &'c Cache,
    /// Where it is made.
    pub folder: PathBuf,
}

impl Draft<'_> {
    /// Makes it the entry of this name; its folder.
    ///
    /// # Errors
    /// The system's.
    pub fn keep(self, key: &str) -> io::Result<PathBuf> {
        let entry = self.cache.folder.join(key);
        if let Err(e) = fs::rename(&self.folder, &entry)
            && !entry.is_dir()
        {
            return Err(e);
        }
        self.cache.trim(MOST, MOST_BYTES);
        Ok(entry)
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn it_is_private_and_bounded() {
        let home = tempfile::tempdir().unwrap();
        let cache = Cache::at(home.path().join("a/b")).unwrap();
        assert_eq!(fs::metadata(&cache.folder).unwrap().permissions().mode() & 0o777, 0o700);
        for n in 0..5 {
            let draft = cache.begin().unwrap();
            fs::write(draft.folder.join("x"), [0; 100]).unwrap();
            let entry = draft.keep(&format!("k{n}")).unwrap();
            let time = SystemTime::now() - Duration::from_secs(100 - n);
            fs::File::open(entry).unwrap().set_modified(time).unwrap();
        }
        drop(cache.begin().unwrap());
        cache.find("k0").unwrap();
        cache.trim(3, 1000);
        let mut left: Vec<_> = fs::read_dir(&cache.folder).unwrap().flatten().map(|e| e.file_name()).collect();
        left.sort();
        assert_eq!(left, ["k0", "k3", "k4"]);
        cache.trim(3, 250);
        assert!(cache.find("k3").is_none() && cache.find("k0").is_some());
    }

    #[test]
    fn keys_tell_parts_apart() {
        assert_ne!(Cache::key(&["ab", "c"]), Cache::key(&["a", "bc"]));
        assert_eq!(Cache::key(&["ab"]).len(), 32);
    }
}
