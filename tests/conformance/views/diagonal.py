import numpy as np
a = np.arange(12).reshape(3, 4)
d = a.diagonal()
print(d, d.strides, np.shares_memory(a, d), d.flags.writeable, a.diagonal(1), a.diagonal(-1), np.diagonal(a, offset=2))
try:
    d[0] = 5
except ValueError as e:
    print(type(e).__name__, e)
b = np.arange(8).reshape(2, 2, 2)
print(b.diagonal(), b.diagonal(axis1=1, axis2=2), b.diagonal().strides)
