import numpy as np
y, x = np.ogrid[-1.2:1.2:11j, -2:0.8:30j]
c = x + 1j * y
z = np.zeros_like(c)
count = np.zeros(c.shape, dtype=int)
for _ in range(20):
    inside = np.abs(z) <= 2
    z[inside] = z[inside] ** 2 + c[inside]
    count += inside
for row in count:
    print(''.join(' .:-=+*#%@'[min(n // 2, 9)] for n in row))
print(c.shape, c.dtype, count.max(), count.sum())
