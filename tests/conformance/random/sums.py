import numpy as np
rng = np.random.default_rng(0)
a = rng.random(100_000)
print(repr(a.sum()), repr(a.mean()), repr(a.min()), repr(a.max()), a.argmax(), repr(a[12345]), repr(a.reshape(100, 1000).sum(axis=0)[3]), (a < 0.5).sum())
print(rng.integers(0, 6, 100_000).sum(), np.bincount(rng.integers(0, 6, 600)), repr(rng.standard_normal(10_000).sum()))
