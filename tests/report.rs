//! Reports as fronts get them: well formed, escaped, drawn at once whatever the size, and the same on every run.

use ravel::session::{Event, ExecuteOptions, NoInput, Session, Sink};
use std::cell::RefCell;
use std::io::Write;
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Keeps what is displayed: text and HTML.
#[derive(Default)]
struct Kept(Vec<(String, String)>);

impl Sink for Kept {
    fn event(&mut self, event: Event) {
        let data = match event {
            Event::Display { data, .. } | Event::Result { data, .. } => data,
            Event::Error(e) => panic!("{}: {}", e.ename, e.evalue),
            _ => return,
        };
        let of = |kind: &str| data.get(kind).and_then(|v| v.as_str()).unwrap_or_default().to_string();
        self.0.push((of("text/plain"), of("text/html")));
    }

    fn input(&mut self, _: &str, _: bool) -> Result<String, NoInput> {
        Err(NoInput::Unsupported)
    }
}

/// Runs cells; all that they show.
fn shown(cells: &[&str]) -> Vec<(String, String)> {
    let cells: Vec<String> = cells.iter().map(|c| c.to_string()).collect();
    let run = move || {
        let kept = Rc::new(RefCell::new(Kept::default()));
        let mut session = Session::new(kept.clone());
        for code in ["import numpy as np"].into_iter().chain(cells.iter().map(String::as_str)) {
            session.execute(code, &ExecuteOptions::default());
        }
        kept.take().0
    };
    let thread = std::thread::Builder::new().stack_size(ravel::session::STACK_BYTES).spawn(run).expect("a thread");
    thread.join().expect("no panic")
}

/// The text of the last report.
fn report(cells: &[&str]) -> String {
    shown(cells).pop().expect("a report").0
}

fn assert_well_formed(html: &str) {
    if let Err(e) = roxmltree::Document::parse(html) {
        panic!("{e}\n{html}");
    }
}

const CELLS: [&str; 9] = [
    "a = np.arange(12).reshape(3, 4)\nb = a.T\nc = b.reshape(12)\nb[0, 0] = 100\nd = a[:, ::-2] * 2 + 1\ns = a.sum()\ndel d",
    "e = np.array(['<b>&', '\"'])\nx = '<script>alert(1)</script>' if e[0] == 'a' else e[::-1]",
    "a[::-1]",
    "%memory",
    "%layout a b c e x",
    "z = np.zeros((0, 3))\nn = np.array(5)\nm = n + z.sum() + np.zeros(())",
    "w = np.lib.stride_tricks.sliding_window_view(a, (2, 2))\n%layout w np.broadcast_to(a[0],(3,4)) a.view(np.int16)",
    "%%trace\nf = e[::-1]\nfor i in range(2):\n    a[i] += a[i + 1]\ng = a.T.reshape(-1)[::5] * 2",
    "%%predict\nh = a[1:, ::2]  # view of a, strides (32, 16), offset 32\nk = a.T.ravel()  # wrong: view\ns = a.sum()  # no array",
];

#[test]
fn all_that_is_shown_is_well_formed_and_escaped() {
    for (_, html) in shown(&CELLS) {
        assert_well_formed(&html);
        assert!(!html.contains("<script") && !html.contains("<b>&"), "{html}");
    }
}

#[test]
fn a_story_tells_each_run_of_a_step() {
    let told = report(&["a = np.arange(4)", "%%trace\nfor i in range(3):\n    a[i] = a[i + 1:].sum() + i"]);
    assert_eq!(told.matches("in place: writes a").count(), 3, "{told}");
    let short = report(&["a = np.arange(4)", "%%trace 2\nfor i in range(30):\n    b = a * i"]);
    assert!(short.contains(" × "), "what comes after the told steps is summed up:\n{short}");
}

/// The events of a cell that may fail, after `import numpy as np` and `a = np.arange(6).reshape(2, 3)`.
fn ends_with(code: &str) -> (Option<String>, String) {
    let code = code.to_string();
    let run = move || {
        let kept = Rc::new(RefCell::new(Tolerant::default()));
        let mut session = Session::new(kept.clone());
        for code in ["import numpy as np\na = np.arange(6).reshape(2, 3)", &code] {
            session.execute(code, &ExecuteOptions::default());
        }
        kept.take()
    };
    let thread = std::thread::Builder::new().stack_size(ravel::session::STACK_BYTES).spawn(run).expect("a thread");
    let kept = thread.join().expect("no panic");
    (kept.error, kept.text)
}

/// Keeps the last error and all texts.
#[derive(Default)]
struct Tolerant {
    error: Option<String>,
    text: String,
}

impl Sink for Tolerant {
    fn event(&mut self, event: Event) {
        match event {
            Event::Error(e) => self.error = Some(format!("{}: {}", e.ename, e.evalue)),
            Event::Stream { text, .. } => self.text += &text,
            Event::Display { data, .. } => {
                self.text += data.get("text/plain").and_then(|v| v.as_str()).unwrap_or_default()
            }
            _ => {}
        }
    }

    fn input(&mut self, _: &str, _: bool) -> Result<String, NoInput> {
        Err(NoInput::Unsupported)
    }
}

#[test]
fn predictions_are_judged() {
    let table = [
        ("b = a[:, ::2]  # view of a, strides (24, 16), shape (2, 2), offset 0, 32 bytes", None, "5 of 5 right"),
        ("b = a[[0]]  # copy of a, C-contiguous", None, "2 of 2 right"),
        ("b = a.T  # view, F-contiguous, writeable", None, "3 of 3 right"),
        ("b = np.broadcast_to(a, (2, 2, 3))  # read-only, not contiguous", None, "2 of 2 right"),
        ("b = a + 1  # new; dtype int64", None, "2 of 2 right"),
        ("a[0] = 1  # in place", None, "1 of 1 right"),
        ("b = np.zeros(9)[:3]  # view, new", None, "2 of 2 right"),
        ("b = a  # same object as a", None, "1 of 1 right"),
        ("for i in range(2):\n    b = a[i]  # view of a", None, "1 of 1 right"),
        ("b = a.T.reshape(-1)  # wrong: view", None, "1 wrong as marked"),
        (
            "b = a.T.reshape(-1)  # view\nc = a  # same object",
            Some("AssertionError: 1 of 2 predictions is not what was observed"),
            "because axes 0 and 1 can't become one",
        ),
        ("b = a  # wrong: same object", Some("AssertionError: 1 of 1"), "right, but marked as wrong"),
        ("b = a", None, "found no prediction"),
        ("b = a  # fast", None, "'fast' is no prediction"),
        ("b = a[9]  # view", Some("IndexError"), ""),
    ];
    for (code, error, text) in table {
        let (found, shown) = ends_with(&format!("%%predict\n{code}"));
        let fits = match (&found, error) {
            (None, None) => true,
            (Some(f), Some(e)) => f.starts_with(e),
            // A usage error is a line on standard error.
            (Some(_), None) | (None, Some(_)) => false,
        };
        assert!(fits && shown.contains(text), "{code}\n{found:?}\n{shown}");
    }
    let (found, shown) = ends_with("%%predict --lenient\nb = a[[0]]  # view");
    assert!(found.is_none() && shown.contains("✗ wrong"), "{found:?} {shown}");
}

#[test]
fn strange_arrays_are_drawn_at_once() {
    let since = Instant::now();
    let all = shown(&[
        "huge = np.broadcast_to(np.arange(5.0)[:, None], (5, 20_000_000_000))",
        "n = np.array(5)\nz = np.zeros((0, 3))\nr = np.arange(24)[::-1].reshape(2, 3, 4)[:, ::-2]",
        "deep = np.zeros((1,) * 32)",
        "%layout huge n z r deep",
        "%memory",
        "huge",
    ]);
    assert!(since.elapsed() < Duration::from_secs(20));
    for (text, html) in all {
        assert_well_formed(&html);
        assert!(text.len() < 200_000 && html.len() < 400_000, "{} and {} bytes", text.len(), html.len());
    }
}

/// A text without its addresses: the sessions of this process share its arena.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split("0x");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |out, p| out + "0x…" + p.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
}

/// All words that are shown, without addresses.
fn placeless(shown: Vec<(String, String)>) -> Vec<String> {
    let words = |text: String| without_addresses(&text).split_whitespace().collect::<Vec<_>>().join(" ");
    shown.into_iter().flat_map(|(text, html)| [words(text), words(html)]).collect()
}

#[test]
fn nothing_differs_from_run_to_run() {
    assert_eq!(placeless(shown(&CELLS)), placeless(shown(&CELLS)));
}

/// What the prompt prints of a program.
fn printed(program: &str) -> String {
    let ravel = Command::new(env!("CARGO_BIN_EXE_ravel")).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut ravel = ravel.expect("the binary");
    ravel.stdin.take().expect("its input").write_all(program.as_bytes()).expect("to write");
    String::from_utf8(ravel.wait_with_output().expect("an end").stdout).expect("text")
}

#[test]
fn addresses_are_the_same_in_every_process() {
    let program = format!("import numpy as np\n{}\n", CELLS[0]);
    let text = printed(&program);
    assert!(text.contains(" 0x2"), "{text}");
    assert_eq!(text, printed(&program));
}

#[test]
fn reports_look_as_they_did() {
    let program = format!(
        "import numpy as np\n{}\n\n%layout a b c\n\n%layout x\n\n%memory\n",
        CELLS[0].replace("\nd = a", "\nx = a.view(np.int32)[1:, ::-3]\nd = a")
    );
    insta::assert_snapshot!("report", printed(&program));
    let a = "a = np.arange(12).reshape(3, 4)";
    let story = report(&[a, "%%trace\nb = a.T.reshape(-1)[::5] * 2\na[1:] += a[:-1]"]);
    insta::assert_snapshot!("story", without_addresses(&story));
    let windows = report(&[a, "w = np.lib.stride_tricks.sliding_window_view(a[0], 2)", "%layout w a[0]"]);
    insta::assert_snapshot!("windows", without_addresses(&windows));
}

#[test]
fn a_deep_expression_has_a_report() {
    let sum = format!("a = np.arange(3)\ns = {}a{}", "(".repeat(40), " + 1)".repeat(40));
    let text = report(&[&sum]);
    assert!(text.contains("; 39 temporaries of 936 bytes"), "{text}");
    let full = shown(&["%layout full", &sum]).pop().expect("a report");
    assert_eq!(full.0.matches("temporary, new").count(), 39, "{}", full.0);
    assert_well_formed(&full.1);
}

/// The report's lines without places, for what it says of origins.
fn origins(cells: &[&str]) -> Vec<String> {
    let text = report(cells);
    let head = text.lines().next().unwrap_or_default();
    let (start, end) = head.find("origin").zip(head.find("array")).expect("a head");
    let cut = |l: &str| l.chars().skip(start).take(end - start).collect::<String>();
    text.lines().skip(2).map(cut).map(|l| l.trim().to_string()).filter(|l| !l.is_empty()).collect()
}

#[test]
fn origins_are_said_in_words() {
    let table = [
        ("a = np.arange(6)\nb = a\nb = a", "new|same object as a|same object as a"),
        ("a = np.arange(6)\na = a[::2]", "new|view of a"),
        (
            "a = np.arange(6)\nb = a[1:]\nb[0] = 1\na += 1",
            "new|view of a|in place: writes b, seen through a|in place: writes a, seen through b",
        ),
        ("a = np.arange(6)\na[1:] += 1\nnp.add(a, 1, out=a)", "new|in place: writes a|in place: writes a"),
        (
            "a = np.arange(6)\ns = np.sqrt(np.sum(a ** 2))\na.sum()",
            "new|reads a; a temporary of 48 bytes|reads a: 48 bytes",
        ),
        ("a = np.arange(6)\nb = a\nb *= 2", "new|same object as a|in place: writes b, seen through a"),
        ("a = np.arange(6)\na[1:] = a[:-1]", "new|in place: writes a; a temporary of 40 bytes"),
        ("a = np.arange(6)\nb = np.zeros(6)\nb[...] = a", "new|new|in place: writes b"),
        ("a = np.arange(6)\nf = a[1:]\na.sum()", "reads a: 48 bytes"),
        ("a = np.ones((2, 4))\nl, r = a[:, :2], a[:, 2:]", "new|view of a"),
        ("k = [0]\nk[0] = np.zeros(2)", "new"),
        ("a = np.arange(6)\ndel a", "new|frees 48 bytes"),
        ("a = np.arange(6)\nfor i in range(3):\n    b = a * i", "new|new"),
        ("a = np.zeros(1000)[:3]", "view of a temporary: holds 8000 bytes to show 24 bytes"),
        (
            "a = np.arange(6).reshape(2, 3)\nb = a.T\nc = a[:, 1]\nd = b.reshape(-1)",
            "new|view of a|view of a|copy of b: 48 bytes",
        ),
        ("a = np.arange(6).reshape(2, 3)\nb = a.T\nd = a.T.reshape(-1)", "new|view of a|copy of a: 48 bytes"),
        ("a = np.arange(6)\nb = a[[0, 1, 2]][:1]", "new|copy of a: 24 bytes; it holds 24 bytes to show 8 bytes"),
        (
            "def f(x):\n    x[0] = 1\n    return x[1:]\na = np.arange(6)\nb = f(a)",
            "new|in place: writes x, seen through a|view of x|view of a",
        ),
    ];
    for (code, wanted) in table {
        let mut found = origins(&[code]);
        found.retain(|l| !l.starts_with("allocated") && !l.starts_with("nothing"));
        assert!(
            found.join("|").contains(wanted) || found.join("|") == wanted,
            "{code}\n{found:?}\n{}",
            report(&[code])
        );
    }
}

#[test]
fn numbers_of_buffers_count_what_a_program_sees() {
    let text = report(&[
        "a = np.arange(6)\na[0] = 7\na.sum(), a.max(), a.argmax()\nb = a + np.float64(1)\nc = np.array(a[2])",
    ]);
    let numbers: Vec<&str> = text.split_whitespace().filter(|w| w.starts_with('#')).collect();
    assert_eq!(numbers, ["#1", "#1", "#2", "#3"], "{text}");
    assert!(text.contains("allocated 104 bytes"), "{text}");
}
