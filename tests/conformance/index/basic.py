import numpy as np
a = np.arange(24).reshape(2, 3, 4)
for b in (a[0], a[-1], a[0, 1], a[:, 1], a[..., 0], a[1, ..., 2], a[:, ::2], a[::-1], a[0, :, 1:3], a[None, 0], a[:, None], a[...], a[()], a[1:1], a[:, :, -1:]):
    print(b.shape, b.strides, np.shares_memory(a, b), b.tolist())
print(repr(a[1, 2, 3]), type(a[1, 2, 3]), a[1][2][3], repr(a[1, 2, 3, ...]))
