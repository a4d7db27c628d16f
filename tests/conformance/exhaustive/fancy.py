import numpy as np
a = np.arange(120).reshape(4, 5, 6)
i, j, b, m = np.array([0, 2]), np.array([[1], [3]]), np.array([True, False, True, True]), np.array([True, False, True, False, True])
keys = [i, j, b, (i, i), (i, j), (slice(None), i), (slice(None), slice(None), i), (i, slice(None), i), (slice(1, 3), i, i), (0, i), (i, 0), (0, slice(None), i), (Ellipsis, i), (i, Ellipsis), (None, i), (i, None), (i, None, i), (b, 1), (b, slice(None), 2), (slice(None), m), (0, m), (m[:4], 0, slice(None, None, 2)), (slice(None), j, i), (j, slice(None), i), (np.int64(1), i), (np.array(2),), (np.array(1), np.array(2)), ([1, 2], [0, 1], [3, 3]), (slice(None, None, -1), [0, 1]), (i, slice(None), None, i), (slice(None), 1, i)]
for key in keys:
    r = a[key]
    c = a.copy()
    c[key] = -1
    print(r.shape, r.strides, r.ravel()[:5].tolist(), r.base is None, (c == -1).sum())
    f = np.asfortranarray(a)[key]
    print(' ', f.strides, np.array_equal(r, f))
