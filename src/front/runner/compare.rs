//! What two runs of a cell must have in common, and how a difference is shown.

use super::notebook::{fields, joined};
use serde_json::Value as Json;
use similar::TextDiff;

/// Characters that are shown before and after the place where two HTML texts part.
const AROUND: usize = 40;
const HTML: &str = "text/html";
const PLAIN: &str = "text/plain";

/// The outputs as lines that can be compared and read: streams joined, tracebacks by name and text, the HTML of what has a
/// text left out.
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
                let data = fields(&output["data"]);
                let has_text = data.iter().any(|(mime, _)| mime == PLAIN);
                for (mime, value) in data.into_iter().filter(|(mime, _)| !(has_text && mime == HTML)) {
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

/// What differs between stored and new outputs: a unified diff of their texts or, where these agree, the place at which the
/// HTML of one parts. `None` where they agree.
pub fn difference(stored: &[Json], now: &[Json]) -> Option<String> {
    let (before, after) = (readable(stored), readable(now));
    if before != after {
        let diff = TextDiff::from_lines(&before, &after);
        return Some(diff.unified_diff().context_radius(3).header("stored", "now").to_string());
    }
    let html = |output: &Json| joined(&output["data"][HTML]);
    let pairs = html_outputs(stored).zip(html_outputs(now));
    let (n, (a, b)) = pairs.map(|(a, b)| (html(a), html(b))).enumerate().find(|(_, (a, b))| a != b)?;
    Some(only_html(n + 1, &a, &b))
}

/// The outputs that can have HTML beside their text.
fn html_outputs(outputs: &[Json]) -> impl Iterator<Item = &Json> {
    outputs.iter().filter(|o| !matches!(o["output_type"].as_str(), Some("stream" | "error")))
}

fn only_html(number: usize, stored: &str, now: &str) -> String {
    let common = stored.chars().zip(now.chars()).take_while(|(a, b)| a == b).count();
    let piece = |text: &str| {
        let from = common.saturating_sub(AROUND);
        let mut piece: String = text.chars().skip(from).take(common - from + AROUND).collect();
        if from > 0 {
            piece.insert(0, '…');
        }
        if text.chars().count() > common + AROUND {
            piece.push('…');
        }
        piece.replace('\n', "⏎")
    };
    format!(
        "only the HTML of rich output {number} differs, from character {} on; the texts agree\n-{}\n+{}\n",
        common + 1,
        piece(stored),
        piece(now)
    )
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rich(text: &str, html: &str) -> Json {
        json!({"output_type": "display_data", "data": {"text/plain": text, "text/html": html}})
    }

    #[test]
    fn html_is_left_out_where_the_texts_differ() {
        let found = difference(&[rich("a\n", "<b>a</b>")], &[rich("b\n", "<b>b</b>")]).unwrap_or_default();
        assert!(found.contains("-a\n+b\n") && !found.contains("<b>"), "{found}");
    }

    #[test]
    fn html_alone_is_shown_around_the_first_difference() {
        let long = |c: char| format!("<p>{}{c}{}</p>", "x".repeat(500), "y".repeat(500));
        let found = difference(&[rich("a", &long('1'))], &[rich("a", &long('2'))]).unwrap_or_default();
        assert!(found.starts_with("only the HTML of rich output 1 differs, from character 504 on"), "{found}");
        assert!(found.contains("x1y") && found.contains("x2y") && found.len() < 400, "{found}");
        assert_eq!(difference(&[rich("a", "<p/>")], &[rich("a", "<p/>")]), None);
    }

    #[test]
    fn html_without_a_text_is_compared_as_lines() {
        let html = |text: &str| json!({"output_type": "display_data", "data": {"text/html": text}});
        assert!(difference(&[html("<i>1</i>")], &[html("<i>2</i>")]).is_some_and(|d| d.contains("+<i>2</i>")));
    }
}
