import numpy as np
for f in (np.zeros, np.ones):
    for shape in (3, (2, 3), (0,), (), (2, 0, 3), [2, 2]):
        a = f(shape)
        print(repr(a), a.dtype, a.shape, a.strides)
    print(repr(f((2, 2), dtype=int)), repr(f(2, bool)), repr(f(2, dtype=complex)), f((2, 3), order='F').strides)
