import numpy as np
a = np.array([3, 1, 2, 1, 3])
print(np.unique(a), np.unique(a, return_counts=True), np.unique(a, return_index=True), np.unique(a, return_inverse=True), np.unique([[1, 2], [1, 2], [0, 1]], axis=0), np.unique(['b', 'a', 'b']), np.unique([1.0, np.nan, np.nan]), np.unique([[2, 1], [1, 2]]), np.unique(a, True, True, True), sep='\n')
