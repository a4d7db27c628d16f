//! Structured dtypes: records of named fields at byte offsets, and sub-array types. Each distinct description is kept
//! once, for the rest of the program, so that a dtype stays `Copy`.

use super::broadcast::shape_repr;
use super::dtype::DType;
use super::error::{Error, Result};
use super::interned::{Kept, Store, Stored};
use super::repr::python_str_repr;
use std::hash::{Hash, Hasher};

/// One field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name.
    pub name: Box<str>,
    /// A second name, by which it is found too.
    pub title: Option<Box<str>>,
    /// Its type; a [`DType::Sub`] of a field that is an array itself.
    pub dtype: DType,
    /// Bytes from the start of the record.
    pub offset: usize,
}

/// A structured dtype.
#[derive(Debug, Clone)]
pub struct Record {
    /// The fields, in the order of their names.
    pub fields: Vec<Field>,
    /// Bytes of one record, padding included.
    pub itemsize: usize,
    /// Whether it was made with `align=True`.
    pub aligned: bool,
    /// Of an aligned record the largest alignment of a field, else 1.
    pub alignment: usize,
}

/// As NumPy compares them: fields and size count, `align` does not.
impl PartialEq for Record {
    fn eq(&self, other: &Record) -> bool {
        self.fields == other.fields && self.itemsize == other.itemsize
    }
}
impl Eq for Record {}

impl Hash for Record {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fields.hash(state);
        self.itemsize.hash(state);
    }
}

/// A sub-array type: `np.dtype(('f8', (2, 2)))`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sub {
    /// The type of the elements; no sub-array itself.
    pub base: DType,
    /// The shape; not empty.
    pub shape: Vec<usize>,
}

macro_rules! stored {
    ($($t:ty, $store:ident, $same:expr;)*) => { $(
        static $store: Store<$t> = Store::new();
        impl Stored for $t {
            fn store() -> &'static Store<$t> { &$store }
            fn same(&self, other: &$t) -> bool { let same: fn(&$t, &$t) -> bool = $same; same(self, other) }
        }
    )* };
}
stored! {
    Record, RECORDS, |a, b| a == b && a.aligned == b.aligned;
    Sub, SUBS, Sub::eq;
    DType, SWAPPED, DType::eq;
}

impl Record {
    /// The dtype of these fields.
    pub fn into_dtype(self) -> DType {
        DType::Record(Kept::new(self))
    }

    /// Fields one behind the other, each at its alignment if `align`. Their offsets are set.
    pub fn packed(mut fields: Vec<Field>, align: bool) -> Record {
        let (mut at, mut alignment) = (0usize, 1);
        for field in &mut fields {
            let own = if align { field.dtype.alignment() } else { 1 };
            at = at.next_multiple_of(own);
            field.offset = at;
            at += field.dtype.itemsize();
            alignment = alignment.max(own);
        }
        Record { fields, itemsize: at.next_multiple_of(alignment), aligned: align, alignment }
    }

    /// Fields at their offsets, in records of `itemsize` bytes (as many as they need if `None`).
    ///
    /// # Errors
    /// `ValueError` where a field does not fit, or not to its alignment.
    pub fn placed(fields: Vec<Field>, itemsize: Option<usize>, align: bool) -> Result<Record> {
        let (mut end, mut alignment) = (0usize, 1);
        for field in &fields {
            let own = if align { field.dtype.alignment() } else { 1 };
            if !field.offset.is_multiple_of(own) {
                return Err(Error::value(format!(
                    "offset {} for NumPy dtype with fields is not divisible by the field alignment {own} with align=True",
                    field.offset
                )));
            }
            alignment = alignment.max(own);
            end = end.max(field.offset + field.dtype.itemsize());
        }
        let needed = end.next_multiple_of(alignment);
        let itemsize = match itemsize {
            None => needed,
            Some(n) if n < end => {
                return Err(Error::value(format!(
                    "NumPy dtype descriptor requires {needed} bytes, cannot override to smaller itemsize of {n}"
                )));
            }
            Some(n) if !n.is_multiple_of(alignment) => {
                return Err(Error::value(format!(
                    "NumPy dtype descriptor requires alignment of {alignment} bytes, which is not divisible into the \
                     specified itemsize {n}"
                )));
            }
            Some(n) => n,
        };
        Ok(Record { fields, itemsize, aligned: align, alignment })
    }

    /// The field of a name or title.
    pub fn field(&self, name: &str) -> Option<&Field> {
        let by_name = self.fields.iter().find(|f| &*f.name == name);
        by_name.or_else(|| self.fields.iter().find(|f| f.title.as_deref() == Some(name)))
    }

    /// Whether the fields follow each other without gaps but those of alignment: a list of them tells all.
    pub fn is_packed(&self) -> bool {
        let plain = Record::packed(self.fields.clone(), self.aligned);
        plain.itemsize == self.itemsize && plain.fields == self.fields
    }

    /// The record without its gaps, and its nested records without theirs.
    pub fn repacked(&self, align: bool, recurse: bool) -> Record {
        let narrow = |d: DType| if recurse { d.repacked(align) } else { d };
        let fields = self.fields.iter().map(|f| Field { dtype: narrow(f.dtype), ..f.clone() }).collect();
        Record::packed(fields, align)
    }

    /// As `str(dtype)`; with `align`, a record that was aligned says so.
    pub fn text(&self, align: bool) -> String {
        if !(align && self.aligned) && self.is_packed() { self.list_text() } else { self.dict_text(align) }
    }

    fn list_text(&self) -> String {
        let item = |f: &Field| {
            let name = python_str_repr(&f.name);
            let name = f.title.as_ref().map_or(name.clone(), |t| format!("({}, {name})", python_str_repr(t)));
            match f.dtype {
                DType::Sub(sub) => format!("({name}, {}, {})", construction(sub.base, true), shape_repr(&sub.shape)),
                other => format!("({name}, {})", construction(other, true)),
            }
        };
        format!("[{}]", self.fields.iter().map(item).collect::<Vec<_>>().join(", "))
    }

    fn dict_text(&self, align: bool) -> String {
        let joined = |f: &dyn Fn(&Field) -> String| self.fields.iter().map(f).collect::<Vec<_>>().join(", ");
        let titles = if self.fields.iter().any(|f| f.title.is_some()) {
            let title = |f: &Field| f.title.as_ref().map_or("None".into(), |t| python_str_repr(t));
            format!(", 'titles': [{}]", joined(&title))
        } else {
            String::new()
        };
        format!(
            "{{'names': [{}], 'formats': [{}], 'offsets': [{}]{titles}, 'itemsize': {}{}}}",
            joined(&|f| python_str_repr(&f.name)),
            joined(&|f| construction(f.dtype, true)),
            joined(&|f| f.offset.to_string()),
            self.itemsize,
            if align && self.aligned { ", 'aligned': True" } else { "" }
        )
    }
}

impl DType {
    /// The sub-array type of a base and a shape; the base itself where the shape is empty. Axes of a base that is a
    /// sub-array itself come last.
    pub fn subarray(base: DType, shape: &[usize]) -> DType {
        if shape.is_empty() {
            return base;
        }
        let (base, inner) = base.parts();
        let shape = shape.iter().chain(inner).copied().collect();
        DType::Sub(Kept::new(Sub { base, shape }))
    }

    /// The type of the elements and the shape of a sub-array type; of any other itself and no axes.
    #[inline]
    pub fn parts(self) -> (DType, &'static [usize]) {
        match self {
            DType::Sub(sub) => (sub.base, &sub.get().shape),
            other => (other, &[]),
        }
    }

    /// The fields of a structured dtype.
    pub fn record(self) -> Option<&'static Record> {
        match self {
            DType::Record(record) => Some(record.get()),
            _ => None,
        }
    }

    /// The dtype with its bytes in this machine's order.
    pub fn native(self) -> DType {
        match self {
            DType::Swapped(d) => *d,
            DType::Sub(sub) => DType::subarray(sub.base.native(), &sub.shape),
            DType::Record(_) => self.reordered(DType::native),
            other => other,
        }
    }

    /// Whether its bytes are in this machine's order.
    pub fn is_native(self) -> bool {
        match self {
            DType::Swapped(_) => false,
            DType::Sub(sub) => sub.base.is_native(),
            DType::Record(record) => record.fields.iter().all(|f| f.dtype.is_native()),
            _ => true,
        }
    }

    /// The dtype with the bytes of each number the other way round.
    pub fn swapped(self) -> DType {
        match self {
            DType::Swapped(d) => *d,
            DType::Sub(sub) => DType::subarray(sub.base.swapped(), &sub.shape),
            DType::Record(_) => self.reordered(DType::swapped),
            d if !d.has_byte_order() => d,
            d => DType::Swapped(Kept::new(d)),
        }
    }

    /// The dtype with the bytes of each number from high to low (big-endian).
    pub fn big_endian(self) -> DType {
        self.native().swapped()
    }

    fn reordered(self, change: fn(DType) -> DType) -> DType {
        let DType::Record(record) = self else { return self };
        let fields = record.fields.iter().map(|f| Field { dtype: change(f.dtype), ..f.clone() }).collect();
        Record { fields, ..record.get().clone() }.into_dtype()
    }

    /// Whether the order of an element's bytes matters.
    pub fn has_byte_order(self) -> bool {
        use DType::*;
        !matches!(self, Bool | Int8 | UInt8 | Bytes(_) | Void(_) | Object | Record(_) | Sub(_))
    }

    /// Records without the gaps between their fields.
    pub fn repacked(self, align: bool) -> DType {
        match self {
            DType::Record(record) => record.repacked(align, true).into_dtype(),
            DType::Sub(sub) => DType::subarray(sub.base.repacked(align), &sub.shape),
            other => other,
        }
    }

    /// Whether it is a record, or an array of records.
    pub fn is_structured(self) -> bool {
        matches!(self.parts().0, DType::Record(_))
    }
}

/// How a dtype stands within `dtype(…)`: `'float64'`, `'<f8'` if `short`, `[('x', '<f8')]`, `('<f8', (2,))`.
pub fn construction(d: DType, short: bool) -> String {
    match d {
        DType::Record(record) => record.text(false),
        DType::Sub(sub) => format!("({}, {})", construction(sub.base, true), shape_repr(&sub.shape)),
        DType::Bool if short => "'?'".into(),
        DType::Object => "'O'".into(),
        DType::Str(0) => "'<U'".into(),
        DType::Bytes(0) => "'S'".into(),
        DType::Void(0) => "'V'".into(),
        DType::Bytes(_) | DType::Void(_) => format!("'{}'", d.str().trim_start_matches('|')),
        d if d.itemsize() == 1 && short => format!("'{}'", d.str().trim_start_matches('|')),
        d if short => format!("'{}'", d.str()),
        DType::DateTime(_) | DType::TimeDelta(_) => format!("'{}'", d.str()),
        d => format!("'{d}'"),
    }
}
