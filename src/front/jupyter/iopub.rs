//! The broadcasting thread: welcomes subscribers, sends what the others hand it, and gathers stream text.

use super::heartbeat::STREAM_DELAY;
use super::mailbox::{Mailbox, Sender, mailbox};
use super::wire::{Outgoing, Signer, log};
use crate::session::Stream;
use jupyter_protocol::{ExecutionState, Header, IoPubWelcome, Status, StreamContent};
use std::sync::mpsc;
use std::time::Instant;

/// Text of one stream that is longer is sent at once.
const STREAM_BYTES: usize = 1 << 16;

enum Broadcast {
    Message(Box<Outgoing>),
    Text {
        parent: Option<Header>,
        stream: Stream,
        text: String,
    },
    /// Everything before it has been sent when the answer comes.
    Flush(mpsc::Sender<()>),
}

/// The way to the broadcasting thread.
#[derive(Clone)]
pub struct IoPub {
    outbox: Sender<Broadcast>,
}

impl IoPub {
    /// Broadcasts a message.
    pub fn send(&self, message: Outgoing) {
        self.outbox.send(Broadcast::Message(Box::new(message)));
    }

    /// Broadcasts text of a stream, together with what comes right after it.
    pub fn text(&self, parent: Option<&Header>, stream: Stream, text: String) {
        self.outbox.send(Broadcast::Text { parent: parent.cloned(), stream, text });
    }

    /// `busy` or `idle`, for a request.
    pub fn status(&self, parent: Option<&Header>, state: ExecutionState) {
        self.send(Outgoing::broadcast(parent, Status { execution_state: state }));
    }

    /// Waits until all is sent, a second at most.
    pub fn flush(&self) {
        let (done, wait) = mpsc::channel();
        self.outbox.send(Broadcast::Flush(done));
        let _ = wait.recv_timeout(std::time::Duration::from_secs(1));
    }
}

/// Starts the thread. It says `starting` when the first subscriber is there.
///
/// # Errors
/// Where no thread can be made.
pub fn start(socket: zmq::Socket, signer: Signer) -> Result<IoPub, String> {
    let (outbox, inbox) = mailbox().map_err(|e| e.to_string())?;
    let mut publisher = Publisher { socket, signer, pending: None, started: false };
    std::thread::Builder::new().name("iopub".into()).spawn(move || publisher.run(&inbox)).map_err(|e| e.to_string())?;
    Ok(IoPub { outbox })
}

struct Pending {
    parent: Option<Header>,
    stream: Stream,
    text: String,
    since: Instant,
}

struct Publisher {
    socket: zmq::Socket,
    signer: Signer,
    pending: Option<Pending>,
    started: bool,
}

impl Publisher {
    fn run(&mut self, inbox: &Mailbox<Broadcast>) {
        loop {
            let wait = match &self.pending {
                Some(p) => STREAM_DELAY.saturating_sub(p.since.elapsed()).as_millis() as i64 + 1,
                None => -1,
            };
            match inbox.wait(&self.socket, wait) {
                Ok(true) => self.welcome(),
                Ok(false) => {}
                Err(e) => return log(&format!("iopub ends: {e}")),
            }
            while let Some(broadcast) = inbox.take() {
                self.take(broadcast);
            }
            if self.pending.as_ref().is_some_and(|p| p.since.elapsed() >= STREAM_DELAY) {
                self.flush_text();
            }
        }
    }

    /// Subscriptions are messages of one byte (1: on, 0: off) and the topic.
    fn welcome(&mut self) {
        while let Ok(message) = self.socket.recv_bytes(zmq::DONTWAIT) {
            let Some((1, topic)) = message.split_first().map(|(on, t)| (*on, t.to_vec())) else { continue };
            let subscription = String::from_utf8_lossy(&topic).to_string();
            let mut welcome = Outgoing::broadcast(None, IoPubWelcome { subscription });
            // Only whoever subscribed to this topic gets it.
            welcome.identities = vec![topic];
            self.send(&welcome);
            if !std::mem::replace(&mut self.started, true) {
                self.send(&Outgoing::broadcast(None, Status { execution_state: ExecutionState::Starting }));
            }
        }
    }

    fn take(&mut self, broadcast: Broadcast) {
        match broadcast {
            Broadcast::Message(message) => {
                self.flush_text();
                self.send(&message);
            }
            Broadcast::Flush(done) => {
                self.flush_text();
                let _ = done.send(());
            }
            Broadcast::Text { parent, stream, text } => self.gather(parent, stream, text),
        }
    }

    fn gather(&mut self, parent: Option<Header>, stream: Stream, text: String) {
        let id = |h: &Option<Header>| h.as_ref().map(|h| h.msg_id.clone());
        match &mut self.pending {
            Some(p) if p.stream == stream && id(&p.parent) == id(&parent) => p.text.push_str(&text),
            _ => {
                self.flush_text();
                self.pending = Some(Pending { parent, stream, text, since: Instant::now() });
            }
        }
        if self.pending.as_ref().is_some_and(|p| p.text.len() >= STREAM_BYTES) {
            self.flush_text();
        }
    }

    fn flush_text(&mut self) {
        if let Some(p) = self.pending.take() {
            let content = match p.stream {
                Stream::Stdout => StreamContent::stdout(&p.text),
                Stream::Stderr => StreamContent::stderr(&p.text),
            };
            self.send(&Outgoing::broadcast(p.parent.as_ref(), content));
        }
    }

    fn send(&self, message: &Outgoing) {
        if let Err(e) = self.socket.send_multipart(self.signer.frames(message), 0) {
            log(&format!("can't broadcast {}: {e}", message.msg_type));
        }
    }
}
