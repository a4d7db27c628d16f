//! Bit generators and distributions, bit for bit as NumPy has them.
