//! Compiled code and the tree walker do the same: every program of `tests/conformance`, and some that are rich in loops, is
//! run both ways, with memory recorded and without, and shows the same output, the same reports and the same tracebacks.

mod programs;

use ravel::report::{Mode, Options};
use ravel::session::{Event, ExecuteOptions, NoInput, STACK_BYTES, Session, Sink};
use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;

/// Keeps all that is shown, as text.
#[derive(Default)]
struct Kept(String);

impl Sink for Kept {
    fn event(&mut self, event: Event) {
        let text = match event {
            Event::Display { data, .. } | Event::Result { data, .. } => {
                format!("{}\n{}", data.get("text/plain").unwrap_or_default(), data.get("text/html").unwrap_or_default())
            }
            Event::Error(e) => format!("{}: {}\n{}", e.ename, e.evalue, e.traceback.join("\n")),
            other => format!("{other:?}"),
        };
        writeln!(self.0, "{text}").expect("a string takes all");
    }

    fn input(&mut self, _: &str, _: bool) -> Result<String, NoInput> {
        Err(NoInput::Unsupported)
    }
}

/// What programs show one after the other, each in a session of its own; `# %%` parts its cells.
fn shown(programs: &[String], walks: bool, mode: Mode) -> Vec<String> {
    let programs = programs.to_vec();
    let run = move || {
        let one = |program: &String| {
            let kept = Rc::new(RefCell::new(Kept::default()));
            let mut session = Session::new(kept.clone());
            session.interp.walks = walks;
            session.state.layout.set(Options { mode, time: false });
            for cell in program.split("\n# %%\n") {
                session.execute(cell, &ExecuteOptions::default());
            }
            drop(session);
            kept.take().0
        };
        programs.iter().map(one).collect()
    };
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run).expect("a thread").join().expect("no panic")
}

/// Addresses are where the other run put them, so they don't count.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str("0x…");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
}

fn compare(programs: &[String]) {
    for mode in [Mode::Off, Mode::Full] {
        let (walked, compiled) = (shown(programs, true, mode), shown(programs, false, mode));
        for ((program, walked), compiled) in programs.iter().zip(walked).zip(compiled) {
            let (walked, compiled) = (without_addresses(&walked), without_addresses(&compiled));
            let same = walked == compiled;
            let at = walked.lines().zip(compiled.lines()).find(|(a, b)| a != b);
            assert!(same, "walked and compiled differ: {at:?}\n{program}");
        }
    }
}

#[test]
fn programs_show_the_same_walked_and_compiled() {
    let files = programs::files();
    let texts: Vec<String> = files.iter().map(|f| std::fs::read_to_string(f).expect("a program")).collect();
    // What depends on the clock or on where objects stand differs between any two runs.
    let steady = |t: &String| !["perf_counter", "id(", "timeit", "time.", "hash("].iter().any(|w| t.contains(w));
    let texts: Vec<String> = texts.into_iter().filter(steady).collect();
    assert!(texts.len() > 200, "only {} programs", texts.len());
    compare(&texts);
}

const LOOPS: &[&str] = &[
    "a = np.arange(12.).reshape(3, 4)\nfor i in range(3):\n    for j in range(4):\n        a[i, j] += i * j\n        a[i, 0] = a[i, j] * 2\nprint(a)",
    "a = np.zeros(5)\nl = [a, a[1:]]\nfor v in l:\n    v[0] = 7\n    v[1] += 1\n    v[-1] = v[0] + 1\nprint(l)",
    "d = {}\nfor c in 'hello wörld' + 'abc':\n    d[c] = d.get(c, 0) + 1\n    if c == 'l' or c != 'o' and c in 'ab':\n        d['x'] = c\nprint(d)",
    "a = [5, 3, 8, 1]\nfor i in range(len(a)):\n    for j in range(len(a) - 1 - i):\n        if a[j] > a[j + 1]: a[j], a[j + 1] = a[j + 1], a[j]\nprint(a)",
    "s = 0\nfor x in np.array([1.5, np.nan, 3]):\n    if x > 2: s += x\n    if x != x: s -= 1\n    if x == 1.5 or x <= 3: s = s * x % 7\nprint(repr(s))",
    "def f(a, n):\n    for i in range(n):\n        a[i % 3] = i\n        b = a[::2]\n        b += 1\n    return a.sum(), b\na = np.arange(3.)\nfor k in range(3):\n    t = f(a, k + 1)\nprint(t, a)",
    "def f(n):\n    if n < 2: return n\n    return f(n - 1) + f(n - 2)\nprint([f(k) for k in range(12)])",
    "def outer():\n    n = 0\n    def step(by=1, *, times=2):\n        nonlocal n\n        n += by * times\n        return n\n    return step\ns = outer()\nprint([s(), s(2), s(by=3, times=1)])",
    "x = 2 ** 62\nfor i in range(4):\n    x += x - 1\n    x *= 1 if i else -1\n    y = x % 7, x // 3, -x\nprint(x, y)",
    "for i in range(4):\n    a = np.ones(3) * i\n    b = a.reshape(3, 1)\n    c = np.add(a, b, out=None)\n    del b\nprint(c)",
    "a = np.arange(6)\ni = 0\nwhile a[i] < 4:\n    i += 1\n    if i == 2: continue\n    a[i] -= 1\n    if i > 20: break\nelse:\n    print('done', i)\nprint(a)",
    "a = np.arange(4, dtype='i1')\nfor i in range(4):\n    a[i] *= 100\n",
    "a = np.arange(4)\nfor i in range(5):\n    a[i] += 1\n",
    "d = {'k': 1}\nfor k in ['k', 'z']:\n    d[k] += 1\n",
    "l = [1, 2]\nfor i in range(3):\n    l[i] = l[i - 1] + 'x'\n",
    "def f(a):\n    return a.nothing(1)\nfor i in range(2):\n    f(np.zeros(i))\n",
    "def f(a):\n    return undefined + a\nfor i in range(2):\n    f(i)\n",
    "for i in range(3):\n    x = 1 / (2 - i)\n",
    "for i in range(3):\n    x = np.sqrt(i - 1.0)\n    y = np.float64(1) / (i - 1)\n",
    "for i, row in enumerate(np.eye(3)):\n    row[i] = 5\n    row *= 2\n    v = row[1:]\n    m = v.max()\n",
    "m = np.arange(9).reshape(3, 3)\nfor i in range(3):\n    m[i], m[2 - i] = m[2 - i], m[i]\n    m[i, 0], m[0, i] = m[0, i], m[i, 0]\nprint(m)",
    "a = np.arange(3)\nfor i in range(3):\n    a.shape = (3, 1) if i % 2 else (3,)\n    if a.ndim == 1: a[i] = 9\n    else: a[i, 0] = 8\nprint(a)",
    "d = {'a': np.arange(3), 'b': 1}\nfor k in 'abcaab':\n    v = d.get(k)\n    w = d.get(k, 0)\n    d.get(k)\nprint(v, w)",
    "def fill(a, n):\n    for i in range(n):\n        a[i] = i\n        a[0] += i\n    return a\n# %%\nb = np.zeros(9)\nfor k in range(3, 9):\n    b[k] = k\n    c = fill(b, k)\n    c = fill(b[::2], 2)[1:]\nprint(b, c)\n# %%\nfill(b, 4)\nb[0] = 1\nfor i in range(5): b[i] = 2",
    "a = np.zeros(3)\nfor i in range(3):\n    a[i] = (a + i).sum()\n    a[i] = np.arange(i + 1)[-1]\n",
];

#[test]
fn loops_show_the_same_walked_and_compiled() {
    let loops: Vec<String> = LOOPS.iter().map(|body| format!("import numpy as np\n{body}")).collect();
    assert!(shown(&loops[..1], false, Mode::Full)[0].contains("in place: writes a"));
    compare(&loops);
}
