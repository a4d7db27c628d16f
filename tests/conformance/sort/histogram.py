import numpy as np
print(np.bincount([0, 1, 1, 3]), np.bincount([0, 1, 1], weights=[0.5, 1, 2]), np.bincount([1], minlength=4), np.histogram([1, 2, 1, 4, 5], bins=4), np.histogram([1, 2, 3], bins=[0, 2, 4]), np.histogram([1, 2, 3], bins=2, range=(0, 4)), np.histogram([1, 2, 2], bins=2, density=True), np.histogram2d([1, 2], [1, 2], bins=2), np.histogram_bin_edges([0, 10], 5), sep='\n')
try:
    np.bincount([-1])
except ValueError as e:
    print(type(e).__name__, e)
