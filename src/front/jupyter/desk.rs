//! A channel on which requests come in and replies go out: shell or control.

use super::iopub::IoPub;
use super::wire::{Outgoing, Receiver, Request, Signer, log};
use jupyter_protocol::ExecutionState;

/// A channel as its thread sees it.
pub struct Desk {
    /// For the log.
    pub name: &'static str,
    /// The channel.
    pub socket: zmq::Socket,
    /// Signs what goes out.
    pub signer: Signer,
    /// To broadcast.
    pub iopub: IoPub,
}

impl Desk {
    /// Checks what comes in.
    pub fn receiver(&self) -> Receiver {
        Receiver::new(&self.signer)
    }

    /// The next request that is there; what is none is dropped with a line in the log.
    pub fn request(&self, receiver: &mut Receiver) -> Option<Request> {
        loop {
            let frames = self.socket.recv_multipart(zmq::DONTWAIT).ok()?;
            match receiver.request(frames) {
                Ok(request) => return Some(request),
                Err(why) => log(&format!("dropped on {}: {why}", self.name)),
            }
        }
    }

    /// Answers a request, from busy to idle.
    pub fn answer(&self, request: &Request, reply: impl FnOnce(&Request) -> Option<Outgoing>) {
        self.iopub.status(Some(&request.header), ExecutionState::Busy);
        if let Some(reply) = reply(request) {
            self.send(&reply);
        }
        self.iopub.status(Some(&request.header), ExecutionState::Idle);
    }

    /// Sends a reply.
    pub fn send(&self, reply: &Outgoing) {
        if let Err(e) = self.socket.send_multipart(self.signer.frames(reply), 0) {
            log(&format!("can't send {}: {e}", reply.msg_type));
        }
    }
}
