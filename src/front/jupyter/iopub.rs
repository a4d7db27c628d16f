//! The broadcasting thread: welcomes subscribers, sends what the others hand it, and gathers stream text.
//!
//! Text waits in a place that its writer shares with this thread, so that a line of output costs no wake-up; whoever
//! broadcasts anything else hands the text on before it, so that order is kept.

use super::mailbox::{Mailbox, Sender, mailbox};
use super::wire::{Outgoing, Parent, Signer, log};
use crate::session::Stream;
use jupyter_protocol::{ExecutionState, IoPubWelcome, Status, StreamContent};
use std::sync::{Arc, Mutex, MutexGuard, mpsc};
use std::time::{Duration, Instant};

/// Text of one stream that is longer is sent at once.
const STREAM_BYTES: usize = 1 << 16;
/// How long text waits for more.
const STREAM_DELAY: Duration = Duration::from_millis(80);

enum Broadcast {
    Message(Box<Outgoing>),
    Text(Text),
    /// Text waits from now on.
    Gathering,
    /// Everything before it has been sent when the answer comes.
    Flush(mpsc::Sender<()>),
}

/// Text of one stream of one request.
struct Text {
    parent: Option<Parent>,
    stream: Stream,
    text: String,
    since: Instant,
}

/// The text that waits.
type Waiting = Arc<Mutex<Option<Text>>>;

/// The way to the broadcasting thread.
#[derive(Clone)]
pub struct IoPub {
    outbox: Sender<Broadcast>,
    waiting: Waiting,
}

impl IoPub {
    /// Broadcasts a message.
    pub fn send(&self, message: Outgoing) {
        self.after_text(Broadcast::Message(Box::new(message)));
    }

    /// Broadcasts text of a stream, together with what comes right after it.
    pub fn text(&self, parent: Option<&Parent>, stream: Stream, text: &str) {
        let mut waiting = lock(&self.waiting);
        match &mut *waiting {
            Some(t) if t.stream == stream && same(t.parent.as_ref(), parent) => t.text.push_str(text),
            other => {
                let gathered = Text { parent: parent.cloned(), stream, text: text.into(), since: Instant::now() };
                match other.replace(gathered) {
                    Some(earlier) => self.outbox.send(Broadcast::Text(earlier)),
                    None => self.outbox.send(Broadcast::Gathering),
                }
            }
        }
        if waiting.as_ref().is_some_and(|t| t.text.len() >= STREAM_BYTES)
            && let Some(full) = waiting.take()
        {
            self.outbox.send(Broadcast::Text(full));
        }
    }

    /// `busy` or `idle`, for a request.
    pub fn status(&self, parent: Option<&Parent>, state: ExecutionState) {
        self.send(Outgoing::broadcast(parent, Status { execution_state: state }));
    }

    /// Waits until all is sent, a second at most.
    pub fn flush(&self) {
        let (done, wait) = mpsc::channel();
        self.after_text(Broadcast::Flush(done));
        let _ = wait.recv_timeout(Duration::from_secs(1));
    }

    fn after_text(&self, broadcast: Broadcast) {
        let mut waiting = lock(&self.waiting);
        if let Some(text) = waiting.take() {
            self.outbox.send(Broadcast::Text(text));
        }
        self.outbox.send(broadcast);
    }
}

/// Starts the thread. It says `starting` when the first subscriber is there.
///
/// # Errors
/// Where no thread can be made.
pub fn start(socket: zmq::Socket, signer: Signer) -> Result<IoPub, String> {
    let (outbox, inbox) = mailbox().map_err(|e| e.to_string())?;
    let waiting = Waiting::default();
    let mut publisher = Publisher { socket, signer, waiting: waiting.clone(), started: false };
    std::thread::Builder::new().name("iopub".into()).spawn(move || publisher.run(&inbox)).map_err(|e| e.to_string())?;
    Ok(IoPub { outbox, waiting })
}

struct Publisher {
    socket: zmq::Socket,
    signer: Signer,
    waiting: Waiting,
    started: bool,
}

impl Publisher {
    fn run(&mut self, inbox: &Mailbox<Broadcast>) {
        loop {
            let wait = match &*lock(&self.waiting) {
                Some(t) => STREAM_DELAY.saturating_sub(t.since.elapsed()).as_millis() as i64 + 1,
                None => -1,
            };
            match inbox.wait(&self.socket, wait) {
                Ok(true) => self.welcome(),
                Ok(false) => {}
                Err(e) => return log(&format!("iopub ends: {e}")),
            }
            while let Some(broadcast) = inbox.take() {
                match broadcast {
                    Broadcast::Message(message) => self.send(&message),
                    Broadcast::Text(text) => self.send_text(text),
                    Broadcast::Gathering => {}
                    Broadcast::Flush(done) => drop(done.send(())),
                }
            }
            let ripe = lock(&self.waiting).take_if(|t| t.since.elapsed() >= STREAM_DELAY);
            if let Some(text) = ripe {
                self.send_text(text);
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

    fn send_text(&self, t: Text) {
        let content = match t.stream {
            Stream::Stdout => StreamContent::stdout(&t.text),
            Stream::Stderr => StreamContent::stderr(&t.text),
        };
        self.send(&Outgoing::broadcast(t.parent.as_ref(), content));
    }

    fn send(&self, message: &Outgoing) {
        if let Err(e) = self.socket.send_multipart(self.signer.frames(message), 0) {
            log(&format!("can't broadcast {}: {e}", message.msg_type));
        }
    }
}

fn lock(waiting: &Waiting) -> MutexGuard<'_, Option<Text>> {
    waiting.lock().unwrap_or_else(|e| e.into_inner())
}

fn same(a: Option<&Parent>, b: Option<&Parent>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.is(b),
        (a, b) => a.is_none() && b.is_none(),
    }
}
