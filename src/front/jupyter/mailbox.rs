//! A channel that a thread can wait for together with a socket.

use nix::sys::eventfd::{EfdFlags, EventFd};
use std::os::fd::{AsFd, AsRawFd};
use std::sync::Arc;
use std::sync::mpsc;

/// Puts messages in.
pub struct Sender<T> {
    queue: mpsc::Sender<T>,
    wake: Arc<EventFd>,
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        Sender { queue: self.queue.clone(), wake: self.wake.clone() }
    }
}

impl<T> Sender<T> {
    /// Puts a message in and wakes the owner. A mailbox without an owner swallows it.
    pub fn send(&self, message: T) {
        if self.queue.send(message).is_ok() {
            let _ = self.wake.write(1);
        }
    }
}

/// Takes messages out.
pub struct Mailbox<T> {
    queue: mpsc::Receiver<T>,
    wake: Arc<EventFd>,
}

/// A new mailbox.
///
/// # Errors
/// Where the system has no more descriptors.
pub fn mailbox<T>() -> nix::Result<(Sender<T>, Mailbox<T>)> {
    let (sender, queue) = mpsc::channel();
    let wake = Arc::new(EventFd::from_flags(EfdFlags::EFD_NONBLOCK | EfdFlags::EFD_CLOEXEC)?);
    Ok((Sender { queue: sender, wake: wake.clone() }, Mailbox { queue, wake }))
}

impl<T> Mailbox<T> {
    /// Waits until the socket is readable, a message is here, or the time is over (-1: never). Whether the socket is
    /// readable.
    ///
    /// # Errors
    /// Those of polling; an interrupted wait is none.
    pub fn wait(&self, socket: &zmq::Socket, timeout_ms: i64) -> zmq::Result<bool> {
        let mut items =
            [socket.as_poll_item(zmq::POLLIN), zmq::PollItem::from_fd(self.wake.as_fd().as_raw_fd(), zmq::POLLIN)];
        match zmq::poll(&mut items, timeout_ms) {
            Ok(_) => {}
            Err(zmq::Error::EINTR) => return Ok(false),
            Err(e) => return Err(e),
        }
        let _ = self.wake.read();
        Ok(items[0].is_readable())
    }

    /// A message, if one is here.
    pub fn take(&self) -> Option<T> {
        self.queue.try_recv().ok()
    }
}
