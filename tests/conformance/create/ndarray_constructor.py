import numpy as np
base = np.arange(12, dtype=np.int64)
a = np.ndarray((2, 3), dtype=np.int64, buffer=base, offset=16)
b = np.ndarray((2, 3), dtype=np.int64, buffer=base, offset=8, strides=(24, 16))
print(a, a.strides, np.shares_memory(a, base), b, b.strides, sep='\n')
print(np.ndarray((2, 2), dtype=float).shape, np.ndarray((2, 3), order='F').strides)
try:
    np.ndarray((20,), dtype=np.int64, buffer=base)
except TypeError as e:
    print(type(e).__name__, e)
