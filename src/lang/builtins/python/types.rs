//! The types of Python. Each has its table in a file of its own.

use crate::lang::registry::{OBJECT, Table, Type};

/// `int`
pub static INT: Type = Type::new("int", "builtins", &[&OBJECT], super::int::table);
/// `float`
pub static FLOAT: Type = Type::new("float", "builtins", &[&OBJECT], super::float::table);
/// `complex`
pub static COMPLEX: Type = Type::new("complex", "builtins", &[&OBJECT], super::complex::table);
/// `str`
pub static STR: Type = Type::new("str", "builtins", &[&OBJECT], super::str_::table);
/// `bytes`
pub static BYTES: Type = Type::new("bytes", "builtins", &[&OBJECT], super::bytes::table);
/// `list`
pub static LIST: Type = Type::new("list", "builtins", &[&OBJECT], super::list::table);
/// `tuple`
pub static TUPLE: Type = Type::new("tuple", "builtins", &[&OBJECT], super::tuple::table);
/// `dict`
pub static DICT: Type = Type::new("dict", "builtins", &[&OBJECT], super::dict::table);
/// `set`
pub static SET: Type = Type::new("set", "builtins", &[&OBJECT], super::set::table);
/// `frozenset`
pub static FROZENSET: Type = Type::new("frozenset", "builtins", &[&OBJECT], super::set::frozen_table);
/// `range`
pub static RANGE: Type = Type::new("range", "builtins", &[&OBJECT], super::range::table);
/// `slice`
pub static SLICE: Type = Type::new("slice", "builtins", &[&OBJECT], super::slice::table);
/// `NoneType`
pub static NONE: Type = Type::new("NoneType", "builtins", &[&OBJECT], Table::default);
/// `ellipsis`
pub static ELLIPSIS: Type = Type::new("ellipsis", "builtins", &[&OBJECT], Table::default);
/// `NotImplementedType`
pub static NOT_IMPLEMENTED: Type = Type::new("NotImplementedType", "builtins", &[&OBJECT], Table::default);
/// `function`
pub static FUNCTION: Type = Type::new("function", "builtins", &[&OBJECT], Table::default);
/// `builtin_function_or_method`
pub static BUILTIN: Type = Type::new("builtin_function_or_method", "builtins", &[&OBJECT], Table::default);
/// `method`
pub static METHOD: Type = Type::new("method", "builtins", &[&OBJECT], Table::default);
/// `module`
pub static MODULE: Type = Type::new("module", "builtins", &[&OBJECT], Table::default);
/// `type`
pub static TYPE: Type = Type::new("type", "builtins", &[&OBJECT], super::type_::table);
/// `bool`
pub static BOOL: Type = Type::new("bool", "builtins", &[&INT], super::bool_::table);

macro_rules! iterators {
    ($($id:ident $name:literal $table:ident;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub static $id: Type = Type::new($name, "builtins", &[&OBJECT], super::iterators::$table);
        )*

        /// The type of an iterator, by name.
        pub fn iterator(name: &str) -> &'static Type {
            match name {
                $($name => &$id,)*
                _ => crate::lang::builtins::itertools::type_of(name).unwrap_or(&ITERATOR),
            }
        }
    };
}

iterators! {
    ITERATOR "iterator" table;
    LIST_ITERATOR "list_iterator" table;
    LIST_REVERSE_ITERATOR "list_reverseiterator" table;
    TUPLE_ITERATOR "tuple_iterator" table;
    RANGE_ITERATOR "range_iterator" table;
    STR_ITERATOR "str_iterator" table;
    STR_ASCII_ITERATOR "str_ascii_iterator" table;
    BYTES_ITERATOR "bytes_iterator" table;
    DICT_KEY_ITERATOR "dict_keyiterator" table;
    DICT_VALUE_ITERATOR "dict_valueiterator" table;
    DICT_ITEM_ITERATOR "dict_itemiterator" table;
    DICT_REVERSE_KEY_ITERATOR "dict_reversekeyiterator" table;
    DICT_REVERSE_VALUE_ITERATOR "dict_reversevalueiterator" table;
    DICT_REVERSE_ITEM_ITERATOR "dict_reverseitemiterator" table;
    SET_ITERATOR "set_iterator" table;
    GENERATOR "generator" generator_table;
    MAP "map" map_table;
    FILTER "filter" filter_table;
    ZIP "zip" zip_table;
    ENUMERATE "enumerate" enumerate_table;
    REVERSED "reversed" reversed_table;
    CALLABLE_ITERATOR "callable_iterator" table;
    NDITER "numpy.nditer" table;
    FLATITER "numpy.flatiter" table;
}

/// The types that are builtin names.
pub static NAMED: &[&Type] = &[
    &OBJECT,
    &INT,
    &FLOAT,
    &COMPLEX,
    &BOOL,
    &STR,
    &BYTES,
    &LIST,
    &TUPLE,
    &DICT,
    &SET,
    &FROZENSET,
    &RANGE,
    &SLICE,
    &TYPE,
    &MAP,
    &super::bytearray::BYTEARRAY,
    &crate::lang::builtins::numpy::ndarray::buffer::MEMORYVIEW,
    &FILTER,
    &ZIP,
    &ENUMERATE,
    &REVERSED,
];
