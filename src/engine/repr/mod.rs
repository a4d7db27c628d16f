//! Array and scalar text, exactly as NumPy prints it.

/// `np.set_printoptions`.
#[derive(Debug, Clone, Default)]
pub struct PrintOptions {}
