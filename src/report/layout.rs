//! `%layout a b`: arrays drawn, those of one buffer together: the flat buffer with each array's elements, then each array's
//! index grid.

use super::Rendered;
use super::html::{escape, frame};
use super::picture::{Drawn, flat, panels, text};
use super::words;
use crate::engine::View;
use crate::engine::observe::BufferId;

/// Draws each named array.
pub fn arrays(named: &[(String, View)]) -> Rendered {
    let mut groups: Vec<(BufferId, Vec<Drawn>)> = Vec::new();
    for (name, view) in named {
        let drawn = Drawn::live(name, view);
        match groups.iter_mut().find(|(id, _)| *id == view.id()) {
            Some((_, group)) => group.push(drawn),
            None => groups.push((view.id(), vec![drawn])),
        }
    }
    let (mut html, mut plain) = (String::new(), String::new());
    for (_, group) in &groups {
        html += &format!("<section>{}</section>", section(group));
        plain += &group.iter().map(text::facts).collect::<String>();
        plain += &text::flat(group);
    }
    Rendered { text: plain, html: frame("ravel-layout", &html) }
}

/// The pictures of views of one buffer.
pub fn section(group: &[Drawn]) -> String {
    let grids: String = group.iter().map(|d| format!("<div>{}{}</div>", facts(d), panels::grid(d))).collect();
    format!("{}<div class=\"ravel-pair\">{grids}</div>", flat::flat(group))
}

fn facts(d: &Drawn) -> String {
    let record = words::contents(d.facts.layout.dtype)
        .map_or(String::new(), |line| format!("<p class=\"ravel-note\">{}</p>", escape(&line)));
    format!(
        "<p><code>{}</code>: {}</p><p class=\"ravel-note\">{}</p>{record}",
        escape(&d.name),
        escape(&d.headline()),
        escape(&d.formula())
    )
}
