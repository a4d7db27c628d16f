//! `time`.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The module.
pub static TIME: Module = Module::new("time", "Clocks and waiting.", table, |_, _| None, &[]);

fn table() -> Vec<Builtin> {
    vec![
        c(&["time"], "", "Return the seconds since 1970.\n\n>>> time.time() > 1e9\nTrue", |_: &mut Interp| {
            Ok(since_epoch().as_secs_f64())
        }),
        c(
            &["time_ns"],
            "",
            "Return the nanoseconds since 1970.\n\n>>> time.time_ns() > 10**18\nTrue",
            |_: &mut Interp| Ok(since_epoch().as_nanos() as i64),
        ),
        c(
            &["perf_counter"],
            "",
            "Return the seconds of the finest clock.\n\n>>> t = time.perf_counter(); time.perf_counter() >= t\nTrue",
            |_: &mut Interp| Ok(monotonic().as_secs_f64()),
        ),
        c(
            &["perf_counter_ns"],
            "",
            "Return the nanoseconds of the finest clock.\n\n>>> t = time.perf_counter_ns(); time.perf_counter_ns() >= t\nTrue",
            |_: &mut Interp| Ok(monotonic().as_nanos() as i64),
        ),
        c(
            &["monotonic"],
            "",
            "Return the seconds of a clock that never goes back.\n\n>>> t = time.monotonic(); time.monotonic() >= t\nTrue",
            |_: &mut Interp| Ok(monotonic().as_secs_f64()),
        ),
        c(
            &["monotonic_ns"],
            "",
            "Return the nanoseconds of a clock that never goes back.\n\n>>> t = time.monotonic_ns(); time.monotonic_ns() >= t\nTrue",
            |_: &mut Interp| Ok(monotonic().as_nanos() as i64),
        ),
        c(
            &["process_time"],
            "",
            "Return the seconds that the processors worked for this process.\n\n>>> time.process_time() > 0\nTrue",
            |_: &mut Interp| Ok(cpu().as_secs_f64()),
        ),
        c(
            &["process_time_ns"],
            "",
            "Return the nanoseconds that the processors worked for this process.\n\n>>> time.process_time_ns() > 0\nTrue",
            |_: &mut Interp| Ok(cpu().as_nanos() as i64),
        ),
        c(&["sleep"], "seconds, /", "Wait.\n\n>>> time.sleep(0.001)", sleep),
        c(
            &["strftime"],
            "format, t=None, /",
            "Return the local time as text.\n\n>>> len(time.strftime('%Y-%m-%d'))\n10",
            strftime,
        ),
        c(&["ctime"], "seconds=None, /", "Return the local time in a usual form.\n\n>>> len(time.ctime())\n24", ctime),
    ]
}

fn since_epoch() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// Since the first look at the clock, a little more than nothing.
fn monotonic() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed() + Duration::from_secs(1)
}

fn cpu() -> Duration {
    let t = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(t.tv_sec as u64, t.tv_nsec as u32)
}

/// Sleeps in short naps, so that an interrupt ends it, and others have their turn.
fn sleep(interp: &mut Interp, seconds: Value) -> Result<()> {
    let seconds = match &seconds {
        Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Scalar(_) => interp.float(&seconds)?,
        other => {
            let t = interp.type_name(other);
            return Err(Raise::type_error(format!("'{t}' object cannot be interpreted as an integer")));
        }
    };
    if seconds.is_nan() {
        return Err(Raise::value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(Raise::value_error("sleep length must be non-negative"));
    }
    let end = Instant::now().checked_add(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    loop {
        interp.breathe()?;
        let nap = Duration::from_millis(5);
        let left = end.map_or(nap, |end| end.saturating_duration_since(Instant::now()));
        if left.is_zero() {
            return Ok(());
        }
        std::thread::sleep(left.min(nap));
    }
}

fn strftime(_: &mut Interp, format: String, t: Given) -> Result<String> {
    if t.0.is_some_and(|t| !t.is_none()) {
        return Err(Raise::unsupported("time.strftime() of another time than now is outside the language"));
    }
    let mut out = String::new();
    let now = chrono::Local::now();
    match std::fmt::write(&mut out, format_args!("{}", now.format(&format))) {
        Ok(()) => Ok(out),
        Err(_) => Err(Raise::value_error("Invalid format string")),
    }
}

fn ctime(_: &mut Interp, seconds: Option<f64>) -> Result<String> {
    let time = match seconds {
        Some(s) => chrono::DateTime::from_timestamp(s.floor() as i64, 0).map(chrono::DateTime::<chrono::Local>::from),
        None => Some(chrono::Local::now()),
    };
    let too_far = || Raise::new(&crate::lang::exceptions::OVERFLOW_ERROR, "timestamp out of range for platform time_t");
    time.map(|t| t.format("%a %b %e %H:%M:%S %Y").to_string()).ok_or_else(too_far)
}
