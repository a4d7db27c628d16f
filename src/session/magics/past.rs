//! `%history`, `%recall`, `%rerun`, `%save`: the cells that were run.

use super::{Row, arguments, expand, line_row, options};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::{Event, HistoryEntry, HistoryQuery};
use crate::session::replace::replace;
use crate::session::results;
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use std::path::Path;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    line_row("history", HISTORY, history),
    line_row("hist", HISTORY, history),
    line_row("recall", RECALL, recall),
    line_row("rep", RECALL, recall),
    line_row(
        "rerun",
        "%rerun [-l n | -g text | cells]\n\nRuns earlier cells again: the last, or those named as in %history.",
        rerun,
    ),
    line_row(
        "save",
        "%save [-f] [-a] file cells\n\nWrites cells to a file; -a appends, -f overwrites without asking.",
        save,
    ),
];

const HISTORY: &str = "%history [-n] [-o] [-p] [-u] [-f file] [-l [n] | -g [pattern] | cells]\n\n\
    The cells so far, or those named: 4, 4-6, 4-, 4:6, ~1/2 (of the session before). -n with their numbers, -o with \
    their results, -p as at a prompt, -l the last n of all sessions, -g those that match a pattern (-u each once), \
    -f into a file.";
const RECALL: &str =
    "%recall [cells or text]\n\nPuts the last result, an earlier cell or the last cell with this text into a new cell.";

/// The cells of this session up to now, with the texts of their results.
fn of_this_session(state: &State) -> Vec<HistoryEntry> {
    let kept = stored(state, &HistoryQuery::Range { session: 0, start: 1, stop: None });
    let output = |n: usize| kept.iter().rev().find(|e| e.line == n as i64).and_then(|e| e.output.clone());
    let inputs = state.inputs.borrow();
    let entry = |(n, input): (usize, &String)| HistoryEntry {
        session: 0,
        line: n as i64,
        input: input.clone(),
        output: output(n),
    };
    inputs.iter().enumerate().skip(1).map(entry).collect()
}

/// The cells that a list of ranges names; a word that is no range names none.
pub fn selected(state: &State, ranges: &str) -> Vec<HistoryEntry> {
    if ranges.trim().is_empty() {
        return of_this_session(state);
    }
    ranges.split_whitespace().filter_map(parse_range).flat_map(|r| of_range(state, &r)).collect()
}

/// Lines `start..stop` of the session `sessions.0`, up to that of `sessions.1`.
#[derive(Debug, PartialEq, Eq)]
struct Range {
    sessions: (i64, i64),
    start: i64,
    stop: Option<i64>,
}

fn parse_range(text: &str) -> Option<Range> {
    let (first, last) = match text.find(['-', ':']) {
        Some(at) => (&text[..at], Some((text.as_bytes()[at], &text[at + 1..]))),
        None => (text, None),
    };
    let (session, start) = in_session(first)?;
    if start.is_empty() {
        return session.map(|s| Range { sessions: (s, s), start: 1, stop: None });
    }
    let start: i64 = start.parse().ok()?;
    let session = session.unwrap_or(0);
    let Some((mark, last)) = last else {
        return Some(Range { sessions: (session, session), start, stop: Some(start + 1) });
    };
    let (to, stop) = in_session(last)?;
    let stop: Option<i64> = if stop.is_empty() { None } else { Some(stop.parse().ok()?) };
    let stop = if mark == b'-' { stop.map(|n| n + 1) } else { stop.or(Some(start + 1)) };
    Some(Range { sessions: (session, to.unwrap_or(session)), start, stop })
}

/// `~1/4` as the session -1 and what follows.
fn in_session(text: &str) -> Option<(Option<i64>, &str)> {
    let Some((session, rest)) = text.split_once('/') else { return Some((None, text)) };
    let number = match session.strip_prefix('~') {
        Some(n) => -n.parse::<i64>().ok()?,
        None => session.parse().ok()?,
    };
    Some((Some(number), rest))
}

fn of_range(state: &State, range: &Range) -> Vec<HistoryEntry> {
    let (from, to) = range.sessions;
    let mut found = Vec::new();
    for session in from..=to {
        let start = if session == from { range.start } else { 1 };
        let stop = if session == to { range.stop } else { None };
        let within = |e: &HistoryEntry| e.line >= start && stop.is_none_or(|stop| e.line < stop);
        found.extend(match session {
            0 => of_this_session(state).into_iter().filter(within).collect(),
            _ => stored(state, &HistoryQuery::Range { session, start, stop }),
        });
    }
    found
}

/// Entries of all sessions; those of this one have the session 0.
fn stored(state: &State, query: &HistoryQuery) -> Vec<HistoryEntry> {
    let history = state.history.borrow();
    let Some(history) = &*history else { return Vec::new() };
    let mut found = history.query(query);
    found.iter_mut().filter(|e| e.session == history.session()).for_each(|e| e.session = 0);
    found
}

fn history(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let (wanted, flags) = parse_history(&magic.line)?;
    let entries = match wanted {
        Wanted::Cells(ranges) => selected(state, &ranges),
        Wanted::Last(n) => {
            // Without the cell that asks, as IPython.
            let mut found = stored(state, &HistoryQuery::Tail { n: n + 1 });
            found.pop();
            found
        }
        Wanted::Matching(pattern) => stored(state, &HistoryQuery::Search { pattern, n: None, unique: flags.has("-u") }),
    };
    let text: String = entries.iter().map(|e| listed(e, &flags)).collect();
    let Some(file) = flags.get("-f") else {
        state.print(text);
        return Ok(Value::None);
    };
    if Path::new(file).exists() {
        state.print("Overwriting file.\n");
    }
    replace(Path::new(file), text.as_bytes()).map_err(|e| super::files::os_error(&e, file))?;
    Ok(Value::None)
}

enum Wanted {
    Cells(String),
    Last(usize),
    Matching(String),
}

/// `-g` takes all words that follow, `-l` a number if one follows.
fn parse_history(line: &str) -> Result<(Wanted, arguments::Arguments)> {
    let flags: &[arguments::Flag] = &[
        (&["-n"], false),
        (&["-o"], false),
        (&["-p"], false),
        (&["-t"], false),
        (&["-u"], false),
        (&["-y"], false),
        (&["-f"], true),
    ];
    let mut words = Vec::new();
    let mut wanted = None;
    let mut rest = arguments::words(line).into_iter().peekable();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "-l" => {
                let n = rest.next_if(|w| w.parse::<usize>().is_ok()).and_then(|w| w.parse().ok());
                wanted = Some(Wanted::Last(n.unwrap_or(10)));
            }
            "-g" => {
                let mut pattern = Vec::new();
                while let Some(word) = rest.next_if(|w| !w.starts_with('-')) {
                    pattern.push(word);
                }
                let pattern = pattern.join(" ");
                wanted = Some(Wanted::Matching(if pattern.is_empty() { "*".into() } else { format!("*{pattern}*") }));
            }
            // `-np` is `-n -p`.
            flag if flag.starts_with('-') && flag.len() > 2 && flag[1..].chars().all(|c| "noptuy".contains(c)) => {
                words.extend(flag[1..].chars().map(|c| format!("-{c}")));
            }
            _ => words.push(word),
        }
    }
    let mut given = arguments::parse(&words.join(" "), flags)?;
    if matches!(wanted, Some(Wanted::Matching(_))) {
        given.set("-n");
    }
    Ok((wanted.unwrap_or_else(|| Wanted::Cells(given.words.join(" "))), given))
}

/// One cell as `%history` lists it.
fn listed(entry: &HistoryEntry, flags: &arguments::Arguments) -> String {
    let input = entry.input.replace('\t', "    ").trim_end().to_string();
    let several = input.contains('\n');
    let mut out = String::new();
    if flags.has("-n") {
        let number = match entry.session {
            0 => entry.line.to_string(),
            session => format!("{session}/{}", entry.line),
        };
        out += &format!("{number:>4}:{}", if several { '\n' } else { ' ' });
    }
    out += &match (flags.has("-p"), several) {
        (true, true) => format!(">>> {}\n...\n", input.replace('\n', "\n... ")),
        (true, false) => format!(">>> {input}\n"),
        (false, _) => format!("{input}\n"),
    };
    if let Some(output) = entry.output.as_ref().filter(|_| flags.has("-o")) {
        out += &format!("{output}\n");
    }
    out
}

fn recall(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = magic.line.trim();
    let put = |text: &str| state.emit(Event::NextInput { text: text.trim_end().to_string(), replace: false });
    if line.is_empty() {
        let last = interp.lookup("_").unwrap_or(Value::None);
        put(&interp.str(&last)?);
        return Ok(Value::None);
    }
    let cells = joined(&selected(state, line));
    if !cells.is_empty() {
        put(&cells);
        return Ok(Value::None);
    }
    if let Ok(text) = expand::evaluate(interp, line).and_then(|v| interp.str(&v)) {
        put(&text);
        return Ok(Value::None);
    }
    let query = HistoryQuery::Search { pattern: format!("*{line}*"), n: None, unique: false };
    let found = stored(state, &query);
    match found.iter().rev().find(|e| !e.input.contains("recall") && !e.input.contains("rep")) {
        Some(entry) => put(&entry.input),
        None => state.print(format!("Couldn't evaluate or find in history: {line}\n")),
    }
    Ok(Value::None)
}

fn joined(entries: &[HistoryEntry]) -> String {
    entries.iter().map(|e| e.input.as_str()).collect::<Vec<_>>().join("\n")
}

fn rerun(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "l:g:")?;
    let found = if let Some(n) = o.get('l') {
        let Ok(n) = n.parse::<usize>() else {
            state.print("Number of lines must be an integer\n");
            return Ok(Value::None);
        };
        last_cells(state, n)
    } else if let Some(text) = o.get('g') {
        let query = HistoryQuery::Search { pattern: format!("*{text}*"), n: None, unique: false };
        stored(state, &query).into_iter().rev().find(|e| !e.input.contains("rerun")).into_iter().collect()
    } else if !o.rest.trim().is_empty() {
        selected(state, &o.rest)
    } else {
        last_cells(state, 1)
    };
    if found.is_empty() {
        state.print("No lines in history match specification\n");
        return Ok(Value::None);
    }
    let text = joined(&found);
    state.print(format!("=== Executing: ===\n{text}\n=== Output: ===\n"));
    results::run_cell(state, interp, "<rerun>", &text)?;
    Ok(Value::None)
}

/// The last cells before the one that runs.
fn last_cells(state: &State, n: usize) -> Vec<HistoryEntry> {
    let mut all = of_this_session(state);
    all.pop();
    all.split_off(all.len().saturating_sub(n))
}

fn save(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "fra")?;
    let Some((name, cells)) = o.rest.split_once(char::is_whitespace) else {
        return super::usage("%save wants the name of a file and the cells to write");
    };
    let name = if name.ends_with(".py") { name.to_string() } else { format!("{name}.py") };
    let exists = Path::new(&name).exists();
    if exists && !o.has('f') && !o.has('a') {
        let question = format!("File `{name}` exists. Overwrite (y/[N])?  ");
        // Where nobody can be asked, the file is left as it is.
        let answer = interp.host.input(&question, false).unwrap_or_default();
        if !answer.trim().eq_ignore_ascii_case("y") {
            state.print("Operation cancelled.\n");
            return Ok(Value::None);
        }
    }
    let code = joined(&selected(state, cells));
    if code.is_empty() {
        return Err(Raise::value_error(format!(
            "'{}' was not found in history, as a file, url, nor in the user namespace.",
            cells.trim()
        )));
    }
    let before = if o.has('a') && exists {
        std::fs::read_to_string(&name).unwrap_or_default()
    } else {
        "# coding: utf-8\n".into()
    };
    replace(Path::new(&name), format!("{before}{code}\n").as_bytes()).map_err(|e| super::files::os_error(&e, &name))?;
    state.print(format!("The following commands were written to file `{name}`:\n{code}\n"));
    Ok(Value::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_cells() {
        let range = |a, b, start, stop| Some(Range { sessions: (a, b), start, stop });
        for (text, want) in [
            ("4", range(0, 0, 4, Some(5))),
            ("4-6", range(0, 0, 4, Some(7))),
            ("4:6", range(0, 0, 4, Some(6))),
            ("4-", range(0, 0, 4, None)),
            ("~2/", range(-2, -2, 1, None)),
            ("243/1-5", range(243, 243, 1, Some(6))),
            ("~8/1-~6/5", range(-8, -6, 1, Some(6))),
            ("foo", None),
            ("-3", None),
        ] {
            assert_eq!(parse_range(text), want, "{text}");
        }
    }
}
