import numpy as np
a = np.arange(60).reshape(3, 4, 5)
keys = [0, -1, slice(1, 3), slice(None, None, -1), Ellipsis, None, (0, 1), (0, 1, 2), (slice(None), 1), (Ellipsis, 1), (1, Ellipsis), (None, 1), (1, None), (slice(None), None, slice(None, None, 2)), (slice(2, 0, -1), slice(3, None), slice(None, 2)), (0, Ellipsis, None), (Ellipsis, None, 0), (slice(0, 0),), (None, None, 0, 0), (slice(-2, None), -1, slice(-1, -4, -1)), ()]
for key in keys:
    r = a[key]
    print(key, np.shape(r), getattr(r, 'strides', None), np.ravel(r)[:4].tolist(), np.shares_memory(a, r))
