//! `array`: numbers in a row. NumPy's arrays may show their memory.

mod methods;
mod store;

use crate::engine::mem::watch;
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::module::Module;
use crate::lang::object::Object;
use crate::lang::protocol::slices::{position, span};
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::{FromValue, Given};
use crate::lang::registry::{OBJECT, Table, Type, attribute, parse};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};
use std::any::Any;
use std::rc::Rc;
use store::Code;
pub use store::Numbers;

/// The module.
pub static ARRAY_MODULE: Module = Module::new(
    "array",
    "Numbers in a row.",
    Vec::new,
    |_, name| match name {
        "array" | "ArrayType" => Some(Value::Type(&ARRAY)),
        "typecodes" => Some(Value::str("bBuhHiIlLqQfd")),
        _ => None,
    },
    &["ArrayType", "array", "typecodes"],
);

/// `array.array`
pub static ARRAY: Type = Type::new("array", "array", &[&OBJECT], table);

const DOC: &str = "Numbers of one C type in a row.\n\n>>> import array\n>>> array.array('i', [1, 2, 3])\narray('i', [1, 2, 3])\n\
                   >>> a = array.array('d', [1, 2]); a.append(3); a\narray('d', [1.0, 2.0, 3.0])";

fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(parse(&["array"], "typecode, initializer=None, /", DOC, new)),
        methods: methods::rows(),
        attributes: vec![
            attribute("typecode", "The letter of the C type.", |_, v| {
                Ok(v.downcast::<Numbers>().map_or(Value::None, |n| Value::char(n.code.letter)))
            }),
            attribute("itemsize", "Bytes of an item.", |_, v| {
                Ok(v.downcast::<Numbers>().map_or(Value::None, |n| Value::Int(n.code.size() as i64)))
            }),
        ],
        ..Table::default()
    }
}

fn new(interp: &mut Interp, typecode: Value, initializer: Given) -> Result<Value> {
    let letter = typecode.as_str().map(|t| t.chars().collect::<Vec<_>>());
    let Some([letter]) = letter.as_deref() else {
        let t = interp.type_name(&typecode);
        return Err(Raise::type_error(format!("array() argument 1 must be a unicode character, not {t}")));
    };
    let made = Numbers::new(Code::of(*letter)?);
    match &initializer.0 {
        None => {}
        Some(v) if v.as_str().is_some() => {
            let text = format!("cannot use a str to initialize an array with typecode '{letter}'");
            return Err(Raise::type_error(text));
        }
        Some(v) => match as_bytes(v) {
            Some(bytes) => made.add_bytes(&bytes)?,
            None => {
                for item in interp.collect(v)? {
                    let one = made.code.write(interp, &item)?;
                    made.edit(|bytes| bytes.extend(one))?;
                }
            }
        },
    }
    Ok(Value::object(made))
}

/// The numbers of an `array.array` as an array over the same memory.
///
/// # Errors
/// `MemoryError`.
pub fn shown(v: &Value) -> Result<Option<Rc<Array>>> {
    let Some(numbers) = v.downcast::<Numbers>() else { return Ok(None) };
    Ok(Some(Array::over(v.clone(), numbers.lend()?, true)))
}

impl FromValue for Numbers {
    fn from_value(interp: &mut Interp, value: Value) -> Result<Numbers> {
        value.downcast::<Numbers>().cloned().ok_or_else(|| {
            let t = interp.type_name(&value);
            Raise::type_error(format!("descriptor for 'array.array' objects doesn't apply to a '{t}' object"))
        })
    }
}

/// The bytes that a slice is to hold.
fn same_kind(interp: &Interp, mine: &Numbers, value: &Value) -> Result<Vec<u8>> {
    match value.downcast::<Numbers>() {
        Some(other) if other.code.letter == mine.code.letter => Ok(other.bytes()),
        Some(_) => Err(Raise::type_error("bad argument type for built-in operation")),
        None => {
            let t = interp.type_name(value);
            Err(Raise::type_error(format!("can only assign array (not \"{t}\") to array slice")))
        }
    }
}

impl Numbers {
    fn at(&self, interp: &mut Interp, index: &Value, what: &str) -> Result<usize> {
        let i = interp.index(index).map_err(|e| match index {
            Value::Int(_) | Value::Bool(_) => e,
            _ => Raise::type_error("array indices must be integers"),
        })?;
        position(i, self.count()).ok_or_else(|| Raise::index_error(format!("array {what}index out of range")))
    }

    fn get(&self, interp: &mut Interp, index: &Value) -> Result<Value> {
        let Value::Slice(slice) = index else {
            let at = self.at(interp, index, "")?;
            return Ok(self.item(at));
        };
        let (size, bytes) = (self.code.size(), self.bytes());
        let picked = span(interp, slice, self.count())?.indices();
        let part = picked.flat_map(|i| bytes[i * size..(i + 1) * size].to_vec()).collect();
        Ok(Value::object(Numbers::of(self.code, part)))
    }

    fn put(&self, interp: &mut Interp, index: &Value, value: Option<Value>) -> Result<()> {
        let size = self.code.size();
        let Value::Slice(slice) = index else {
            let at = self.at(interp, index, "assignment ")? * size;
            return match value {
                Some(v) => {
                    let one = self.code.write(interp, &v)?;
                    self.edit(|bytes| bytes[at..at + size].copy_from_slice(&one))
                }
                None => self.edit(|bytes| drop(bytes.drain(at..at + size))),
            };
        };
        let one_by_one = matches!(slice.step, Value::None | Value::Int(1));
        let picked: Vec<usize> = span(interp, slice, self.count())?.indices().collect();
        let new = value.as_ref().map_or(Ok(Vec::new()), |v| same_kind(interp, self, v))?;
        if one_by_one {
            let start = match picked.first() {
                Some(i) => *i,
                None => span(interp, slice, self.count())?.start.max(0) as usize,
            };
            return self.edit(|bytes| drop(bytes.splice(start * size..(start + picked.len()) * size, new)));
        }
        if value.is_some() && new.len() != picked.len() * size {
            let (n, room) = (new.len() / size, picked.len());
            return Err(Raise::value_error(format!(
                "attempt to assign array of size {n} to extended slice of size {room}"
            )));
        }
        self.edit(|bytes| {
            if value.is_some() {
                for (k, i) in picked.iter().enumerate() {
                    bytes[i * size..(i + 1) * size].copy_from_slice(&new[k * size..(k + 1) * size]);
                }
            } else {
                let kept = bytes.chunks(size).enumerate().filter(|(i, _)| !picked.contains(i));
                *bytes = kept.flat_map(|(_, item)| item.to_vec()).collect();
            }
        })
    }
}

impl Object for Numbers {
    fn type_(&self) -> &'static Type {
        &ARRAY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let letter = self.code.letter;
        if self.count() == 0 {
            return Ok(format!("array('{letter}')"));
        }
        Ok(format!("array('{letter}', {})", interp.repr(&Value::list(self.items()))?))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(self.get(interp, index))
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        Some(self.put(interp, index, Some(value)))
    }

    fn delete_subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<()>> {
        Some(self.put(interp, index, None))
    }

    fn iter(&self, _: &mut Interp) -> Option<Result<Value>> {
        let (me, mut at) = (self.clone(), 0);
        Some(Ok(Value::Iter(Rc::new(Iter::new("array.arrayiterator", move |_: &mut Interp| {
            at += 1;
            Ok((at <= me.count()).then(|| me.item(at - 1)))
        })))))
    }

    fn len(&self) -> Option<usize> {
        Some(self.count())
    }

    fn hashable(&self) -> bool {
        false
    }

    fn order(&self, interp: &mut Interp, op: CmpOp, other: &Value) -> Option<Result<Value>> {
        let other = other.downcast::<Numbers>()?;
        let (mine, theirs) = (Value::list(self.items()), Value::list(other.items()));
        Some(interp.compare(op, &mine, &theirs))
    }

    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        match (op, other.downcast::<Numbers>()) {
            (BinOp::Add, Some(theirs)) if theirs.code.letter == self.code.letter => {
                let bytes = [self.bytes(), theirs.bytes()].concat();
                Some(Ok(Value::object(Numbers::of(self.code, bytes))))
            }
            (BinOp::Add, Some(_)) => Some(Err(Raise::type_error("bad argument type for built-in operation"))),
            (BinOp::Add, None) if !reflected => {
                let t = interp.type_name(other);
                Some(Err(Raise::type_error(format!("can only append array (not \"{t}\") to array"))))
            }
            (BinOp::Mul, None) => {
                let n = match other {
                    Value::Int(_) | Value::Bool(_) => interp.index(other).ok()?.max(0) as usize,
                    _ => {
                        let t = interp.type_name(other);
                        let text = format!("can't multiply sequence by non-int of type '{t}'");
                        return Some(Err(Raise::type_error(text)));
                    }
                };
                watch::demand(self.bytes().len().saturating_mul(n));
                Some(Ok(Value::object(Numbers::of(self.code, self.bytes().repeat(n)))))
            }
            _ => None,
        }
    }
}
