import numpy as np
for args in ((5,), (2, 7), (1, 10, 3), (10, 0, -3), (0,), (5.0,), (0, 1, 0.25), (1, 2, 0.3), (-3, 3), (3, 3), (5, 1)):
    a = np.arange(*args)
    print(args, repr(a), a.dtype)
print(repr(np.arange(5, dtype=float)), repr(np.arange(0, 10, 2, dtype=np.uint8)), repr(np.arange(3, dtype=complex)))
print(np.arange(0, 1, 0.1), np.arange(10) ** 2)
