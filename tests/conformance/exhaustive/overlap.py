import numpy as np
for shift in (-3, -1, 1, 2):
    for step in (1, 2, -1):
        a = np.arange(12)
        src = a[3:9][::step]
        dst = a[3 + shift:9 + shift][::step]
        dst[...] = src
        b = np.arange(12)
        np.add(b[3:9][::step], b[::-1][3:9][::step], out=b[3 + shift:9 + shift]) if abs(step) == 1 else None
        print(shift, step, a, b)
m = np.arange(16).reshape(4, 4)
m[1:] += m[:-1]
m[:, :-1] -= m[:, 1:]
m.T[:] = m[::-1] * 2
print(m)
np.matmul(m, m, out=m)
np.cumsum(m, axis=0, out=m)
m[[0, 1]] = m[[1, 0]]
m[:, 0], m[:, 1] = m[:, 1], m[:, 0].copy()
print(m)
