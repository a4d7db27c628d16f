//! The shell thread: reads requests, answers at once what needs no interpreter, and hands the rest on in order.

use super::connection::Channel;
use super::desk::Desk;
use super::info;
use super::interpreter::{complete_reply, inspect_reply};
use super::jobs::Jobs;
use super::mailbox::Mailbox;
use super::subshells::Subshells;
use super::wire::{Outgoing, Request, log};
use crate::session::event::HistoryQuery;
use crate::session::history::History;
use crate::syntax::{self, Completeness};
use jupyter_protocol::{CommClose, CommInfoReply, HistoryRequest, IsCompleteReply, JupyterMessageContent};
use serde_json::json;

/// What the shell thread owns.
pub struct Shell {
    /// The channel.
    pub desk: Desk,
    /// To the interpreter.
    pub jobs: Jobs,
    /// The interpreter's answers.
    pub outbox: Mailbox<Outgoing>,
    /// The subshells that are there.
    pub subshells: Subshells,
    /// The cells so far.
    pub history: History,
}

impl Shell {
    /// Serves requests until the context ends.
    ///
    /// # Errors
    /// Those of the socket.
    pub fn serve(&self) -> Result<(), String> {
        let mut receiver = self.desk.receiver();
        loop {
            let wait = self.jobs.due(Channel::Shell);
            let readable = self.outbox.wait(&self.desk.socket, wait).map_err(|e| e.to_string())?;
            while let Some(reply) = self.outbox.take() {
                self.desk.send(&reply);
            }
            self.jobs.remind();
            for late in self.jobs.overdue(Channel::Shell) {
                self.desk.answer(&late, |request| self.meanwhile(request));
            }
            while let Some(request) = readable.then(|| self.desk.request(&mut receiver)).flatten() {
                self.handle(request);
            }
        }
    }

    fn handle(&self, request: Request) {
        use JupyterMessageContent as C;
        if let Some(id) = request.header.subshell().filter(|id| !self.subshells.has(id)) {
            let why = format!("no subshell has the id {id}");
            return self.desk.answer(&request, |r| r.refusal("UnknownSubshellError", &why));
        }
        match &request.content {
            C::ExecuteRequest(_) if request.header.subshell().is_none() => self.jobs.cell(request),
            C::ExecuteRequest(_) | C::CompleteRequest(_) | C::InspectRequest(_) => {
                self.jobs.aside(request, Channel::Shell);
            }
            _ => self.desk.answer(&request, |request| self.at_once(request)),
        }
    }

    /// What needs no interpreter.
    fn at_once(&self, request: &Request) -> Option<Outgoing> {
        use JupyterMessageContent as C;
        match &request.content {
            C::KernelInfoRequest(_) => Some(info::reply(request)),
            C::IsCompleteRequest(r) => Some(Outgoing::reply(request, is_complete(&r.code))),
            C::HistoryRequest(r) => Some(history(&self.history, request, r)),
            C::CommInfoRequest(_) => Some(Outgoing::reply(request, CommInfoReply::default())),
            C::CommOpen(open) => {
                // No target is known here: the client is told that its comm is closed.
                let close = CommClose { comm_id: open.comm_id.clone(), ..CommClose::default() };
                self.desk.iopub.send(Outgoing::broadcast(Some(&request.header), close));
                None
            }
            C::CommMsg(_) | C::CommClose(_) => None,
            C::ShutdownRequest(_) => {
                log("shutdown belongs on the control channel");
                None
            }
            other => match &request.misfit {
                Some(why) => request.refusal("ValueError", why),
                None => {
                    log(&format!("no answer on shell to {}", other.message_type()));
                    None
                }
            },
        }
    }

    /// What got no turn in the cell that runs: what was true before the cell is answered.
    fn meanwhile(&self, request: &Request) -> Option<Outgoing> {
        let snapshot = self.jobs.snapshot();
        match &request.content {
            JupyterMessageContent::CompleteRequest(r) => {
                Some(Outgoing::reply(request, complete_reply(snapshot.complete(&r.code, r.cursor_pos))))
            }
            JupyterMessageContent::InspectRequest(r) => {
                Some(Outgoing::reply(request, inspect_reply(snapshot.inspect(&r.code, r.cursor_pos))))
            }
            _ => None,
        }
    }
}

fn is_complete(code: &str) -> IsCompleteReply {
    match syntax::is_complete(code) {
        Completeness::Complete => IsCompleteReply::complete(),
        Completeness::Incomplete(indent) => IsCompleteReply::incomplete(indent),
        Completeness::Invalid => IsCompleteReply::invalid(),
    }
}

fn history(history: &History, request: &Request, asked: &HistoryRequest) -> Outgoing {
    let count = |n: i32| if n <= 0 { usize::MAX } else { n as usize };
    let (query, with_output) = match asked {
        HistoryRequest::Tail { n, output, .. } => (HistoryQuery::Tail { n: count(*n) }, *output),
        HistoryRequest::Range { session, start, stop, output, .. } => (
            HistoryQuery::Range {
                session: session.unwrap_or(0).into(),
                start: (*start).into(),
                stop: (*stop != 0).then_some((*stop).into()),
            },
            *output,
        ),
        HistoryRequest::Search { pattern, unique, output, n, .. } => (
            HistoryQuery::Search { pattern: pattern.clone(), n: (*n > 0).then_some(*n as usize), unique: *unique },
            *output,
        ),
    };
    let entry = |e: crate::session::event::HistoryEntry| match with_output {
        true => json!([e.session, e.line, [e.input, e.output]]),
        false => json!([e.session, e.line, e.input]),
    };
    let entries: Vec<_> = history.query(&query).into_iter().map(entry).collect();
    Outgoing::reply_json(request, "history_reply", json!({"status": "ok", "history": entries}))
}
