//! The chart of a race: a table with a bar for each contender, and what it did beside it; bars in text, too.

use super::html::{escape, frame};
use super::text::{self, Line};
use super::{Rendered, words};

/// A contender that ran.
pub struct Lane {
    /// Its name.
    pub name: String,
    /// Seconds of a run: the median of the rounds, the least, the most.
    pub seconds: (f64, f64, f64),
    /// What one run allocated and copied; unknown of native code.
    pub memory: Option<(u64, u64)>,
    /// Bytes read and written by a run, as far as is known.
    pub moved: u64,
    /// What was timed.
    pub timed: String,
    /// Why it is out of the race.
    pub out: Option<String>,
}

/// A race that is over.
pub struct Race {
    /// The contenders in the order in which they were told.
    pub lanes: Vec<Lane>,
    /// How many rounds.
    pub rounds: usize,
    /// Bytes read and written for each second of copying on this machine, in GB/s.
    pub copying: f64,
    /// What else is to be said.
    pub notes: Vec<String>,
}

/// Columns of the longest bar in text.
const BAR: usize = 24;
/// Characters of a name that have room.
const MOST_NAME: usize = 28;

/// The chart.
pub fn chart(race: &Race, time: impl Fn(f64) -> String) -> Rendered {
    let chart = Chart::new(race, &time);
    Rendered { text: chart.text(), html: frame("ravel-report ravel-race", &chart.html()) }
}

struct Chart<'r> {
    race: &'r Race,
    time: &'r dyn Fn(f64) -> String,
    /// The least and the most median of those that count.
    best: f64,
    most: f64,
}

impl<'r> Chart<'r> {
    fn new(race: &'r Race, time: &'r dyn Fn(f64) -> String) -> Chart<'r> {
        let medians = || race.lanes.iter().filter(|l| l.out.is_none()).map(|l| l.seconds.0);
        Chart { race, time, best: medians().fold(f64::INFINITY, f64::min), most: medians().fold(0.0, f64::max) }
    }

    fn share(&self, seconds: f64) -> f64 {
        if self.most > 0.0 { (seconds / self.most).min(1.0) } else { 0.0 }
    }

    /// Its numbers, in words: time, spread, how many times the best, allocated, copied, GB/s.
    fn facts(&self, lane: &Lane) -> [String; 6] {
        let (median, low, high) = lane.seconds;
        let memory = |n: Option<u64>| n.map_or("–".into(), words::bytes);
        let speed = match lane.moved {
            0 => "–".into(),
            n => format!("{:.1}", n as f64 / median / 1e9),
        };
        [
            (self.time)(median),
            format!("{} … {}", (self.time)(low), (self.time)(high)),
            format!("{:.2} ×", median / self.best),
            memory(lane.memory.map(|m| m.0)),
            memory(lane.memory.map(|m| m.1)),
            speed,
        ]
    }

    const HEAD: [&'static str; 8] = ["", "", "median", "fastest … slowest", "", "allocated", "copied", "GB/s"];

    fn text(&self) -> String {
        let line = |lane: &Lane| {
            let mut columns = vec![shortened(&lane.name)];
            if lane.out.is_none() {
                columns.push("█".repeat(((self.share(lane.seconds.0) * BAR as f64).round() as usize).max(1)));
                columns.extend(self.facts(lane));
            }
            let note = lane.out.as_ref().map(|why| format!("out of the race: {why}"));
            Line { columns, note }
        };
        let lines: Vec<Line> = self.race.lanes.iter().map(line).collect();
        let notes: String = self.notes().iter().map(|n| format!("{n}\n")).collect();
        text::table(&Self::HEAD.map(String::from), &lines) + &notes
    }

    fn notes(&self) -> Vec<String> {
        let rounds = self.race.rounds;
        let plural = if rounds == 1 { "" } else { "s" };
        let mut notes = vec![format!(
            "{rounds} round{plural}, in turn; copying on this machine: {:.1} GB/s read and written",
            self.race.copying
        )];
        let mut kinds: Vec<&str> = Vec::new();
        for lane in &self.race.lanes {
            if lane.out.is_none() && !kinds.contains(&lane.timed.as_str()) {
                kinds.push(&lane.timed);
            }
        }
        for kind in kinds {
            let names =
                self.race.lanes.iter().filter(|l| l.out.is_none() && l.timed == kind).map(|l| shortened(&l.name));
            notes.push(format!("timed of {}: {kind}", names.collect::<Vec<_>>().join(" · ")));
        }
        notes.extend(self.race.notes.iter().cloned());
        notes
    }

    fn html(&self) -> String {
        let rows: String = self.race.lanes.iter().map(|l| self.row(l)).collect();
        let heads: String = Self::HEAD.iter().map(|h| format!("<th scope=\"col\">{h}</th>")).collect();
        let notes: String = self.notes().iter().map(|n| format!("<p class=\"ravel-note\">{}</p>", escape(n))).collect();
        format!(
            "<table aria-label=\"{}\"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{notes}",
            escape(&self.title())
        )
    }

    fn row(&self, lane: &Lane) -> String {
        let name = format!("<td><code title=\"{0}\">{0}</code></td>", escape(&lane.name));
        if let Some(why) = &lane.out {
            let why = escape(why);
            return format!(
                "<tr class=\"ravel-copy\">{name}<td colspan=\"7\"><div><b>out of the race</b><p>{why}</p></div></td></tr>"
            );
        }
        let facts: String = self.facts(lane).iter().map(|f| format!("<td>{}</td>", escape(f))).collect();
        format!("<tr>{name}<td>{}</td>{facts}</tr>", self.bar(lane))
    }

    /// The median as a bar, and below it from where to where the rounds went.
    fn bar(&self, lane: &Lane) -> String {
        let (median, low, high) = lane.seconds;
        let percent = |seconds: f64| 100.0 * self.share(seconds);
        // The fastest is green, and says so by its 1.00 ×.
        let class = if median <= self.best { "ravel-right" } else { "ravel-new" };
        format!(
            "<div class=\"ravel-bar {class}\"><div style=\"width:{:.1}%\"></div></div>\
             <div class=\"ravel-spread\" style=\"margin-left:{:.1}%;width:{:.1}%\"></div>",
            percent(median),
            percent(low),
            percent(high) - percent(low)
        )
    }

    fn title(&self) -> String {
        let lane = |l: &Lane| match &l.out {
            Some(_) => format!("{} is out of the race", l.name),
            None => format!("{} {}", l.name, (self.time)(l.seconds.0)),
        };
        format!("median times: {}", self.race.lanes.iter().map(lane).collect::<Vec<_>>().join(", "))
    }
}

fn shortened(name: &str) -> String {
    match name.chars().count() > MOST_NAME {
        true => name.chars().take(MOST_NAME - 1).chain(['…']).collect(),
        false => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_and_those_that_are_out() {
        let lane = |name: &str, median: f64, out: Option<&str>| Lane {
            name: name.into(),
            seconds: (median, median * 0.9, median * 1.2),
            memory: out.is_none().then_some((0, 800)),
            moved: 1_000_000_000,
            timed: "the expression".into(),
            out: out.map(String::from),
        };
        let lanes = vec![lane("a", 0.5, None), lane("<i>", 1.0, None), lane("c", 0.1, Some("it gives 2, not 1"))];
        let race = Race { lanes, rounds: 3, copying: 10.0, notes: vec!["so it is".into()] };
        let found = chart(&race, |s| format!("{s} s"));
        let bar = |n: usize| "█".repeat(n);
        assert!(found.text.contains(&format!("a    {}  ", bar(12))) && found.text.contains(&bar(24)), "{}", found.text);
        for part in ["1.00 ×", "2.00 ×", "out of the race: it gives 2, not 1", "0.5 s", "2.0", "so it is", "3 rounds"]
        {
            assert!(found.text.contains(part), "{part}: {}", found.text);
        }
        assert!(found.html.contains("&lt;i&gt;") && !found.html.contains("<i>"));
        roxmltree::Document::parse(&found.html).expect("well formed");
    }
}
