//! Buffers lent to other processes: their pages become those of a file in memory, which the other process maps too.
//! The address stays what it was, so every view does.

use super::access;
use super::arena;
use super::buffer::Buffer;
use crate::engine::{Layout, View};
use rustix::fs::{MemfdFlags, memfd_create};
use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::FileExt;
use std::rc::Rc;

/// Bytes moved at a time: while one part is moved, only that is there twice.
const PART: usize = 64 << 20;

/// How another process comes to see an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It maps the buffer itself, which was in shared memory already.
    Shared,
    /// The same, and for that the buffer was moved to shared memory, once.
    Moved,
    /// It maps a copy: the block is smaller than the pages that processes share.
    CopiedSmall,
    /// It maps a copy: the bytes are a file's, or those of an object that is no array.
    CopiedForeign,
    /// It maps a copy: the elements do not lie one after the other, as they were asked for.
    CopiedPacked,
}

/// An array lent to another process.
#[derive(Debug)]
pub struct Loan {
    file: Rc<File>,
    /// How.
    pub way: Way,
    /// Bytes of the file.
    pub len: usize,
}

impl Loan {
    /// Lends the buffer of a view.
    ///
    /// # Errors
    /// The system's: no such files here, no memory left.
    pub fn of(view: &View) -> io::Result<Loan> {
        let buffer = view.buffer();
        let len = buffer.len();
        let whole = buffer.is_movable() && arena::owns_its_pages(len);
        if whole {
            let (file, moved) = buffer.share()?;
            return Ok(Loan { file, way: if moved { Way::Moved } else { Way::Shared }, len });
        }
        let file = memory_file(len)?;
        for at in (0..len).step_by(PART) {
            file.write_all_at(&access::read_bytes(view, at, PART.min(len - at)), at as u64)?;
        }
        let way = if buffer.is_movable() { Way::CopiedSmall } else { Way::CopiedForeign };
        Ok(Loan { file: Rc::new(file), way, len })
    }

    /// Lends the elements one after the other, in C order: the buffer itself where they lie so, or else a copy of them. The
    /// number is the offset of the first.
    ///
    /// # Errors
    /// The system's.
    pub fn packed(view: &View) -> io::Result<(Loan, usize)> {
        if view.layout().is_c_contiguous() {
            return Ok((Loan::of(view)?, view.layout().offset));
        }
        let to = View::scratch(Layout::c(view.dtype(), view.shape())).map_err(|_| io::ErrorKind::OutOfMemory)?;
        access::copy_same_dtype(view, &to).map_err(|_| io::ErrorKind::Interrupted)?;
        let loan = Loan::of(&to)?;
        Ok((Loan { way: Way::CopiedPacked, ..loan }, to.layout().offset))
    }

    /// Where a process of this user can open it while it is lent.
    pub fn path(&self) -> String {
        format!("/proc/{}/fd/{}", std::process::id(), self.file.as_raw_fd())
    }

    /// Brings back what was written to a copy.
    ///
    /// # Errors
    /// The system's.
    pub fn bring_back(&self, view: &View) -> io::Result<()> {
        if matches!(self.way, Way::Shared | Way::Moved) {
            return Ok(());
        }
        let mut part = vec![0; PART.min(self.len)];
        for at in (0..self.len).step_by(PART) {
            let n = PART.min(self.len - at);
            self.file.read_exact_at(&mut part[..n], at as u64)?;
            access::write_bytes(view, at, &part[..n]);
        }
        Ok(())
    }
}

/// A file of zeros that is nowhere but in memory, and gone when nobody has it open.
fn memory_file(len: usize) -> io::Result<File> {
    let file = File::from(memfd_create("ravel", MemfdFlags::CLOEXEC)?);
    file.set_len(len as u64)?;
    Ok(file)
}

/// Moves a block that has its pages for itself to a file in memory.
pub(super) fn move_to_file(buffer: &Buffer) -> io::Result<File> {
    let len = arena::placed(buffer.len());
    let file = memory_file(len)?;
    for at in (0..len).step_by(PART) {
        let n = PART.min(len - at);
        // SAFETY: the bytes are the buffer's block, which is in use; the slice ends before the pages are replaced.
        let bytes = unsafe { std::slice::from_raw_parts(buffer.ptr().add(at), n) };
        file.write_all_at(bytes, at as u64)?;
    }
    arena::lay_over(buffer.address(), len, &file)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::DType;
    use std::os::unix::fs::FileExt;

    fn written(view: &View, loan: &Loan) {
        let other = File::options().read(true).write(true).open(loan.path()).unwrap();
        let mut bytes = [0; 8];
        other.read_exact_at(&mut bytes, 16).unwrap();
        assert_eq!(f64::from_le_bytes(bytes), 2.5);
        other.write_all_at(&7.5f64.to_le_bytes(), 24).unwrap();
        loan.bring_back(view).unwrap();
        assert_eq!(access::read::<f64>(view, 24), 7.5);
    }

    #[test]
    fn another_process_sees_and_writes_it() {
        for (n, ways) in
            [(100, [Way::CopiedSmall; 2]), (10_000, [Way::Moved, Way::Shared]), (20_000_000, [Way::Moved, Way::Shared])]
        {
            let view = View::zeros(DType::Float64, &[n]).unwrap();
            access::write(&view, 16, 2.5f64);
            let address = view.address();
            for way in ways {
                let loan = Loan::of(&view).unwrap();
                assert_eq!((loan.way, loan.len, view.address()), (way, 8 * n, address));
                written(&view, &loan);
                access::write(&view, 24, 0.0f64);
            }
            drop(view);
            // The block is anybody's again, and fresh.
            let again = View::zeros(DType::Float64, &[n]).unwrap();
            assert!(access::to_vec::<f64>(&again).iter().all(|&x| x == 0.0));
        }
    }

    #[test]
    fn what_is_no_arrays_is_copied() {
        let bytes = Rc::new(Buffer::of_bytes(&[7; 100_000]).unwrap());
        let view = View::new(bytes, crate::engine::Layout::c(DType::UInt8, &[100_000])).unwrap();
        assert_eq!(Loan::of(&view).unwrap().way, Way::CopiedForeign);
    }
}
