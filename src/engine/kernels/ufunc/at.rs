//! `ufunc.at`: in place, at elements that an index picks, one after another.

use super::{Loop, Ufunc, resolve};
use crate::engine::dtype::{DType, Element};
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::kernels::cast;
use crate::engine::kernels::index::{self, Index, Indexed};
use crate::engine::kernels::operand::{Operand, OperandType};
use crate::engine::kernels::warnings;
use crate::engine::mem::loops::update_lanes;
use crate::engine::mem::{access, fpstatus};
use crate::engine::objects;
use crate::engine::observe::{self, MemEvent};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use smallvec::SmallVec;

impl Ufunc {
    /// `ufunc.at(a, indices, b)`: an element that the index picks twice changes twice.
    ///
    /// # Errors
    /// NumPy's: of the index, of the shape of `b`, of the types.
    pub fn at(&self, a: &View, indices: &[Index], b: Option<&Operand>) -> Result<()> {
        if self.nout != 1 {
            return Err(Error::value("Only single output ufuncs supported at this time"));
        }
        if self.nin == 2 && b.is_none() {
            return Err(Error::value("second operand needed for ufunc"));
        }
        if !a.buffer().writeable() {
            return Err(Error::value("assignment destination is read-only"));
        }
        if self.nin == 1 && b.is_some() {
            return Err(Error::value("second operand provided when ufunc is unary"));
        }
        // A Python number is an array of its own dtype here.
        let array = match b {
            Some(Operand::Array(_)) | None => None,
            Some(number) => Some(Operand::Array(View::from_scalar(&number.to_scalar(number.type_().alone())?)?)),
        };
        let b = array.as_ref().or(b);
        let mut types: SmallVec<[OperandType; 2]> = SmallVec::from_slice(&[OperandType::Strong(a.dtype().native())]);
        types.extend(b.map(Operand::type_));
        let found = resolve::resolve(self, &types, &[])?;
        if self.at_places(a, indices, b, found)? {
            return Ok(());
        }
        let (shape, offsets) = picked(a, indices)?;
        let right = b.map(|b| right_values(b, found.ins[1], &shape)).transpose()?;
        let mut values: SmallVec<[Scalar; 2]> = SmallVec::new();
        let (done, status) = fpstatus::observed(|| -> Result<()> {
            for (k, &at) in offsets.iter().enumerate() {
                values.clear();
                values.push(cast::quiet_cast(&a.get_at(at), found.ins[0])?);
                values.extend(right.as_ref().map(|r| r[k % r.len()].clone()));
                if let Some((value, _)) = (found.scalars)(&values) {
                    access::store(a, at, &cast::quiet_cast(&value, a.dtype())?);
                } else {
                    objects::pending()?;
                }
            }
            Ok(())
        });
        done?;
        cast::note_lost_imaginary(found.outs[0], a.dtype());
        warnings::note_fp(self.visible(found, status), "at");
        observe::note(MemEvent::Write { id: a.id(), bytes: offsets.len() * a.layout().itemsize() });
        Ok(())
    }
}

impl Ufunc {
    /// The same for an array of one axis and one of places in it, where both operands are of the common types: a fiftieth
    /// of the time. False if it is not so.
    fn at_places(&self, a: &View, indices: &[Index], b: Option<&Operand>, found: &Loop) -> Result<bool> {
        let ([Index::Array(places)], Some(Operand::Array(b))) = (indices, b) else { return Ok(false) };
        let alike = a.dtype() == b.dtype() && found.ins == [a.dtype(); 2] && found.outs == [a.dtype()];
        let n = a.size() as i64;
        if !alike || a.rank() != 1 || places.dtype() != DType::Int64 || !(b.rank() == 0 || b.shape() == places.shape())
        {
            return Ok(false);
        }
        let places: Vec<i64> = access::to_vec(places);
        if a.may_share_memory(b) || places.iter().any(|&i| !(-n..n).contains(&i)) {
            return Ok(false);
        }
        let places: Vec<usize> = places.into_iter().map(|i| if i < 0 { i + n } else { i } as usize).collect();
        let (done, status) = fpstatus::observed(|| match a.dtype() {
            DType::Float64 => each_place::<f64>(self.name, a, &places, b, [|x, y| x + y, |x, y| x - y, |x, y| x * y]),
            DType::Float32 => each_place::<f32>(self.name, a, &places, b, [|x, y| x + y, |x, y| x - y, |x, y| x * y]),
            DType::Int64 => {
                each_place::<i64>(self.name, a, &places, b, [i64::wrapping_add, i64::wrapping_sub, i64::wrapping_mul])
            }
            DType::Int32 => {
                each_place::<i32>(self.name, a, &places, b, [i32::wrapping_add, i32::wrapping_sub, i32::wrapping_mul])
            }
            _ => Ok(false),
        });
        if done? {
            warnings::note_fp(self.visible(found, status), "at");
            observe::note(MemEvent::Write { id: a.id(), bytes: places.len() * a.layout().itemsize() });
            return Ok(true);
        }
        Ok(false)
    }
}

/// `a[i] = f(a[i], b[k])` for the places in turn; the functions are those of [`PLAIN`].
fn each_place<T: Element>(
    name: &str,
    a: &View,
    places: &[usize],
    b: &View,
    functions: [fn(T, T) -> T; 3],
) -> Result<bool> {
    let Some(f) = PLAIN.iter().position(|&n| n == name).map(|k| functions[k]) else { return Ok(false) };
    let values: Vec<T> = access::to_vec(b);
    update_lanes::<T>(a, |mut lane| {
        for (start, part) in interrupt::pieces(places).scan(0, |next, part| {
            let start = *next;
            *next += part.len();
            Some((start, part))
        }) {
            let values = if values.len() == 1 { &values[..] } else { &values[start..] };
            for (&i, &y) in part.iter().zip(values.iter().cycle()) {
                lane.set(i, f(lane.lane().get(i), y));
            }
        }
    })?;
    Ok(true)
}

/// What is done to numbers at places most often.
const PLAIN: [&str; 3] = ["add", "subtract", "multiply"];

/// The shape of what the index picks, and the byte offset of each element. Found by indexing an array of positions.
fn picked(a: &View, indices: &[Index]) -> Result<(SmallVec<[usize; 4]>, Vec<usize>)> {
    let all: Vec<usize> = a.offsets().collect();
    let positions = View::from_slice(&(0..all.len() as i64).collect::<Vec<_>>())?;
    let positions = positions.try_reshape(a.shape(), false).map_err(|_| Error::value("can't number the elements"))?;
    let chosen = match index::get(&positions, indices)? {
        Indexed::Element(s) => return Ok((SmallVec::new(), vec![all[s.as_integer().unwrap_or(0) as usize]])),
        Indexed::View(view) | Indexed::Copy { view, .. } => view,
    };
    let offsets = access::to_vec::<i64>(&chosen).into_iter().map(|i| all[i as usize]).collect();
    Ok((chosen.shape().into(), offsets))
}

/// The second operand's values for each picked element; one if they are all the same.
fn right_values(b: &Operand, dtype: DType, shape: &[usize]) -> Result<Vec<Scalar>> {
    let view = match b {
        Operand::Array(v) => v,
        number => return Ok(vec![super::call::python_element(number, dtype)?]),
    };
    let wide = view.broadcast_to(shape).ok_or_else(|| Error::value("array is not broadcastable to correct shape"))?;
    wide.scalars().map(|s| cast::scalar_cast(&s, dtype)).collect()
}
