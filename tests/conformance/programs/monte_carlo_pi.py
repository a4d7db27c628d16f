import numpy as np
rng = np.random.default_rng(2024)
points = rng.uniform(-1, 1, size=(10_000, 2))
inside = (points ** 2).sum(axis=1) <= 1
print(4 * inside.mean(), inside[:10], points[0])
