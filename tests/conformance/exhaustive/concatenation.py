import numpy as np
a, f, s = np.arange(6).reshape(2, 3), np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(12, dtype=np.int8).reshape(2, 6)[:, ::2]
parts = {'a': a, 'f': f, 's': s, 't': a.reshape(3, 2).T}
for n, x in parts.items():
    for m, y in parts.items():
        for axis in (0, 1, None):
            r = np.concatenate([x, y], axis=axis)
            print(n, m, axis, r.dtype, r.shape, r.strides, r.ravel().tolist()[::3])
        for axis in (0, 1, 2, -1):
            r = np.stack([x, y], axis=axis)
            print(n, m, 'stack', axis, r.dtype, r.shape, r.strides)
