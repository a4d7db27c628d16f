//! Files that are written whole or not at all: beside the old one first, then put in its place.

use crate::lang::builtins::io::failed;
use crate::lang::error::Result;
use crate::lang::value::Value;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file that is being written.
pub struct Draft {
    out: BufWriter<File>,
    name: Value,
    /// Where it stands until it is done, and where it belongs; none if it is written where it belongs.
    places: Option<(PathBuf, PathBuf)>,
}

impl Draft {
    /// Begins to write the file of this name.
    ///
    /// # Errors
    /// `OSError` and kin.
    pub fn new(path: &str) -> Result<Draft> {
        let name = Value::str(path);
        let (file, places) = begun(path).map_err(|e| failed(&e, Some(name.clone())))?;
        Ok(Draft { out: BufWriter::new(file), name, places })
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// `OSError` and kin.
    pub fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes).map_err(|e| failed(&e, Some(self.name.clone())))
    }

    /// The writer, for those that write on their own.
    pub fn writer(&mut self) -> &mut BufWriter<File> {
        &mut self.out
    }

    /// Ends it: the file is in its place.
    ///
    /// # Errors
    /// `OSError` and kin; the old file is then as it was.
    pub fn done(mut self) -> Result<()> {
        let ended = self.out.flush().and_then(|()| match self.places.take() {
            Some((beside, place)) => {
                std::fs::rename(&beside, place).inspect_err(|_| drop(std::fs::remove_file(&beside)))
            }
            None => Ok(()),
        });
        ended.map_err(|e| failed(&e, Some(self.name.clone())))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.places {
            // It was not finished: nothing of it stays.
            let _ = std::fs::remove_file(beside);
        }
    }
}

fn begun(path: &str) -> io::Result<(File, Option<(PathBuf, PathBuf)>)> {
    // A link stays a link: what it points to is replaced.
    let place = std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    let plain = match std::fs::metadata(&place) {
        Ok(m) => m.is_file(),
        Err(e) => e.kind() == io::ErrorKind::NotFound,
    };
    if plain
        && !path.is_empty()
        && writable(&place)
        && let Some((file, beside)) = beside(&place)
    {
        return Ok((file, Some((beside, place))));
    }
    Ok((File::create(path)?, None))
}

/// Whether the file that is there may be written at all.
fn writable(place: &Path) -> bool {
    !place.exists() || OpenOptions::new().write(true).open(place).is_ok()
}

/// A new file beside another, with its permissions.
fn beside(place: &Path) -> Option<(File, PathBuf)> {
    let name = place.file_name()?.to_string_lossy();
    let beside = place.with_file_name(format!(".{name}.{}", uuid::Uuid::new_v4().simple()));
    let file = OpenOptions::new().write(true).create_new(true).open(&beside).ok()?;
    if let Ok(m) = std::fs::metadata(place) {
        // Where they can't be kept, those of a new file do.
        let _ = std::fs::set_permissions(&beside, m.permissions());
    }
    Some((file, beside))
}
