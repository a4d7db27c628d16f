import numpy as np
a = np.array([[True, False], [True, True]])
print(a.any(), a.all(), a.any(axis=0), a.all(axis=1), np.all([]), np.any([]), np.all([1, 2, 0]), np.any(np.nan), a.all(keepdims=True), repr(np.any([0, 3])), np.all(np.ones((2, 2)) > 0, axis=(0, 1)))
