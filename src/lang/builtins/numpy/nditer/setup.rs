//! What `np.nditer(…)` is asked, read and checked, and its operands made ready.

use super::operand::{Loop, Operand, copied};
use super::plan::Plan;
use super::{BUFFER, NdIter};
use crate::engine::kernels::promote::{self, Casting};
use crate::engine::{DType, Layout, Shape, View, broadcast};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::CastingArg;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The arguments, as they came.
pub struct Asked {
    /// `op`
    pub op: Value,
    /// `flags`
    pub flags: Value,
    /// `op_flags`
    pub op_flags: Value,
    /// `op_dtypes`
    pub op_dtypes: Value,
    /// `order`
    pub order: Option<String>,
    /// `casting`
    pub casting: Option<CastingArg>,
    /// `op_axes`
    pub op_axes: Value,
    /// `itershape`
    pub itershape: Value,
    /// `buffersize`
    pub buffersize: usize,
}

/// The texts of a list of flags.
fn words(interp: &mut Interp, v: &Value) -> Result<Vec<String>> {
    match v {
        Value::None => Ok(Vec::new()),
        other => interp.collect(other)?.iter().map(|w| interp.str(w)).collect(),
    }
}

/// The flags of each operand.
fn operand_flags(interp: &mut Interp, v: &Value, n: usize) -> Result<Vec<Vec<String>>> {
    if v.is_none() {
        return Ok(vec![Vec::new(); n]);
    }
    let items = interp.collect(v)?;
    let all: Vec<Vec<String>> = if items.iter().all(|i| i.as_str().is_some()) {
        let one = words(interp, v)?;
        vec![one; n]
    } else {
        items.iter().map(|i| words(interp, i)).collect::<Result<_>>()?
    };
    const KNOWN: [&str; 12] = [
        "readonly",
        "readwrite",
        "writeonly",
        "allocate",
        "no_broadcast",
        "copy",
        "updateifcopy",
        "nbo",
        "aligned",
        "contig",
        "no_subtype",
        "overlap_assume_elementwise",
    ];
    match all.iter().flatten().find(|flag| !KNOWN.contains(&flag.as_str())) {
        Some(flag) => Err(Raise::value_error(format!("Unexpected per-op iterator flag \"{flag}\""))),
        None => Ok(all),
    }
}

fn check_flags(flags: &[String]) -> Result<()> {
    const KNOWN: [&str; 13] = [
        "multi_index",
        "c_index",
        "f_index",
        "external_loop",
        "zerosize_ok",
        "refs_ok",
        "buffered",
        "grow_inner",
        "copy_if_overlap",
        "common_dtype",
        "delay_bufalloc",
        "ranged",
        "reduce_ok",
    ];
    match flags.iter().find(|flag| !KNOWN.contains(&flag.as_str())) {
        Some(other) => Err(Raise::value_error(format!("Unexpected iterator global flag \"{other}\""))),
        None => Ok(()),
    }
}

/// For each operand, which of its axes (or none) stands at each axis of the iteration.
type Axes = Vec<Option<Vec<Option<usize>>>>;

fn read_axes(interp: &mut Interp, v: &Value, ranks: &[Option<usize>]) -> Result<Axes> {
    let lists = match v {
        Value::List(_) | Value::Tuple(_) => interp.collect(v)?,
        _ => Vec::new(),
    };
    if lists.len() != ranks.len() {
        return Err(Raise::value_error("op_axes must be a tuple/list matching the number of ops"));
    }
    let mut all: Axes = Vec::new();
    let mut length = None;
    for (op, (list, rank)) in lists.iter().zip(ranks).enumerate() {
        if list.is_none() {
            all.push(None);
            continue;
        }
        let items = interp.collect(list)?;
        if *length.get_or_insert(items.len()) != items.len() {
            return Err(Raise::value_error("Each entry of op_axes must have the same size"));
        }
        let mut axes = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let axis = if item.is_none() { -1 } else { interp.index(item)? };
            let found = usize::try_from(axis).ok();
            if let (Some(found), Some(rank)) = (found, rank)
                && found >= *rank
            {
                return Err(Raise::value_error(format!(
                    "Iterator input op_axes[{op}][{}] (=={axis}) is not a valid axis of op[{op}], which has {rank} \
                     dimensions ",
                    items.len() - 1 - at
                )));
            }
            if found.is_some() && axes.contains(&found) {
                return Err(Raise::value_error(format!(
                    "The 'op_axes' provided to the iterator constructor for operand {op} contained duplicate value {axis}"
                )));
            }
            axes.push(found);
        }
        all.push(Some(axes));
    }
    Ok(all)
}

/// A view with the axes that an iteration asks for, those that it lacks of length 1.
fn arranged(view: &View, axes: &[Option<usize>]) -> View {
    let old = view.layout();
    let mut layout = Layout { offset: old.offset, ..Layout::c(old.dtype, &[]) };
    for axis in axes {
        layout.shape.push(axis.map_or(1, |a| old.shape[a]));
        layout.strides.push(axis.map_or(0, |a| old.strides[a]));
    }
    view.derive(layout)
}

fn read_dtypes(interp: &mut Interp, v: &Value, n: usize) -> Result<Vec<Option<DType>>> {
    let items = match v {
        Value::None => return Ok(vec![None; n]),
        Value::List(_) | Value::Tuple(_) => interp.collect(v)?,
        _ => Vec::new(),
    };
    if items.len() == n {
        let one =
            |interp: &mut Interp, v: &Value| if v.is_none() { Ok(None) } else { convert::dtype(interp, v).map(Some) };
        return items.iter().map(|v| one(interp, v)).collect();
    }
    let one = convert::dtype(interp, v)?;
    Ok(vec![Some(one); n])
}

/// Makes an iterator.
///
/// # Errors
/// NumPy's, of flags, shapes, dtypes and casts.
pub fn new(interp: &mut Interp, asked: Asked) -> Result<NdIter> {
    let flags = words(interp, &asked.flags)?;
    check_flags(&flags)?;
    let has = |flag: &str| flags.iter().any(|f| f == flag);
    let values = match &asked.op {
        Value::List(_) | Value::Tuple(_) => interp.collect(&asked.op)?,
        one => vec![one.clone()],
    };
    if values.is_empty() {
        return Err(Raise::value_error("Must provide at least one operand"));
    }
    let per_operand = operand_flags(interp, &asked.op_flags, values.len())?;
    let mut dtypes = read_dtypes(interp, &asked.op_dtypes, values.len())?;
    if values.iter().all(Value::is_none) && dtypes.iter().all(Option::is_none) {
        return Err(Raise::type_error("no arrays or types available to calculate result type"));
    }
    let mut arrays: Vec<Option<Rc<Array>>> = Vec::new();
    for v in &values {
        arrays.push(if v.is_none() { None } else { Some(convert::array(interp, v)?) });
    }
    if arrays.iter().flatten().any(|a| a.view().dtype().has_objects()) && !has("refs_ok") {
        return Err(Raise::type_error(
            "Iterator operand or requested dtype holds references, but the NPY_ITER_REFS_OK flag was not enabled",
        ));
    }
    let ranks: Vec<Option<usize>> = arrays.iter().map(|a| a.as_ref().map(|a| a.view().rank())).collect();
    let axes =
        if asked.op_axes.is_none() { vec![None; arrays.len()] } else { read_axes(interp, &asked.op_axes, &ranks)? };
    let views: Vec<Option<View>> = arrays
        .iter()
        .zip(&axes)
        .map(|(array, axes)| {
            let view = array.as_ref()?.view().clone();
            Some(axes.as_ref().map_or(view.clone(), |axes| arranged(&view, axes)))
        })
        .collect();
    let shape = iteration_shape(interp, &asked, &views, &axes)?;
    let stretched: Vec<Option<View>> =
        views.iter().map(|v| v.as_ref().map(|v| v.broadcast_to(&shape).unwrap_or_else(|| v.clone()))).collect();
    let order = asked.order.unwrap_or("K".into());
    let known: Vec<View> = stretched.iter().flatten().cloned().collect();
    let plan = Plan::new(shape.clone(), &known, &order);
    if plan.steps() == 0 && !has("zerosize_ok") && !shape.is_empty() {
        return Err(Raise::value_error("Iteration of zero-sized operands is not enabled"));
    }
    if has("common_dtype") {
        let mut all = known.iter().map(View::dtype);
        let first = all.next().unwrap_or(DType::Float64);
        let common = all.fold(first, promote::promote_types);
        dtypes.iter_mut().for_each(|d| *d = d.or(Some(common)));
    }
    let setting = Setting {
        buffered: has("buffered"),
        reduces: has("reduce_ok"),
        casting: asked.casting.map_or(Casting::Safe, |c| c.0),
        plan: &plan,
    };
    let mut operands = Vec::new();
    for (i, view) in stretched.iter().enumerate() {
        operands.push(match (&arrays[i], view, &views[i]) {
            (Some(array), Some(view), Some(own)) => setting.given(i, array, (own, view), &per_operand[i], dtypes[i])?,
            _ => setting.allocated(&known, axes[i].as_deref(), &per_operand[i], dtypes[i])?,
        });
    }
    let external = has("external_loop");
    let index = flags.iter().find(|f| f.ends_with("_index") && *f != "multi_index").map(|f| f == "f_index");
    let multi_index = has("multi_index");
    if external && (multi_index || index.is_some()) {
        return Err(Raise::value_error(
            "Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked",
        ));
    }
    let all: Vec<View> = operands.iter().map(|o: &Operand| o.view.clone()).collect();
    let reducing = operands.iter().any(|o| o.writeable && o.view.strides().contains(&0) && o.view.size() > 1);
    let buffered = setting.buffered;
    let chunked = external && buffered && !reducing;
    let size = if asked.buffersize == 0 { BUFFER } else { asked.buffersize };
    let chunks = chunked.then(|| Loop::new(&operands, &plan, size)).transpose()?;
    let plan = if external && chunks.is_none() { plan.clone().with_external_loop(&all) } else { plan.clone() };
    let end = chunks.as_ref().map_or(plan.steps(), Loop::steps);
    Ok(NdIter {
        operands,
        plan,
        at: Rc::new(Cell::new(0)),
        started: Rc::default(),
        range: Rc::new(Cell::new((0, end))),
        ranged: has("ranged"),
        delayed: Rc::new(Cell::new(buffered && has("delay_bufalloc"))),
        multi_index,
        index,
        chunks: chunks.map(Rc::new),
        outer: None,
        inner: Rc::new(RefCell::new(Vec::new())),
    })
}

fn iteration_shape(interp: &mut Interp, asked: &Asked, views: &[Option<View>], axes: &Axes) -> Result<Shape> {
    let mut shapes: Vec<Shape> = views.iter().flatten().map(|v| Shape::from(v.shape())).collect();
    if let Some(given) = axes.iter().flatten().map(Vec::len).max() {
        shapes.push(std::iter::repeat_n(1, given).collect());
    }
    if !asked.itershape.is_none() {
        let mut lengths = Shape::new();
        for n in interp.collect(&asked.itershape)? {
            lengths.push(usize::try_from(interp.index(&n)?).unwrap_or(1));
        }
        shapes.push(lengths);
    }
    let shapes: Vec<&[usize]> = shapes.iter().map(|s| &s[..]).collect();
    Ok(broadcast::broadcast_shapes(&shapes)?)
}

/// What all operands of an iteration have in common.
struct Setting<'a> {
    buffered: bool,
    reduces: bool,
    casting: Casting,
    plan: &'a Plan,
}

impl Setting<'_> {
    /// An operand that is there: its view as it was given, and stretched.
    fn given(
        &self,
        i: usize,
        array: &Rc<Array>,
        (own, view): (&View, &View),
        flags: &[String],
        dtype: Option<DType>,
    ) -> Result<Operand> {
        let has = |flag: &str| flags.iter().any(|f| f == flag);
        let writes = has("readwrite") || has("writeonly");
        if writes && !array.writeable() {
            return Err(Raise::value_error("output array is read-only"));
        }
        if has("no_broadcast") && view.shape() != own.shape() {
            return Err(Raise::value_error(format!(
                "non-broadcastable {}operand with shape {} doesn't match the broadcast shape {}",
                if writes { "output " } else { "" },
                broadcast::shape_text(own.shape()),
                broadcast::shape_text(view.shape())
            )));
        }
        if writes {
            self.check_reduction(own, has("writeonly"))?;
        }
        let from = view.dtype();
        let to = dtype.unwrap_or(from);
        if from == to {
            return Ok(Operand { array: array.clone(), view: view.clone(), writeable: writes, target: None });
        }
        self.check_cast(i, (from, to), (!has("writeonly"), writes))?;
        if !(self.buffered || has("copy") || has("updateifcopy")) {
            return Err(Raise::type_error(
                "Iterator operand required copying or buffering, but neither copying nor buffering was enabled",
            ));
        }
        let (kept, view) = copied(own, to, &self.plan.shape)?;
        Ok(Operand {
            array: if self.buffered { array.clone() } else { kept.clone() },
            view,
            writeable: writes,
            target: writes.then(|| (own.clone(), kept)),
        })
    }

    fn check_cast(&self, i: usize, (from, to): (DType, DType), (reads, writes): (bool, bool)) -> Result<()> {
        let (from_text, to_text, rule) = (promote::dtype_repr(from), promote::dtype_repr(to), self.casting.name());
        if reads && !promote::can_cast(from, to, self.casting) {
            return Err(Raise::type_error(format!(
                "Iterator operand {i} dtype could not be cast from {from_text} to {to_text} according to the rule '{rule}'"
            )));
        }
        if writes && !promote::can_cast(to, from, self.casting) {
            return Err(Raise::type_error(format!(
                "Iterator requested dtype could not be cast from {to_text} to {from_text}, the operand {i} dtype, \
                 according to the rule '{rule}'"
            )));
        }
        Ok(())
    }

    /// A written operand that is stretched takes part in a reduction.
    fn check_reduction(&self, own: &View, only_writes: bool) -> Result<()> {
        let shape = &self.plan.shape;
        let lacking = shape.len() - own.rank();
        let reduced = |&axis: &usize| shape[axis] > 1 && (axis < lacking || own.shape()[axis - lacking] == 1);
        let Some(axis) = (0..shape.len()).rev().find(reduced) else { return Ok(()) };
        if !self.reduces {
            return Err(Raise::value_error(format!(
                "output operand requires a reduction along dimension {}, but the reduction is not enabled. The dimension \
                 size of 1 does not match the expected output shape.",
                shape.len() - 1 - axis
            )));
        }
        if only_writes {
            return Err(Raise::value_error(
                "output operand requires a reduction, but is flagged as write-only, not read-write",
            ));
        }
        Ok(())
    }

    /// An operand that the iterator makes.
    fn allocated(
        &self,
        known: &[View],
        axes: Option<&[Option<usize>]>,
        flags: &[String],
        dtype: Option<DType>,
    ) -> Result<Operand> {
        let mut dtypes = known.iter().map(View::dtype);
        let first = dtypes.next().unwrap_or(DType::Float64);
        let dtype = dtype.unwrap_or_else(|| dtypes.fold(first, promote::promote_types));
        let full: Vec<Option<usize>> = (0..self.plan.shape.len()).map(Some).collect();
        let axes = axes.unwrap_or(&full);
        let reduced = axes.iter().zip(&self.plan.shape).any(|(a, &n)| a.is_none() && n > 1);
        if reduced && !self.reduces {
            return Err(Raise::value_error(
                "output operand requires a reduction along dimension -1, but the reduction is not enabled. The dimension \
                 size of 1 does not match the expected output shape.",
            ));
        }
        if reduced && !flags.iter().any(|f| f == "readwrite") {
            return Err(Raise::value_error(
                "output operand requires a reduction, but is flagged as write-only, not read-write",
            ));
        }
        let rank = axes.iter().flatten().count();
        let mut shape = vec![1; rank];
        let mut order: Vec<usize> = Vec::new();
        for (at, _) in &self.plan.axes {
            if let Some(axis) = axes.get(*at).copied().flatten().filter(|&a| a < rank) {
                shape[axis] = self.plan.shape[*at];
                order.push(axis);
            }
        }
        let layout = Layout::c(dtype, &shape).packed(&order, dtype);
        let own = View::alloc(layout, crate::engine::mem::buffer::Init::Zeroed)?;
        let seen = arranged(&own, axes);
        let view = seen.broadcast_to(&self.plan.shape).unwrap_or(seen);
        Ok(Operand { array: Array::new(own), view, writeable: true, target: None })
    }
}
