//! The part of the debug protocol that a variable explorer needs: JupyterLab lists variables through it, and shows one in all
//! its formats. There are no breakpoints: a request for any is answered by none.

use super::wire::{Outgoing, Request};
use crate::session::Session;
use crate::session::explore::{Entry, Place};
use crate::session::snapshot::Snapshot;
use jupyter_protocol::JupyterMessageContent;
use serde_json::{Value as Json, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// Of the names of cells, as clients work them out.
const HASH_SEED: u32 = 0xc70f_6907;
/// References are forgotten beyond.
const MOST_PLACES: usize = 100_000;

/// Answers debug requests, from any thread.
#[derive(Clone, Default)]
pub struct Debugger(Arc<State>);

#[derive(Default)]
struct State {
    started: AtomicBool,
    /// The places whose parts may be asked for; the protocol calls them by number.
    places: Mutex<Vec<Place>>,
}

impl Debugger {
    /// Whether the interpreter must be asked.
    pub fn needs_variables(asked: &Json) -> bool {
        matches!(asked["command"].as_str(), Some("inspectVariables" | "richInspectVariables" | "variables"))
    }

    /// Answers what concerns variables.
    pub fn answer(&self, request: &Request, asked: &Json, session: &mut Session) -> Outgoing {
        let body = match asked["command"].as_str() {
            Some("inspectVariables") => Some(self.list(session.variables())),
            Some("variables") => Some(self.list(self.place(asked).map_or_else(Vec::new, |p| session.parts(&p)))),
            _ => session.rich(variable(asked)).map(|data| json!({"data": data, "metadata": {}})),
        };
        response(request, asked, body)
    }

    /// The same while a cell gives no turn: what was true before it.
    pub fn meanwhile(&self, request: &Request, snapshot: &Snapshot) -> Option<Outgoing> {
        let JupyterMessageContent::DebugRequest(r) = &request.content else { return None };
        let asked = &r.content;
        let body = match asked["command"].as_str() {
            Some("inspectVariables") => Some(self.list(snapshot.variables.clone())),
            Some("variables") => Some(self.list(self.place(asked).map_or_else(Vec::new, |p| snapshot.parts(&p)))),
            _ => snapshot.page(variable(asked)).map(|data| json!({"data": data, "metadata": {}})),
        };
        Some(response(request, asked, body))
    }

    /// Answers what needs no interpreter.
    pub fn at_once(&self, request: &Request, asked: &Json) -> Outgoing {
        let body = match asked["command"].as_str().unwrap_or_default() {
            "debugInfo" => self.info(),
            "initialize" => {
                self.0.started.store(true, Ordering::Relaxed);
                json!({"supportsConfigurationDoneRequest": true, "exceptionBreakpointFilters": []})
            }
            "disconnect" | "terminate" => {
                self.0.started.store(false, Ordering::Relaxed);
                json!({})
            }
            "attach" | "configurationDone" | "setExceptionBreakpoints" => json!({}),
            "dumpCell" => json!({"sourcePath": source_path(asked["arguments"]["code"].as_str().unwrap_or_default())}),
            "setBreakpoints" => json!({"breakpoints": no_breakpoints(asked)}),
            "threads" => json!({"threads": [{"id": 1, "name": "interpreter"}]}),
            "stackTrace" => json!({"stackFrames": [], "totalFrames": 0}),
            "scopes" => json!({"scopes": []}),
            "modules" => json!({"modules": [], "totalModules": 0}),
            _ => return response(request, asked, None),
        };
        response(request, asked, Some(body))
    }

    fn info(&self) -> Json {
        json!({
            "isStarted": self.0.started.load(Ordering::Relaxed),
            "hashMethod": "Murmur2",
            "hashSeed": HASH_SEED,
            "tmpFilePrefix": folder(),
            "tmpFileSuffix": ".py",
            "breakpoints": [],
            "stoppedThreads": [],
            "richRendering": true,
            "exceptionPaths": [],
            "copyToGlobals": false,
        })
    }

    fn list(&self, entries: Vec<Entry>) -> Json {
        let variables: Vec<Json> = entries.into_iter().map(|e| self.variable(e)).collect();
        json!({"variables": variables})
    }

    fn variable(&self, entry: Entry) -> Json {
        let whole = entry.parts.as_ref().is_some_and(|p| p.items.is_empty());
        let reference = entry.parts.map_or(0, |place| self.number(place));
        json!({
            "name": entry.name,
            "evaluateName": if whole || reference == 0 { entry.name.as_str() } else { "" },
            "value": entry.text,
            "type": entry.kind,
            "variablesReference": reference,
        })
    }

    fn number(&self, place: Place) -> usize {
        let mut places = self.0.places.lock().unwrap_or_else(|e| e.into_inner());
        if let Some(at) = places.iter().position(|p| *p == place) {
            return at + 1;
        }
        if places.len() >= MOST_PLACES {
            places.clear();
        }
        places.push(place);
        places.len()
    }

    fn place(&self, asked: &Json) -> Option<Place> {
        let number = asked["arguments"]["variablesReference"].as_u64()?;
        let places = self.0.places.lock().unwrap_or_else(|e| e.into_inner());
        places.get(usize::try_from(number).ok()?.checked_sub(1)?).cloned()
    }
}

fn variable(asked: &Json) -> &str {
    asked["arguments"]["variableName"].as_str().unwrap_or_default()
}

fn response(request: &Request, asked: &Json, body: Option<Json>) -> Outgoing {
    let command = asked["command"].as_str().unwrap_or_default();
    let mut content = json!({
        "type": "response",
        "request_seq": asked["seq"].as_i64().unwrap_or(0),
        "success": body.is_some(),
        "command": command,
    });
    let empty = if command == "richInspectVariables" { json!({"data": {}, "metadata": {}}) } else { json!({}) };
    if body.is_none() && command != "richInspectVariables" {
        content["message"] = json!(format!("Ravel's kernel lists variables; it has no answer to {command}"));
    }
    content["body"] = body.unwrap_or(empty);
    Outgoing::reply_json(request, "debug_reply", content)
}

fn no_breakpoints(asked: &Json) -> Vec<Json> {
    let wanted = asked["arguments"]["breakpoints"].as_array().map_or(&[][..], Vec::as_slice);
    let why = "Ravel runs cells without stopping at lines";
    wanted.iter().map(|b| json!({"verified": false, "line": b["line"], "message": why})).collect()
}

fn folder() -> String {
    format!("{}/ravel_{}/", std::env::temp_dir().display(), std::process::id())
}

/// The name that clients know a cell by. No such file is made.
fn source_path(code: &str) -> String {
    format!("{}{}.py", folder(), murmur2(code.as_bytes(), HASH_SEED))
}

/// MurmurHash2 of 32 bits.
fn murmur2(data: &[u8], seed: u32) -> u32 {
    const M: u32 = 0x5bd1_e995;
    let mut h = seed ^ data.len() as u32;
    let chunks = data.chunks_exact(4);
    let rest = chunks.remainder();
    for chunk in chunks {
        let k = chunk.iter().rev().fold(0, |k, &b| k << 8 | u32::from(b)).wrapping_mul(M);
        h = h.wrapping_mul(M) ^ (k ^ k >> 24).wrapping_mul(M);
    }
    if !rest.is_empty() {
        h = (h ^ rest.iter().rev().fold(0, |k, &b| k << 8 | u32::from(b))).wrapping_mul(M);
    }
    h = (h ^ h >> 13).wrapping_mul(M);
    h ^ h >> 15
}
