//! The interpreter's thread: owns the session, runs cells one after the other, serves asides between them and, where a
//! running cell gives a turn, in their midst; and leaves a snapshot for what gets no turn.

use super::connection::Channel;
use super::debugger::Debugger;
use super::iopub::IoPub;
use super::jobs::{Aside, Job, Jobs};
use super::mailbox::Sender;
use super::sink::{KernelSink, media};
use super::wire::{Outgoing, Request, Signer};
use crate::engine::interrupt;
use crate::engine::mem::threads;
use crate::lang::remains;
use crate::session::event::Completions;
use crate::session::history::History;
use crate::session::{ExecuteOptions, Outcome, STACK_BYTES, Session};
use jupyter_protocol::{
    CompleteReply, ExecuteInput, ExecuteReply, ExecuteRequest, ExecutionCount, ExecutionState, ExpressionResult,
    InspectReply, JupyterMessageContent, ReplyError, ReplyStatus,
};
use serde_json::{Map, json};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// So long nothing must come before the snapshot is renewed: it never delays an answer.
const QUIET: Duration = Duration::from_millis(5);
/// Where cells follow each other without a pause, this share of the time goes into snapshots at most.
const SHARE: u32 = 20;

/// Where answers go.
#[derive(Clone)]
pub struct Replies {
    /// To the shell thread.
    pub shell: Sender<Outgoing>,
    /// To the control thread.
    pub control: Sender<Outgoing>,
}

impl Replies {
    fn send(&self, channel: Channel, reply: Outgoing) {
        match channel {
            Channel::Control => self.control.send(reply),
            _ => self.shell.send(reply),
        }
    }
}

/// Starts the thread.
///
/// # Errors
/// Where no thread can be made.
pub fn start(
    stdin: zmq::Socket,
    signer: Signer,
    iopub: IoPub,
    replies: Replies,
    jobs: Jobs,
    history: History,
    debugger: Debugger,
) -> Result<(), String> {
    let run = move || {
        let _ends = EndsTheKernel;
        threads::adopt();
        let sink = Rc::new(RefCell::new(KernelSink::new(iopub.clone(), stdin, signer)));
        let session = Session::new(sink.clone());
        *session.state.history.borrow_mut() = Some(history);
        let desk = Rc::new(Desk { sink, iopub, replies, jobs, debugger });
        let visited = desk.clone();
        *session.state.visitor.borrow_mut() = Some(Rc::new(move |session| visited.turn(session)));
        Interpreter { session, desk }.serve();
    };
    std::thread::Builder::new()
        .name("interpreter".into())
        .stack_size(STACK_BYTES)
        .spawn(run)
        .map(|_| ())
        .map_err(|e| format!("can't start the interpreter: {e}"))
}

/// A kernel whose interpreter is gone answers nothing more: it ends, and Jupyter starts a new one.
struct EndsTheKernel;

impl Drop for EndsTheKernel {
    fn drop(&mut self) {
        std::process::exit(1);
    }
}

struct Interpreter {
    session: Session,
    desk: Rc<Desk>,
}

impl Interpreter {
    fn serve(&mut self) {
        self.publish();
        let (mut stale, mut published, mut cost) = (false, Instant::now(), Duration::ZERO);
        loop {
            let job = self.desk.jobs.next(stale.then_some(QUIET));
            let due = stale && published.elapsed() > cost * SHARE;
            if matches!(job, Job::Quiet) || (due && self.desk.jobs.cells_wait()) {
                let begin = Instant::now();
                self.publish();
                (stale, published, cost) = (false, Instant::now(), begin.elapsed());
            }
            match job {
                Job::Cell(request) => {
                    self.desk.serve(&mut self.session, &request, Channel::Shell);
                    remains::tidy();
                    stale = true;
                }
                Job::Aside(aside) => {
                    self.desk.serve(&mut self.session, &aside.request, aside.channel);
                    stale |= aside.request.is_cell();
                }
                Job::Quiet => {}
            }
        }
    }

    /// Leaves what is answered while a cell gives no turn.
    fn publish(&mut self) {
        if let Some(snapshot) = self.session.snapshot() {
            *self.desk.jobs.snapshot() = snapshot;
        }
    }
}

/// Serves requests, with whichever session is at hand.
struct Desk {
    sink: Rc<RefCell<KernelSink>>,
    iopub: IoPub,
    replies: Replies,
    jobs: Jobs,
    debugger: Debugger,
}

impl Desk {
    /// Serves what waits while a cell makes room. Within a turn no further cell begins.
    fn turn(&self, session: &mut Session) {
        let first = session.state.turns.get() == 1;
        // What comes meanwhile waits for the next turn: the cell is to get on, too.
        let before = interrupt::requests();
        for _ in 0..self.jobs.asides() {
            let Some(Aside { request, channel, .. }) = self.jobs.turn(first) else { break };
            self.serve(session, &request, channel);
        }
        if interrupt::requests() != before {
            // Whoever had a turn may have used it up; it was meant for the cell that gave it, too.
            interrupt::request();
        }
        if self.jobs.asides() > 0 && first {
            interrupt::request_turn();
        }
    }

    /// Serves a request, from busy to idle.
    fn serve(&self, session: &mut Session, request: &Request, channel: Channel) {
        if session.state.turns.get() == 0 {
            // What was asked for while nothing ran is nobody's; from `busy` on it is this request's.
            interrupt::clear();
        }
        self.iopub.status(Some(&request.header), ExecutionState::Busy);
        let before = self.sink.borrow_mut().begin(request);
        let mut given_up = Vec::new();
        let reply = match &request.content {
            JupyterMessageContent::ExecuteRequest(r) => {
                let reply = self.execute(session, request, r);
                // Whoever waits for the reply sends the next cell after it: what is here by now came before.
                if reply.content["status"] == "error" && r.stop_on_error {
                    given_up = self.jobs.give_up(request);
                }
                Some(reply)
            }
            JupyterMessageContent::CompleteRequest(r) => {
                Some(Outgoing::reply(request, complete_reply(session.complete(&r.code, r.cursor_pos))))
            }
            JupyterMessageContent::InspectRequest(r) => {
                let level = r.detail_level.unwrap_or(0) as u8;
                Some(Outgoing::reply(request, inspect_reply(session.inspect(&r.code, r.cursor_pos, level))))
            }
            JupyterMessageContent::DebugRequest(r) => Some(self.debugger.answer(request, &r.content, session)),
            _ => None,
        };
        self.sink.borrow_mut().end(before);
        self.jobs.listen();
        if let Some(reply) = reply {
            self.replies.send(channel, reply);
        }
        self.iopub.status(Some(&request.header), ExecutionState::Idle);
        given_up.iter().for_each(|r| self.abort(session, r));
    }

    /// Runs a cell; the reply.
    fn execute(&self, session: &mut Session, request: &Request, r: &ExecuteRequest) -> Outgoing {
        let options = ExecuteOptions {
            silent: r.silent,
            store_history: r.store_history,
            allow_stdin: r.allow_stdin,
            user_expressions: r.user_expressions.clone().unwrap_or_default().into_iter().collect(),
        };
        if !r.silent {
            let count = session.next_count(&options);
            let input = ExecuteInput { code: r.code.clone(), execution_count: ExecutionCount::new(count as usize) };
            self.iopub.send(Outgoing::broadcast(Some(&request.header), input));
        }
        let outcome = session.execute(&r.code, &options);
        let payload = self.sink.borrow_mut().take_payload();
        let mut reply = Outgoing::reply(request, execute_reply(outcome));
        if let Some(fields) = reply.content.as_object_mut() {
            fields.insert("payload".into(), serde_json::to_value(payload).unwrap_or_default());
        }
        reply
    }

    fn abort(&self, session: &Session, request: &Request) {
        let header = Some(&request.header);
        self.iopub.status(header, ExecutionState::Busy);
        let content = json!({"status": "aborted", "execution_count": session.state.issued.get()});
        self.replies.send(Channel::Shell, Outgoing::reply_json(request, "execute_reply", content));
        self.iopub.status(header, ExecutionState::Idle);
    }
}

fn execute_reply(outcome: Outcome) -> ExecuteReply {
    let expression = |r| match r {
        Ok(data) => ExpressionResult::Ok { data: media(data), metadata: Map::new() },
        Err(crate::session::ErrorReport { ename, evalue, traceback }) => {
            ExpressionResult::Error { ename, evalue, traceback }
        }
    };
    let user_expressions: HashMap<String, ExpressionResult> =
        outcome.user_expressions.into_iter().map(|(k, r)| (k, expression(r))).collect();
    ExecuteReply {
        status: if outcome.error.is_some() { ReplyStatus::Error } else { ReplyStatus::Ok },
        execution_count: ExecutionCount::new(outcome.count as usize),
        payload: Vec::new(),
        user_expressions: Some(user_expressions),
        error: outcome.error.map(|e| Box::new(ReplyError { ename: e.ename, evalue: e.evalue, traceback: e.traceback })),
    }
}

/// Completions as the protocol has them.
pub fn complete_reply(found: Completions) -> CompleteReply {
    let (start, end) = (found.start, found.end);
    let types: Vec<_> = found
        .matches
        .iter()
        .map(|m| json!({"start": start, "end": end, "text": m.text, "type": m.kind, "signature": m.signature}))
        .collect();
    let mut metadata = Map::new();
    metadata.insert("_jupyter_types_experimental".into(), json!(types));
    CompleteReply {
        matches: found.matches.into_iter().map(|m| m.text).collect(),
        cursor_start: start,
        cursor_end: end,
        metadata,
        status: ReplyStatus::Ok,
        error: None,
    }
}

/// What is known of an object, as the protocol has it.
pub fn inspect_reply(found: Option<crate::session::MimeBundle>) -> InspectReply {
    InspectReply {
        found: found.is_some(),
        data: media(found.unwrap_or_default()),
        metadata: Map::new(),
        status: ReplyStatus::Ok,
        error: None,
    }
}
