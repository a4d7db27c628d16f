//! `np.einsum_path`: in which order to contract several operands, and what that costs.

use super::einsum::from_lists;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Rest, py};
use crate::lang::value::Value;
use std::collections::{BTreeMap, BTreeSet};

type Set = BTreeSet<char>;
type Sizes = BTreeMap<char, usize>;
type Path = Vec<Vec<usize>>;

/// The function.
pub fn rows() -> Vec<Builtin> {
    vec![py(
        &["einsum_path"],
        "*operands, optimize='greedy', einsum_call=False",
        "The order in which an expression of np.einsum is best contracted, and a text about its cost.\n\n\
         >>> a, b, c = np.ones((2, 3)), np.ones((3, 4)), np.ones((4, 5))\n\
         >>> np.einsum_path('ij,jk,kl->il', a, b, c)[0]\n['einsum_path', (1, 2), (0, 1)]",
        |interp: &mut Interp, operands: Rest, optimize: Given| einsum_path(interp, &operands.0, optimize),
    )]
}

/// How the path is to be found.
enum Way {
    None,
    Given(Path),
    Named(String, Option<f64>),
}

fn way(interp: &mut Interp, v: &Value) -> Result<Way> {
    if let Some(name) = v.as_str() {
        return Ok(Way::Named(name.to_string(), None));
    }
    match v {
        Value::Bool(true) => return Ok(Way::Named("greedy".into(), None)),
        Value::Bool(false) | Value::None => return Ok(Way::None),
        _ => {}
    }
    interp.len(v)?;
    let items = interp.collect(v)?;
    if items.first().and_then(Value::as_str) == Some("einsum_path") {
        let mut path = Path::new();
        for step in &items[1..] {
            let step = interp.collect(step)?;
            path.push(step.iter().map(|i| Ok(interp.index(i)? as usize)).collect::<Result<_>>()?);
        }
        return Ok(Way::Given(path));
    }
    match &items[..] {
        [name, limit @ (Value::Int(_) | Value::Float(_))] if name.as_str().is_some() => {
            Ok(Way::Named(name.as_str().unwrap_or_default().to_string(), Some(interp.float(limit)?.trunc())))
        }
        _ => {
            let shown = interp.str(v)?;
            Err(Raise::type_error(format!("Did not understand the path: {shown}")))
        }
    }
}

/// An expression: the letters of each operand and of the result, and how long each is.
struct Expression {
    inputs: Vec<String>,
    output: String,
    sizes: Sizes,
}

impl Expression {
    fn read(interp: &mut Interp, args: &[Value]) -> Result<Expression> {
        let Some(first) = args.first() else { return Err(Raise::value_error("No input operands")) };
        let spelled;
        let args = if first.as_str().is_some() {
            args
        } else {
            spelled = from_lists(interp, args)?;
            &spelled
        };
        let text: String = args[0].as_str().unwrap_or_default().chars().filter(|c| *c != ' ').collect();
        if let Some(c) = text.chars().find(|c| !c.is_ascii_alphabetic() && !".,->".contains(*c)) {
            return Err(Raise::value_error(format!("Character {c} is not a valid symbol.")));
        }
        let arrows = text.matches("->").count();
        if text.contains(['-', '>']) && (arrows != 1 || text.matches(['-', '>']).count() != 2) {
            return Err(Raise::value_error("Subscripts can only contain one '->'."));
        }
        let mut shapes = Vec::new();
        for operand in &args[1..] {
            shapes.push(convert::view(interp, operand)?.shape().to_vec());
        }
        let (inputs, output) = spelled_out(&text, &shapes)?;
        check_output(&inputs, &output)?;
        if inputs.len() != shapes.len() {
            return Err(Raise::value_error("Number of einsum subscripts must be equal to the number of operands."));
        }
        let sizes = sizes(&inputs, &shapes)?;
        Ok(Expression { inputs, output, sizes })
    }

    fn sets(&self) -> Vec<Set> {
        self.inputs.iter().map(|term| term.chars().collect()).collect()
    }
}

/// The letters of the operands and of the result, ellipses as letters that are not used otherwise.
fn spelled_out(text: &str, shapes: &[Vec<usize>]) -> Result<(Vec<String>, String)> {
    let (inputs, output) = match text.split_once("->") {
        Some((inputs, output)) => (inputs, Some(output)),
        None => (text, None),
    };
    let mut inputs: Vec<String> = inputs.split(',').map(str::to_string).collect();
    let unused: Vec<char> = ('A'..='Z').chain('a'..='z').filter(|c| !text.contains(*c)).collect();
    let mut longest = 0;
    for (term, shape) in inputs.iter_mut().zip(shapes) {
        if !term.contains('.') {
            continue;
        }
        if term.matches('.').count() != 3 || !term.contains("...") {
            return Err(Raise::value_error("Invalid Ellipses."));
        }
        let named = term.len() - 3;
        if named > shape.len() && !shape.is_empty() {
            return Err(Raise::value_error("Ellipses lengths do not match."));
        }
        let count = shape.len().saturating_sub(named);
        longest = longest.max(count);
        let letters: String = unused[unused.len() - count..].iter().collect();
        *term = term.replace("...", &letters);
    }
    let dots: String = unused[unused.len() - longest..].iter().collect();
    let output = match output {
        Some(output) => output.replace("...", &dots),
        None => {
            let all: String = inputs.concat();
            let once: BTreeSet<char> = all.chars().filter(|c| all.matches(*c).count() == 1).collect();
            dots.chars().chain(once.into_iter().filter(|c| !dots.contains(*c))).collect()
        }
    };
    Ok((inputs, output))
}

fn check_output(inputs: &[String], output: &str) -> Result<()> {
    for c in output.chars() {
        if output.matches(c).count() != 1 {
            return Err(Raise::value_error(format!("Output character {c} appeared more than once in the output.")));
        }
        if !inputs.iter().any(|term| term.contains(c)) {
            return Err(Raise::value_error(format!("Output character {c} did not appear in the input")));
        }
    }
    Ok(())
}

fn sizes(inputs: &[String], shapes: &[Vec<usize>]) -> Result<Sizes> {
    let mut sizes = Sizes::new();
    let joined: Vec<char> = inputs.join(",").chars().collect();
    for (i, (term, shape)) in inputs.iter().zip(shapes).enumerate() {
        if term.chars().count() != shape.len() {
            return Err(Raise::value_error(format!(
                "Einstein sum subscript {} does not contain the correct number of indices for operand {i}.",
                joined.get(i).copied().unwrap_or_default()
            )));
        }
        for (c, &n) in term.chars().zip(shape) {
            let known = sizes.entry(c).or_insert(n);
            if *known == 1 {
                *known = n;
            } else if n != 1 && n != *known {
                return Err(Raise::value_error(format!(
                    "Size of label '{c}' for operand {i} ({known}) does not match previous terms ({n})."
                )));
            }
        }
    }
    Ok(sizes)
}

fn size(letters: impl IntoIterator<Item = char>, sizes: &Sizes) -> f64 {
    letters.into_iter().map(|c| sizes.get(&c).copied().unwrap_or(1) as f64).product()
}

/// Floating-point operations of a contraction.
fn cost(letters: &Set, sums: bool, terms: usize, sizes: &Sizes) -> f64 {
    size(letters.iter().copied(), sizes) * (terms.saturating_sub(1).max(1) + usize::from(sums)) as f64
}

/// One contraction: the letters of its result, all operands behind it, whether it sums, and the letters it goes through.
struct Step {
    result: Set,
    remaining: Vec<Set>,
    sums: bool,
    through: Set,
}

fn contraction(positions: &[usize], inputs: &[Set], output: &Set) -> Step {
    let (mut through, mut kept, mut remaining) = (Set::new(), output.clone(), Vec::new());
    for (i, set) in inputs.iter().enumerate() {
        if positions.contains(&i) {
            through.extend(set);
        } else {
            remaining.push(set.clone());
            kept.extend(set);
        }
    }
    let result: Set = kept.intersection(&through).copied().collect();
    remaining.push(result.clone());
    Step { sums: result.len() < through.len(), result, remaining, through }
}

fn pairs(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |i| (i + 1..n).map(move |j| (i, j)))
}

/// The cheapest of all paths, within a limit of memory.
fn optimal(inputs: Vec<Set>, output: &Set, sizes: &Sizes, limit: f64) -> Path {
    let many = inputs.len();
    let mut all: Vec<(f64, Path, Vec<Set>)> = vec![(0.0, Path::new(), inputs)];
    let cheapest = |all: &[(f64, Path, Vec<Set>)]| {
        let mut best = 0;
        for (i, one) in all.iter().enumerate() {
            if one.0 < all[best].0 {
                best = i;
            }
        }
        all[best].1.clone()
    };
    for iteration in 0..many - 1 {
        let mut next = Vec::new();
        for (before, positions, remaining) in &all {
            for (i, j) in pairs(many - iteration) {
                let step = contraction(&[i, j], remaining, output);
                if size(step.result.iter().copied(), sizes) > limit {
                    continue;
                }
                let total = before + cost(&step.through, step.sums, 2, sizes);
                let mut positions = positions.clone();
                positions.push(vec![i, j]);
                next.push((total, positions, step.remaining));
            }
        }
        if next.is_empty() {
            let mut path = cheapest(&all);
            path.push((0..many - iteration).collect());
            return path;
        }
        all = next;
    }
    cheapest(&all)
}

/// A pair that may be contracted next: what it removes (negative) and costs, where it stands, what is left.
struct Candidate {
    sort: (f64, f64),
    pair: (usize, usize),
    remaining: Vec<Set>,
}

struct Greedy<'a> {
    output: &'a Set,
    sizes: &'a Sizes,
    limit: f64,
    naive: f64,
    spent: f64,
}

impl Greedy<'_> {
    fn candidate(&self, pair: (usize, usize), inputs: &[Set]) -> Option<Candidate> {
        let step = contraction(&[pair.0, pair.1], inputs, self.output);
        let new = size(step.result.iter().copied(), self.sizes);
        if new > self.limit {
            return None;
        }
        let old: f64 = [pair.0, pair.1].iter().map(|&p| size(inputs[p].iter().copied(), self.sizes)).sum();
        let cost = cost(&step.through, step.sums, 2, self.sizes);
        let fits = self.spent + cost <= self.naive;
        fits.then(|| Candidate { sort: (-(old - new), cost), pair, remaining: step.remaining })
    }
}

/// What is left of the other candidates after the best was taken.
fn updated(known: Vec<Candidate>, best: &Candidate) -> Vec<Candidate> {
    let (bx, by) = best.pair;
    let mut kept = Vec::new();
    for mut one in known {
        let (x, y) = one.pair;
        if [x, y].iter().any(|p| *p == bx || *p == by) {
            continue;
        }
        let less = |p: usize, a: usize, b: usize| p - usize::from(p > a) - usize::from(p > b);
        one.remaining.remove(less(by, x, y));
        one.remaining.remove(less(bx, x, y));
        let at = one.remaining.len() - 1;
        if let Some(new) = best.remaining.last() {
            one.remaining.insert(at, new.clone());
        }
        one.pair = (less(x, bx, by), less(y, bx, by));
        kept.push(one);
    }
    kept
}

fn greedy(mut inputs: Vec<Set>, output: &Set, sizes: &Sizes, limit: f64) -> Path {
    let many = inputs.len();
    let whole = contraction(&(0..many).collect::<Vec<_>>(), &inputs, output);
    let naive = cost(&whole.through, whole.sums, many, sizes);
    let mut search = Greedy { output, sizes, limit, naive, spent: 0.0 };
    let mut known: Vec<Candidate> = Vec::new();
    let mut candidates: Vec<(usize, usize)> = pairs(many).collect();
    let mut path = Path::new();
    for _ in 0..many - 1 {
        let touching = candidates.iter().filter(|(i, j)| !inputs[*i].is_disjoint(&inputs[*j]));
        known.extend(touching.filter_map(|&pair| search.candidate(pair, &inputs)));
        if known.is_empty() {
            known.extend(pairs(inputs.len()).filter_map(|pair| search.candidate(pair, &inputs)));
        }
        if known.is_empty() {
            path.push((0..inputs.len()).collect());
            break;
        }
        let mut at = 0;
        for (i, one) in known.iter().enumerate() {
            if one.sort < known[at].sort {
                at = i;
            }
        }
        let best = known.remove(at);
        known = updated(known, &best);
        inputs = best.remaining.clone();
        let last = inputs.len() - 1;
        candidates = (0..last).map(|i| (i, last)).collect();
        path.push(vec![best.pair.0, best.pair.1]);
        search.spent += best.sort.1;
    }
    path
}

fn einsum_path(interp: &mut Interp, args: &[Value], optimize: Given) -> Result<Value> {
    let way = way(interp, &optimize.0.unwrap_or(Value::str("greedy")))?;
    let expression = Expression::read(interp, args)?;
    let (sets, output): (Vec<Set>, Set) = (expression.sets(), expression.output.chars().collect());
    let all: Set = sets.iter().flatten().copied().collect();
    let many = sets.len();
    let largest = expression
        .inputs
        .iter()
        .chain([&expression.output])
        .map(|term| size(term.chars(), &expression.sizes))
        .fold(0.0, f64::max);
    let path = match way {
        Way::Given(path) => path,
        Way::None => vec![(0..many).collect()],
        Way::Named(..) if many <= 2 || all == output => vec![(0..many).collect()],
        Way::Named(name, limit) => {
            let limit = limit.unwrap_or(largest);
            match name.as_str() {
                "greedy" => greedy(sets, &output, &expression.sizes, limit),
                "optimal" => optimal(sets, &output, &expression.sizes, limit),
                _ => {
                    let args = vec![Value::str("Path name %s not found"), Value::str(name)];
                    return Err(Raise::with_args(&exc::KEY_ERROR, args));
                }
            }
        }
    };
    let text = report(&expression, &path, &output, &all)?;
    let mut shown = vec![Value::str("einsum_path")];
    shown.extend(path.iter().map(|step| Value::tuple(step.iter().map(|&i| Value::Int(i as i64)).collect())));
    Ok(Value::tuple(vec![Value::list(shown), Value::str(text)]))
}

/// What the contractions of a path cost, one a line.
fn report(expression: &Expression, path: &Path, output: &Set, all: &Set) -> Result<String> {
    let sizes = &expression.sizes;
    let (mut sets, mut terms) = (expression.sets(), expression.inputs.clone());
    let (mut spent, mut scaling, mut largest, mut lines) = (0.0, 0, 0.0f64, String::new());
    for (k, positions) in path.iter().enumerate() {
        let mut positions = positions.clone();
        positions.sort_unstable_by(|a, b| b.cmp(a));
        let step = contraction(&positions, &sets, output);
        spent += cost(&step.through, step.sums, positions.len(), sizes);
        scaling = scaling.max(step.through.len());
        largest = largest.max(size(step.result.iter().copied(), sizes));
        let mut taken = Vec::new();
        for at in positions {
            if at >= terms.len() {
                return Err(Raise::index_error("pop index out of range"));
            }
            taken.push(terms.remove(at));
        }
        let result = if k + 1 == path.len() {
            expression.output.clone()
        } else {
            let mut letters: Vec<char> = step.result.iter().copied().collect();
            letters.sort_by_key(|c| (sizes.get(c).copied().unwrap_or(1), *c));
            letters.into_iter().collect()
        };
        let current = format!("{}->{result}", taken.join(","));
        terms.push(result);
        let remaining = format!("{}->{}", terms.join(","), expression.output);
        lines += &format!("\n{:>4}    {current:>24} {remaining:>40}", step.through.len());
        sets = step.remaining;
    }
    if terms.len() != 1 {
        let text = format!("Invalid einsum_path is specified: {} more operands has to be contracted.", terms.len() - 1);
        return Err(Raise::new(&exc::RUNTIME_ERROR, text));
    }
    let inner = expression.sets().iter().map(Set::len).sum::<usize>() > all.len();
    let naive = cost(all, inner, expression.inputs.len(), sizes);
    let optimized = spent + 1.0;
    let rule = "-".repeat(74);
    Ok(format!(
        "  Complete contraction:  {}->{}\n         Naive scaling:  {}\n     Optimized scaling:  {scaling}\n      Naive FLOP \
         count:  {}\n  Optimized FLOP count:  {}\n   Theoretical speedup:  {:3.3}\n  Largest intermediate:  {} elements\n\
         {rule}\n{:>6} {:>24} {:>40}\n{rule}{lines}",
        expression.inputs.join(","),
        expression.output,
        all.len(),
        scientific(naive),
        scientific(optimized),
        naive / optimized,
        scientific(largest),
        "scaling",
        "current",
        "remaining"
    ))
}

/// `format(x, '.3e')`
fn scientific(x: f64) -> String {
    let text = format!("{x:.3e}");
    match text.split_once('e') {
        Some((digits, exponent)) => {
            let exponent: i32 = exponent.parse().unwrap_or(0);
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", exponent.abs())
        }
        None => text,
    }
}
