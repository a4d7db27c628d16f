//! The same as methods of arrays and scalars.

use super::basic::{all_method, any_method, argmax, argmin, max, min, prod, sum};
use super::cumulative::{cumprod, cumsum};
use super::moments::{mean, std_method, var_method};
use crate::lang::registry::{Builtin, c, py};

/// The methods that NumPy has as Python functions, and the names of those, which errors tell.
const BEHIND: [(&str, &str); 9] = [
    ("sum", "_sum"),
    ("prod", "_prod"),
    ("mean", "_mean"),
    ("std", "_std"),
    ("var", "_var"),
    ("min", "_amin"),
    ("max", "_amax"),
    ("any", "_any"),
    ("all", "_all"),
];

fn reported(mut row: Builtin) -> Builtin {
    row.signature.reported = BEHIND.iter().find(|(name, _)| *name == row.name()).map(|(_, reported)| *reported);
    row
}

/// The methods.
pub fn methods() -> Vec<Builtin> {
    let fold = "self, /, axis=None, dtype=None, out=None, keepdims=False, initial=<no value>, where=True";
    let extreme = "self, /, axis=None, out=None, keepdims=False, initial=<no value>, where=True";
    let arg = "self, /, axis=None, out=None, *, keepdims=False";
    let logic = "self, /, axis=None, dtype=None, out=None, keepdims=False, *, where=True";
    let spread = "self, /, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None";
    let scan = "self, /, axis=None, dtype=None, out=None";
    let rows = vec![
        py(&["sum"], fold, "The sum of the elements.\n\n>>> np.array([1, 2]).sum()\nnp.int64(3)", sum),
        py(&["prod"], fold, "The product of the elements.\n\n>>> np.array([2, 3]).prod()\nnp.int64(6)", prod),
        py(
            &["mean"],
            "self, /, axis=None, dtype=None, out=None, keepdims=False, *, where=True",
            "The arithmetic mean.\n\n>>> np.array([1, 2]).mean()\nnp.float64(1.5)",
            mean,
        ),
        py(&["std"], spread, "The standard deviation.\n\n>>> np.array([1, 3]).std()\nnp.float64(1.0)", std_method),
        py(&["var"], spread, "The variance.\n\n>>> np.array([1, 3]).var()\nnp.float64(1.0)", var_method),
        py(&["min"], extreme, "The smallest element.\n\n>>> np.array([2, 1]).min()\nnp.int64(1)", min),
        py(&["max"], extreme, "The largest element.\n\n>>> np.array([2, 1]).max()\nnp.int64(2)", max),
        py(
            &["argmin"],
            arg,
            "The index of the smallest element.\n\n>>> np.array([2, 1]).argmin()\nnp.int64(1)",
            argmin,
        ),
        py(&["argmax"], arg, "The index of the largest element.\n\n>>> np.array([2, 1]).argmax()\nnp.int64(0)", argmax),
        py(&["any"], logic, "Whether an element is true.\n\n>>> np.array([0, 1]).any()\nnp.True_", any_method),
        py(&["all"], logic, "Whether all elements are true.\n\n>>> np.array([0, 1]).all()\nnp.False_", all_method),
        c(&["cumsum"], scan, "The running sum.\n\n>>> np.array([1, 2]).cumsum()\narray([1, 3])", cumsum),
        c(&["cumprod"], scan, "The running product.\n\n>>> np.array([2, 3]).cumprod()\narray([2, 6])", cumprod),
    ];
    rows.into_iter().map(reported).collect()
}
