//! How arrays are printed: options, `array2string` and kin, single numbers.

mod numbers;
mod options;
mod text;

use crate::lang::error::Raise;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use options::{OPTIONS, Options, STRING_OPTIONS, Scoped, StringOptions};
use text::{Brief, Printed, array2string, repr_value, with_options};
pub use text::{array_repr, array_str};

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let mut rows = option_rows();
    rows.extend(text_rows());
    rows.extend(numbers::rows());
    rows
}

fn option_rows() -> Vec<Builtin> {
    vec![
        py(
            &["set_printoptions"],
            OPTIONS,
            "Sets how arrays are printed.\n\n\
             >>> np.set_printoptions(precision=2)\n>>> np.array([1.2345])\narray([1.23])\n\
             >>> np.set_printoptions(precision=8)",
            |interp: &mut Interp, given: Options| given.apply(interp),
        ),
        py(
            &["get_printoptions"],
            "",
            "The print options as a dict.\n\n>>> np.get_printoptions()['precision']\n8",
            options::get_printoptions,
        ),
        py(
            &["printoptions"],
            OPTIONS,
            "Print options for the length of a `with` block.\n\n\
             >>> with np.printoptions(precision=1):\n...     print(np.array([1.25]))\n[1.2]",
            |_: &mut Interp, given: Options| Ok(Value::object(Scoped::new(given))),
        ),
    ]
}

fn text_rows() -> Vec<Builtin> {
    vec![
        py(
            &["array2string"],
            STRING_OPTIONS,
            "An array as text.\n\n>>> np.array2string(np.array([1, 2]), separator=', ')\n'[1, 2]'",
            |interp: &mut Interp, a: Value, given: StringOptions| array2string(interp, &a, &given),
        ),
        py(
            &["array_repr"],
            "arr, max_line_width=None, precision=None, suppress_small=None",
            "As `repr(array)`.\n\n>>> np.array_repr(np.array([1, 2]))\n'array([1, 2])'",
            |interp: &mut Interp, a: Value, linewidth: Option<i64>, precision: Value, suppress: Option<bool>| {
                with_options(interp, Brief { linewidth, precision, suppress }, |interp| repr_value(interp, &a))
            },
        ),
        py(
            &["array_str"],
            "a, max_line_width=None, precision=None, suppress_small=None",
            "As `str(array)`.\n\n>>> np.array_str(np.array([1, 2]))\n'[1 2]'",
            |interp: &mut Interp, a: Value, linewidth: Option<i64>, precision: Value, suppress: Option<bool>| {
                with_options(interp, Brief { linewidth, precision, suppress }, |interp| match &a {
                    Value::Array(array) => array_str(interp, array),
                    Value::Scalar(_) => {
                        let kind = interp.type_name(&a);
                        let text = "descriptor '__getitem__' requires a 'numpy.ndarray' object but received a";
                        Err(Raise::type_error(format!("{text} '{kind}'")))
                    }
                    other => Printed::of(interp, other, "shape").map(|_| String::new()),
                })
            },
        ),
    ]
}
