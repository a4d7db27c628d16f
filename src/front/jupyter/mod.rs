//! The Jupyter kernel: `ravel kernel -f FILE`, protocol 5.5 over libzmq.
//!
//! Threads, which share nothing but channels and the interrupt flag:
//! - *heartbeat* echoes and can't be blocked;
//! - *iopub* owns the XPUB socket, welcomes subscribers (JEP 65) and gathers stream text for some 80 ms;
//! - *control* answers interrupt, shutdown and kernel_info at once;
//! - *shell* reads requests, answers what needs no interpreter even while a cell runs, and queues the rest;
//! - *interpreter* owns the session and runs cells, on a large stack; in the midst of a cell it serves completion,
//!   inspection, variables and [subshells](subshells) there where the cell's own code could run next;
//! - *history* keeps the cells in SQLite.

mod connection;
mod control;
mod debugger;
mod desk;
mod heartbeat;
mod info;
mod interpreter;
mod iopub;
mod jobs;
mod mailbox;
mod shell;
mod sink;
mod subshells;
mod wire;

pub use connection::Connection;
pub use info::banner;
pub use wire::{Outgoing, Parent, Receiver, Request, Signer};

use crate::session::history::History;
use control::Control;
use debugger::Debugger;
use desk::Desk;
use jobs::Jobs;
use shell::Shell;
use std::path::Path;
use subshells::Subshells;

/// Runs a kernel until it is told to shut down or its parent dies.
///
/// # Errors
/// A sentence: the connection file can't be read, an address can't be bound.
pub fn run(connection_file: &Path) -> Result<(), String> {
    let connection = Connection::read(connection_file)?;
    let context = zmq::Context::new();
    let socket = |kind| connection.socket(&context, kind);
    let sockets = Sockets {
        shell: socket(connection::Channel::Shell)?,
        control: socket(connection::Channel::Control)?,
        stdin: socket(connection::Channel::Stdin)?,
        iopub: socket(connection::Channel::IoPub)?,
        heartbeat: socket(connection::Channel::Heartbeat)?,
    };
    let signer = wire::Signer::new(&connection);
    let iopub = iopub::start(sockets.iopub, signer.clone())?;
    heartbeat::start(sockets.heartbeat)?;
    let mail = || mailbox::mailbox().map_err(|e| e.to_string());
    let ((shell, shell_outbox), (control, control_outbox)) = (mail()?, mail()?);
    let replies = interpreter::Replies { shell, control };
    let (jobs, debugger, subshells) = (Jobs::default(), Debugger::default(), Subshells::default());
    let history = History::of_user();
    let (stdin, kept) = (sockets.stdin, history.clone());
    interpreter::start(stdin, signer.clone(), iopub.clone(), replies, jobs.clone(), kept, debugger.clone())?;
    let desk = |name, socket| Desk { name, socket, signer: signer.clone(), iopub: iopub.clone() };
    let control = Control {
        desk: desk("control", sockets.control),
        jobs: jobs.clone(),
        outbox: control_outbox,
        subshells: subshells.clone(),
        history: history.clone(),
        debugger,
    };
    control.start()?;
    Shell { desk: desk("shell", sockets.shell), jobs, outbox: shell_outbox, subshells, history }.serve()
}

struct Sockets {
    shell: zmq::Socket,
    control: zmq::Socket,
    stdin: zmq::Socket,
    iopub: zmq::Socket,
    heartbeat: zmq::Socket,
}
