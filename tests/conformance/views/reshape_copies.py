import numpy as np
a = np.arange(24).reshape(4, 6)
for b, shape in ((a.T, (24,)), (a.T, (3, 8)), (a.T, (2, 3, 4)), (a.T, (6, 2, 2)), (a[:, :4], (16,)), (a[:, :4], (4, 2, 2)), (a[::2], (12,)), (a[::2], (2, 2, 3)), (a[:, ::-1], (2, 12)), (a[::-1, ::-1], (24,)), (a[:, ::2], (12,)), (a[1:3], (12,))):
    c = b.reshape(shape)
    print(b.shape, b.strides, '->', c.shape, c.strides, np.shares_memory(a, c))
