//! Mutations of programs that keep most of them programs: tokens, bracketed groups and lines are exchanged rather than
//! bytes, and names are taken from the language's reference.

use std::sync::LazyLock;

/// Every name of the reference.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let text = include_str!("../../docs/reference.md");
    let quoted = text.split('`').skip(1).step_by(2).map(|w| w.split('(').next().unwrap_or(w));
    let mut names: Vec<&str> = quoted.filter(|w| !w.is_empty() && w.len() < 40 && !w.contains([' ', '\n'])).collect();
    names.sort_unstable();
    names.dedup();
    names
});

const NUMBERS: [&str; 24] = [
    "0", "1", "-1", "2", "3", "7", "-2", "64", "65", "127", "255", "256", "1000", "2**31", "2**63", "-2**63", "2**64",
    "10**30", "0.5", "1e308", "-0.0", "1e-310", "2j", "10**12",
];

const VALUES: [&str; 60] = [
    "None",
    "True",
    "...",
    "[]",
    "()",
    "{}",
    "''",
    "b''",
    "'a'",
    "'int8'",
    "'>f4'",
    "'M8[D]'",
    "'m8[ns]'",
    "'U3'",
    "'S0'",
    "'i4,f8'",
    "np.nan",
    "np.inf",
    "np.newaxis",
    "slice(None)",
    "slice(None, None, -1)",
    "[[1, 2], [3, 4]]",
    "[1, [2]]",
    "range(5)",
    "np.arange(12).reshape(3, 4)",
    "np.arange(24.).reshape(2, 3, 4)[:, ::-1, ::2]",
    "np.zeros((0, 3))",
    "np.array(5)",
    "np.array([], dtype=bool)",
    "np.ones(3, 'f2')",
    "np.arange(6, dtype='>i2')",
    "np.array(['a', 'bcd'])",
    "np.array([b'x', b''])",
    "np.array(['2020-01-01', 'NaT'], 'M8[D]')",
    "np.zeros(3, 'i4,f8')",
    "np.zeros(2, 'V3')",
    "np.array([1, 'a', None], object)",
    "np.array([1+2j, np.nan])",
    "np.broadcast_to(3, (2, 5))",
    "np.float16(2)",
    "np.uint8(200)",
    "np.int64(-1)",
    "np.bool_(True)",
    "np.datetime64('NaT')",
    "np.timedelta64(3, 'h')",
    "np.eye(3)",
    "np.eye(4)[1:, ::-2].T",
    "np.array([[True, False], [False, True]])",
    "lambda x: x",
    "lambda *a: a[0]",
    "np.add",
    "np.dtype('f4')",
    "float",
    "int",
    "str",
    "object",
    "np.random.default_rng(1)",
    "iter([1, 2])",
    "{'a': 1}",
    "np.lib.stride_tricks.sliding_window_view(np.arange(9), 3)",
];

const KEYWORDS: [&str; 32] = [
    "axis=",
    "dtype=",
    "out=",
    "keepdims=",
    "where=",
    "initial=",
    "order=",
    "casting=",
    "copy=",
    "shape=",
    "axes=",
    "mode=",
    "n=",
    "k=",
    "kind=",
    "side=",
    "return_index=",
    "return_inverse=",
    "return_counts=",
    "equal_nan=",
    "weights=",
    "bins=",
    "range=",
    "density=",
    "ddof=",
    "decimals=",
    "fill_value=",
    "strides=",
    "sep=",
    "count=",
    "key=",
    "reverse=",
];

const TAILS: [&str; 22] = [
    ".T",
    "[::-1]",
    "[None]",
    "[...]",
    "[0]",
    "[-1:]",
    "[:, 1]",
    "[[0, 1]]",
    "[a > 0]",
    ".reshape(-1)",
    ".reshape(2, -1)",
    ".view('i1')",
    ".view('f4')",
    ".astype('i1')",
    ".astype(object)",
    ".astype('U')",
    ".copy()",
    ".tolist()",
    ".real",
    ".flat",
    ".sum(0)",
    ".dtype",
];

const OPERATORS: [&str; 28] = [
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "@",
    "&",
    "|",
    "^",
    "<<",
    ">>",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    " and ",
    " or ",
    " in ",
    " is ",
    " if 1 else ",
    ":",
    ",",
    "=",
    ":=",
];

/// Numbers from a seed.
struct Rng(u64);

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// What a token is, as far as it matters here.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Space,
    Line,
    Name,
    Number,
    Text,
    Open,
    Close,
    Other,
}

fn kind(token: &str) -> Kind {
    match token.chars().next() {
        Some('\n') => Kind::Line,
        Some(c) if c.is_whitespace() => Kind::Space,
        Some(c) if c.is_ascii_digit() => Kind::Number,
        Some(c) if c.is_alphanumeric() || c == '_' => Kind::Name,
        Some('\'' | '"') => Kind::Text,
        Some('(' | '[' | '{') => Kind::Open,
        Some(')' | ']' | '}') => Kind::Close,
        _ => Kind::Other,
    }
}

/// The program cut into tokens; put together they are the program.
fn tokens(text: &str) -> Vec<String> {
    let mut rest = text;
    let mut found = Vec::new();
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let end = match first {
            '\n' => 1,
            c if c.is_whitespace() => rest.find(|c: char| c == '\n' || !c.is_whitespace()).unwrap_or(rest.len()),
            c if word(c) => rest.find(|c| !word(c)).unwrap_or(rest.len()),
            '\'' | '"' => rest[1..].find([first, '\n']).map_or(rest.len(), |n| n + 2),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        found.push(rest[..end].to_string());
        rest = &rest[end..];
    }
    found
}

/// The end of the group that opens at `at`.
fn group(tokens: &[String], at: usize) -> usize {
    let mut depth = 0;
    for (i, token) in tokens.iter().enumerate().skip(at) {
        match kind(token) {
            Kind::Open => depth += 1,
            Kind::Close => depth -= 1,
            _ => {}
        }
        if depth <= 0 {
            return i + 1;
        }
    }
    tokens.len()
}

fn places(tokens: &[String], wanted: &[Kind]) -> Vec<usize> {
    (0..tokens.len()).filter(|&i| wanted.contains(&kind(&tokens[i]))).collect()
}

const ATOMS: [Kind; 3] = [Kind::Name, Kind::Number, Kind::Text];

/// The range of the line that holds token `at`, its newline included.
fn line(tokens: &[String], at: usize) -> std::ops::Range<usize> {
    let start = tokens[..at].iter().rposition(|t| kind(t) == Kind::Line).map_or(0, |n| n + 1);
    let end = tokens[at..].iter().position(|t| kind(t) == Kind::Line).map_or(tokens.len(), |n| at + n + 1);
    start..end
}

fn place(rng: &mut Rng, tokens: &[String], wanted: &[Kind]) -> Option<usize> {
    let all = places(tokens, wanted);
    (!all.is_empty()).then(|| all[rng.below(all.len())])
}

/// One token of a kind becomes one of `by`.
fn replace(rng: &mut Rng, tokens: &mut [String], wanted: &[Kind], by: &[&str]) -> Option<()> {
    let at = place(rng, tokens, wanted)?;
    tokens[at] = rng.one(by).into();
    Some(())
}

fn edit(rng: &mut Rng, tokens: &mut Vec<String>) -> Option<()> {
    let any = rng.below(tokens.len());
    match rng.below(16) {
        0 => replace(rng, tokens, &[Kind::Number], &NUMBERS)?,
        1 | 2 => replace(rng, tokens, &[Kind::Name], &NAMES)?,
        3 => {
            let (from, to) = (place(rng, tokens, &[Kind::Name])?, place(rng, tokens, &ATOMS)?);
            tokens[to] = tokens[from].clone();
        }
        4 => replace(rng, tokens, &[Kind::Other], &OPERATORS)?,
        5 => drop(tokens.remove(any)),
        6 => {
            let end = (any + 1 + rng.below(6)).min(tokens.len());
            let copy = tokens[any..end].to_vec();
            let at = rng.below(tokens.len());
            tokens.splice(at..at, copy);
        }
        7 => {
            let (from, to) = (place(rng, tokens, &[Kind::Open])?, place(rng, tokens, &[Kind::Open])?);
            let copy = tokens[from..group(tokens, from)].to_vec();
            let end = group(tokens, to);
            tokens.splice(to..end, copy);
        }
        8 => {
            let at = place(rng, tokens, &[Kind::Close])?;
            let text = format!(", {}{}", rng.one(&KEYWORDS), rng.one(&VALUES));
            tokens.insert(at, text);
        }
        9..=11 => replace(rng, tokens, &ATOMS, &VALUES)?,
        12 => drop(tokens.drain(line(tokens, any))),
        13 => {
            let copy = tokens[line(tokens, any)].to_vec();
            let at = line(tokens, rng.below(tokens.len())).start;
            tokens.splice(at..at, copy);
        }
        14 => {
            let at = place(rng, tokens, &[Kind::Name, Kind::Close])?;
            tokens.insert(at + 1, rng.one(&TAILS).into());
        }
        _ => {
            let at = place(rng, tokens, &ATOMS)?;
            tokens[at] = format!("{}({})", rng.one(&NAMES), tokens[at]);
        }
    }
    Some(())
}

fn put(text: &str, data: &mut [u8], most: usize) -> usize {
    let mut end = text.len().min(most).min(data.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    data[..end].copy_from_slice(&text.as_bytes()[..end]);
    end
}

/// A mutation of the program in `data[..size]`, of at most `most` bytes; its length.
pub fn program(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut rng = Rng(u64::from(seed) << 16 | 1);
    let text = String::from_utf8_lossy(&data[..size]).into_owned();
    let mut found = tokens(&text);
    for _ in 0..=rng.below(4) {
        if found.is_empty() {
            found.push("np".into());
        }
        edit(&mut rng, &mut found);
    }
    put(&found.concat(), data, most)
}

/// Lines of two programs, in turn.
pub fn crossed(a: &[u8], b: &[u8], out: &mut [u8], seed: u32) -> usize {
    let mut rng = Rng(u64::from(seed) << 16 | 3);
    let (a, b) = (String::from_utf8_lossy(a), String::from_utf8_lossy(b));
    let mut text = String::new();
    let (mut left, mut right) = (a.split_inclusive('\n'), b.split_inclusive('\n'));
    loop {
        let next = if rng.below(3) == 0 { right.next().or_else(|| left.next()) } else { left.next() };
        match next {
            Some(line) => text.push_str(line),
            None => break,
        }
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    let most = out.len();
    put(&text, out, most)
}
