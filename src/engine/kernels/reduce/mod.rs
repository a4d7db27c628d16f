//! Reductions: `sum`, `prod`, `min`, `max`, `any`, `all`, `argmin`, `argmax`, `mean`, `var` and kin, over any axes.
//!
//! Floating-point sums have NumPy's own bits: [`plan`] finds out how NumPy's iterator would group the elements,
//! [`pairwise`] sums a group, [`fold`](mod@fold) runs one through the other.

mod arg;
mod extreme;
mod fold;
mod logic;
mod moments;
mod pairwise;
mod plan;
mod sum;
mod target;

pub use arg::{argmax, argmin};
pub use extreme::{max, min};
pub use logic::{all, any, as_truths, count_nonzero};
pub use moments::{Averaged, mean, std, var};
pub use sum::{loop_dtype, prod, sum};
pub use target::{Options, reduced_axes, stretch_mask};

use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::kernels::cast;
use crate::engine::layout::Layout;
use crate::engine::observe::{self, MemEvent};
use crate::engine::view::View;
use target::Target;

/// Makes the target of a reduction in `dtype`, has it filled, and brings it to `out` where it can't be filled there.
fn into_out(
    source: &View,
    options: &Options<'_>,
    dtype: DType,
    name: &str,
    fill: impl FnOnce(&Target) -> Result<()>,
) -> Result<View> {
    let direct = options.out.is_none_or(|out| out.dtype() == dtype && !out.may_share_memory(source));
    let target = Target::new(source, options, dtype, name)?;
    if let Some(out) = options.out
        && !out.buffer().writeable()
    {
        return Err(Error::value("output array is read-only"));
    }
    if direct {
        fill(&target)?;
    } else {
        let apart = Target::new(source, &Options { out: None, ..options.clone() }, dtype, name)?;
        fill(&apart)?;
        cast::convert_all(&apart.result, &target.result)?;
    }
    observe::note(MemEvent::Read { id: source.id(), bytes: source.nbytes() });
    if let Some(out) = options.out {
        observe::note(MemEvent::Write { id: out.id(), bytes: out.nbytes() });
    }
    Ok(target.result)
}

/// The source in `dtype`: itself, or a converted copy that is packed in the target's order of axes.
fn converted(source: &View, dtype: DType, target: &Target) -> Result<View> {
    if source.dtype() == dtype {
        return Ok(source.clone());
    }
    let packed: Layout = source.layout().packed(&target.order, dtype);
    let out = View::scratch(packed)?;
    cast::convert_all(source, &out)?;
    Ok(out)
}

#[cfg(test)]
mod tests;
