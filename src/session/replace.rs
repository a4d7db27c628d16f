//! Writing a file such that it is never half written: where the disk is full or the process ends meanwhile, what was there
//! before is there still.

use std::fs::{self, File};
use std::io::{Result, Write};
use std::path::{Path, PathBuf};

/// Puts a file with these bytes in the place of what is there, if anything is: it is written beside and then renamed. A
/// link stays one, and the permissions stay as they were.
///
/// # Errors
/// Of the system; the old file is then whole.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    // What is no plain file (a device, a pipe) can only be written to.
    let before = fs::metadata(&target).ok();
    if before.as_ref().is_some_and(|m| !m.is_file()) {
        return fs::write(&target, bytes);
    }
    // A file that may not be written is not replaced either.
    if before.is_some() {
        fs::OpenOptions::new().append(true).open(&target)?;
    }
    let beside = name_beside(&target);
    let written = File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        if let Some(before) = &before {
            file.set_permissions(before.permissions())?;
        }
        // A full disk of another machine is noticed only here.
        file.sync_all()
    });
    let done = match written {
        // In a folder where nothing may be made the file itself is written.
        Err(e) if e.kind() == std::io::ErrorKind::PermissionDenied && before.is_some() => {
            return fs::write(&target, bytes);
        }
        written => written.and_then(|()| fs::rename(&beside, &target)),
    };
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

/// A hidden name that no other process uses.
fn name_beside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn links_and_permissions_stay() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a"), folder.path().join("b"));
        replace(&file, b"one").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        replace(&link, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_fails_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert!(replace(&folder.path().join("no/file"), b"").is_err());
        assert!(replace(folder.path(), b"").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
