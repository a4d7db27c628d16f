//! The control thread: interrupt, shutdown, kernel_info, subshells, whatever the interpreter does meanwhile.

use super::connection::Channel;
use super::debugger::Debugger;
use super::desk::Desk;
use super::info;
use super::jobs::Jobs;
use super::mailbox::Mailbox;
use super::subshells::Subshells;
use super::wire::{Outgoing, Request, log};
use crate::engine::interrupt;
use crate::session::history::History;
use jupyter_protocol::{InterruptReply, JupyterMessageContent, ReplyStatus, ShutdownReply};
use serde_json::{Value as Json, json};

/// What the control thread owns.
pub struct Control {
    /// The channel.
    pub desk: Desk,
    /// To the interpreter.
    pub jobs: Jobs,
    /// The interpreter's answers.
    pub outbox: Mailbox<Outgoing>,
    /// The subshells that are there.
    pub subshells: Subshells,
    /// Closed at the end.
    pub history: History,
    /// Answers debug requests.
    pub debugger: Debugger,
}

impl Control {
    /// Starts the thread.
    ///
    /// # Errors
    /// Where none can be made.
    pub fn start(self) -> Result<(), String> {
        let thread = std::thread::Builder::new().name("control".into());
        thread.spawn(move || self.serve()).map(|_| ()).map_err(|e| e.to_string())
    }

    fn serve(&self) {
        let mut receiver = self.desk.receiver();
        loop {
            let Ok(readable) = self.outbox.wait(&self.desk.socket, self.jobs.due(Channel::Control)) else { return };
            while let Some(reply) = self.outbox.take() {
                self.desk.send(&reply);
            }
            for late in self.jobs.overdue(Channel::Control) {
                self.desk.answer(&late, |request| self.debugger.meanwhile(request, &self.jobs.snapshot()));
            }
            while let Some(request) = readable.then(|| self.desk.request(&mut receiver)).flatten() {
                self.handle(request);
            }
        }
    }

    fn handle(&self, request: Request) {
        match &request.content {
            JupyterMessageContent::DebugRequest(r) if Debugger::needs_variables(&r.content) => {
                self.jobs.aside(request, Channel::Control);
            }
            JupyterMessageContent::ShutdownRequest(shutdown) => self.shut_down(&request, shutdown.restart),
            _ => self.desk.answer(&request, |request| self.at_once(request)),
        }
    }

    fn at_once(&self, request: &Request) -> Option<Outgoing> {
        match &request.content {
            JupyterMessageContent::KernelInfoRequest(_) => Some(info::reply(request)),
            JupyterMessageContent::InterruptRequest(_) => {
                interrupt::request();
                Some(Outgoing::reply(request, InterruptReply { status: ReplyStatus::Ok, error: None }))
            }
            JupyterMessageContent::DebugRequest(r) => Some(self.debugger.at_once(request, &r.content)),
            JupyterMessageContent::UnknownMessage(m) => match (m.msg_type.as_str(), &request.misfit) {
                (_, Some(why)) => request.refusal("ValueError", why),
                ("create_subshell_request", _) => {
                    Some(reply(request, json!({"status": "ok", "subshell_id": self.subshells.create()})))
                }
                ("list_subshell_request", _) => {
                    Some(reply(request, json!({"status": "ok", "subshell_id": self.subshells.list()})))
                }
                ("delete_subshell_request", _) => Some(self.delete_subshell(request, &m.content)),
                (other, _) => {
                    log(&format!("no answer on control to {other}"));
                    None
                }
            },
            other => {
                log(&format!("no answer on control to {}", other.message_type()));
                None
            }
        }
    }

    fn delete_subshell(&self, request: &Request, content: &Json) -> Outgoing {
        let id = content["subshell_id"].as_str().unwrap_or_default();
        match self.subshells.delete(id) {
            true => reply(request, json!({"status": "ok"})),
            false => {
                let why = format!("no subshell has the id {id}");
                let error = json!({"status": "error", "ename": "UnknownSubshellError", "evalue": why, "traceback": []});
                reply(request, error)
            }
        }
    }

    /// Ends the process, whatever the interpreter does.
    fn shut_down(&self, request: &Request, restart: bool) {
        let content = ShutdownReply { restart, status: ReplyStatus::Ok, error: None };
        self.history.close();
        self.desk.answer(request, |request| Some(Outgoing::reply(request, content.clone())));
        self.desk.iopub.send(Outgoing::broadcast(Some(&request.header), content));
        self.desk.iopub.flush();
        // What was sent is still on its way through libzmq's own thread.
        std::thread::sleep(std::time::Duration::from_millis(50));
        std::process::exit(0);
    }
}

/// A reply of the request's own kind.
fn reply(request: &Request, content: Json) -> Outgoing {
    let kind = request.content.message_type().trim_end_matches("_request").to_string();
    Outgoing::reply_json(request, &format!("{kind}_reply"), content)
}
