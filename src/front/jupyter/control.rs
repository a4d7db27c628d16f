//! The control thread: interrupt, shutdown, kernel_info, whatever the interpreter does meanwhile.

use super::info;
use super::iopub::IoPub;
use super::wire::{Outgoing, Receiver, Request, Signer, log};
use crate::engine::interrupt;
use jupyter_protocol::{ExecutionState, InterruptReply, JupyterMessageContent, ReplyStatus, ShutdownReply};
use serde_json::json;

/// Starts the control thread.
///
/// # Errors
/// Where no thread can be made.
pub fn start(socket: zmq::Socket, signer: Signer, iopub: IoPub) -> Result<(), String> {
    let serve = move || serve(&socket, &signer, &iopub);
    std::thread::Builder::new().name("control".into()).spawn(serve).map(|_| ()).map_err(|e| e.to_string())
}

fn serve(socket: &zmq::Socket, signer: &Signer, iopub: &IoPub) {
    let mut receiver = Receiver::new(signer);
    loop {
        let frames = match socket.recv_multipart(0) {
            Ok(frames) => frames,
            Err(zmq::Error::EINTR) => continue,
            Err(_) => return,
        };
        match receiver.request(frames) {
            Ok(request) => handle(socket, signer, iopub, &request),
            Err(why) => log(&format!("dropped on control: {why}")),
        }
    }
}

fn handle(socket: &zmq::Socket, signer: &Signer, iopub: &IoPub, request: &Request) {
    let header = Some(&request.header);
    iopub.status(header, ExecutionState::Busy);
    let reply = match &request.content {
        JupyterMessageContent::KernelInfoRequest(_) => Some(info::reply(request)),
        JupyterMessageContent::InterruptRequest(_) => {
            interrupt::request();
            Some(Outgoing::reply(request, InterruptReply { status: ReplyStatus::Ok, error: None }))
        }
        JupyterMessageContent::ShutdownRequest(shutdown) => Some(Outgoing::reply(
            request,
            ShutdownReply { restart: shutdown.restart, status: ReplyStatus::Ok, error: None },
        )),
        JupyterMessageContent::DebugRequest(_) => Some(Outgoing::reply_json(request, "debug_reply", json!({}))),
        other => {
            log(&format!("no answer on control to {}", other.message_type()));
            None
        }
    };
    if let Some(reply) = reply {
        let _ = socket.send_multipart(signer.frames(&reply), 0);
    }
    iopub.status(header, ExecutionState::Idle);
    if let JupyterMessageContent::ShutdownRequest(shutdown) = &request.content {
        iopub.send(Outgoing::broadcast(
            header,
            ShutdownReply { restart: shutdown.restart, status: ReplyStatus::Ok, error: None },
        ));
        iopub.flush();
        // What was sent is still on its way through libzmq's own thread.
        std::thread::sleep(std::time::Duration::from_millis(50));
        std::process::exit(0);
    }
}
