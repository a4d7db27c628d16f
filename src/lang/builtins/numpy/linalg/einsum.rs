//! `np.einsum`: a single operand is looked at through other strides; several are contracted two at a time.

use crate::engine::kernels::promote::{Casting, can_cast, dtype_repr, promote_types};
use crate::engine::kernels::ufunc::{self, CallOptions};
use crate::engine::kernels::{Operand, linalg, reduce};
use crate::engine::layout::{Layout, Order, Shape, Strides};
use crate::engine::observe::CopyReason;
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{CastingArg, DTypeArg, OutArg};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::{Builtin, Rest, py};
use crate::lang::value::Value;
use std::collections::BTreeMap;

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![py(
        &["einsum"],
        "*operands, out=None, optimize=False, dtype=None, order='K', casting='safe'",
        "Sums of products after Einstein: letters name axes, and those that are not in the output are summed over.\n\n\
         >>> np.einsum('ij,j->i', [[1, 2], [3, 4]], [1, 1])\narray([3, 7])\n>>> np.einsum('ii', [[1, 2], [3, 4]])\n\
         np.int64(5)\n",
        |i: &mut Interp,
         r: Rest,
         out: Option<OutArg>,
         _optimize: Value,
         dtype: Option<DTypeArg>,
         _: Value,
         casting: Option<CastingArg>| {
            einsum(i, &r.0, out, (dtype.map(|d| d.0), casting.map_or(Casting::Safe, |c| c.0)))
        },
    )]
}

/// A letter, or an axis of an ellipsis: those count down from the last.
type Label = u32;
const DOTS: Label = 0x20_0000;

/// A view whose axes are labelled, each label once.
struct Term {
    view: View,
    labels: Vec<Label>,
}

fn einsum(
    interp: &mut Interp,
    args: &[Value],
    out: Option<OutArg>,
    (dtype, casting): (Option<DType>, Casting),
) -> Result<Value> {
    let spelled;
    let args = match args.first() {
        Some(first) if first.as_str().is_some() => args,
        _ => {
            spelled = from_lists(interp, args)?;
            &spelled
        }
    };
    let text = args[0].as_str().unwrap_or_default();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let operands = &args[1..];
    if !text.contains("->") && text.contains('-') {
        return Err(Raise::value_error("einstein sum subscript string does not contain proper '->' output specified"));
    }
    let (inputs, output) = match text.split_once("->") {
        Some((inputs, output)) => (inputs.to_string(), Some(output.to_string())),
        None => (text.clone(), None),
    };
    let terms: Vec<&str> = inputs.split(',').collect();
    if terms.len() != operands.len() {
        // It is the subscripts that are fewer or more.
        let amount = if terms.len() < operands.len() { "fewer" } else { "more" };
        return Err(Raise::value_error(format!(
            "{amount} operands provided to einstein sum function than specified in the subscripts string"
        )));
    }
    let mut views = Vec::with_capacity(operands.len());
    for operand in operands {
        views.push(convert::view(interp, operand)?);
    }
    let found = views.iter().map(View::dtype).reduce(promote_types).unwrap_or(DType::Float64);
    let found = dtype.unwrap_or(found);
    let mut labelled = Vec::new();
    for (i, (term, view)) in terms.iter().zip(&views).enumerate() {
        labelled.push(labels(term, view.rank(), i)?);
    }
    let wanted = output_labels(&labelled, output.as_deref())?;
    check_diagonals(&labelled, &views, &wanted)?;
    let sizes = sizes(&labelled, &views)?;
    if let Some(out) = &out {
        let rank = out.0.view().rank();
        if rank != wanted.len() {
            let text = format!(
                "out parameter does not have the correct number of dimensions, has {rank} but should have {}",
                wanted.len()
            );
            return Err(Raise::value_error(text));
        }
    }
    let mut prepared = Vec::new();
    for (labels, view) in labelled.iter().zip(&views) {
        prepared.push(term(view, labels, &sizes));
    }
    if let ([only], Some(Value::Array(parent))) = (&prepared[..], operands.first())
        && only.labels.len() == wanted.len()
        && out.is_none()
    {
        return Ok(Value::Array(Array::view_of(parent, arranged(only, &wanted).view)));
    }
    for (i, view) in views.iter().enumerate() {
        if !can_cast(view.dtype(), found, casting) {
            return Err(Raise::type_error(format!(
                "Iterator operand {i} dtype could not be cast from {} to {} according to the rule '{}'",
                dtype_repr(view.dtype()),
                dtype_repr(found),
                casting.name()
            )));
        }
    }
    for t in &mut prepared {
        t.view = convert::cast_to(&t.view, found)?;
    }
    let result = contracted(interp, prepared, &wanted, &sizes)?;
    match out {
        Some(out) => {
            crate::engine::kernels::cast::assign(&out.0.view().clone(), &Operand::Array(result))?;
            Ok(Value::Array(out.0))
        }
        None => Ok(convert::result(result)),
    }
}

/// `einsum(a, [0, 1], b, [1, 2], …)` with letters for the numbers, and the operands behind the subscripts.
///
/// # Errors
/// Those of what are no subscripts.
pub fn from_lists(interp: &mut Interp, args: &[Value]) -> Result<Vec<Value>> {
    if args.is_empty() {
        return Err(Raise::value_error(
            "must specify the einstein sum subscripts string and at least one operand, or at least one operand and its \
             corresponding subscripts list",
        ));
    }
    if args.len() < 2 {
        return Err(Raise::value_error("must provide at least an operand and a subscripts list to einsum"));
    }
    let (mut inputs, mut operands) = (Vec::new(), vec![Value::None]);
    for pair in args.chunks_exact(2) {
        operands.push(pair[0].clone());
        inputs.push(letters(interp, &pair[1])?);
    }
    let mut text = inputs.join(",");
    if let [output] = args.chunks_exact(2).remainder() {
        text = format!("{text}->{}", letters(interp, output)?);
    }
    operands[0] = Value::str(text);
    Ok(operands)
}

/// The letters of one list of subscripts.
fn letters(interp: &mut Interp, list: &Value) -> Result<String> {
    let wrong = "each subscript must be either an integer or an ellipsis";
    let items = match list {
        Value::List(_) | Value::Tuple(_) => interp.collect(list)?,
        _ => return Err(Raise::type_error("the subscripts for each operand must be a list or a tuple")),
    };
    let mut text = String::new();
    for item in items {
        if matches!(item, Value::Ellipsis) {
            text += "...";
            continue;
        }
        let n = interp.index(&item).map_err(|_| Raise::type_error(wrong))?;
        match u8::try_from(n) {
            Ok(n @ 0..26) => text.push((b'A' + n) as char),
            Ok(n @ 26..52) => text.push((b'a' + n - 26) as char),
            _ => return Err(Raise::value_error("subscript is not within the valid range [0, 52)")),
        }
    }
    Ok(text)
}

/// The labels of an operand's axes.
fn labels(term: &str, rank: usize, operand: usize) -> Result<Vec<Label>> {
    let (before, after) = match term.split_once("...") {
        Some((b, a)) => (b, Some(a)),
        None => (term, None),
    };
    let bad = |c: &char| !c.is_ascii_alphabetic();
    if let Some(c) = before.chars().chain(after.unwrap_or("").chars()).find(bad) {
        return Err(Raise::value_error(if c == '.' {
            format!(
                "einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') in operand {operand}"
            )
        } else {
            format!("invalid subscript '{c}' in einstein sum subscripts string, subscripts must be letters")
        }));
    }
    let named = before.len() + after.map_or(0, str::len);
    if named > rank {
        return Err(Raise::value_error(format!(
            "einstein sum subscripts string contains too many subscripts for operand {operand}"
        )));
    }
    if named < rank && after.is_none() {
        return Err(Raise::value_error(
            "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to \
             broadcast the extra dimensions.",
        ));
    }
    let letters = |s: &str| s.chars().map(|c| c as Label).collect::<Vec<Label>>();
    let mut all = letters(before);
    if let Some(after) = after {
        all.extend((0..rank - named).rev().map(|k| DOTS + k as Label));
        all.extend(letters(after));
    }
    Ok(all)
}

/// The labels of the result's axes.
fn output_labels(inputs: &[Vec<Label>], output: Option<&str>) -> Result<Vec<Label>> {
    let dots = inputs.iter().flatten().filter(|l| **l >= DOTS).max().map_or(0, |l| l - DOTS + 1);
    let ellipsis = (0..dots).rev().map(|k| DOTS + k);
    let Some(text) = output else {
        let mut counts: BTreeMap<Label, usize> = BTreeMap::new();
        inputs.iter().flatten().filter(|l| **l < DOTS).for_each(|l| *counts.entry(*l).or_default() += 1);
        return Ok(ellipsis.chain(counts.into_iter().filter(|(_, n)| *n == 1).map(|(l, _)| l)).collect());
    };
    let mut wanted: Vec<Label> = Vec::new();
    let (before, after) = text.split_once("...").map_or((text, None), |(b, a)| (b, Some(a)));
    wanted.extend(before.chars().map(|c| c as Label));
    if let Some(after) = after {
        wanted.extend(ellipsis);
        wanted.extend(after.chars().map(|c| c as Label));
    } else if dots > 0 {
        return Err(Raise::value_error(
            "output has fewer dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to \
             broadcast the extra dimensions.",
        ));
    }
    for (i, l) in wanted.iter().enumerate() {
        let letter = char::from_u32(*l).unwrap_or('.');
        if *l < DOTS && !inputs.iter().any(|labels| labels.contains(l)) {
            return Err(Raise::value_error(format!(
                "einstein sum subscripts string included output subscript '{letter}' which never appeared in an input"
            )));
        }
        if wanted[..i].contains(l) {
            return Err(Raise::value_error(format!(
                "einstein sum subscripts string includes output subscript '{letter}' multiple times"
            )));
        }
    }
    Ok(wanted)
}

/// The length of each label; 1 stretches.
fn sizes(inputs: &[Vec<Label>], views: &[View]) -> Result<BTreeMap<Label, usize>> {
    let mut sizes: BTreeMap<Label, usize> = BTreeMap::new();
    for (i, (labels, view)) in inputs.iter().zip(views).enumerate() {
        for (label, &n) in labels.iter().zip(view.shape()) {
            let known = sizes.entry(*label).or_insert(n);
            if *known == 1 {
                *known = n;
            } else if n != 1 && n != *known {
                let name = char::from_u32(*label).unwrap_or('.');
                return Err(Raise::value_error(if views.len() == 1 {
                    format!("dimensions in single operand for collapsing index '{name}' don't match ({known} != {n})")
                } else if *label >= DOTS {
                    "operands could not be broadcast together".to_string()
                } else {
                    format!("operand {i} has a mismatch in the subscript '{name}': {known} != {n}")
                }));
            }
        }
    }
    Ok(sizes)
}

/// A label that stands twice at one operand needs axes of one length.
fn check_diagonals(inputs: &[Vec<Label>], views: &[View], output: &[Label]) -> Result<()> {
    for (i, (labels, view)) in inputs.iter().zip(views).enumerate() {
        for (at, (label, &n)) in labels.iter().zip(view.shape()).enumerate() {
            let Some(first) = labels[..at].iter().position(|l| l == label) else { continue };
            let m = view.shape()[first];
            if m == n {
                continue;
            }
            let name = char::from_u32(*label).unwrap_or('.');
            let alone = views.len() == 1 && labels.iter().all(|l| output.contains(l));
            let of = if alone { "single operand".to_string() } else { format!("operand {i}") };
            return Err(Raise::value_error(format!(
                "dimensions in {of} for collapsing index '{name}' don't match ({m} != {n})"
            )));
        }
    }
    Ok(())
}

/// The operand with each of its labels as one axis: a label that repeats is the diagonal.
fn term(view: &View, labels: &[Label], sizes: &BTreeMap<Label, usize>) -> Term {
    let mut own: Vec<Label> = Vec::new();
    let (mut shape, mut strides) = (Shape::new(), Strides::new());
    for ((label, &n), &step) in labels.iter().zip(view.shape()).zip(view.strides()) {
        let step = if n == 1 { 0 } else { step };
        match own.iter().position(|l| l == label) {
            Some(at) => strides[at] += step,
            None => {
                own.push(*label);
                shape.push(sizes.get(label).copied().unwrap_or(n));
                strides.push(step);
            }
        }
    }
    let layout = Layout { dtype: view.dtype(), shape, strides, offset: view.layout().offset };
    Term { view: view.derive(layout), labels: own }
}

/// The axes in the order of `wanted`, which has the same labels.
fn arranged(term: &Term, wanted: &[Label]) -> Term {
    let axes: Vec<usize> = wanted.iter().filter_map(|l| term.labels.iter().position(|m| m == l)).collect();
    Term { view: term.view.derive(term.view.layout().transpose(&axes)), labels: wanted.to_vec() }
}

fn contracted(interp: &mut Interp, terms: Vec<Term>, wanted: &[Label], sizes: &BTreeMap<Label, usize>) -> Result<View> {
    let mut left = terms.into_iter();
    let Some(mut found) = left.next() else {
        return Err(Raise::value_error("must provide at least an operand and a subscripts list to einsum"));
    };
    let mut rest: Vec<Term> = left.collect();
    while !rest.is_empty() {
        let next = rest.remove(0);
        let keep: Vec<Label> = wanted.iter().chain(rest.iter().flat_map(|t| &t.labels)).copied().collect();
        found = pair(interp, found, next, &keep, sizes)?;
    }
    let found = summed(found, |l| wanted.contains(&l))?;
    // As NumPy's iterator leaves it: the axes lie in the order of the operands, not of the output.
    Ok(arranged(&found, wanted).view)
}

/// Summed over the labels that nobody keeps.
fn summed(term: Term, keep: impl Fn(Label) -> bool) -> Result<Term> {
    let axes: Vec<i64> = (0..term.labels.len()).filter(|&i| !keep(term.labels[i])).map(|i| i as i64).collect();
    if axes.is_empty() {
        return Ok(term);
    }
    let options = reduce::Options { axis: Some(&axes), dtype: Some(term.view.dtype()), ..Default::default() };
    let view = reduce::sum(&term.view, &options)?;
    Ok(Term { view, labels: term.labels.into_iter().filter(|&l| keep(l)).collect() })
}

/// Two operands to one.
fn pair(interp: &mut Interp, a: Term, b: Term, keep: &[Label], sizes: &BTreeMap<Label, usize>) -> Result<Term> {
    let a = summed(a, |l| keep.contains(&l) || b.labels.contains(&l))?;
    let b = summed(b, |l| keep.contains(&l) || a.labels.contains(&l))?;
    let shared = |l: &&Label| b.labels.contains(l);
    let batch: Vec<Label> = a.labels.iter().filter(shared).filter(|l| keep.contains(l)).copied().collect();
    let over: Vec<Label> = a.labels.iter().filter(shared).filter(|l| !keep.contains(l)).copied().collect();
    let rows: Vec<Label> = a.labels.iter().filter(|l| !b.labels.contains(l)).copied().collect();
    let columns: Vec<Label> = b.labels.iter().filter(|l| !a.labels.contains(l)).copied().collect();
    let size = |labels: &[Label]| labels.iter().map(|l| sizes.get(l).copied().unwrap_or(1)).product::<usize>();
    let labels = [&batch[..], &rows, &columns].concat();
    if over.is_empty() || (size(&batch) > 64 && size(&rows) * size(&columns) <= 4) {
        let all = [&labels[..], &over].concat();
        let product = multiplied(interp, &spread(&a, &all), &spread(&b, &all))?;
        return summed(Term { view: product, labels: all }, |l| !over.contains(&l));
    }
    let flat = |term: &Term, first: &[Label], second: &[Label]| -> Result<View> {
        let view = arranged(term, &[&batch[..], first, second].concat()).view;
        let mut shape: Vec<usize> = view.shape()[..batch.len()].to_vec();
        shape.extend([size(first), size(second)]);
        Ok(match view.try_reshape(&shape, false) {
            Ok(v) => v,
            Err(why) => {
                let copy = view.copy(Order::C, CopyReason::Reshape(why))?;
                copy.derive(Layout::c(copy.dtype(), &shape))
            }
        })
    };
    let product = linalg::matmul(&flat(&a, &rows, &over)?, &flat(&b, &over, &columns)?, None)?;
    let shape: Vec<usize> = labels.iter().map(|l| sizes.get(l).copied().unwrap_or(1)).collect();
    Ok(Term { view: product.derive(Layout::c(product.dtype(), &shape)), labels })
}

/// The term with an axis for every label of `all`, of length 1 where it has none.
fn spread(term: &Term, all: &[Label]) -> View {
    let (mut shape, mut strides) = (Shape::new(), Strides::new());
    for label in all {
        match term.labels.iter().position(|l| l == label) {
            Some(at) => {
                shape.push(term.view.shape()[at]);
                strides.push(term.view.strides()[at]);
            }
            None => {
                shape.push(1);
                strides.push(0);
            }
        }
    }
    term.view.derive(Layout { dtype: term.view.dtype(), shape, strides, offset: term.view.layout().offset })
}

fn multiplied(interp: &mut Interp, a: &View, b: &View) -> Result<View> {
    let inputs = [Operand::Array(a.clone()), Operand::Array(b.clone())];
    // An element type of their own, so bools stay bools.
    let found = arrays::call_views(interp, &ufunc::MULTIPLY, &inputs, &CallOptions::default())?;
    found.into_iter().next().ok_or_else(|| Raise::type_error("no product"))
}
