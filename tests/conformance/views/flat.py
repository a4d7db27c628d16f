import numpy as np
a = np.arange(6).reshape(2, 3)
f = a.T.flat
print(f[3], f[1:4], list(a.flat), len(a.flat), a.flat[[0, 5]])
a.flat[2] = 50
a.flat[[0, 1]] = [7, 8]
print(a)
a.flat = 1
print(a)
a.T.flat = [1, 2]
print(a)
for x in a.flat:
    print(x, end=' ')
print()
