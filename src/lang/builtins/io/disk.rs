//! A file of the system with what was read ahead and what is not written yet.

use crate::engine::interrupt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// So many bytes are read ahead or held back.
const CHUNK: usize = 8192;
/// Bytes between two looks at whether a stop is wanted.
const PIECE: u64 = 1 << 20;

/// An open file.
pub struct Disk {
    file: File,
    /// Read and not yet asked for, from `start` on.
    ahead: Vec<u8>,
    start: usize,
    /// Not yet written.
    behind: Vec<u8>,
}

impl Disk {
    /// A file just opened.
    pub fn new(file: File) -> Disk {
        Disk { file, ahead: Vec::new(), start: 0, behind: Vec::new() }
    }

    /// The file, in the state that the program believes it to be in.
    ///
    /// # Errors
    /// The system's.
    pub fn settled(&mut self) -> io::Result<&mut File> {
        self.flush()?;
        self.forget()?;
        Ok(&mut self.file)
    }

    /// The file as it is.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Goes back to where reading has come, without what was read ahead.
    fn forget(&mut self) -> io::Result<()> {
        let left = self.ahead.len() - self.start;
        if left > 0 {
            self.file.seek(SeekFrom::Current(-(left as i64)))?;
        }
        self.ahead.clear();
        self.start = 0;
        Ok(())
    }

    /// Reads more; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        self.flush()?;
        self.ahead.drain(..self.start);
        self.start = 0;
        let from = self.ahead.len();
        self.ahead.resize(from + CHUNK, 0);
        let n = self.file.read(&mut self.ahead[from..]);
        self.ahead.truncate(from + *n.as_ref().unwrap_or(&0));
        n.map(|n| n > 0)
    }

    /// Looks at the next bytes, at least so many where there are as many.
    ///
    /// # Errors
    /// The system's.
    pub fn peek(&mut self, n: usize) -> io::Result<&[u8]> {
        while self.ahead.len() - self.start < n && self.fill()? {}
        Ok(&self.ahead[self.start..])
    }

    /// Goes past bytes that were looked at.
    pub fn skip(&mut self, n: usize) {
        self.start += n;
    }

    /// The next bytes, all of them if no number is given.
    ///
    /// # Errors
    /// The system's.
    pub fn read(&mut self, n: Option<usize>) -> io::Result<Vec<u8>> {
        self.flush()?;
        let at_hand = self.ahead.len() - self.start;
        let taken = n.map_or(at_hand, |n| n.min(at_hand));
        let mut out = self.ahead[self.start..self.start + taken].to_vec();
        self.start += taken;
        match n {
            None => self.append(&mut out, u64::MAX)?,
            Some(n) => self.append(&mut out, (n - taken) as u64)?,
        }
        Ok(out)
    }

    /// Appends what comes next, at most so many bytes, piece by piece: some files never end.
    fn append(&self, out: &mut Vec<u8>, mut left: u64) -> io::Result<()> {
        loop {
            interrupt::poll();
            let piece = left.min(PIECE);
            let got = (&self.file).take(piece).read_to_end(out)? as u64;
            left -= got;
            if got < piece || left == 0 {
                return Ok(());
            }
        }
    }

    /// Writes bytes, later if they are few.
    ///
    /// # Errors
    /// The system's.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.forget()?;
        self.behind.extend_from_slice(bytes);
        if self.behind.len() > CHUNK { self.flush() } else { Ok(()) }
    }

    /// Writes what was held back.
    ///
    /// # Errors
    /// The system's.
    pub fn flush(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.behind);
        // What was not written when a stop is wanted is lost, as it would be in the system's hands.
        interrupt::pieces(&bytes).try_for_each(|piece| self.file.write_all(piece))
    }

    /// Goes to another place.
    ///
    /// # Errors
    /// The system's.
    pub fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.settled()?.seek(to)
    }

    /// Where the program is in the file.
    ///
    /// # Errors
    /// The system's.
    pub fn tell(&mut self) -> io::Result<u64> {
        self.flush()?;
        Ok(self.file.stream_position()? - (self.ahead.len() - self.start) as u64)
    }

    /// Cuts or lengthens the file.
    ///
    /// # Errors
    /// The system's.
    pub fn truncate(&mut self, size: u64) -> io::Result<()> {
        self.settled()?.set_len(size)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Nobody is left to tell of an error: as in Python, `close` tells.
        let _ = self.flush();
    }
}
