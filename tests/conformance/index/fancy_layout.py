import numpy as np
a = np.arange(60).reshape(3, 4, 5)
for b in (a[:, [0, 1]], a[:, [0, 1], [1, 2]], a[[0, 1], :, [1, 2]], a[0, :, [1, 2]], a[:, :, [0]], a[[0], [1], [2]], a[..., [0, 1]], a[[[0], [1]], [[1, 2]]], a[:, [[0, 1], [2, 3]]], a[[0, 1], None], a[1:, [0, 1], ::2]):
    print(b.shape, b.strides, b.flags.c_contiguous, b.base is None, b.ravel()[:6])
f = np.asfortranarray(a)
print(f[[0, 2]].strides, f[:, [0, 1]].strides, f[:, :, [1]].strides, a.T[[0, 1]].strides)
