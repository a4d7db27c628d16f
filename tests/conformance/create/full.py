import numpy as np
print(repr(np.full(3, 7)), repr(np.full((2, 2), 1.5)), repr(np.full(2, True)), repr(np.full(2, 1j)))
print(repr(np.full((2, 3), [1, 2, 3])), repr(np.full(3, 2, dtype=float)), np.full((2, 2), np.pi))
print(np.full((2, 2), np.inf), np.full(2, np.nan), repr(np.full(2, 300, dtype=np.int16)))
