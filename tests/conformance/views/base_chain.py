import numpy as np
a = np.arange(25).reshape(5, 5)
b = a[1:3]
c = b[:, 1:3]
print(a.base is not None, b.base is a.base, c.base is a.base, a.copy().base is None)
d = np.zeros((3, 3))
e = d[1:][1:]
print(d.base is None, e.base is d, d[0].base is d, d.T.base is d, d[:, [0, 1]].base is None, d[[0, 1]].base is None)
