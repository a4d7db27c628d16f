//! What two runs of a cell must have in common, and how a difference is shown.

use super::notebook::{fields, joined};
use serde_json::Value as Json;
use similar::TextDiff;

/// The outputs as lines that can be compared and read: streams joined, tracebacks by name and text.
fn readable(outputs: &[Json]) -> String {
    let mut lines = String::new();
    let mut last_stream = String::new();
    for output in outputs {
        let kind = output["output_type"].as_str().unwrap_or_default();
        let stream = if kind == "stream" { output["name"].as_str().unwrap_or_default() } else { "" };
        if stream.is_empty() || stream != last_stream {
            end_line(&mut lines);
            lines += &if stream.is_empty() { format!("[{kind}]\n") } else { format!("[{stream}]\n") };
        }
        last_stream = stream.to_string();
        match kind {
            "stream" => lines += &joined(&output["text"]),
            "error" => {
                let part = |key: &str| output[key].as_str().unwrap_or_default().to_string();
                lines += &format!("{}: {}\n", part("ename"), part("evalue"));
            }
            _ => {
                for (mime, value) in fields(&output["data"]) {
                    let text = if value.is_object() { value.to_string() } else { joined(&value) };
                    lines += &format!("{mime}:\n{text}\n");
                }
            }
        }
    }
    end_line(&mut lines);
    lines
}

fn end_line(lines: &mut String) {
    if !lines.is_empty() && !lines.ends_with('\n') {
        lines.push('\n');
    }
}

/// A unified diff of stored and new outputs; `None` where they agree.
pub fn difference(stored: &[Json], now: &[Json]) -> Option<String> {
    let (stored, now) = (readable(stored), readable(now));
    (stored != now).then(|| {
        TextDiff::from_lines(&stored, &now).unified_diff().context_radius(3).header("stored", "now").to_string()
    })
}

/// Shows a cell's source and its outputs as text.
pub fn show(source: &str, outputs: &[Json]) {
    for line in source.lines() {
        println!(">>> {line}");
    }
    for output in outputs {
        let text = match output["output_type"].as_str() {
            Some("stream") => joined(&output["text"]),
            Some("error") => joined(&output["traceback"]),
            _ => joined(&output["data"]["text/plain"]),
        };
        print!("{text}{}", if text.ends_with('\n') || text.is_empty() { "" } else { "\n" });
    }
    println!();
}
