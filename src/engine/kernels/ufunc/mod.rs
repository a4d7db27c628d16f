//! NumPy's universal functions: a table of ufuncs, each a list of typed inner loops, and how a call picks and runs one.

mod accumulate;
mod at;
mod axes;
mod call;
mod compare;
pub mod layout;
mod loops;
mod reduce;
mod resolve;
mod scalar;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod types;

pub use axes::Axes;
pub use call::{CallOptions, Views};
pub use layout::output as output_layout;
pub use loops::record::equal as equal_records;
pub use reduce::ReduceOptions;
pub use resolve::Signature;
pub use scalar::{power_shortcut, scalar_call};
pub use table::*;

use crate::engine::dtype::DType;
use crate::engine::error::Result;
use crate::engine::scalar::Scalar;
use crate::engine::view::View;

/// What a loop does to whole views: inputs of the loop's dtypes and outputs, all of one shape.
pub type ViewLoop = fn(&[View], &[View]) -> Result<()>;
/// What a loop does to single values of its dtypes; `None` if a value is of another dtype.
pub type ScalarLoop = fn(&[Scalar]) -> Option<(Scalar, Option<Scalar>)>;

/// What folds a view `a` into `out`: `(out, a)`.
pub type FoldLoop = fn(&View, &View) -> Result<()>;

/// An inner loop for one combination of dtypes.
#[derive(Debug)]
pub struct Loop {
    /// Of the inputs.
    pub ins: &'static [DType],
    /// Of the outputs.
    pub outs: &'static [DType],
    /// Over views.
    pub views: ViewLoop,
    /// Over single values.
    pub scalars: ScalarLoop,
    /// `out[i] = f(out[i], a[i])` for each element of `a` in order, where `out` may have strides of 0.
    pub fold: Option<FoldLoop>,
}

/// The value that changes nothing, for a reduction over nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Identity {
    /// There is none, and the order of the operands matters.
    None,
    /// There is none, but the order does not matter.
    Reorderable,
    /// An integer.
    Int(i64),
    /// A truth value.
    Bool(bool),
    /// Minus infinity.
    NegInf,
}

/// How a ufunc finds its loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolver {
    /// The first loop that every input can be cast to safely.
    Linear,
    /// The loop of the inputs' common dtype.
    Uniform,
    /// As `Linear`, but integers become `float64`.
    Divide,
    /// The loop of the common integer dtype.
    Integer,
    /// Comparisons: the common dtype, integers by value, strings.
    Compare,
    /// The loop of the common dtype, else of the truth values.
    Logical,
}

/// A universal function.
#[derive(Debug)]
pub struct Ufunc {
    /// `__name__`
    pub name: &'static str,
    /// The name in warnings of operators on NumPy scalars.
    pub scalar_name: &'static str,
    /// The number of inputs.
    pub nin: usize,
    /// The number of outputs.
    pub nout: usize,
    /// The identity of reductions.
    pub identity: Identity,
    /// The `signature` of a ufunc that takes vectors or matrices for elements; its loops only tell its dtypes.
    pub core: Option<&'static str>,
    resolver: Resolver,
    groups: &'static [&'static [Loop]],
}

impl Ufunc {
    /// The loops, in NumPy's order.
    pub fn loops(&self) -> impl Iterator<Item = &'static Loop> {
        self.groups.iter().flat_map(|g| g.iter())
    }

    /// The loops as `ufunc.types` names them: `dd->d`.
    pub fn types(&self) -> Vec<&'static str> {
        types::listed(self.name).collect()
    }

    /// Whether NumPy has a loop for objects, which calls a method of theirs.
    pub fn takes_objects(&self) -> bool {
        types::listed(self.name).any(|t| t.starts_with('O'))
    }
}
