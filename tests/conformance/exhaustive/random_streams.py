import numpy as np
rng = np.random.default_rng(99)
for low, high in ((0, 1), (0, 2), (0, 3), (5, 9), (-10, 10), (0, 255), (0, 256), (0, 2**16), (0, 2**31), (0, 2**32), (0, 2**32 + 1), (0, 2**63 - 1)):
    print(low, high, rng.integers(low, high, 4), rng.integers(low, high, endpoint=True), rng.random(), rng.random(dtype=np.float32))
for n in range(1, 12):
    print(n, rng.permutation(n), rng.choice(n, n // 2, replace=False), rng.choice(n, 3), rng.standard_normal())
np.random.seed(99)
for low, high in ((0, 1), (0, 2), (0, 3), (5, 9), (-10, 10), (0, 255), (0, 256), (0, 2**16), (0, 2**31), (0, 2**32), (0, 2**40)):
    print(low, high, np.random.randint(low, high, 4), np.random.randint(low, high), np.random.rand(), np.random.randn())
for n in range(1, 12):
    print(n, np.random.permutation(n), np.random.choice(n, n // 2, replace=False), np.random.choice(n, 3))
