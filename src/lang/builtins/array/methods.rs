//! What an `array.array` does.

use super::Numbers;
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::slices::position;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let mut rows = changes();
    rows.extend(looks());
    rows
}

fn changes() -> Vec<Builtin> {
    vec![
        c(
            &["append"],
            "self, v, /",
            "Add a number at the end.\n\n>>> import array\n>>> a = array.array('i', [1]); a.append(2); a\narray('i', [1, 2])",
            |interp: &mut Interp, a: Numbers, v: Value| {
                let one = a.code.write(interp, &v)?;
                a.edit(|bytes| bytes.extend(one))
            },
        ),
        c(
            &["extend"],
            "self, bb, /",
            "Add numbers at the end.\n\n>>> import array\n>>> a = array.array('i', [1]); a.extend([2, 3]); a\narray('i', [1, 2, 3])",
            extend,
        ),
        c(
            &["fromlist"],
            "self, list, /",
            "Add the numbers of a list at the end.",
            |interp: &mut Interp, a: Numbers, v: Value| match v {
                Value::List(_) => extend(interp, a, v),
                _ => Err(Raise::type_error("arg must be list")),
            },
        ),
        c(
            &["frombytes"],
            "self, buffer, /",
            "Add numbers at the end, given as bytes.",
            |interp: &mut Interp, a: Numbers, v: Value| match as_bytes(&v) {
                Some(bytes) => a.add_bytes(&bytes),
                None => {
                    let t = interp.type_name(&v);
                    Err(Raise::type_error(format!("a bytes-like object is required, not '{t}'")))
                }
            },
        ),
        c(
            &["insert"],
            "self, i, v, /",
            "Insert a number.\n\n>>> import array\n>>> a = array.array('i', [1, 3]); a.insert(1, 2); a\narray('i', [1, 2, 3])",
            |interp: &mut Interp, a: Numbers, i: i64, v: Value| {
                let one = a.code.write(interp, &v)?;
                let len = a.count() as i64;
                let at = if i < 0 { (i + len).max(0) } else { i.min(len) } as usize * a.code.size();
                a.edit(|bytes| drop(bytes.splice(at..at, one)))
            },
        ),
        c(
            &["pop"],
            "self, i=-1, /",
            "Remove a number and return it.\n\n>>> import array\n>>> array.array('i', [1, 2]).pop()\n2",
            |_: &mut Interp, a: Numbers, i: Option<i64>| {
                if a.count() == 0 {
                    return Err(Raise::index_error("pop from empty array"));
                }
                let at = position(i.unwrap_or(-1), a.count());
                let at = at.ok_or_else(|| Raise::index_error("pop index out of range"))?;
                let (item, size) = (a.item(at), a.code.size());
                a.edit(|bytes| drop(bytes.drain(at * size..(at + 1) * size)))?;
                Ok(item)
            },
        ),
        c(&["remove"], "self, v, /", "Remove the first of a number.", |interp: &mut Interp, a: Numbers, v: Value| {
            let at = place(interp, &a, &v)?.ok_or_else(|| Raise::value_error("array.remove(x): x not in array"))?;
            let size = a.code.size();
            a.edit(|bytes| drop(bytes.drain(at * size..(at + 1) * size)))
        }),
        c(&["reverse"], "self, /", "Turn the order around.", |_: &mut Interp, a: Numbers| {
            let size = a.code.size();
            a.edit(|bytes| *bytes = bytes.chunks(size).rev().flatten().copied().collect())
        }),
        c(&["byteswap"], "self, /", "Turn the bytes of each number around.", |_: &mut Interp, a: Numbers| {
            let size = a.code.size();
            a.edit(|bytes| bytes.chunks_mut(size).for_each(<[u8]>::reverse))
        }),
    ]
}

fn extend(interp: &mut Interp, a: Numbers, v: Value) -> Result<()> {
    match v.downcast::<Numbers>() {
        Some(other) if other.code.letter == a.code.letter => {
            let more = other.bytes();
            return a.edit(|bytes| bytes.extend(more));
        }
        Some(_) => return Err(Raise::type_error("can only extend with array of same kind")),
        None => {}
    }
    for item in interp.collect(&v)? {
        let one = a.code.write(interp, &item)?;
        a.edit(|bytes| bytes.extend(one))?;
    }
    Ok(())
}

fn place(interp: &mut Interp, a: &Numbers, v: &Value) -> Result<Option<usize>> {
    for (i, item) in a.items().iter().enumerate() {
        if interp.equal(item, v)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

fn looks() -> Vec<Builtin> {
    vec![
        c(
            &["tolist"],
            "self, /",
            "The numbers as a list.\n\n>>> import array\n>>> array.array('d', [1, 2]).tolist()\n[1.0, 2.0]",
            |_: &mut Interp, a: Numbers| Ok(a.items()),
        ),
        c(
            &["tobytes"],
            "self, /",
            "The bytes of the numbers.\n\n>>> import array\n>>> array.array('h', [1, 2]).tobytes()\nb'\\x01\\x00\\x02\\x00'",
            |_: &mut Interp, a: Numbers| Ok(Value::Bytes(Rc::new(a.bytes()))),
        ),
        c(
            &["index"],
            "self, v, /",
            "Where a number is first.\n\n>>> import array\n>>> array.array('i', [3, 4]).index(4)\n1",
            |interp: &mut Interp, a: Numbers, v: Value| {
                let at = place(interp, &a, &v)?;
                at.map(|i| i as i64).ok_or_else(|| Raise::value_error("array.index(x): x not in array"))
            },
        ),
        c(&["count"], "self, v, /", "How often a number is there.", |interp: &mut Interp, a: Numbers, v: Value| {
            let mut n = 0;
            for item in a.items() {
                n += interp.equal(&item, &v)? as i64;
            }
            Ok(n)
        }),
        c(
            &["buffer_info"],
            "self, /",
            "The address and the number of items.\n\n>>> import array\n>>> array.array('i', [1, 2]).buffer_info()[1]\n2",
            |_: &mut Interp, a: Numbers| {
                let view = a.lend()?;
                Ok(Value::tuple(vec![Value::Int(view.address() as i64), Value::Int(a.count() as i64)]))
            },
        ),
        c(&["__array__"], "self, /", "The numbers as an array over the same memory.", |_: &mut Interp, a: Numbers| {
            let view = a.lend()?;
            Ok(Value::Array(Array::over(Value::object(a), view, true)))
        }),
        c(&["__copy__"], "self, /", "A copy.", |_: &mut Interp, a: Numbers| {
            Ok(Value::object(Numbers::of(a.code, a.bytes())))
        }),
    ]
}
