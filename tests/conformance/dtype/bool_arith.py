import numpy as np
t, f = np.array([True, True, False]), np.array([True, False, False])
print(t + f, t * f, (t + f).dtype, t & f, t | f, t ^ f, ~t, t.sum(), t.mean(), t * 1, t / 2, t * 2.5, t > f, np.logical_not(t), t.astype(int) - f)
print(t.all(), t.any(), np.True_ + np.True_, True + np.True_, np.bool(True) & False, not np.bool(True))
