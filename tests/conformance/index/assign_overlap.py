import numpy as np
a = np.arange(8)
a[1:] = a[:-1]
print(a)
b = np.arange(8)
b[::-1] = b
print(b)
c = np.arange(9).reshape(3, 3)
c[:] = c.T
print(c)
d = np.arange(6)
d[:3] += d[3:]
d[2:] -= d[:-2]
print(d)
e = np.arange(9).reshape(3, 3)
e += e.T
print(e)
