import numpy as np
print(np.unravel_index(11, (4, 4)), np.unravel_index([3, 69_318_923], (10_000, 20_000)), np.ravel_multi_index((2, 3), (4, 8)))
print(np.ravel_multi_index(([0, 1], [2, 3]), (4, 5)), np.unravel_index(5, (2, 3), order='F'), np.ravel_multi_index((3465, 18923), (10_000, 20_000)))
for f in (lambda: np.unravel_index(16, (4, 4)), lambda: np.ravel_multi_index((4, 0), (4, 4))):
    try:
        print(f())
    except ValueError as e:
        print(type(e).__name__, e)
print(np.ravel_multi_index((5, -1), (4, 4), mode=('wrap', 'clip')))
