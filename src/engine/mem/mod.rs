//! Memory: the arena, buffers, and the only code that reads and writes raw bytes.
//!
//! # Why it is sound
//! - A [`View`](super::View) reaches only bytes of its buffer, which lives as long as any view of it.
//! - Any bytes are a value of any [`Element`](super::Element) type (a sealed trait), so reads need no validity check.
//! - Elements are read and written through raw pointers, never through references that could alias; a slice is lent
//!   only to closures that are `Sync`, and a `Sync` closure cannot capture a view, since buffers are `!Sync`.
//! - Buffers and views stay on one thread. Threads that a kernel starts get disjoint parts of the destination, which
//!   the kernel has proved disjoint from the sources.
#![allow(unsafe_code)]

pub mod access;
pub mod arena;
pub mod blas;
pub mod buffer;
mod cblas;
mod copy;
pub mod fpstatus;
mod items;
mod lanes;
mod limit;
pub mod loops;
pub mod nd;
mod pages;
mod ranges;
pub mod simd;
mod stream;
mod tile;
mod walk;
