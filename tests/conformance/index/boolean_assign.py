import numpy as np
a = np.arange(12).reshape(3, 4)
a[a > 8] = -1
a[a % 2 == 0] *= 10
print(a)
a[[True, False, True]] = 0
print(a)
a[a == 0] = np.arange((a == 0).sum())
print(a)
try:
    a[a > 0] = [1, 2]
except ValueError as e:
    print(type(e).__name__, e)
b = np.array([1.0, np.nan, 3.0])
b[np.isnan(b)] = 0
print(b)
