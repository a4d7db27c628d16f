//! Elements by a condition.

use super::{Mode, gather::copy_elements};
use crate::engine::broadcast::broadcast_shapes;
use crate::engine::dtype::{B8, DType, Element};
use crate::engine::error::{Error, Result};
use crate::engine::kernels::index::{as_dtype, check_writeable, integers, nonzero_indices, stretch};
use crate::engine::kernels::reduce::as_truths;
use crate::engine::kernels::scan::flat;
use crate::engine::kernels::shape::order::like_operands;
use crate::engine::layout::{Layout, Order, Shape};
use crate::engine::mem::access::{fill_from_slice, read, to_vec};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::{fill_slices, map3};
use crate::engine::mem::pick::{self, Mask};
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::overlap;
use crate::engine::view::View;
use num_complex::Complex64;

/// `np.nonzero`: the indices of the true elements in C order, a row for each and a column for each axis.
///
/// # Errors
/// `ValueError` of a 0-d array.
pub fn nonzero(view: &View) -> Result<View> {
    let rank = view.rank();
    if rank == 0 {
        return Err(Error::value(
            "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.",
        ));
    }
    let truths = pick::in_one_piece(&as_truths(view)?)?;
    let found = Mask::new(&truths)?;
    let n = found.count();
    let table = View::empty(DType::Int64, &[n, rank])?;
    if rank == 1 {
        found.places(&table)?;
    } else {
        let places = View::scratch(Layout::c(DType::Int64, &[n]))?;
        found.places(&places)?;
        unravelled(&to_vec::<i64>(&places), view.shape(), &table)?;
    }
    Ok(table)
}

/// The indices along each axis of elements that are counted in C order, a row for each.
fn unravelled(places: &[i64], shape: &[usize], table: &View) -> Result<()> {
    let rank = shape.len();
    fill_slices::<i64>(table, rank << 12, |from, rows| {
        for (row, &place) in rows.chunks_exact_mut(rank).zip(&places[from / rank..]) {
            let mut rest = place as u64;
            for (index, &n) in row.iter_mut().zip(shape).rev() {
                (*index, rest) = ((rest % n as u64) as i64, rest / n as u64);
            }
        }
    })
}

/// `np.argwhere`: the indices of the true elements, a row for each: the transpose of a new array.
///
/// # Errors
/// `MemoryError`, `KeyboardInterrupt`.
pub fn argwhere(view: &View) -> Result<View> {
    let truths = as_truths(view)?;
    if view.rank() == 0 {
        return View::empty(DType::Int64, &[truths.first().truth() as usize, 0]);
    }
    let lists = nonzero_indices(&truths)?;
    let n = lists[0].len();
    let table = View::empty(DType::Int64, &[view.rank(), n])?;
    fill_from_slice(&table, &lists.concat());
    Ok(table.derive(table.layout().reversed_axes()))
}

/// `np.where(condition, x, y)`: `x` and `y` have the dtype of the result.
///
/// # Errors
/// `ValueError` for shapes that do not broadcast.
pub fn where3(condition: &View, x: &View, y: &View) -> Result<View> {
    let shape = broadcast_shapes(&[condition.shape(), x.shape(), y.shape()])?;
    let condition = as_truths(condition)?;
    let over = |v: &View| v.broadcast_to(&shape).ok_or_else(|| Error::value("operands could not be broadcast"));
    let (c, x, y) = (over(&condition)?, over(x)?, over(y)?);
    let layout = like_operands(&shape, &[c.layout(), x.layout(), y.layout()], x.dtype());
    let out = View::alloc(layout, Init::Uninit)?;
    if chosen(&c, &x, &y, &out)? {
        return Ok(out);
    }
    let true_ = |at: usize| read::<B8>(&c, at).get();
    for (source, wanted) in [(&x, true), (&y, false)] {
        let places = c.offsets().zip(source.offsets()).zip(out.offsets());
        copy_elements(source, &out, places.filter(|((c, _), _)| true_(*c) == wanted).map(|((_, a), b)| (a, b)))?;
    }
    Ok(out)
}

/// `out[i] = if condition[i] { x[i] } else { y[i] }`, for elements that are words; false if they are not.
fn chosen(condition: &View, x: &View, y: &View, out: &View) -> Result<bool> {
    fn as_words<W: Element>(condition: &View, views: [&View; 3]) -> Result<bool> {
        let [x, y, out] = views.map(|v| v.derive(Layout { dtype: W::DTYPE, ..v.layout().clone() }));
        map3::<B8, W, W, W>(condition, &x, &y, &out, |c, x, y| if c.get() { x } else { y })?;
        Ok(true)
    }
    match out.layout().itemsize() {
        _ if !out.dtype().is_numeric() => Ok(false),
        1 => as_words::<u8>(condition, [x, y, out]),
        2 => as_words::<u16>(condition, [x, y, out]),
        4 => as_words::<u32>(condition, [x, y, out]),
        8 => as_words::<u64>(condition, [x, y, out]),
        _ => as_words::<Complex64>(condition, [x, y, out]),
    }
}

/// `target[i] = value[i]` where the mask is true, all of one dtype, the value broadcast; false where that takes another
/// way: the elements are no words, or some of the target are one.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn select_into(mask: &View, value: &View, target: &View) -> Result<bool> {
    let value = value.broadcast_to(target.shape());
    match value.filter(|v| !overlap::may_overlap_itself(target.layout()) && !v.may_share_memory(target)) {
        Some(value) => chosen(mask, &value, target, target),
        None => Ok(false),
    }
}

/// `np.choose`: of each position the element of the choice that `selector` names. The choices have one dtype.
///
/// # Errors
/// `ValueError` for shapes that do not broadcast, or a selector out of range.
pub fn choose(selector: &View, choices: &[View], mode: Mode) -> Result<View> {
    let mut shapes: Vec<&[usize]> = choices.iter().map(View::shape).collect();
    shapes.insert(0, selector.shape());
    let shape: Shape = broadcast_shapes(&shapes)
        .map_err(|_| Error::value("shape mismatch: objects cannot be broadcast to a single shape."))?;
    let selector = selector.broadcast_to(&shape).unwrap_or_else(|| selector.clone());
    let picks: Option<Vec<usize>> = integers(&selector)?.iter().map(|&i| choice(i, choices.len(), mode)).collect();
    let picks = picks.ok_or_else(|| Error::value("invalid entry in choice array"))?;
    let out = View::alloc(Layout::c(choices[0].dtype(), &shape), Init::Uninit)?;
    for (k, choice) in choices.iter().enumerate() {
        let choice = choice.broadcast_to(&shape).unwrap_or_else(|| choice.clone());
        let places = choice.offsets().zip(out.offsets()).zip(&picks);
        copy_elements(&choice, &out, places.filter(|&(_, &p)| p == k).map(|(pair, _)| pair))?;
    }
    Ok(out)
}

/// Choices have no negative indices.
fn choice(index: i64, n: usize, mode: Mode) -> Option<usize> {
    if mode == Mode::Raise && index < 0 { None } else { mode.apply(index, n) }
}

/// `np.place`: sets the true places to the values in turn.
///
/// # Errors
/// `ValueError` in NumPy's words.
pub fn place(view: &View, mask: &View, values: &View) -> Result<()> {
    check_writeable(view)?;
    let mask = as_truths(mask)?;
    if mask.size() != view.size() {
        return Err(Error::value("place: mask and data must be the same size"));
    }
    let values = flat(&as_dtype(values, view.dtype())?)?;
    let places: Vec<usize> =
        mask.offsets().zip(view.offsets()).filter(|&(m, _)| read::<B8>(&mask, m).get()).map(|(_, at)| at).collect();
    if values.size() == 0 {
        let text = "Cannot insert from an empty array!";
        return if places.is_empty() { Ok(()) } else { Err(Error::value(text)) };
    }
    let from: Vec<usize> = values.offsets().collect();
    let n = places.len();
    copy_elements(&values, view, from.into_iter().cycle().zip(places))?;
    observe::note(MemEvent::Write { id: view.id(), bytes: n * view.layout().itemsize() });
    Ok(())
}

/// `np.putmask`: sets the true places to the values at the same flat index (modulo their number).
///
/// # Errors
/// `ValueError` in NumPy's words.
pub fn putmask(view: &View, mask: &View, values: &View) -> Result<()> {
    check_writeable(view)?;
    let mask = as_truths(mask)?;
    if mask.size() != view.size() {
        return Err(Error::value("putmask: mask and data must be the same size"));
    }
    let values = flat(&as_dtype(values, view.dtype())?)?;
    if values.size() == 0 {
        return Ok(());
    }
    let values = if values.may_share_memory(view) { values.copy(Order::C, CopyReason::Overlap)? } else { values };
    let from: Vec<usize> = values.offsets().collect();
    let pairs = mask.offsets().zip(from.into_iter().cycle()).zip(view.offsets());
    copy_elements(&values, view, pairs.filter(|((m, _), _)| read::<B8>(&mask, *m).get()).map(|((_, a), b)| (a, b)))?;
    observe::note(MemEvent::Write { id: view.id(), bytes: view.nbytes() });
    Ok(())
}

/// `np.copyto(target, source, where=mask)`; the caller has checked the casting rule.
///
/// # Errors
/// `ValueError` for shapes that do not broadcast.
pub fn copy_where(target: &View, source: &View, mask: &View) -> Result<()> {
    check_writeable(target)?;
    let stretched = |v: &View| stretch(v.layout(), target.shape()).map(|l| v.derive(l));
    let wrong = |v: &View, what: &str| {
        let text = crate::engine::broadcast::shape_text;
        Error::value(format!(
            "could not broadcast {what} from shape {} into shape {}",
            text(v.shape()),
            text(target.shape())
        ))
    };
    let source =
        if source.may_share_memory(target) { source.copy(Order::K, CopyReason::Overlap)? } else { source.clone() };
    let source = as_dtype(&source, target.dtype())?;
    let from = stretched(&source).ok_or_else(|| wrong(&source, "input array"))?;
    let truths = as_truths(mask)?;
    let mask = stretched(&truths).ok_or_else(|| wrong(&truths, "where mask"))?;
    if !mask.may_share_memory(target) && select_into(&mask, &from, target)? {
        observe::note(MemEvent::Write { id: target.id(), bytes: target.nbytes() });
        return Ok(());
    }
    let pairs = mask.offsets().zip(from.offsets()).zip(target.offsets());
    copy_elements(&from, target, pairs.filter(|((m, _), _)| read::<B8>(&mask, *m).get()).map(|((_, a), b)| (a, b)))?;
    observe::note(MemEvent::Write { id: target.id(), bytes: target.nbytes() });
    Ok(())
}
