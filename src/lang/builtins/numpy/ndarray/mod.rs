//! The type `np.ndarray`: its attributes, and its methods family by family. To add methods, write `methods()` in the
//! family's file (first parameter `self`) and name it in [`methods`]; NumPy's scalars have the same methods.

pub mod attributes;
pub mod buffer;
pub mod convert_methods;
pub mod flags;
pub mod flat;
pub mod scalars;

use crate::lang::registry::{Builtin, Table};

/// The table of `np.ndarray`.
pub fn table() -> Table {
    Table {
        doc: "An array: a buffer seen through a layout.",
        new: Some(super::creation::buffers::constructor()),
        methods: methods(),
        attributes: attributes::rows(),
        ..Table::default()
    }
}

/// Every method; scalars have them too.
pub fn methods() -> Vec<Builtin> {
    let families: Vec<Vec<Builtin>> = vec![
        super::shape::methods(),
        convert_methods::methods(), //
        super::indexing::methods(),
        super::joining::repeat::methods(),
        super::reduce::methods(), //
        super::sorting::methods(),
        super::search::methods(),
        super::functions::methods(),
        super::linalg::methods(),
        super::files::methods(),
    ];
    families.into_iter().flatten().collect()
}
