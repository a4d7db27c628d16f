//! Bytes with a number, an address and a writeable flag.

use super::arena::{self, Block, OutOfMemory};
use super::held;
use super::pages;
use super::shared;
use crate::engine::objects;
use crate::engine::observe::{self, BufferId, MemEvent};
use std::cell::{Cell, OnceCell};
use std::fs::File;
use std::io;
use std::marker::PhantomData;
use std::rc::Rc;

pub use super::pages::Access;

/// What a new buffer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Init {
    /// Zeros.
    Zeroed,
    /// Whatever the memory held.
    Uninit,
}

/// A block of the arena with a number. Stays on its thread.
#[derive(Debug)]
pub struct Buffer {
    id: Cell<BufferId>,
    block: Block,
    len: usize,
    writeable: bool,
    origin: Cell<Origin>,
    /// The name of the file that the bytes are of.
    file: Option<Box<str>>,
    /// The memory that other processes can map, once it was lent.
    shared: OnceCell<Rc<File>>,
    /// Whether elements may be references to objects.
    holds: Cell<bool>,
    not_sync: PhantomData<*const ()>,
}

/// Where the bytes come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// The engine made them for an array, and counts them.
    Array,
    /// They stand for a value of the language, or are scratch.
    Object,
    /// They are a file's.
    File,
}

thread_local! {
    static NEXT: Cell<u64> = const { Cell::new(1) };
}

fn take_id() -> BufferId {
    BufferId(NEXT.replace(NEXT.get() + 1))
}

impl Buffer {
    /// A new buffer of `len` bytes.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub fn new(len: usize, init: Init) -> Result<Buffer, OutOfMemory> {
        let buffer = Buffer::take(len, init, Origin::Array)?;
        observe::note(MemEvent::Alloc { id: buffer.id(), bytes: len });
        Ok(buffer)
    }

    /// A read-only buffer that stands for a `bytes` object of the language (what `np.frombuffer` shows). It has a number
    /// and an address like any other, but is no allocation of an array.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub fn of_bytes(bytes: &[u8]) -> Result<Buffer, OutOfMemory> {
        let mut buffer = Buffer::take(bytes.len(), Init::Uninit, Origin::Object)?;
        // SAFETY: the buffer is new and has as many bytes.
        unsafe { buffer.ptr().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) }
        buffer.writeable = false;
        Ok(buffer)
    }

    /// `len` bytes of a file from `offset` on, in place (`np.memmap`). The buffer begins at the page that holds the first
    /// byte; the number returned is the offset of that byte in the buffer. It is no allocation of an array.
    ///
    /// # Errors
    /// The system's.
    pub fn of_file(file: &File, offset: u64, len: usize, access: Access, name: &str) -> io::Result<(Buffer, usize)> {
        let skip = offset % rustix::param::page_size() as u64;
        let whole = len.checked_add(skip as usize).filter(|&n| n > 0).ok_or(io::ErrorKind::InvalidInput)?;
        // Beyond the end of the file there are pages but no bytes: to touch them is fatal.
        if offset.checked_add(len as u64).is_none_or(|end| file.metadata().map_or(true, |m| end > m.len())) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let block = arena::map_file(file, offset - skip, whole, access)?;
        let mut buffer = Buffer::with_block(block, whole, take_id(), Origin::File);
        buffer.writeable = access != Access::Read;
        buffer.file = Some(name.into());
        Ok((buffer, skip as usize))
    }

    /// Writes what has changed to the file behind the buffer, if there is one.
    ///
    /// # Errors
    /// The system's.
    pub fn flush(&self) -> io::Result<()> {
        if self.origin.get() == Origin::File { pages::flush(self.address(), self.len) } else { Ok(()) }
    }

    fn take(len: usize, init: Init, origin: Origin) -> Result<Buffer, OutOfMemory> {
        Ok(Buffer::with_block(arena::allocate(len, init == Init::Zeroed)?, len, take_id(), origin))
    }

    fn with_block(block: Block, len: usize, id: BufferId, origin: Origin) -> Buffer {
        let origin = Cell::new(origin);
        let shared = OnceCell::new();
        Buffer {
            id: Cell::new(id),
            block,
            len,
            writeable: true,
            origin,
            file: None,
            shared,
            holds: Cell::new(false),
            not_sync: PhantomData,
        }
    }

    /// The name of the file that the bytes are of, if they are of one.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// A buffer of `len` bytes that no program sees: it has no number and is not observed.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub fn scratch(len: usize, init: Init) -> Result<Buffer, OutOfMemory> {
        let block = arena::allocate(len, init == Init::Zeroed)?;
        Ok(Buffer::with_block(block, len, BufferId::SCRATCH, Origin::Object))
    }

    /// Whether the bytes may become those of a file in memory: they are an array's own.
    pub(super) fn is_movable(&self) -> bool {
        self.origin.get() == Origin::Array
    }

    /// The memory that other processes can map, and whether the bytes were moved there just now.
    pub(super) fn share(&self) -> io::Result<(Rc<File>, bool)> {
        if let Some(file) = self.shared.get() {
            return Ok((file.clone(), false));
        }
        let file = Rc::new(shared::move_to_file(self)?);
        Ok((self.shared.get_or_init(|| file).clone(), true))
    }

    /// Makes a scratch buffer an array's, numbered and counted from now on; any other stays as it is.
    pub fn adopt(&self) {
        if self.id.get() == BufferId::SCRATCH {
            self.id.set(take_id());
            self.origin.set(Origin::Array);
            observe::note(MemEvent::Alloc { id: self.id(), bytes: self.len });
        }
    }

    /// Notes that elements may be references to objects; `scattered` if they may stand at any byte.
    pub(in crate::engine) fn hold_objects(&self, scattered: bool) {
        if !self.holds.replace(true) && self.len > 0 {
            held::register(self.address(), self.len, scattered);
        }
    }

    /// The number.
    pub fn id(&self) -> BufferId {
        self.id.get()
    }

    /// The address of the first byte.
    pub fn address(&self) -> usize {
        self.block.address
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether writing is ever allowed (a `bytes` object and a file mapped to be read are not for writing; to write there
    /// is fatal to the process or to the language's meaning). An array's own
    /// `flags.writeable` can only restrict it further.
    pub fn writeable(&self) -> bool {
        self.writeable
    }

    /// The number that the next buffer will get: whatever is at or above it is new.
    pub fn next_id() -> BufferId {
        BufferId(NEXT.get())
    }

    /// Counts from 1 again, for a new program on this thread (see also [`arena::reset`]).
    pub fn reset_ids() {
        NEXT.set(1);
    }

    /// Counts from `to` again, after work whose buffers are all gone (the loops of a timing).
    pub fn rewind_ids(to: BufferId) {
        NEXT.set(to.0);
    }

    pub(super) fn ptr(&self) -> *mut u8 {
        self.block.address as *mut u8
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        if self.holds.get() {
            held::forget(self.address());
            objects::note_gone();
        }
        match self.origin.get() {
            Origin::File => arena::unmap_file(&self.block),
            Origin::Object => arena::release(&self.block),
            Origin::Array => {
                match self.shared.get() {
                    Some(_) => arena::release_laid_over(&self.block),
                    None => arena::release(&self.block),
                }
                observe::note(MemEvent::Free { id: self.id(), bytes: self.len });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::mem::access;
    use crate::engine::{DType, Layout, View};
    use std::rc::Rc;

    #[test]
    fn numbers_and_sums() {
        Buffer::reset_ids();
        let before = observe::totals();
        let a = Buffer::new(1000, Init::Zeroed).unwrap();
        let b = Buffer::new(24, Init::Uninit).unwrap();
        assert_eq!((a.id(), b.id(), Buffer::next_id()), (BufferId(1), BufferId(2), BufferId(3)));
        assert!(a.address().is_multiple_of(64) && a.writeable() && a.len() == 1000);
        assert_eq!(observe::totals().live - before.live, 1024);
        drop((a, b));
        let after = observe::totals();
        assert_eq!((after.live, after.allocated - before.allocated), (before.live, 1024));
    }

    #[test]
    fn bytes_are_read_only_and_not_counted() {
        let before = observe::totals();
        let buffer = Buffer::of_bytes(b"abcdefgh").unwrap();
        assert!(!buffer.writeable());
        let view = View::new(Rc::new(buffer), Layout::c(DType::UInt8, &[8])).unwrap();
        assert_eq!(access::to_vec::<u8>(&view), b"abcdefgh");
        drop(view);
        assert_eq!(observe::totals(), before);
    }

    #[test]
    fn a_file_is_seen_in_place() {
        use std::io::{Read, Seek, Write};
        let mut file = tempfile::tempfile().unwrap();
        let bytes: Vec<u8> = (0..9000).map(|i| (i % 256) as u8).collect();
        file.write_all(&bytes).unwrap();
        for (access, seen) in [(Access::CopyOnWrite, 5000 % 256), (Access::Write, 77), (Access::Read, 77)] {
            let (buffer, skip) = Buffer::of_file(&file, 5000, 4000, access, "f").unwrap();
            assert_eq!(buffer.writeable(), access != Access::Read);
            let layout = Layout { offset: skip, ..Layout::c(DType::UInt8, &[4000]) };
            let view = View::new(Rc::new(buffer), layout).unwrap();
            assert_eq!(access::to_vec::<u8>(&view)[1..], bytes[5001..]);
            if access != Access::Read {
                access::write::<u8>(&view, skip, 77);
                view.buffer().flush().unwrap();
            }
            file.rewind().unwrap();
            let mut now = Vec::new();
            file.read_to_end(&mut now).unwrap();
            assert_eq!(now[5000], seen as u8, "{access:?}");
        }
        assert!(Buffer::of_file(&file, 5000, 5000, Access::Read, "f").is_err());
    }
}
