//! Array and scalar text, exactly as NumPy prints it.
