import numpy as np
for dtype in (bool, int, float, complex, np.int8, np.uint8, np.int16, np.float32, np.complex64, 'f4', 'i2', 'uint64', 'd', '?'):
    a = np.array([0, 1, 2], dtype=dtype)
    print(repr(a), a.dtype, a.itemsize, a.nbytes, a.strides)
