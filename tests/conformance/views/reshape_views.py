import numpy as np
a = np.arange(24)
for shape in ((4, 6), (2, 3, 4), (-1,), (24, 1), (2, -1), (1, 1, 24), (6, 2, 2, 1)):
    b = a.reshape(shape)
    print(b.shape, b.strides, np.shares_memory(a, b), b.base is a)
print(a.reshape(4, 6, order='F'), a.reshape(4, 6, order='F').strides, np.reshape(a, (3, 8)).shape, a.reshape(2, 3, 4).reshape(-1).base is a)
