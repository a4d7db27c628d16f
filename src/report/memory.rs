//! `%memory`: every live buffer, its size, who holds it, and what is kept alive for nothing.

use super::html::{escape, frame};
use super::text::{Line, table};
use super::{Rendered, words};
use crate::engine::View;
use crate::lang::Interp;
use crate::lang::holders::{self, Held};
use crate::lang::trace::ArrayFacts;

/// A view's facts, without names.
pub fn facts_of(view: &View) -> ArrayFacts {
    ArrayFacts {
        layout: view.layout().clone(),
        buffer: view.id(),
        buffer_len: view.buffer().len(),
        base_address: view.buffer().address(),
        names: Vec::new(),
        writeable: true,
    }
}

/// All buffers that variables hold, the largest first.
pub fn memory(interp: &Interp) -> Rendered {
    let mut held = holders::buffers(interp);
    held.sort_by(|a, b| (b.bytes, a.id).cmp(&(a.bytes, b.id)));
    let total: u64 = held.iter().map(|h| h.bytes as u64).sum();
    let summary = match held.len() {
        0 => "no array is alive".to_string(),
        n => format!("{} in {n} buffer{}", words::bytes(total), if n == 1 { "" } else { "s" }),
    };
    Rendered { text: in_text(&held, &summary), html: in_html(&held, &summary, total) }
}

/// `b holds 800 MB to show 32 bytes`, where what is shown is less than half of what is held.
fn waste(held: &Held) -> Option<String> {
    let shown: usize = held.holders.iter().map(|h| h.shown).max()?;
    let names: Vec<&str> = held.holders.iter().map(|h| h.name.as_str()).collect();
    (shown * 2 < held.bytes).then(|| {
        let verb = if names.len() == 1 { "holds" } else { "hold" };
        format!(
            "{} {verb} {} to show {}",
            names.join(", "),
            words::bytes(held.bytes as u64),
            words::bytes(shown as u64)
        )
    })
}

fn holder_words(held: &Held) -> String {
    let each = held.holders.iter().map(|h| match h.shown < held.bytes {
        true => format!("{} ({})", h.name, words::bytes(h.shown as u64)),
        false => h.name.clone(),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// `del b, w`: what a program has to say so that the buffer is freed.
fn freed_by(held: &Held) -> String {
    let root = |h: &holders::Holder| h.name.split(['[', '.']).next().unwrap_or_default().to_string();
    let mut roots: Vec<String> = held.holders.iter().map(root).collect();
    let mut seen = std::collections::HashSet::new();
    roots.retain(|r| seen.insert(r.clone()));
    match roots.iter().any(|r| r.starts_with('_') || r == "Out") {
        true => "%reset out".into(),
        false => format!("del {}", roots.join(", ")),
    }
}

/// The largest part of a buffer that one array shows, in per cent.
fn share_shown(held: &Held) -> f64 {
    let shown = held.holders.iter().map(|h| h.shown).max().unwrap_or(0);
    100.0 * (shown.min(held.bytes) as f64) / held.bytes.max(1) as f64
}

fn in_text(held: &[Held], summary: &str) -> String {
    if held.is_empty() {
        return format!("{summary}\n");
    }
    let head = ["buffer", "address", "bytes", "", "held by", "freed by"].map(String::from);
    let most = held.iter().map(|h| h.bytes).max().unwrap_or(0);
    let lines: Vec<Line> = held
        .iter()
        .map(|h| Line {
            columns: vec![
                h.id.to_string(),
                format!("{:#x}", h.address),
                words::bytes(h.bytes as u64),
                bar(h, most),
                holder_words(h),
                freed_by(h),
            ],
            note: waste(h),
        })
        .collect();
    format!("{}{summary}\n", table(&head, &lines))
}

/// `█████░░░`: the buffer's length beside the longest, the part that is shown in full.
fn bar(held: &Held, most: usize) -> String {
    const WIDTH: f64 = 12.0;
    let whole = (WIDTH * held.bytes as f64 / most.max(1) as f64).ceil() as usize;
    let shown = (whole as f64 * share_shown(held) / 100.0).round() as usize;
    format!("{}{}", "█".repeat(shown), "░".repeat(whole - shown))
}

fn in_html(held: &[Held], summary: &str, total: u64) -> String {
    let mut rows = String::new();
    for h in held {
        let share = if total == 0 { 0.0 } else { 100.0 * h.bytes as f64 / total as f64 };
        let note = waste(h).map(|w| format!("<p>{}</p>", escape(&w))).unwrap_or_default();
        rows += &format!(
            "<tr><td>{}</td><td><small>{:#x}</small></td><td>{}<div class=\"ravel-bar ravel-copy\" style=\"width:{share:.1}%\"><div class=\"ravel-new\" style=\"width:{:.1}%\"></div></div></td><td>{}{note}</td><td><code>{}</code></td></tr>",
            h.id,
            h.address,
            words::bytes(h.bytes as u64),
            share_shown(h),
            escape(&holder_words(h)),
            escape(&freed_by(h))
        );
    }
    let head = "<tr><th>buffer</th><th>address</th><th>bytes</th><th>held by</th><th>freed by</th></tr>";
    let table = if held.is_empty() {
        String::new()
    } else {
        format!("<table><thead>{head}</thead><tbody>{rows}</tbody></table>")
    };
    frame("ravel-memory", &format!("{table}<p>{}</p>", escape(summary)))
}
