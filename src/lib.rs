//! Ravel: a small array language and its Jupyter kernel.
//!
//! Ravel runs ordinary NumPy code from notebook cells and shows, for every expression, the memory behind it: shape,
//! byte strides, base pointer, and whether the result is a view, a copy (and why), new, or a write in place.
//!
//! # The rule
//! Every program that Ravel accepts means what CPython 3.11 with NumPy 2.4 says that it means; what lies outside the
//! language is refused by a clear error that names the construct. NumPy is the oracle of the tests.
//!
//! # The rooms
//! Each module may name only those to its left; `engine` and `syntax` do not know each other.
//!
//! `engine → syntax → lang → report → session → front`
//!
//! | room | what lives there |
//! | --- | --- |
//! | [`engine`] | dtypes, layouts, buffers and views, kernels over them, array printing; its `mem` holds the only unsafe code |
//! | [`syntax`] | source text to syntax tree: the pest parser, spans, scopes |
//! | [`lang`] | values, the evaluator, the builtins, and the trace of what each expression did to memory |
//! | [`report`] | a trace as text, HTML and SVG |
//! | [`session`] | cells, magics, events, completion, inspection, history |
//! | [`front`] | the Jupyter kernel, the notebook runner, the prompt, the installer |
//!
//! # Invariants
//! - Unsafe code is in `engine::mem` alone.
//! - A [`engine::View`] never reaches a byte outside its buffer: its one constructor checks.
//! - Buffers and views stay on the interpreter's thread (`!Send`); kernels hand only plain elements to other threads.
//! - An [origin](lang::trace::Origin) is observed from what the engine did, never declared by a builtin.
//! - Output is deterministic: no time, address or order in it differs between two runs of the same notebook.
//! - `engine` prints nothing and asks nothing of the world but memory; `lang` speaks to it through [`lang::Host`];
//!   only `front` reads files of the user's own accord, opens sockets or writes to a terminal.
#![deny(unsafe_code)]

pub mod engine;
pub mod front;
pub mod lang;
pub mod report;
pub mod session;
pub mod syntax;
