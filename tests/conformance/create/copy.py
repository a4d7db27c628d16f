import numpy as np
a = np.arange(6).reshape(2, 3)
b = a.copy()
b[0, 0] = 99
print(a[0, 0], np.shares_memory(a, b), b.base, a.T.copy().strides, a.T.copy('K').strides, np.copy(a.T).strides, a.T.copy(order='F').strides)
print(a[::-1, ::-1].copy().strides, a[::-1].copy('K').strides, np.array(a).base is None)
