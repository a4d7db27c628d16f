//! Whether a text that is being typed is a whole program, as IPython decides it.

use super::Completeness;

/// The answer to `is_complete_request`.
pub fn check(_source: &str) -> Completeness {
    Completeness::Complete
}
