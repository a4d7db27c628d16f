//! The heartbeat: echoes whatever comes, and watches over the parent process.

/// Starts the thread.
///
/// # Errors
/// Where no thread can be made.
pub fn start(socket: zmq::Socket) -> Result<(), String> {
    let parent = std::env::var("JPY_PARENT_PID").ok().and_then(|p| p.parse::<i32>().ok());
    let echo = move || {
        loop {
            match socket.poll(zmq::POLLIN, 1000) {
                Ok(0) | Err(zmq::Error::EINTR) => {}
                Ok(_) => {
                    if let Ok(frames) = socket.recv_multipart(0) {
                        let _ = socket.send_multipart(frames, 0);
                    }
                }
                Err(_) => return,
            }
            if orphaned(parent) {
                std::process::exit(1);
            }
        }
    };
    std::thread::Builder::new().name("heartbeat".into()).spawn(echo).map(|_| ()).map_err(|e| e.to_string())
}

/// Whether the process that started the kernel is gone. Only one that said who it is counts.
fn orphaned(parent: Option<i32>) -> bool {
    match parent {
        Some(pid) if pid > 1 => nix::unistd::getppid().as_raw() != pid && !alive(pid),
        _ => false,
    }
}

fn alive(pid: i32) -> bool {
    !matches!(nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), None), Err(nix::errno::Errno::ESRCH))
}
