import numpy as np
from numpy.lib.array_utils import byte_bounds
a = np.arange(24.).reshape(4, 6)
for v in (a, a[::2, ::3], a[::-1], a[1:3, 2:], np.float64(3), a[:0], a[2, 2]):
    lo, hi = byte_bounds(v)
    base = byte_bounds(a)[0]
    print(hi - lo, lo - base if np.ndim(v) else '')
lo, hi = np.lib.array_utils.byte_bounds(np.array([1, 2, 3])); print(hi - lo)
for x in np.nditer(a, flags=["external_loop", "buffered"]): print(x)
try:
    byte_bounds([1])
except AttributeError as e:
    print(e)
