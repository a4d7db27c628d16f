import numpy as np
a = np.arange(6)
b = a
v = a[::2]
a += 1
a *= 2
a -= np.arange(6)
a //= 2
a **= 2
a %= 7
a |= 1
a ^= 2
a <<= 1
a >>= 1
a &= 7
print(a, b is a, v)
x = np.arange(3.0)
x /= 2
x -= x.mean()
print(x)
