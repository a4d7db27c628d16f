//! Events of the session as messages, and input through the stdin channel.

use super::iopub::IoPub;
use super::wire::{Outgoing, Receiver, Request, Signer, log};
use crate::engine::interrupt;
use crate::session::{Event, MimeBundle, NoInput, Sink, Stream};
use jupyter_protocol::{
    ClearOutput, DisplayData, ErrorOutput, ExecuteResult, ExecutionCount, InputRequest, JupyterMessageContent, Media,
    Payload, Transient, UpdateDisplayData,
};
use serde_json::{Map, Value as Json};

/// The most stream text that one cell may send.
const MOST_TEXT: usize = 16 << 20;

/// Where the session's events go while a request is served.
pub struct KernelSink {
    iopub: IoPub,
    stdin: zmq::Socket,
    signer: Signer,
    receiver: Receiver,
    scope: Scope,
}

/// What belongs to the request that is served.
#[derive(Default)]
pub struct Scope {
    request: Option<Request>,
    payload: Vec<Payload>,
    text: usize,
}

impl KernelSink {
    /// A sink without a request.
    pub fn new(iopub: IoPub, stdin: zmq::Socket, signer: Signer) -> KernelSink {
        let receiver = Receiver::new(&signer);
        KernelSink { iopub, stdin, signer, receiver, scope: Scope::default() }
    }

    /// From now on events belong to this request; what belonged to another is handed out, for [`KernelSink::end`].
    pub fn begin(&mut self, request: &Request) -> Scope {
        std::mem::replace(&mut self.scope, Scope { request: Some(request.clone()), ..Scope::default() })
    }

    /// The request is served: events belong to the one before again.
    pub fn end(&mut self, before: Scope) {
        self.scope = before;
    }

    /// What goes into the reply: pages and next inputs.
    pub fn take_payload(&mut self) -> Vec<Payload> {
        std::mem::take(&mut self.scope.payload)
    }

    fn send(&self, content: impl Into<JupyterMessageContent>) {
        self.iopub.send(Outgoing::broadcast(self.scope.request.as_ref().map(|r| &r.header), content));
    }

    /// Sends text up to a limit, then one line that says so.
    fn text(&mut self, stream: Stream, mut text: String) {
        if self.scope.text > MOST_TEXT {
            return;
        }
        self.scope.text += text.len();
        if self.scope.text > MOST_TEXT {
            let keep = text.len().saturating_sub(self.scope.text - MOST_TEXT);
            let keep = (0..=keep).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
            text.truncate(keep);
            text += &format!(
                "\n[more than {} MiB of output: the rest of this cell's text is not shown]\n",
                MOST_TEXT >> 20
            );
            self.scope.text = MOST_TEXT + 1;
        }
        self.iopub.text(self.scope.request.as_ref().map(|r| &r.header), stream, &text);
    }

    fn display(&self, data: MimeBundle, id: Option<String>, update: bool) {
        let (data, metadata) = (media(data), Map::new());
        match (update, id) {
            (true, Some(id)) => {
                self.send(UpdateDisplayData { data, metadata, transient: Transient { display_id: Some(id) } })
            }
            (_, id) => {
                self.send(DisplayData { data, metadata, transient: id.map(|id| Transient { display_id: Some(id) }) })
            }
        }
    }
}

/// A bundle as the protocol crate's type.
pub fn media(data: MimeBundle) -> Media {
    serde_json::from_value(Json::Object(data)).unwrap_or_default()
}

impl Sink for KernelSink {
    fn event(&mut self, event: Event) {
        match event {
            Event::Stream { stream, text } => self.text(stream, text),
            Event::Display { data, id, update } => self.display(data, id, update),
            Event::Result { count, data } => self.send(ExecuteResult {
                execution_count: ExecutionCount::new(count as usize),
                data: media(data),
                metadata: Map::new(),
                transient: Some(Transient::default()),
            }),
            Event::ClearOutput { wait } => self.send(ClearOutput { wait }),
            Event::Error(e) => self.send(ErrorOutput { ename: e.ename, evalue: e.evalue, traceback: e.traceback }),
            Event::Page { data } => self.scope.payload.push(Payload::Page { data: media(data), start: 0 }),
            Event::NextInput { text, replace } => self.scope.payload.push(Payload::SetNextInput { text, replace }),
        }
    }

    fn input(&mut self, prompt: &str, password: bool) -> Result<String, NoInput> {
        let request = self.scope.request.clone().ok_or(NoInput::Unsupported)?;
        self.iopub.flush();
        // Answers to earlier, given-up questions are not answers to this one.
        while self.stdin.recv_multipart(zmq::DONTWAIT).is_ok() {}
        let question = Outgoing::reply(&request, InputRequest { prompt: prompt.into(), password });
        self.stdin.send_multipart(self.signer.frames(&question), 0).map_err(|_| NoInput::Unsupported)?;
        loop {
            if interrupt::requested() {
                interrupt::clear();
                return Err(NoInput::Interrupted);
            }
            match self.stdin.poll(zmq::POLLIN, 50) {
                Ok(0) | Err(zmq::Error::EINTR) => continue,
                Ok(_) => {}
                Err(_) => return Err(NoInput::Eof),
            }
            let frames = self.stdin.recv_multipart(0).map_err(|_| NoInput::Eof)?;
            match self.receiver.request(frames).map(|r| r.content) {
                Ok(JupyterMessageContent::InputReply(reply)) => return Ok(reply.value),
                Ok(other) => log(&format!("no answer on stdin to {}", other.message_type())),
                Err(why) => log(&format!("dropped on stdin: {why}")),
            }
        }
    }
}
