//! The interpreter's thread: owns the session, runs cells one after the other, answers completion and inspection between
//! them, and leaves a snapshot for those that are asked while a cell runs.

use super::iopub::IoPub;
use super::mailbox::Sender;
use super::sink::{KernelSink, media};
use super::wire::{Outgoing, Request, Signer};
use crate::session::event::{Completions, HistoryEntry, HistoryQuery};
use crate::session::history::History;
use crate::session::snapshot::Snapshot;
use crate::session::{ExecuteOptions, Outcome, STACK_BYTES, Session};
use jupyter_protocol::{
    CompleteReply, ExecuteInput, ExecuteReply, ExecuteRequest, ExecutionCount, ExecutionState, ExpressionResult,
    InspectReply, JupyterMessageContent, ReplyError, ReplyStatus,
};
use serde_json::{Map, json};
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};

/// The way to the interpreter.
pub struct Jobs {
    queue: mpsc::Sender<Request>,
    shared: Arc<Shared>,
}

/// What the interpreter leaves for others to read.
struct Shared {
    /// Cells that run or wait.
    cells: AtomicUsize,
    snapshot: Mutex<Snapshot>,
    history: Mutex<Vec<HistoryEntry>>,
    session: Mutex<i64>,
}

impl Jobs {
    /// Queues a request.
    pub fn run(&self, request: Request) {
        if matches!(request.content, JupyterMessageContent::ExecuteRequest(_)) {
            self.shared.cells.fetch_add(1, Ordering::AcqRel);
        }
        // The interpreter's thread ends only with the process.
        let _ = self.queue.send(request);
    }

    /// Whether a cell runs or waits.
    pub fn busy(&self) -> bool {
        self.shared.cells.load(Ordering::Acquire) > 0
    }

    /// Completion while a cell runs.
    pub fn complete_meanwhile(&self, code: &str, cursor: usize) -> CompleteReply {
        let snapshot = self.shared.snapshot.lock().unwrap_or_else(|e| e.into_inner());
        complete_reply(snapshot.complete(code, cursor))
    }

    /// Inspection while a cell runs.
    pub fn inspect_meanwhile(&self, code: &str, cursor: usize) -> InspectReply {
        let snapshot = self.shared.snapshot.lock().unwrap_or_else(|e| e.into_inner());
        inspect_reply(snapshot.inspect(code, cursor))
    }

    /// Entries of the history.
    pub fn history(&self, query: &HistoryQuery) -> Vec<HistoryEntry> {
        let entries = self.shared.history.lock().unwrap_or_else(|e| e.into_inner());
        let session = *self.shared.session.lock().unwrap_or_else(|e| e.into_inner());
        History::select(&entries, session, query)
    }
}

/// Starts the thread.
///
/// # Errors
/// Where no thread can be made.
pub fn start(stdin: zmq::Socket, signer: Signer, iopub: IoPub, replies: Sender<Outgoing>) -> Result<Jobs, String> {
    let (queue, requests) = mpsc::channel();
    let shared = Arc::new(Shared {
        cells: AtomicUsize::new(0),
        snapshot: Mutex::default(),
        history: Mutex::default(),
        session: Mutex::new(1),
    });
    let theirs = shared.clone();
    let run = move || {
        let _ends = EndsTheKernel;
        let sink = Rc::new(RefCell::new(KernelSink::new(iopub.clone(), stdin, signer)));
        let session = Session::new(sink.clone());
        *session.state.history.borrow_mut() = Some(History::of_user());
        let mut interpreter = Interpreter { session, sink, iopub, replies, shared: theirs };
        interpreter.publish();
        interpreter.serve(&requests);
    };
    std::thread::Builder::new()
        .name("interpreter".into())
        .stack_size(STACK_BYTES)
        .spawn(run)
        .map_err(|e| format!("can't start the interpreter: {e}"))?;
    Ok(Jobs { queue, shared })
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
    sink: Rc<RefCell<KernelSink>>,
    iopub: IoPub,
    replies: Sender<Outgoing>,
    shared: Arc<Shared>,
}

impl Interpreter {
    fn serve(&mut self, requests: &mpsc::Receiver<Request>) {
        let mut waiting = VecDeque::new();
        while let Some(request) = waiting.pop_front().or_else(|| requests.recv().ok()) {
            let failed = self.handle(&request, requests, &mut waiting);
            self.iopub.status(Some(&request.header), ExecutionState::Idle);
            if failed {
                // Cells that were sent before this one failed are given up; other questions are still answered.
                let is_cell = |r: &Request| matches!(r.content, JupyterMessageContent::ExecuteRequest(_));
                let (cells, others): (Vec<_>, Vec<_>) = waiting.drain(..).partition(is_cell);
                cells.iter().for_each(|r| self.abort(r));
                waiting.extend(others);
            }
        }
    }

    /// Serves a request; whether those that wait behind it are to be given up.
    fn handle(
        &mut self,
        request: &Request,
        requests: &mpsc::Receiver<Request>,
        waiting: &mut VecDeque<Request>,
    ) -> bool {
        self.iopub.status(Some(&request.header), ExecutionState::Busy);
        self.sink.borrow_mut().begin(request);
        match &request.content {
            JupyterMessageContent::ExecuteRequest(r) => {
                let reply = self.execute(request, r);
                let failed = reply.content["status"] == "error" && r.stop_on_error;
                // Whoever waits for the reply sends the next cell after it: what is here by now came before.
                if failed {
                    waiting.extend(requests.try_iter());
                }
                self.replies.send(reply);
                return failed;
            }
            JupyterMessageContent::CompleteRequest(r) => {
                let found = self.session.complete(&r.code, r.cursor_pos);
                self.replies.send(Outgoing::reply(request, complete_reply(found)));
            }
            JupyterMessageContent::InspectRequest(r) => {
                let level = r.detail_level.unwrap_or(0) as u8;
                let found = self.session.inspect(&r.code, r.cursor_pos, level);
                self.replies.send(Outgoing::reply(request, inspect_reply(found)));
            }
            _ => {}
        }
        false
    }

    /// Runs a cell; the reply.
    fn execute(&mut self, request: &Request, r: &ExecuteRequest) -> Outgoing {
        let options = ExecuteOptions {
            silent: r.silent,
            store_history: r.store_history,
            allow_stdin: r.allow_stdin,
            user_expressions: r.user_expressions.clone().unwrap_or_default().into_iter().collect(),
        };
        if !r.silent {
            let count = self.session.next_count();
            let input = ExecuteInput { code: r.code.clone(), execution_count: ExecutionCount::new(count as usize) };
            self.iopub.send(Outgoing::broadcast(Some(&request.header), input));
        }
        let outcome = self.session.execute(&r.code, &options);
        self.publish();
        self.shared.cells.fetch_sub(1, Ordering::AcqRel);
        let payload = self.sink.borrow_mut().take_payload();
        let mut reply = Outgoing::reply(request, execute_reply(outcome));
        if let Some(fields) = reply.content.as_object_mut() {
            fields.insert("payload".into(), serde_json::to_value(payload).unwrap_or_default());
        }
        reply
    }

    fn abort(&mut self, request: &Request) {
        let header = Some(&request.header);
        self.iopub.status(header, ExecutionState::Busy);
        let content = json!({"status": "aborted", "execution_count": self.session.state.count.get()});
        self.replies.send(Outgoing::reply_json(request, "execute_reply", content));
        self.shared.cells.fetch_sub(1, Ordering::AcqRel);
        self.iopub.status(header, ExecutionState::Idle);
    }

    /// Leaves what others may ask for while the next cell runs.
    fn publish(&mut self) {
        let snapshot = self.session.snapshot();
        *self.shared.snapshot.lock().unwrap_or_else(|e| e.into_inner()) = snapshot;
        if let Some(history) = &*self.session.state.history.borrow() {
            *self.shared.session.lock().unwrap_or_else(|e| e.into_inner()) = history.session();
            let mut entries = self.shared.history.lock().unwrap_or_else(|e| e.into_inner());
            let known = entries.len();
            entries.extend_from_slice(history.entries().get(known..).unwrap_or_default());
        }
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

fn complete_reply(found: Completions) -> CompleteReply {
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

fn inspect_reply(found: Option<crate::session::MimeBundle>) -> InspectReply {
    InspectReply {
        found: found.is_some(),
        data: media(found.unwrap_or_default()),
        metadata: Map::new(),
        status: ReplyStatus::Ok,
        error: None,
    }
}
