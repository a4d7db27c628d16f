# The result of a computation has strides of its own, whatever those of its one element's array were.
import numpy as np

z = np.array([1 + 2j])
for a in [z.imag, z.real, np.arange(9.0)[::5][:1], np.arange(4)[::-1][:1], np.arange(6.0)[2:3]]:
    for r in [a + 0, a * 2.0, a - a, a == 1, a < a, 1 / (a + 1)]:
        print(a.strides, r.dtype, r.shape, r.strides, r)
