import numpy as np
a = np.zeros((3, 4), dtype=int)
a[0] = 1
a[1, :] = [1, 2, 3, 4]
a[:, 0] = 9
a[2, 1:3] = 7.9
a[-1, -1] = True
a[...] += 1
print(a)
a[:2, 2:] = a[1:, :2]
a[:, 1] = np.array([[5], [6], [7]]).ravel()
print(a)
a[:] = np.arange(4)
print(a)
