import numpy as np
a = np.array([[3, 0, 0], [0, 4, 0], [5, 6, 0]])
print(np.nonzero(a), a.nonzero(), np.flatnonzero(a), np.argwhere(a), np.count_nonzero(a), np.count_nonzero(a, axis=0), sep='\n')
print(repr(np.where(a > 3, 1.5, 0)), np.where(a, a, -a).dtype, np.where(True, 1, 2), repr(np.where(False, np.float32(1), 2)))
print(np.nonzero([0, 1, 2]), np.where([0.5, 0]))
