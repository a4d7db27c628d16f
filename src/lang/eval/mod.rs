//! The evaluator: one small function for each node of the syntax tree.
