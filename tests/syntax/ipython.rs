//! What IPython adds to Python, and what Ravel leaves out.

use ravel::syntax::ast::{ExprKind, Magic, Stmt, StmtKind};
use ravel::syntax::parse;

fn body(source: &str) -> Vec<Stmt> {
    parse(source).unwrap_or_else(|error| panic!("{source}: {error:?}")).body
}

fn magic(source: &str) -> Magic {
    match body(source).remove(0).kind {
        StmtKind::Magic(magic) => magic,
        other => panic!("{source}: {other:?}"),
    }
}

#[test]
fn line_magics() {
    let made = magic("%timeit -n 10 x = [1, 2] # all\ny\n");
    assert_eq!((made.name.as_str(), made.line.as_str(), made.body), ("timeit", "-n 10 x = [1, 2] # all", None));
    assert_eq!(made.line_start, 8);
    assert_eq!(magic("%matplotlib\n").line, "");
    assert_eq!(magic("%a b \\\n  c\n").line, "b   c");
    let StmtKind::If { body, .. } = &body("if x:\n    %time f(x)\n    y\n")[0].kind else { panic!("an if") };
    assert!(matches!(&body[0].kind, StmtKind::Magic(made) if made.name == "time" && made.line == "f(x)"));
    assert_eq!(body.len(), 2);
}

#[test]
fn cell_magics() {
    let source = "\n%%timeit -r 3 x = 1\ny = (\n";
    let made = magic(source);
    assert_eq!((made.name.as_str(), made.line.as_str()), ("timeit", "-r 3 x = 1"));
    assert_eq!(made.body.as_deref(), Some("y = (\n"));
    assert_eq!(&source[made.line_start as usize..][..made.line.len()], made.line);
    assert_eq!(&source[made.body_start as usize..], "y = (\n");
    assert_eq!(magic("%%c").body.as_deref(), Some(""));
}

#[test]
fn magics_that_are_assigned() {
    let StmtKind::Assign { value, .. } = &body("t = %timeit -o f(x)\n")[0].kind else { panic!("an assignment") };
    assert!(matches!(&value.kind, ExprKind::Magic(made) if made.name == "timeit" && made.line == "-o f(x)"));
    let StmtKind::Assign { value, .. } = &body("files = !ls *.py\n")[0].kind else { panic!("an assignment") };
    assert!(matches!(&value.kind, ExprKind::Magic(made) if made.name == "sx" && made.line == "ls *.py"));
    let StmtKind::Assign { value, .. } = &body("x = 7\\\n% 4\n")[0].kind else { panic!("an assignment") };
    assert!(matches!(&value.kind, ExprKind::Binary { .. }));
}

#[test]
fn help_and_shell() {
    for (source, name, depth) in [
        ("np.sum?\n", "np.sum", 1),
        ("np.sum??", "np.sum", 2),
        ("?np.sum", "np.sum", 1),
        ("??x\n", "x", 2),
        ("%timeit?\n", "%timeit", 1),
        ("a[0].b ?\n", "a[0].b", 1),
        ("np.*load*?\n", "np.*load*", 1),
    ] {
        match &body(source)[0].kind {
            StmtKind::Help { target, level } => assert_eq!((target.as_str(), *level), (name, depth), "{source}"),
            other => panic!("{source}: {other:?}"),
        }
    }
    assert!(matches!(&body("!pip install x\n")[0].kind, StmtKind::Shell(line) if line == "pip install x"));
}

#[test]
fn a_semicolon_hides_the_value() {
    for (source, silent) in
        [("x;", true), ("x\n", false), ("x; y", false), ("x; y ;  # c\n", true), ("x;\ny", false), ("'a;'", false)]
    {
        assert_eq!(parse(source).map(|module| module.silent).ok(), Some(silent), "{source}");
    }
}

#[test]
fn a_cell_may_be_indented_as_a_whole() {
    assert_eq!(body("    x = 1\n    if x:\n        y\n    z\n").len(), 3);
}

#[test]
fn constructs_outside_the_language_are_named() {
    for (source, word) in [
        ("class A:\n    pass\n", "'class'"),
        ("def f():\n    yield 1\n", "'yield'"),
        ("x = yield\n", "'yield'"),
        ("@f\ndef g(): pass\n", "decorators"),
        ("async def f(): pass\n", "'async'"),
        ("await f()\n", "'await'"),
        ("[x async for x in y]\n", "'async'"),
        ("match x:\n    case 1: pass\n", "'match'"),
        ("match (x, y):\n    case _: pass\n", "'match'"),
        ("type X = int\n", "'type'"),
        ("try:\n    x\nexcept* E:\n    y\n", "'except*'"),
        ("'\\ud800'\n", "surrogates"),
    ] {
        let error = parse(source).expect_err(source);
        assert_eq!(error.kind, "SyntaxError", "{source}");
        assert!(
            error.message.starts_with("Ravel has no") && error.message.contains(word),
            "{source}: {}",
            error.message
        );
    }
}
