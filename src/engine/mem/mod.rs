//! Memory: the arena, buffers, and the only code that reads and writes raw bytes.
//!
//! # Why it is sound
//! - A [`View`](super::View) reaches only bytes of its buffer, which lives as long as any view of it.
//! - Any bytes are a value of any [`Element`](super::Element) type (a sealed trait), so reads need no validity check.
//! - Elements are read and written through raw pointers, never through references that could alias; a slice is lent
//!   only to closures that are `Sync`, and a `Sync` closure cannot capture a view, since buffers are `!Sync`.
//! - Buffers and views stay on one thread. Threads that a driver starts get disjoint parts of the destination. The drivers
//!   themselves see to it that sources and destination share no byte but in the same element, and that no two elements of
//!   the destination do: where it is otherwise they build the result apart and copy it.
//! - A buffer lent to another process ([`shared`]) may be written there only while the interpreter waits for that process.
//! - A buffer that is not for writing (a file mapped to be read) is never written: every writer asks.
//!
//! # Who does what
//! `pages` speaks to the operating system, `ranges`, `part` and `arena` place blocks; `limit` and `watch` see to the memory limit.
//! `walk`, `grid` and `outlet` turn views into tiles without knowing an element type, `threads` shares them out; `bodies`, `copy`, `lanes` and
//! `items` are the loops over a tile; `loops`, `access`, `pick`, `scatter`, `pcg` and `sort` are what kernels call.
#![allow(unsafe_code)]

pub mod access;
pub mod arena;
mod beyond;
pub mod blas;
mod bodies;
pub mod buffer;
mod cblas;
mod copy;
pub mod fpstatus;
mod grid;
pub mod held;
mod items;
mod lanes;
pub mod lapack;
pub mod limit;
pub mod loops;
pub mod nd;
mod outlet;
pub mod packed;
pub mod pages;
mod part;
pub mod pcg;
pub mod pick;
mod poison;
mod ranges;
mod scatter;
pub mod shared;
pub mod simd;
pub mod sort;
pub mod speed;
mod stream;
pub mod threads;
mod tile;
mod walk;
pub mod watch;
