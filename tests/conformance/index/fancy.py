import numpy as np
a = np.arange(20).reshape(4, 5)
for b in (a[[0, 2]], a[:, [0, 2]], a[[0, 1, 2], [2, 3, 4]], a[[[0, 1], [2, 3]]], a[[0, -1]][:, [1, 1]], a[[3, 0], 1:3], a[1, [0, 4]], a[np.array([2])], a[[]], a[[0, 1], :, None], a[(0, 1), (1, 2)]):
    print(b.tolist(), b.shape, b.strides, np.shares_memory(a, b), b.base is None)
