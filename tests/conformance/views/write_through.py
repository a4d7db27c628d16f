import numpy as np
a = np.arange(25).reshape(5, 5)
b = a[1:3, 1:3]
b[:] = 0
print(a)
b += 100
a[::2, ::2] *= -1
print(a, b, sep='\n')
c = a.T
c[0] = [1, 2, 3, 4, 5]
print(a[:, 0], a.reshape(-1)[::6])
