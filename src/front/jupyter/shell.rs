//! The shell thread: reads requests, answers at once what needs no interpreter, and hands the rest on in order.

use super::info;
use super::interpreter::Jobs;
use super::iopub::IoPub;
use super::mailbox::Mailbox;
use super::wire::{Outgoing, Receiver, Request, Signer, log};
use crate::session::event::HistoryQuery;
use crate::syntax::{self, Completeness};
use jupyter_protocol::{
    CommClose, CommInfoReply, ExecutionState, HistoryEntry, HistoryReply, HistoryRequest, IsCompleteReply,
    JupyterMessageContent, ReplyStatus,
};

/// Serves requests until the context ends.
///
/// # Errors
/// Those of the socket.
pub fn serve(
    socket: &zmq::Socket,
    signer: &Signer,
    iopub: &IoPub,
    jobs: &Jobs,
    outbox: &Mailbox<Outgoing>,
) -> Result<(), String> {
    let mut receiver = Receiver::new(signer);
    loop {
        let readable = outbox.wait(socket, -1).map_err(|e| e.to_string())?;
        while let Some(reply) = outbox.take() {
            let _ = socket.send_multipart(signer.frames(&reply), 0);
        }
        if !readable {
            continue;
        }
        while let Ok(frames) = socket.recv_multipart(zmq::DONTWAIT) {
            match receiver.request(frames) {
                Ok(request) => handle(socket, signer, iopub, jobs, request),
                Err(why) => log(&format!("dropped on shell: {why}")),
            }
        }
    }
}

fn handle(socket: &zmq::Socket, signer: &Signer, iopub: &IoPub, jobs: &Jobs, request: Request) {
    use JupyterMessageContent as C;
    if matches!(request.content, C::ExecuteRequest(_)) {
        return jobs.run(request);
    }
    // While a cell runs, the interpreter can't be asked; what was true before the cell is answered.
    if matches!(request.content, C::CompleteRequest(_) | C::InspectRequest(_)) && !jobs.busy() {
        return jobs.run(request);
    }
    let header = Some(&request.header);
    iopub.status(header, ExecutionState::Busy);
    let reply = match &request.content {
        C::KernelInfoRequest(_) => Some(info::reply(&request)),
        C::IsCompleteRequest(r) => Some(Outgoing::reply(&request, is_complete(&r.code))),
        C::HistoryRequest(r) => Some(Outgoing::reply(&request, history(jobs, r))),
        C::CompleteRequest(r) => Some(Outgoing::reply(&request, jobs.complete_meanwhile(&r.code, r.cursor_pos))),
        C::InspectRequest(r) => Some(Outgoing::reply(&request, jobs.inspect_meanwhile(&r.code, r.cursor_pos))),
        C::CommInfoRequest(_) => Some(Outgoing::reply(&request, CommInfoReply::default())),
        C::CommOpen(open) => {
            // No target is known here: the client is told that its comm is closed.
            iopub
                .send(Outgoing::broadcast(header, CommClose { comm_id: open.comm_id.clone(), ..CommClose::default() }));
            None
        }
        C::CommMsg(_) | C::CommClose(_) => None,
        C::ShutdownRequest(_) => {
            log("shutdown belongs on the control channel");
            None
        }
        other => {
            log(&format!("no answer on shell to {}", other.message_type()));
            None
        }
    };
    if let Some(reply) = reply {
        let _ = socket.send_multipart(signer.frames(&reply), 0);
    }
    iopub.status(header, ExecutionState::Idle);
}

fn is_complete(code: &str) -> IsCompleteReply {
    match syntax::is_complete(code) {
        Completeness::Complete => IsCompleteReply::complete(),
        Completeness::Incomplete(indent) => IsCompleteReply::incomplete(indent),
        Completeness::Invalid => IsCompleteReply::invalid(),
    }
}

fn history(jobs: &Jobs, request: &HistoryRequest) -> HistoryReply {
    let count = |n: i32| if n <= 0 { usize::MAX } else { n as usize };
    let (query, with_output) = match request {
        HistoryRequest::Tail { n, output, .. } => (HistoryQuery::Tail { n: count(*n) }, *output),
        HistoryRequest::Range { session, start, stop, output, .. } => (
            HistoryQuery::Range {
                session: session.unwrap_or(0).into(),
                start: (*start).into(),
                stop: (*stop > 0).then_some((*stop).into()),
            },
            *output,
        ),
        HistoryRequest::Search { pattern, unique, output, n, .. } => (
            HistoryQuery::Search { pattern: pattern.clone(), n: (*n > 0).then_some(*n as usize), unique: *unique },
            *output,
        ),
    };
    let entry = |e: crate::session::event::HistoryEntry| {
        let (session, line) = (e.session as usize, e.line as usize);
        match with_output {
            true => HistoryEntry::InputOutput(session, line, (e.input, e.output.unwrap_or_default())),
            false => HistoryEntry::Input(session, line, e.input),
        }
    };
    let history = jobs.history(&query).into_iter().map(entry).collect();
    HistoryReply { history, status: ReplyStatus::Ok, error: None }
}
