import numpy as np
a = np.arange(120.0).reshape(2, 3, 4, 5)
for name, x in {'c': a, 't': a.T, 'p': a.transpose(2, 0, 3, 1), 'r': a[::-1, :, ::-2], 'f': np.asfortranarray(a)}.items():
    for axis in (None, 0, 1, 2, 3, -1, (0, 1), (1, 3), (0, 2, 3), (), (0, 1, 2, 3)):
        for keep in (False, True):
            r = np.sum(x, axis=axis, keepdims=keep)
            s = np.asarray(r)
            print(name, axis, keep, s.shape, s.strides, s.ravel()[[0, -1]].tolist(), np.asarray(x.max(axis=axis, keepdims=keep)).ravel()[0])
