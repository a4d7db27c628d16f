import numpy as np
for source in ([1, 2, 3], [1.5, 2], [1, 2.0, 3j], [True, False], [[1, 2], [3, 4]], [], [[]], 5, 2.5, True, 1j, (1, 2), [(1, 2), (3, 4)]):
    a = np.array(source)
    print(repr(a), a.dtype, a.shape, a.strides, a.ndim, a.size)
