import numpy as np
a = np.array([[1, 2], [3, 4]])
for index, x in np.ndenumerate(a):
    print(index, x, end='; ')
print(list(np.ndindex(2, 2)), [tuple(int(i) for i in t) for t in np.ndindex((1, 2))])
for x in np.nditer(a.T):
    print(x, end=' ')
for row in a:
    print(row, row.base is a)
