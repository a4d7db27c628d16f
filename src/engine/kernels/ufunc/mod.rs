//! Ufuncs.
