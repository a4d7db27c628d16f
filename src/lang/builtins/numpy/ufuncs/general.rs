//! Ufuncs over vectors and matrices: `matmul`, `vecdot`, `matvec`, `vecmat`, with the keywords that only they have.

use super::call::{self, Keywords};
use crate::engine::broadcast::{broadcast_shapes, shape_text};
use crate::engine::kernels::linalg::{self, items};
use crate::engine::kernels::ufunc::Ufunc;
use crate::engine::kernels::{Operand, cast};
use crate::engine::layout::{Layout, Order, Shape, normalize_axis};
use crate::engine::mem::buffer::Init;
use crate::engine::{self, View};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::value::Value;

/// One core dimension of an operand: its letter, and whether it may be missing.
type Dim = (char, bool);

/// The core dimensions of each operand, read from a signature such as `(n?,k),(k,m?)->(n?,m?)`.
fn cores(signature: &str) -> Vec<Vec<Dim>> {
    let operand = |text: &str| {
        let names = text.trim_matches(['(', ')']).split(',').filter(|d| !d.is_empty());
        names.filter_map(|d| Some((d.chars().next()?, d.ends_with('?')))).collect()
    };
    signature.replace("->", ",").split("),").map(operand).collect()
}

/// How a call's operands are laid out: the core dimensions they have, and where those are.
struct Shaping {
    name: &'static str,
    signature: &'static str,
    cores: Vec<Vec<Dim>>,
    keepdims: bool,
}

/// The keywords `axes`, `axis` and `keepdims`.
#[derive(Default)]
struct Axes {
    axes: Option<Value>,
    axis: Option<Value>,
    keepdims: Option<Value>,
}

/// Calls a ufunc with a signature.
///
/// # Errors
/// NumPy's.
pub fn call(
    interp: &mut Interp,
    ufunc: &'static Ufunc,
    signature: &'static str,
    args: &[Value],
    kwargs: &[(String, Value)],
) -> Result<Value> {
    call::check_count(ufunc, args.len())?;
    let mut own = Axes::default();
    let mut rest = Vec::new();
    for (key, value) in kwargs {
        match key.as_str() {
            "axes" => own.axes = Some(value.clone()),
            "axis" => own.axis = Some(value.clone()),
            "keepdims" => own.keepdims = Some(value.clone()),
            "where" => {
                let text = format!("{}() got an unexpected keyword argument 'where'", ufunc.name);
                return Err(Raise::type_error(text));
            }
            _ => rest.push((key.clone(), value.clone())),
        }
    }
    if own.axes.is_some() && own.axis.is_some() {
        return Err(Raise::type_error("cannot specify both 'axis' and 'axes'"));
    }
    let keywords = call::all_keywords(interp, ufunc, args, &rest)?;
    let shaping = Shaping { name: ufunc.name, signature, cores: cores(signature), keepdims: false };
    let inputs = call::inputs(interp, &args[..2])?;
    let mut views: Vec<View> = Vec::new();
    for input in &inputs {
        views.push(match input {
            Operand::Array(v) => v.clone(),
            number => View::from_scalar(&number.to_scalar(number.type_().alone())?)?,
        });
    }
    run(interp, ufunc, shaping, &own, views, keywords)
}

fn run(
    interp: &mut Interp,
    ufunc: &'static Ufunc,
    mut shaping: Shaping,
    own: &Axes,
    mut views: Vec<View>,
    keywords: Keywords,
) -> Result<Value> {
    let out = keywords.outs.first().cloned().flatten();
    let mut options = keywords.options;
    options.out = keywords.outs.iter().map(|o| o.as_ref().map(|a| a.view().clone())).collect();
    let operands: Vec<Operand> = views.iter().map(|v| Operand::Array(v.clone())).collect();
    let found = ufunc.found(&operands, &options)?;
    shaping.keepdims = shaping.read_keepdims(own)?;
    views.extend(out.as_ref().map(|o| o.view().clone()));
    shaping.drop_missing(&views)?;
    let orders = shaping.orders(interp, own, &views)?;
    for (view, order) in views.iter_mut().zip(&orders) {
        *view = view.derive(view.layout().transpose(order));
    }
    let sizes = shaping.sizes(&views)?;
    let outer = shaping.outer(&views, &sizes)?;
    let dtype = found.outs[0];
    let sources: Vec<View> = views[..2].iter().map(|v| converted(v, dtype)).collect::<Result<_>>()?;
    let core: Vec<usize> = shaping.cores[2].iter().map(|(d, _)| size_of(&sizes, *d)).collect();
    let shape: Shape = outer.iter().chain(&core).copied().collect();
    let result = View::alloc(result_layout(dtype, &shape, options.order), Init::Uninit)?;
    products(ufunc.name, &shaping, &sources, &outer, &result)?;
    arrays::float_warnings(interp, false)?;
    let kept = if shaping.keepdims { with_one(&result) } else { result };
    match out {
        Some(out) => {
            let target = views.pop().unwrap_or_else(|| kept.clone());
            cast::assign(&target, &Operand::Array(kept))?;
            Ok(Value::Array(out))
        }
        None => {
            let order = shaping.result_order(interp, own, kept.rank())?;
            Ok(arrays::wrap(kept.derive(kept.layout().transpose(&order))))
        }
    }
}

fn result_layout(dtype: engine::DType, shape: &[usize], order: Option<Order>) -> Layout {
    if order == Some(Order::F) { Layout::f(dtype, shape) } else { Layout::c(dtype, shape) }
}

fn converted(view: &View, dtype: engine::DType) -> Result<View> {
    if view.dtype() == dtype {
        return Ok(view.clone());
    }
    let out = View::scratch(view.layout().like(Order::K, dtype))?;
    cast::convert_all(view, &out)?;
    Ok(out)
}

/// An axis of length 1 behind the view's own.
fn with_one(view: &View) -> View {
    let mut layout = view.layout().clone();
    layout.insert_axis(layout.rank());
    let last = layout.rank() - 1;
    layout.strides[last] = layout.itemsize() as isize;
    view.derive(layout)
}

fn size_of(sizes: &[(char, usize)], dim: char) -> usize {
    sizes.iter().find(|(d, _)| *d == dim).map_or(1, |(_, n)| *n)
}

impl Shaping {
    fn rank(&self, i: usize) -> usize {
        if i == 2 && self.keepdims { self.cores[0].len() } else { self.cores[i].len() }
    }

    /// `keepdims`, which needs inputs alike and an output without core dimensions.
    fn read_keepdims(&self, own: &Axes) -> Result<bool> {
        let Some(value) = &own.keepdims else { return Ok(false) };
        let Value::Bool(keep) = value else { return Err(Raise::type_error("'keepdims' must be a boolean")) };
        let alike = self.cores[0].len() == self.cores[1].len();
        if *keep && (!alike || !self.cores[2].is_empty()) {
            let (which, at) = if alike { ("output 0", 2) } else { ("input 1", 1) };
            let has = self.cores[at].len();
            return Err(Raise::type_error(format!(
                "{} does not support keepdims: its signature {} requires {which} to have {has} core dimensions, but \
                 keepdims can only be used when all inputs have the same number of core dimensions and all outputs have no \
                 core dimensions.",
                self.name, self.signature
            )));
        }
        Ok(*keep)
    }

    /// Takes away the dimensions that an operand may lack and does.
    fn drop_missing(&mut self, views: &[View]) -> Result<()> {
        for (i, view) in views.iter().enumerate() {
            if view.rank() < self.rank(i) {
                let missing: Vec<char> = self.cores[i].iter().filter(|(_, o)| *o).map(|(d, _)| *d).collect();
                if view.rank() + missing.len() >= self.rank(i) {
                    self.cores.iter_mut().for_each(|core| core.retain(|(d, _)| !missing.contains(d)));
                }
            }
            if view.rank() < self.rank(i) {
                let (side, at) = if i < 2 { ("Input", i) } else { ("Output", 0) };
                return Err(Raise::value_error(format!(
                    "{}: {side} operand {at} does not have enough dimensions (has {}, gufunc core with signature {} \
                     requires {})",
                    self.name,
                    view.rank(),
                    self.signature,
                    cores(self.signature)[i].iter().filter(|(_, optional)| !optional).count()
                )));
            }
        }
        Ok(())
    }

    /// The axes of each operand, those of the core last.
    fn orders(&self, interp: &mut Interp, own: &Axes, views: &[View]) -> Result<Vec<Vec<usize>>> {
        let given = self.core_axes(interp, own)?;
        let mut orders = Vec::new();
        for (i, view) in views.iter().enumerate() {
            let rank = view.rank();
            let order = match given.as_ref().and_then(|g| g.get(i)) {
                Some(list) => moved_last(list, rank, i)?,
                None => (0..rank).collect(),
            };
            orders.push(order);
        }
        Ok(orders)
    }

    /// Where the result's core axes go.
    fn result_order(&self, interp: &mut Interp, own: &Axes, rank: usize) -> Result<Vec<usize>> {
        let Some(list) = self.core_axes(interp, own)?.and_then(|g| g.get(2).cloned()) else {
            return Ok((0..rank).collect());
        };
        let last = moved_last(&list, rank, 2)?;
        let mut back = vec![0; rank];
        last.iter().enumerate().for_each(|(from, &to)| back[to] = from);
        Ok(back)
    }

    /// `axes` or `axis` as the core axes of each operand.
    fn core_axes(&self, interp: &mut Interp, own: &Axes) -> Result<Option<Vec<Vec<i64>>>> {
        if let Some(axis) = &own.axis {
            let mut distinct: Vec<char> = self.cores.iter().flatten().map(|(d, _)| *d).collect();
            distinct.sort_unstable();
            distinct.dedup();
            if distinct.len() != 1 {
                return Err(Raise::type_error(format!(
                    "{}: axis can only be used with a single shared core dimension, not with the {} distinct ones implied \
                     by signature {}.",
                    self.name,
                    distinct.len(),
                    self.signature
                )));
            }
            let axis = interp.index(axis)?;
            return Ok(Some((0..3).map(|i| vec![axis; self.rank(i).min(1)]).collect()));
        }
        let Some(axes) = &own.axes else { return Ok(None) };
        let Value::List(_) = axes else { return Err(Raise::type_error("axes should be a list.")) };
        let entries = interp.collect(axes)?;
        let optional = self.rank(2) == 0;
        if entries.len() != 3 && !(entries.len() == 2 && optional) {
            return Err(Raise::value_error(
                "axes should be a list with an entry for all 3 inputs and outputs; entries for outputs can only be omitted \
                 if none of them has core axes.",
            ));
        }
        entries.iter().enumerate().map(|(i, entry)| self.entry(interp, i, entry)).collect::<Result<_>>().map(Some)
    }

    /// One entry of `axes`.
    fn entry(&self, interp: &mut Interp, i: usize, entry: &Value) -> Result<Vec<i64>> {
        let wanted = self.rank(i);
        let wrong = |given: &str| {
            let text = format!("{}: operand {i} has {wanted} core dimensions, but {given}", self.name);
            Raise::new(&exc::AXIS_ERROR, text)
        };
        match entry {
            Value::Tuple(items) if items.len() == wanted => items.iter().map(|v| interp.index(v)).collect(),
            Value::Tuple(items) => Err(wrong(&format!("{} dimensions are specified by axes tuple.", items.len()))),
            one if wanted == 1 => Ok(vec![interp.index(one)?]),
            _ => Err(wrong("the axes item is a single integer.")),
        }
    }

    /// The sizes of the core dimensions.
    fn sizes(&self, views: &[View]) -> Result<Vec<(char, usize)>> {
        let mut sizes: Vec<(char, usize)> = Vec::new();
        for (i, view) in views.iter().enumerate() {
            let core = if i == 2 && self.keepdims { &[][..] } else { &self.cores[i] };
            let own = &view.shape()[view.rank() - core.len()..];
            for (at, ((dim, _), &n)) in core.iter().zip(own).enumerate() {
                match sizes.iter().find(|(d, _)| d == dim) {
                    Some((_, size)) if *size != n => {
                        let (side, which) = if i < 2 { ("Input", i) } else { ("Output", 0) };
                        return Err(Raise::value_error(format!(
                            "{}: {side} operand {which} has a mismatch in its core dimension {at}, with gufunc signature {} \
                             (size {n} is different from {size})",
                            self.name, self.signature
                        )));
                    }
                    Some(_) => {}
                    None => sizes.push((*dim, n)),
                }
            }
        }
        Ok(sizes)
    }

    /// The shape that the operands' other dimensions broadcast to.
    fn outer(&self, views: &[View], sizes: &[(char, usize)]) -> Result<Shape> {
        let loops: Vec<&[usize]> =
            views.iter().enumerate().map(|(i, v)| &v.shape()[..v.rank() - self.rank(i)]).collect();
        let wide = broadcast_shapes(&loops[..2]);
        let fits = |s: &Shape| loops.get(2).is_none_or(|out| broadcast_shapes(&[s, out]).is_ok_and(|b| b[..] == **out));
        match wide {
            Ok(shape) if fits(&shape) => Ok(loops.get(2).map_or(shape, |out| Shape::from(*out))),
            _ => Err(self.mismatch(views, &loops, sizes)),
        }
    }

    fn mismatch(&self, views: &[View], loops: &[&[usize]], sizes: &[(char, usize)]) -> Raise {
        let rank = loops.iter().map(|l| l.len()).max().unwrap_or(0);
        let core = if self.keepdims { 0 } else { self.cores[2].len() };
        let shown = views.iter().zip(loops).map(|(view, own)| {
            let mut parts = vec!["newaxis".to_string(); rank - own.len()];
            parts.extend(own.iter().map(usize::to_string));
            parts.extend(vec!["newaxis".to_string(); core]);
            let comma = if parts.len() == 1 { "," } else { "" };
            format!("{}->({}{comma}) ", shape_text(view.shape()), parts.join(","))
        });
        let asked: Vec<String> = self.cores[2].iter().map(|(d, _)| size_of(sizes, *d).to_string()).collect();
        Raise::value_error(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {} and requested shape ({})",
            shown.collect::<String>(),
            asked.join(",")
        ))
    }
}

/// All axes, those of a list last and in its order.
fn moved_last(list: &[i64], rank: usize, operand: usize) -> Result<Vec<usize>> {
    let core: Vec<usize> = list.iter().map(|&a| normalize_axis(a, rank)).collect::<engine::Result<_>>()?;
    for (i, a) in core.iter().enumerate() {
        if core[..i].contains(a) {
            return Err(Raise::value_error(format!("axes item {operand} has value {a} repeated")));
        }
    }
    Ok((0..rank).filter(|a| !core.contains(a)).chain(core.iter().copied()).collect())
}

/// Fills the result, one product for each index of the other dimensions.
fn products(name: &str, shaping: &Shaping, sources: &[View], outer: &[usize], result: &View) -> Result<()> {
    let stretched = |v: &View, core: usize| -> View {
        let own = &v.shape()[v.rank() - core..];
        let shape: Vec<usize> = outer.iter().chain(own).copied().collect();
        v.broadcast_to(&shape).unwrap_or_else(|| v.clone())
    };
    let ranks: Vec<usize> = shaping.cores.iter().map(Vec::len).collect();
    let (left, right) = (stretched(&sources[0], ranks[0]), stretched(&sources[1], ranks[1]));
    let (left, right, out) = (items(&left, ranks[0]), items(&right, ranks[1]), items(result, ranks[2]));
    for ((a, b), o) in left.iter().zip(&right).zip(&out) {
        match name {
            "vecdot" => linalg::dot(a, b, true, o)?,
            "vecmat" => linalg::matmul(&linalg::conjugated(a)?, b, Some(o)).map(drop)?,
            _ => linalg::matmul(a, b, Some(o)).map(drop)?,
        }
    }
    Ok(())
}
