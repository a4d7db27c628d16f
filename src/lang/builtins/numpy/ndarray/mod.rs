//! The type `np.ndarray`: its attributes, and its methods family by family. To add methods, write `methods()` in the
//! family's file (first parameter `self`) and name it in [`table`]; NumPy's scalars have the same methods.

use crate::lang::registry::{Builtin, Table};

/// The table of `np.ndarray`.
pub fn table() -> Table {
    Table { doc: "An array: a buffer seen through a layout.", methods: methods(), ..Table::default() }
}

/// Every method; scalars have them too.
pub fn methods() -> Vec<Builtin> {
    let families: Vec<Vec<Builtin>> = vec![
        super::reduce::methods(), //
        super::sorting::methods(),
        super::search::methods(),
    ];
    families.into_iter().flatten().collect()
}
