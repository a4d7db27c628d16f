//! The Jupyter kernel: `ravel kernel -f FILE`, protocol 5.5 over libzmq.
//!
//! Threads, which share nothing but channels and the interrupt flag:
//! - *heartbeat* echoes and can't be blocked;
//! - *iopub* owns the XPUB socket, welcomes subscribers (JEP 65) and gathers stream text for some 80 ms;
//! - *control* answers interrupt, shutdown and kernel_info at once;
//! - *shell* reads requests, answers what needs no interpreter even while a cell runs, and queues the rest;
//! - *interpreter* owns the session and runs cells, on a large stack.

mod connection;
mod control;
mod heartbeat;
mod info;
mod interpreter;
mod iopub;
mod mailbox;
mod shell;
mod sink;
mod wire;

pub use info::banner;

use connection::Connection;
use std::path::Path;

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
    let (shell_out, outbox) = mailbox::mailbox().map_err(|e| e.to_string())?;
    let jobs = interpreter::start(sockets.stdin, signer.clone(), iopub.clone(), shell_out)?;
    control::start(sockets.control, signer.clone(), iopub.clone())?;
    shell::serve(&sockets.shell, &signer, &iopub, &jobs, &outbox)
}

struct Sockets {
    shell: zmq::Socket,
    control: zmq::Socket,
    stdin: zmq::Socket,
    iopub: zmq::Socket,
    heartbeat: zmq::Socket,
}
