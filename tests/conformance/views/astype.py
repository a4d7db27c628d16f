import numpy as np
a = np.array([1.7, -1.7, 2.5, 0.0])
for dtype in (int, np.int8, bool, complex, np.float32, str):
    b = a.astype(dtype)
    print(repr(b), b.dtype)
print(a.astype(float) is a, a.astype(float, copy=False) is a, np.arange(6).reshape(2, 3).T.astype(float).strides, np.arange(6).reshape(2, 3).T.astype(float, order='C').strides)
print(np.array([300, -1]).astype(np.uint8), np.array(['1', '22']).astype(int), np.array([1, 0, 2]).astype(bool))
try:
    a.astype(int, casting='safe')
except TypeError as e:
    print(type(e).__name__, e)
