//! Which variables hold which buffers.

use super::array::Array;
use super::interp::Interp;
use super::value::Value;
use crate::engine::DType;
use crate::engine::observe::BufferId;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A live buffer and the variables that keep it alive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub id: BufferId,
    /// Address of its first byte.
    pub address: usize,
    /// Length in bytes.
    pub bytes: usize,
    /// In order of definition.
    pub holders: Vec<Holder>,
}

/// A variable, or a place in one: `b`, `pair[0]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// As the program writes it.
    pub name: String,
    /// Bytes of the elements that it shows.
    pub shown: usize,
}

/// How deep containers are searched.
const MOST_DEPTH: usize = 4;
/// How many items of a container are searched.
const MOST_ITEMS: usize = 1000;

/// All buffers that the session's variables hold, by number.
pub fn buffers(interp: &Interp) -> Vec<Held> {
    let mut found: BTreeMap<BufferId, Held> = BTreeMap::new();
    for (name, value) in interp.globals.iter().filter(|(n, _)| !is_shadow(n)) {
        visit(value, name, 0, &mut |place, array| note(&mut found, place, array));
    }
    // Results that only `_` or `Out` hold are held all the same.
    for (name, value) in interp.globals.iter().filter(|(n, _)| is_shadow(n)) {
        let mut more: Vec<(String, Rc<Array>)> = Vec::new();
        visit(value, name, 0, &mut |place, array| more.push((place.to_string(), array.clone())));
        more.retain(|(_, a)| !found.contains_key(&a.view().id()));
        more.iter().for_each(|(place, a)| note(&mut found, place, a));
    }
    found.into_values().collect()
}

/// IPython's own names for what the user's names hold too.
fn is_shadow(name: &str) -> bool {
    name.starts_with('_') || matches!(name, "In" | "Out")
}

fn note(found: &mut BTreeMap<BufferId, Held>, place: &str, array: &Rc<Array>) {
    let view = array.view();
    let (id, buffer) = (view.id(), view.buffer());
    let held = found.entry(id).or_insert_with(|| Held {
        id,
        address: buffer.address(),
        bytes: buffer.len(),
        holders: Vec::new(),
    });
    held.holders.push(Holder { name: place.to_string(), shown: view.nbytes() });
}

/// The arrays among the elements of an array of objects.
fn elements(a: &Rc<Array>, place: &str, depth: usize, f: &mut dyn FnMut(&str, &Rc<Array>)) {
    let view = a.view().clone();
    for (k, held) in view.scalars().enumerate().take(MOST_ITEMS) {
        let mut index = Vec::new();
        let mut rest = k;
        for n in view.shape().iter().rev() {
            index.insert(0, (rest % n).to_string());
            rest /= n;
        }
        visit(&Value::scalar(held), &format!("{place}[{}]", index.join(", ")), depth + 1, f);
    }
}

/// Calls `f` for each array that a value holds, with the place as the program would write it.
pub fn visit(value: &Value, place: &str, depth: usize, f: &mut dyn FnMut(&str, &Rc<Array>)) {
    if depth > MOST_DEPTH {
        return;
    }
    match value {
        Value::Array(a) => {
            f(place, a);
            if a.view().dtype() == DType::Object {
                elements(a, place, depth, f);
            }
        }
        Value::List(items) => {
            for (i, v) in items.0.borrow().iter().enumerate().take(MOST_ITEMS) {
                visit(v, &format!("{place}[{i}]"), depth + 1, f);
            }
        }
        Value::Tuple(items) => {
            for (i, v) in items.iter().enumerate().take(MOST_ITEMS) {
                visit(v, &format!("{place}[{i}]"), depth + 1, f);
            }
        }
        Value::Dict(d) => {
            for (k, v) in d.0.borrow().iter().take(MOST_ITEMS) {
                let key = match k.value() {
                    Value::Int(n) => n.to_string(),
                    other => other.as_str().map_or("…".into(), |s| format!("'{s}'")),
                };
                visit(v, &format!("{place}[{key}]"), depth + 1, f);
            }
        }
        Value::Object(o) => o.arrays().iter().for_each(|a| f(place, a)),
        _ => {}
    }
}
