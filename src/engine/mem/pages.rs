//! Address space from the operating system: one reservation, made usable part by part.

use rustix::mm::{self, MapFlags, MprotectFlags, ProtFlags};
use std::ffi::c_void;
use std::fs::File;

/// Where the reservation begins, if it can: high enough for no program or library, and past the shadow memory of
/// sanitizers.
const BASE: usize = 0x2000_0000_0000;
/// How much is reserved, if it can.
const MOST: usize = 1 << 40;
/// The least that is worth having.
const LEAST: usize = 1 << 30;

/// How a file is mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read (`mmap_mode='r'`).
    Read,
    /// To read and write the file (`'r+'`, `'w+'`).
    Write,
    /// To read, and to change in memory only (`'c'`).
    CopyOnWrite,
}

/// A reserved range of addresses. It is never given back: it lives as long as the process.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reservation {
    pub start: usize,
    pub len: usize,
    /// Whether it begins where every run's does.
    pub fixed: bool,
}

/// Reserves as much as there is, at the fixed address if that is free. `most` bounds it (a limit on address space).
pub(super) fn reserve(most: Option<usize>) -> Option<Reservation> {
    let most = most.map_or(MOST, |m| (m / 2).min(MOST) & !(LEAST - 1)).max(LEAST);
    [true, false].into_iter().find_map(|fixed| {
        let sizes = std::iter::successors(Some(most), |&n| Some(n / 2)).take_while(|&n| n >= LEAST);
        sizes.into_iter().find_map(|len| map(len, fixed))
    })
}

fn map(len: usize, fixed: bool) -> Option<Reservation> {
    let mut flags = MapFlags::PRIVATE | MapFlags::NORESERVE;
    if fixed && cfg!(target_os = "linux") {
        flags |= MapFlags::FIXED_NOREPLACE;
    }
    let hint = if fixed { BASE as *mut c_void } else { std::ptr::null_mut() };
    // SAFETY: a new mapping that replaces none.
    let start = unsafe { mm::mmap_anonymous(hint, len, ProtFlags::empty(), flags) }.ok()? as usize;
    if fixed && start != BASE {
        // SAFETY: the mapping just made, which nothing refers to.
        let _ = unsafe { mm::munmap(start as *mut c_void, len) };
        return None;
    }
    Some(Reservation { start, len, fixed })
}

/// Makes reserved pages readable and writable; they hold zeros. `huge` asks for large pages.
pub(super) fn commit(start: usize, len: usize, huge: bool) -> bool {
    let at = start as *mut c_void;
    // SAFETY: the range lies in the reservation, beyond every block.
    let usable = unsafe { mm::mprotect(at, len, MprotectFlags::READ | MprotectFlags::WRITE) }.is_ok();
    #[cfg(target_os = "linux")]
    if usable && huge {
        // SAFETY: as above; a kernel without large pages refuses, which does no harm.
        let _ = unsafe { mm::madvise(at, len, mm::Advice::LinuxHugepage) };
    }
    usable
}

/// Gives the memory of whole pages back; they then hold zeros. False if the system can't.
pub(super) fn discard(start: usize, len: usize) -> bool {
    // SAFETY: the range lies in the reservation, in no block that is in use; the pages stay mapped.
    cfg!(target_os = "linux") && unsafe { mm::madvise(start as *mut c_void, len, mm::Advice::LinuxDontNeed) }.is_ok()
}

/// Lays a part of a file over pages of a block: `offset` is a multiple of the page size.
pub(super) fn map_file(start: usize, len: usize, file: &File, offset: u64, access: Access) -> std::io::Result<()> {
    let (protection, sharing) = match access {
        Access::Read => (ProtFlags::READ, MapFlags::SHARED),
        Access::Write => (ProtFlags::READ | ProtFlags::WRITE, MapFlags::SHARED),
        Access::CopyOnWrite => (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE),
    };
    // SAFETY: the range is a block that was just taken, which nothing else refers to.
    unsafe { mm::mmap(start as *mut c_void, len, protection, sharing | MapFlags::FIXED, file, offset) }?;
    Ok(())
}

/// Puts plain memory of zeros back where a file was. False if the system refuses; the range is then lost.
pub(super) fn unmap_file(start: usize, len: usize) -> bool {
    let (protection, flags) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE | MapFlags::FIXED);
    // SAFETY: the range is a block whose buffer is being dropped, or a page of a map that its file no longer fills.
    unsafe { mm::mmap_anonymous(start as *mut c_void, len, protection, flags | MapFlags::NORESERVE) }.is_ok()
}

/// Writes the changed pages of a mapped file to it.
pub(super) fn flush(start: usize, len: usize) -> std::io::Result<()> {
    // SAFETY: the range is mapped; nothing in it changes.
    unsafe { mm::msync(start as *mut c_void, len, mm::MsyncFlags::SYNC) }?;
    Ok(())
}

/// What the system does about large pages: `always`, `madvise` or `never`; `None` where it does not tell.
pub fn huge_pages() -> Option<String> {
    let text = std::fs::read_to_string("/sys/kernel/mm/transparent_hugepage/enabled").ok()?;
    Some(text.split_once('[')?.1.split_once(']')?.0.to_string())
}

/// Sets bytes to zero.
///
/// # Safety
/// The range is committed and belongs to the caller.
pub(super) unsafe fn zero(start: usize, len: usize) {
    // SAFETY: by the caller's promise.
    unsafe { (start as *mut u8).write_bytes(0, len) }
}
