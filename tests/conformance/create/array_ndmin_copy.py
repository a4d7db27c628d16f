import numpy as np
a = np.array([1, 2, 3])
b = np.array(a)
c = np.array(a, copy=False)
d = np.array(a, ndmin=3)
print(np.shares_memory(a, b), c is a, d.shape, d.strides, np.shares_memory(a, d))
print(np.array(a, ndmin=2, copy=False).base is a)
try:
    np.array(a, dtype=float, copy=False)
except ValueError as e:
    print(type(e).__name__, e)
