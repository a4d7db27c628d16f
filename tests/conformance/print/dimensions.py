import numpy as np
for shape in ((2, 3), (2, 2, 3), (2, 1, 2, 2), (1,), (1, 1), (3, 0), (0, 3), (0,), (2, 0, 4)):
    a = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    print(a)
    print(repr(a))
    print(repr(a * 1.5))
