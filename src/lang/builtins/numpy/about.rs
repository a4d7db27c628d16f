//! `np.info`: what an array is made of, and the descriptions of all else.

use crate::engine::DType;
use crate::lang::array::Array;
use crate::lang::builtins::python::functions::describe;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![py(
        &["info"],
        "object=None, maxwidth=76, output=None, toplevel='numpy'",
        "Print the layout of an array, or the description of a function or type, also of one that is only named.",
        info,
    )]
}

fn info(interp: &mut Interp, object: Option<Value>, _maxwidth: Value, output: Option<Value>, _: Value) -> Result<()> {
    let object = match object {
        None => interp.lookup("help").unwrap_or(Value::None),
        Some(v) => v,
    };
    let text = match &object {
        Value::Array(a) => layout(interp, a)?,
        Value::Str(name) => named(interp, name.as_str())?,
        other => describe(interp, other)?,
    };
    match output {
        None => interp.print(&text),
        Some(file) => {
            let write = interp.get_attr(&file, "write")?;
            interp.call(&write, &[Value::str(text)], &[])?;
        }
    }
    Ok(())
}

/// The facts about an array, a line each.
fn layout(interp: &mut Interp, a: &Rc<Array>) -> Result<String> {
    let view = a.view().clone();
    let tuple =
        |interp: &mut Interp, items: Vec<i64>| interp.repr(&Value::tuple(items.into_iter().map(Value::Int).collect()));
    let shape = tuple(interp, view.shape().iter().map(|&n| n as i64).collect())?;
    let strides = tuple(interp, view.strides().iter().map(|&n| n as i64).collect())?;
    let (flat, swapped) = (view.layout(), matches!(view.dtype(), DType::Swapped(_)));
    let word = |b: bool| if b { "True" } else { "False" };
    Ok(format!(
        "class:  {}\nshape:  {shape}\nstrides:  {strides}\nitemsize:  {}\naligned:  {}\ncontiguous:  {}\nfortran:  {}\n\
         data pointer: {:#x}\nbyteorder:  {}\nbyteswap:  {}\ntype: {}\n",
        interp.type_of(&Value::Array(a.clone())).name,
        view.dtype().itemsize(),
        word(a.aligned()),
        word(flat.is_c_contiguous()),
        word(flat.is_f_contiguous() && !flat.is_c_contiguous()),
        view.address(),
        if swapped { "big" } else { "little" },
        word(swapped),
        interp.str(&Value::DType(view.dtype()))?,
    ))
}

/// What a name of NumPy's stands for.
fn named(interp: &mut Interp, name: &str) -> Result<String> {
    let mut text = String::new();
    let mut found: Vec<Value> = Vec::new();
    for module in crate::lang::builtins::modules().iter().filter(|m| m.name.starts_with("numpy")) {
        let Some(value) = module.get(interp, name) else { continue };
        if found.iter().any(|v| v.is(&value)) {
            text.push_str(&format!("\n     *** Repeat reference found in {} *** \n", module.name));
        } else {
            let described = describe(interp, &value)?;
            text.push_str(&format!("     *** Found in {} ***\n{described}{}\n", module.name, "-".repeat(76)));
        }
        found.push(value);
    }
    Ok(match found.len() {
        0 => format!("Help for {name} not found.\n"),
        n => format!("{text}\n     *** Total of {n} references found. ***\n"),
    })
}
