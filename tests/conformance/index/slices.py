import numpy as np
a = np.arange(10)
for s in (slice(None), slice(2, 5), slice(-3, None), slice(None, None, -1), slice(8, 2, -2), slice(5, 100), slice(100, 5), slice(None, -20), slice(-20, 3), slice(7, None, -3), slice(3, 3)):
    b = a[s]
    print(s, b, b.strides, b.base is a)
try:
    a[::0]
except ValueError as e:
    print(type(e).__name__, e)
