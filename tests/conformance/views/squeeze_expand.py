import numpy as np
a = np.zeros((1, 3, 1, 2))
for b in (a.squeeze(), a.squeeze(0), a.squeeze(axis=(0, 2)), np.squeeze(a, axis=2), np.expand_dims(a, 0), np.expand_dims(a, (0, -1)), a[None], a[..., np.newaxis], a[:, :, None, 0]):
    print(b.shape, b.strides, np.shares_memory(a, b))
try:
    a.squeeze(1)
except ValueError as e:
    print(type(e).__name__, e)
print(np.atleast_1d(3), np.atleast_2d([1, 2]), np.atleast_3d([1, 2]).shape, np.atleast_1d(1, [2, 3]), np.atleast_3d([[1, 2]]).strides)
