//! The chart of a race: bars in text and as SVG, with what each contender did beside them.

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
/// Sizes in the drawing: the names, the longest bar, a lane.
const NAMES: f64 = 190.0;
const LONGEST: f64 = 380.0;
const LANE: f64 = 26.0;
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
        let heads = ["", "median", "fastest … slowest", "", "allocated", "copied", "GB/s"];
        let heads: String = heads.iter().map(|h| format!("<th scope=\"col\">{h}</th>")).collect();
        let notes: String = self.notes().iter().map(|n| format!("<p class=\"ravel-note\">{}</p>", escape(n))).collect();
        let table = format!("<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>");
        format!("{}<details><summary>numbers</summary>{table}</details>{notes}", self.drawing())
    }

    fn row(&self, lane: &Lane) -> String {
        let name = format!("<td><code>{}</code></td>", escape(&lane.name));
        let rest: String = match &lane.out {
            Some(why) => {
                format!("<td colspan=\"6\"><div class=\"ravel-copy\">out of the race: {}</div></td>", escape(why))
            }
            None => self.facts(lane).iter().map(|f| format!("<td>{}</td>", escape(f))).collect(),
        };
        format!("<tr>{name}{rest}</tr>")
    }

    fn drawing(&self) -> String {
        let height = LANE * self.race.lanes.len() as f64 + 4.0;
        let width = NAMES + LONGEST + 200.0;
        let lanes: String = self.race.lanes.iter().enumerate().map(|(n, l)| self.lane(n, l)).collect();
        format!(
            "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             style=\"max-width:100%;height:auto\" font-size=\"12\" fill=\"currentColor\"><title>{}</title>{lanes}</svg>",
            escape(&self.title())
        )
    }

    fn title(&self) -> String {
        let lane = |l: &Lane| match &l.out {
            Some(_) => format!("{} is out of the race", l.name),
            None => format!("{} {}", l.name, (self.time)(l.seconds.0)),
        };
        format!("median times: {}", self.race.lanes.iter().map(lane).collect::<Vec<_>>().join(", "))
    }

    fn lane(&self, n: usize, lane: &Lane) -> String {
        let (top, middle) = (LANE * n as f64 + 5.0, LANE * n as f64 + 14.0);
        let name = format!(
            "<text x=\"{:.0}\" y=\"{:.0}\" style=\"text-anchor:end\">{}</text>",
            NAMES - 8.0,
            middle + 4.0,
            escape(&shortened(&lane.name))
        );
        if let Some(why) = &lane.out {
            return format!(
                "{name} <text x=\"{NAMES:.0}\" y=\"{:.0}\" style=\"text-anchor:start;fill:#d55e00\">✗ out of the race<title>{}</title></text>",
                middle + 4.0,
                escape(why)
            );
        }
        let (median, low, high) = lane.seconds;
        let bar = (self.share(median) * LONGEST).max(2.0);
        let colour = if median <= self.best { "#009e73" } else { "#0072b2" };
        let (from, to) = (NAMES + self.share(low) * LONGEST, NAMES + self.share(high) * LONGEST);
        let [time, _, times, ..] = self.facts(lane);
        format!(
            "{name}<rect x=\"{NAMES:.0}\" y=\"{top:.0}\" width=\"{bar:.1}\" height=\"18\" fill=\"{colour}\" rx=\"2\"/>\
             <path d=\"M{from:.1} {middle:.0}H{to:.1}M{from:.1} {0:.0}v6M{to:.1} {0:.0}v6\" stroke=\"currentColor\"/>\
             <text x=\"{1:.0}\" y=\"{2:.0}\" style=\"text-anchor:start\">{3}</text>",
            middle - 3.0,
            NAMES + bar.max(to - NAMES) + 8.0,
            middle + 4.0,
            escape(&format!("{time}  {times}"))
        )
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
        let lanes = vec![lane("a", 0.5, None), lane("<b>", 1.0, None), lane("c", 0.1, Some("it gives 2, not 1"))];
        let race = Race { lanes, rounds: 3, copying: 10.0, notes: vec!["so it is".into()] };
        let found = chart(&race, |s| format!("{s} s"));
        let bar = |n: usize| "█".repeat(n);
        assert!(found.text.contains(&format!("a    {}  ", bar(12))) && found.text.contains(&bar(24)), "{}", found.text);
        for part in ["1.00 ×", "2.00 ×", "out of the race: it gives 2, not 1", "0.5 s", "2.0", "so it is", "3 rounds"]
        {
            assert!(found.text.contains(part), "{part}: {}", found.text);
        }
        assert!(found.html.contains("&lt;b&gt;") && !found.html.contains("<b>"));
        roxmltree::Document::parse(&found.html).expect("well formed");
    }
}
