//! Nothing that is typed overflows the stack or takes exponential time.

use ravel::syntax::parse;
use std::time::{Duration, Instant};

fn quick(source: &str) -> Result<(), String> {
    let start = Instant::now();
    let made = parse(source).map(|_| ()).map_err(|error| format!("{}: {}", error.kind, error.message));
    assert!(start.elapsed() < Duration::from_secs(60), "{}…", &source[..40]);
    made
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}1{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn brackets_nest_to_the_limit() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("f(", ")"),
        ("a[", "]"),
        ("{1:", "}"),
        ("(1,", ")"),
        ("f(a=", ")"),
        ("[x for x in ", "]"),
        ("(a := ", ")"),
        ("-(", ")"),
        ("not (", ")"),
        ("(lambda: ", ")"),
        ("a[1:", "]"),
        ("(*", ",)"),
    ] {
        assert_eq!(quick(&nested(open, close, 200)), Ok(()), "{open}");
        assert_eq!(quick(&nested(open, close, 201)), Err("SyntaxError: too many nested parentheses".into()), "{open}");
    }
}

#[test]
fn long_chains_are_read_or_refused() {
    let deep = Err("RecursionError: maximum recursion depth exceeded during compilation".to_string());
    let chains: [fn(usize) -> String; 8] = [
        |n| vec!["x"; n].join(" + "),
        |n| vec!["x"; n].join(" ** "),
        |n| format!("{}1", "-".repeat(n)),
        |n| format!("{}1", "not ".repeat(n)),
        |n| format!("x{}", ".a".repeat(n)),
        |n| format!("x{}", "()".repeat(n)),
        |n| format!("{}3", "1 if 2 else ".repeat(n)),
        |n| format!("{}3", "lambda: ".repeat(n)),
    ];
    for (i, chain) in chains.iter().enumerate() {
        assert_eq!(quick(&chain(if i < 7 { 2900 } else { 1000 })), Ok(()));
        assert_eq!(quick(&chain(10_000)), deep);
    }
    for flat in [" and ", " < ", ", ", "; ", "\n"] {
        assert_eq!(quick(&vec!["x"; 10_000].join(flat)), Ok(()));
    }
}

#[test]
fn chains_within_brackets_are_refused() {
    let deep = Err("RecursionError: maximum recursion depth exceeded during compilation".to_string());
    for (levels, links) in [(60, 2900), (150, 2900), (190, 200)] {
        let source = format!("{}x{}", "(".repeat(levels), format!("{})", " + x".repeat(links)).repeat(levels));
        assert_eq!(quick(&source), deep);
        let source = format!("{}x{}", "(".repeat(levels), format!("{})", ".a".repeat(links)).repeat(levels));
        assert_eq!(quick(&source), deep);
    }
}

#[test]
fn broken_texts_fail_quickly() {
    for (open, close) in [("(", ""), ("[(", ")"), ("{", ")"), ("f(a, ", ""), ("{1: ", ""), ("(x for x in ", "")] {
        assert!(quick(&nested(open, close, 150)).is_err());
        assert!(quick(&format!("{} $", nested(open, close, 100))).is_err());
    }
}

#[test]
fn a_long_cell_parses() {
    let lines =
        "result = np.array([[1, 2, 3], [4, 5, 6]])[:, ::-1].sum(axis=0, keepdims=True) + offset * 2.5\n".repeat(200);
    assert_eq!(parse(&lines).expect("a cell").body.len(), 200);
}

#[test]
fn no_prefix_of_a_program_panics() {
    let text = "def f(a, *b, c=1, **d):\n    '''doc'''\n    x = [f\"{a!r:>{w}}\" for a, in b if é < 0x1F]\n    \
                return {1: 'a\\n', **d}, (yield_ := 2j)\nif x: pass\nelif y:\n\ttry: %time z\n\texcept E as e: 1_0.e5\n%%x\n?y\n";
    for end in (0..=text.len()).filter(|&i| text.is_char_boundary(i)) {
        let _ = parse(&text[..end]);
        let _ = ravel::syntax::is_complete(&text[..end]);
        let _ = parse(&text[end..]);
    }
}
