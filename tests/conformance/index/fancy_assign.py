import numpy as np
a = np.zeros(6, dtype=int)
a[[0, 2, 2]] = [1, 2, 3]
a[[1, 1, 1]] += 1
print(a)
np.add.at(a, [1, 1, 1], 1)
print(a)
b = np.zeros((3, 4))
b[[0, 2], [1, 3]] = 5
b[:, [0]] = [[1], [2], [3]]
b[[1], 1:] = 7
print(b)
b[np.ix_([0, 1], [2, 3])] = -1
print(b)
