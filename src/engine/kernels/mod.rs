//! Loops over views, in safe code: casts, ufuncs, reductions, indexing, sorting.
