import numpy as np
a, b = np.array([1, 2, 3, 4]), np.array([3, 4, 5])
print(np.intersect1d(a, b), np.union1d(a, b), np.setdiff1d(a, b), np.setxor1d(a, b), np.isin(a, b), np.isin(a, [2], invert=True), np.isin([[1, 9], [3, 4]], b), np.intersect1d(a, b, return_indices=True))
