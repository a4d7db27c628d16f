//! Where the numbers of an `array.array` are, and what their bytes mean.

use crate::engine::mem::access;
use crate::engine::{DType, View};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;
use std::cell::RefCell;
use std::rc::Rc;

/// A C type.
#[derive(Clone, Copy)]
pub struct Code {
    /// Python's letter.
    pub letter: char,
    /// The same as an element type.
    pub dtype: DType,
}

impl Code {
    /// Of a letter.
    pub fn of(letter: char) -> Result<Code> {
        let dtype = match letter {
            'b' => DType::Int8,
            'B' => DType::UInt8,
            'h' => DType::Int16,
            'H' => DType::UInt16,
            'i' => DType::Int32,
            'I' => DType::UInt32,
            'l' => DType::Int64,
            'L' => DType::UInt64,
            'q' => DType::Int64,
            'Q' => DType::UInt64,
            'f' => DType::Float32,
            'd' => DType::Float64,
            'u' => return Err(Raise::unsupported("Ravel's array.array holds no characters ('u'): use a str")),
            _ => {
                let text = "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)";
                return Err(Raise::value_error(text));
            }
        };
        Ok(Code { letter, dtype })
    }

    /// Bytes of a number.
    pub fn size(self) -> usize {
        self.dtype.itemsize()
    }

    /// A number as bytes.
    pub fn write(self, interp: &mut Interp, v: &Value) -> Result<Vec<u8>> {
        let bytes: Vec<u8> = match self.dtype {
            DType::Float32 => (interp.float(v)? as f32).to_le_bytes().to_vec(),
            DType::Float64 => interp.float(v)?.to_le_bytes().to_vec(),
            _ => {
                let n = interp.big_index(v)?;
                self.check(&n)?;
                n.to_i128().unwrap_or(0).to_le_bytes()[..self.size()].to_vec()
            }
        };
        Ok(bytes)
    }

    /// Whether a number fits, as CPython looks: first into the C type that it reads, then into the one that it stores.
    fn check(self, n: &BigInt) -> Result<()> {
        let n = n.to_i128().unwrap_or(if n.sign() == Sign::Minus { i128::MIN } else { i128::MAX });
        let overflow = |text: String| Err(Raise::new(&exc::OVERFLOW_ERROR, text));
        let within = |name: &str, low: i128, high: i128| match n {
            n if n < low => overflow(format!("{name} is less than minimum")),
            n if n > high => overflow(format!("{name} is greater than maximum")),
            _ => Ok(()),
        };
        if !matches!(self.letter, 'I' | 'L' | 'q' | 'Q') && i64::try_from(n).is_err() {
            return overflow("Python int too large to convert to C long".into());
        }
        match self.letter {
            'b' | 'h' => within("signed short integer", i16::MIN as i128, i16::MAX as i128)?,
            'H' | 'i' => within("signed integer", i32::MIN as i128, i32::MAX as i128)?,
            'q' if i64::try_from(n).is_err() => return overflow("int too big to convert".into()),
            'Q' if n < 0 => return overflow("can't convert negative int to unsigned".into()),
            'Q' if u64::try_from(n).is_err() => return overflow("int too big to convert".into()),
            'I' | 'L' if n < 0 => return overflow("can't convert negative value to unsigned int".into()),
            'I' | 'L' if u64::try_from(n).is_err() => {
                return overflow("Python int too large to convert to C unsigned long".into());
            }
            _ => {}
        }
        match self.letter {
            'b' => within("signed char", i8::MIN as i128, i8::MAX as i128),
            'B' => within("unsigned byte integer", 0, u8::MAX as i128),
            'H' => within("unsigned short", 0, u16::MAX as i128),
            'I' => within("unsigned int", 0, u32::MAX as i128),
            _ => Ok(()),
        }
    }
}

/// Numbers in a row; clones share them.
#[derive(Clone)]
pub struct Numbers {
    /// Their type.
    pub code: Code,
    store: Rc<RefCell<Store>>,
}

enum Store {
    /// Here alone.
    Own(Vec<u8>),
    /// In memory that arrays show, too.
    Lent(View),
}

impl Numbers {
    /// None yet.
    pub fn new(code: Code) -> Numbers {
        Numbers::of(code, Vec::new())
    }

    /// From bytes.
    pub fn of(code: Code, bytes: Vec<u8>) -> Numbers {
        Numbers { code, store: Rc::new(RefCell::new(Store::Own(bytes))) }
    }

    fn len_bytes(&self) -> usize {
        match &*self.store.borrow() {
            Store::Own(bytes) => bytes.len(),
            Store::Lent(view) => view.nbytes(),
        }
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.len_bytes() / self.code.size()
    }

    /// The bytes now.
    pub fn bytes(&self) -> Vec<u8> {
        match &*self.store.borrow() {
            Store::Own(bytes) => bytes.clone(),
            Store::Lent(view) => access::read_bytes(view, view.layout().offset, view.nbytes()),
        }
    }

    /// One of them.
    pub fn item(&self, at: usize) -> Value {
        let size = self.code.size();
        let mut word = [0; 8];
        match &*self.store.borrow() {
            Store::Own(bytes) => word[..size].copy_from_slice(&bytes[at * size..(at + 1) * size]),
            Store::Lent(view) => {
                let from = view.layout().offset + at * size;
                word[..size].copy_from_slice(&access::read_bytes(view, from, size));
            }
        }
        read(self.code.dtype, word)
    }

    /// All of them.
    pub fn items(&self) -> Vec<Value> {
        (0..self.count()).map(|i| self.item(i)).collect()
    }

    /// The numbers as memory that arrays may show, too.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn lend(&self) -> Result<View> {
        let bytes = self.bytes();
        let mut store = self.store.borrow_mut();
        if let Store::Lent(view) = &*store {
            return Ok(view.clone());
        }
        let view = View::empty(self.code.dtype, &[bytes.len() / self.code.size()])?;
        access::write_bytes(&view, view.layout().offset, &bytes);
        *store = Store::Lent(view.clone());
        Ok(view)
    }

    /// Changes the bytes.
    ///
    /// # Errors
    /// `BufferError` where their number changes while arrays show them.
    pub fn edit<T>(&self, change: impl FnOnce(&mut Vec<u8>) -> T) -> Result<T> {
        let mut store = self.store.borrow_mut();
        match &mut *store {
            Store::Own(bytes) => Ok(change(bytes)),
            Store::Lent(view) => {
                let mut bytes = access::read_bytes(view, view.layout().offset, view.nbytes());
                let (before, done) = (bytes.len(), change(&mut bytes));
                if Rc::strong_count(view.buffer()) == 1 {
                    *store = Store::Own(bytes);
                } else if bytes.len() == before {
                    access::write_bytes(view, view.layout().offset, &bytes);
                } else {
                    let text = "cannot resize an array that is exporting buffers";
                    return Err(Raise::new(&exc::BUFFER_ERROR, text));
                }
                Ok(done)
            }
        }
    }

    /// Puts bytes behind the last number.
    ///
    /// # Errors
    /// `ValueError` where they make no whole numbers.
    pub fn add_bytes(&self, more: &[u8]) -> Result<()> {
        if !more.len().is_multiple_of(self.code.size()) {
            return Err(Raise::value_error("bytes length not a multiple of item size"));
        }
        self.edit(|bytes| bytes.extend(more))
    }
}

/// A number from its bytes.
fn read(dtype: DType, word: [u8; 8]) -> Value {
    let n = u64::from_le_bytes(word);
    match dtype {
        DType::Int8 => Value::Int(n as i8 as i64),
        DType::Int16 => Value::Int(n as i16 as i64),
        DType::Int32 => Value::Int(n as i32 as i64),
        DType::Int64 => Value::Int(n as i64),
        DType::Float32 => Value::Float(f32::from_bits(n as u32) as f64),
        DType::Float64 => Value::Float(f64::from_bits(n)),
        _ => Value::big(n.into()),
    }
}
