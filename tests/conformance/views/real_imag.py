import numpy as np
z = np.array([1 + 2j, 3 - 4j])
print(z.real, z.imag, z.real.strides, np.shares_memory(z, z.imag), z.real.flags.c_contiguous)
z.imag = 0
z.real[0] = 9
print(z, np.real(3 + 4j), np.imag([1, 2]), np.arange(2).imag, np.arange(2.).real)
print(np.array([1 + 1j], dtype=np.complex64).imag.dtype)
try:
    np.arange(3).imag = 1
except TypeError as e:
    print(type(e).__name__, e)
