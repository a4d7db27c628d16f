//! The thread that inputs run on: its stack is a session's, its memory bounded, its writes kept in a folder of its own.

use crate::sandbox;
use ravel::engine::interrupt;
use ravel::engine::mem::arena;
use ravel::lang::Value;
use ravel::session::{Event, ExecuteOptions, NoInput, STACK_BYTES, Session, Sink, fault};
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

/// How long an input runs before it is interrupted. What does not end then is a finding.
const TIME: Duration = Duration::from_millis(500);
/// How many interrupts it may outlive.
const PATIENCE: usize = 40;
/// Array memory of an input.
const MEMORY: usize = 256 << 20;

type Job = (fn(&[u8]), Vec<u8>);

struct Worker {
    jobs: Sender<Job>,
    done: Receiver<()>,
}

/// Runs `target` on the worker; returns when it has ended.
pub fn run(target: fn(&[u8]), data: &[u8]) {
    static WORKER: OnceLock<Mutex<Worker>> = OnceLock::new();
    let worker = WORKER.get_or_init(|| Mutex::new(start())).lock().expect("one input at a time");
    worker.jobs.send((target, data.to_vec())).expect("the worker lives");
    let mut left = PATIENCE;
    while worker.done.recv_timeout(TIME).is_err() {
        // Again, for what catches the first.
        interrupt::request();
        left -= 1;
        assert!(left > 0, "it does not end: {}", String::from_utf8_lossy(data));
    }
}

fn start() -> Worker {
    let (jobs, inputs) = channel::<Job>();
    let (finished, done) = channel();
    let serve = move || {
        stop_at_panics();
        arena::set_limit(MEMORY);
        let folder = tempfile::Builder::new().prefix("ravel-fuzz").tempdir().expect("a temporary folder").keep();
        // SAFETY: nothing else reads the environment now: libFuzzer's thread waits for this one.
        unsafe { std::env::set_var("TMPDIR", &folder) };
        sandbox::enter(&folder);
        for (target, data) in inputs {
            interrupt::clear();
            tidy(&folder);
            RUNNING.with_borrow_mut(|running| running.clone_from(&data));
            target(&data);
            finished.send(()).expect("libFuzzer's thread waits");
        }
    };
    std::thread::Builder::new().stack_size(4 * STACK_BYTES).spawn(serve).expect("a thread");
    Worker { jobs, done }
}

/// A panic ends the process, also one that a session would make an exception of.
fn stop_at_panics() {
    let _ = fault::guard(|| Ok(()));
    std::panic::set_hook(Box::new(|info| {
        let input = RUNNING.with_borrow(|running| String::from_utf8_lossy(running).into_owned());
        eprintln!("{info}\n{}\nthe input: {input}", std::backtrace::Backtrace::force_capture());
        std::process::abort();
    }));
}

/// Removes what the last input wrote, and goes back.
fn tidy(folder: &PathBuf) {
    let _ = std::env::set_current_dir(folder);
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    }
}

/// Takes every event in and keeps none.
struct Nowhere;

impl Sink for Nowhere {
    fn event(&mut self, _: Event) {}

    fn input(&mut self, _: &str, _: bool) -> Result<String, NoInput> {
        Err(NoInput::Eof)
    }
}

/// A session whose outputs go nowhere.
pub fn session() -> Session {
    arena::reset();
    ravel::engine::mem::buffer::Buffer::reset_ids();
    Session::new(Rc::new(RefCell::new(Nowhere)))
}

/// Runs a cell.
pub fn execute(session: &mut Session, code: &str) {
    session.execute(code, &ExecuteOptions { store_history: false, ..ExecuteOptions::default() });
}

thread_local! {
    /// The input that runs.
    static RUNNING: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static SHARED: RefCell<Option<Session>> = const { RefCell::new(None) };
}

/// Runs a cell with `data`, the input as `bytes`, in a session that all inputs share. `prepare` runs once.
pub fn execute_with(data: &[u8], prepare: &str, code: &str) {
    SHARED.with_borrow_mut(|shared| {
        let session = shared.get_or_insert_with(|| {
            let mut session = session();
            execute(&mut session, prepare);
            session
        });
        session.interp.globals.insert("data".into(), Value::Bytes(Rc::new(data.to_vec())));
        execute(session, code);
    });
}
