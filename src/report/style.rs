//! The style of a report: of the one style sheet, the rules that the report uses. A notebook keeps a style in each output, so
//! a report that shows one array shall not carry the rules of a storyboard.

use std::collections::HashSet;
use std::sync::LazyLock;

const SHEET: &str = include_str!("style.css");

/// A rule, or a block of rules under a condition.
enum Rule {
    Plain { selectors: Vec<Selector>, declarations: Vec<(&'static str, String)> },
    Media(&'static str, Vec<Rule>),
}

/// A selector and what must be in a page so that it can match.
struct Selector {
    text: String,
    classes: Vec<&'static str>,
    elements: Vec<&'static str>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| rules(SHEET));

/// The style for a piece of HTML: the rules that can match in it, without blanks and comments.
pub fn of(html: &str) -> String {
    let uses = Uses::of(html);
    let mut kept = String::new();
    let mut more = String::new();
    // Variables are kept where a kept rule reads them; a first round finds out which are read.
    for _ in 0..2 {
        more = std::mem::take(&mut kept);
        RULES.iter().for_each(|rule| write(rule, &uses, &more, &mut kept));
    }
    if more.is_empty() { String::new() } else { kept }
}

fn write(rule: &Rule, uses: &Uses, before: &str, out: &mut String) {
    match rule {
        Rule::Media(condition, rules) => {
            let mut inner = String::new();
            rules.iter().for_each(|rule| write(rule, uses, before, &mut inner));
            if !inner.is_empty() {
                *out += &format!("{condition}{{{inner}}}");
            }
        }
        Rule::Plain { selectors, declarations } => {
            let matching: Vec<&str> = selectors.iter().filter(|s| uses.may_match(s)).map(|s| s.text.as_str()).collect();
            let read =
                |name: &str| !name.starts_with("--") || before.is_empty() || before.contains(&format!("var({name}"));
            let kept: Vec<&str> = declarations.iter().filter(|(n, _)| read(n)).map(|(_, d)| d.as_str()).collect();
            if !matching.is_empty() && !kept.is_empty() {
                *out += &format!("{}{{{}}}", matching.join(","), kept.join(";"));
            }
        }
    }
}

/// The classes and elements of a piece of HTML.
struct Uses<'a> {
    classes: HashSet<&'a str>,
    elements: HashSet<&'a str>,
}

impl<'a> Uses<'a> {
    fn of(html: &'a str) -> Uses<'a> {
        let (mut classes, mut elements) = (HashSet::new(), HashSet::new());
        // Text is escaped, so that each `<` begins a tag, and its attributes end at the next `>`.
        for tag in html.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            elements.insert(tag.split(' ').next().unwrap_or_default());
            let list = tag.split(" class=\"").nth(1).and_then(|rest| rest.split('"').next());
            classes.extend(list.into_iter().flat_map(|list| list.split(' ')));
        }
        Uses { classes, elements }
    }

    fn may_match(&self, s: &Selector) -> bool {
        s.classes.iter().all(|c| self.classes.contains(c)) && s.elements.iter().all(|e| self.elements.contains(e))
    }
}

/// The rules of a style sheet.
fn rules(sheet: &'static str) -> Vec<Rule> {
    let mut found = Vec::new();
    let mut rest = after_comments(sheet);
    while let Some((head, after)) = rest.split_once('{') {
        let inner = after.get(..length_of_block(after)).unwrap_or_default();
        found.push(match head.trim().starts_with('@') {
            true => Rule::Media(head.trim(), rules(inner)),
            false => plain(head, inner),
        });
        rest = after_comments(after.get(inner.len() + 1..).unwrap_or_default());
    }
    found
}

fn after_comments(text: &'static str) -> &'static str {
    let text = text.trim_start();
    match text.strip_prefix("/*").and_then(|comment| comment.split_once("*/")) {
        Some((_, rest)) => after_comments(rest),
        None => text,
    }
}

/// How far it is to the brace that closes a block.
fn length_of_block(text: &str) -> usize {
    let mut depth = 1;
    let closes = |(_, c): &(usize, char)| {
        depth += i32::from(*c == '{') - i32::from(*c == '}');
        depth == 0
    };
    text.char_indices().find(closes).map_or(text.len(), |(at, _)| at)
}

fn plain(head: &'static str, inner: &'static str) -> Rule {
    let declaration = |text: &'static str| {
        let (name, value) = text.split_once(':')?;
        Some((name.trim(), format!("{}:{}", name.trim(), value.trim().replace(", ", ",").replace(" !", "!"))))
    };
    Rule::Plain {
        selectors: head.split(',').map(selector).collect(),
        declarations: inner.split(';').filter_map(declaration).collect(),
    }
}

fn selector(text: &'static str) -> Selector {
    let text = text.trim();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let (mut classes, mut elements) = (Vec::new(), Vec::new());
    for part in text.split([' ', '>']).map(|p| p.split([':', '[']).next().unwrap_or_default()) {
        let mut names = part.split('.');
        elements.extend(names.next().filter(|n| !n.is_empty() && n.chars().all(is_name)));
        classes.extend(names);
    }
    Selector { text: text.replace(" > ", ">"), classes, elements }
}

#[cfg(test)]
mod tests;
