//! What waits for the interpreter. Cells of the main shell wait in a queue of their own; all else (completion, inspection,
//! variables, the cells of subshells) is an *aside*: it goes first, and while a cell runs it asks that cell for a turn.
//! A question that was asked behind a cell waits for a moment whether the cell ends: it may be about what the cell defines.
//! What gets none in time, because the cell is within one long operation, is answered from the last snapshot.

use super::connection::Channel;
use super::wire::Request;
use crate::engine::interrupt;
use crate::session::snapshot::Snapshot;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

/// How long a question waits for the running cell.
const PATIENCE: Duration = Duration::from_millis(100);

/// How long it waits for the cells before it to end.
const GRACE: Duration = Duration::from_millis(30);

/// A request that does not wait for the cells before it.
pub struct Aside {
    /// The request.
    pub request: Request,
    /// Where it came from, and where its answer goes.
    pub channel: Channel,
    since: Instant,
    /// The number of the last cell that was asked for before it.
    behind: u64,
}

/// The next thing to do.
pub enum Job {
    /// A cell of the main shell.
    Cell(Request),
    /// Something else.
    Aside(Aside),
    /// Nothing came for as long as was asked.
    Quiet,
}

/// The queues, shared by those who fill them and the interpreter.
#[derive(Clone, Default)]
pub struct Jobs(Arc<Shared>);

#[derive(Default)]
struct Shared {
    queues: Mutex<Queues>,
    arrived: Condvar,
    snapshot: Mutex<Snapshot>,
}

#[derive(Default)]
struct Queues {
    cells: VecDeque<Request>,
    asides: VecDeque<Aside>,
    /// How many cells have come, and how many of them have ended or were given up.
    queued: u64,
    ended: u64,
    /// Whether a cell of the main shell runs.
    running: bool,
    /// The running cell gave no turn in time: whoever asks next need not wait again.
    deaf: bool,
}

impl Queues {
    /// Whether an aside need not wait for the cells before it.
    fn ready(&self, aside: &Aside) -> bool {
        aside.behind <= self.ended || aside.since.elapsed() >= GRACE
    }
}

impl Jobs {
    /// Queues a cell of the main shell.
    pub fn cell(&self, request: Request) {
        let mut queues = self.queues();
        queues.cells.push_back(request);
        queues.queued += 1;
        self.0.arrived.notify_one();
    }

    /// Queues anything else.
    pub fn aside(&self, request: Request, channel: Channel) {
        let mut queues = self.queues();
        let question = !request.is_cell() && channel == Channel::Shell;
        let behind = if question { queues.queued } else { 0 };
        let aside = Aside { request, channel, since: Instant::now(), behind };
        if queues.ready(&aside) {
            interrupt::request_turn();
        }
        queues.asides.push_back(aside);
        self.0.arrived.notify_one();
    }

    /// Waits for the next job, for so long at most.
    pub fn next(&self, most: Option<Duration>) -> Job {
        let mut queues = self.queues();
        loop {
            queues.deaf = false;
            queues.ended += u64::from(std::mem::take(&mut queues.running));
            let ready = queues.asides.iter().position(|a| queues.ready(a));
            if let Some(aside) = ready.and_then(|at| queues.asides.remove(at)) {
                return Job::Aside(aside);
            }
            if let Some(request) = queues.cells.pop_front() {
                queues.running = true;
                return Job::Cell(request);
            }
            let (woken, timed_out) = match most {
                Some(most) => {
                    let (woken, result) = self.0.arrived.wait_timeout(queues, most).unwrap_or_else(|e| e.into_inner());
                    (woken, result.timed_out())
                }
                None => (self.0.arrived.wait(queues).unwrap_or_else(|e| e.into_inner()), false),
            };
            queues = woken;
            if timed_out && queues.asides.is_empty() && queues.cells.is_empty() {
                return Job::Quiet;
            }
        }
    }

    /// How many asides wait for a turn.
    pub fn asides(&self) -> usize {
        let queues = self.queues();
        queues.asides.iter().filter(|a| queues.ready(a)).count()
    }

    /// Asks the running cell for a turn where questions have waited for its end long enough.
    pub fn remind(&self) {
        if self.asides() > 0 {
            interrupt::request_turn();
        }
    }

    /// The next aside for which the running cell has made room; a cell only where `cells` may run.
    pub fn turn(&self, cells: bool) -> Option<Aside> {
        let mut queues = self.queues();
        queues.deaf = false;
        let at = queues.asides.iter().position(|a| (cells || !a.request.is_cell()) && queues.ready(a))?;
        queues.asides.remove(at)
    }

    /// The cell that gave no turn has ended: whoever asks now is answered by the interpreter again.
    pub fn listen(&self) {
        self.queues().deaf = false;
    }

    /// The cells that wait in the same shell as a request: they are given up.
    pub fn give_up(&self, failed: &Request) -> Vec<Request> {
        let mut queues = self.queues();
        if failed.header.subshell().is_none() {
            let given_up: Vec<Request> = queues.cells.drain(..).collect();
            queues.ended += given_up.len() as u64;
            return given_up;
        }
        let doomed = |a: &Aside| a.request.is_cell() && a.request.header.subshell() == failed.header.subshell();
        let (given_up, rest): (VecDeque<_>, _) = queues.asides.drain(..).partition(doomed);
        queues.asides = rest;
        given_up.into_iter().map(|a| a.request).collect()
    }

    /// Whether cells wait.
    pub fn cells_wait(&self) -> bool {
        !self.queues().cells.is_empty()
    }

    /// How long, in milliseconds, until [`Jobs::overdue`] may have something for a channel; -1 for ever.
    pub fn due(&self, channel: Channel) -> i64 {
        let queues = self.queues();
        let first = queues.asides.iter().find(|a| a.channel == channel && !a.request.is_cell());
        let left = |a: &Aside| {
            let until = if queues.ready(a) { PATIENCE } else { GRACE };
            until.saturating_sub(a.since.elapsed()).as_millis() as i64 + 1
        };
        first.map_or(-1, |a| if queues.deaf { 0 } else { left(a) })
    }

    /// The questions that came through a channel and got no turn in time.
    pub fn overdue(&self, channel: Channel) -> Vec<Request> {
        let mut queues = self.queues();
        let deaf = queues.deaf;
        let late = |a: &Aside| a.channel == channel && !a.request.is_cell() && (deaf || a.since.elapsed() >= PATIENCE);
        let (late, rest): (VecDeque<_>, _) = queues.asides.drain(..).partition(late);
        queues.asides = rest;
        queues.deaf |= !late.is_empty();
        late.into_iter().map(|a| a.request).collect()
    }

    /// What is known without the interpreter.
    pub fn snapshot(&self) -> MutexGuard<'_, Snapshot> {
        self.0.snapshot.lock().unwrap_or_else(|e| e.into_inner())
    }

    fn queues(&self) -> MutexGuard<'_, Queues> {
        self.0.queues.lock().unwrap_or_else(|e| e.into_inner())
    }
}
