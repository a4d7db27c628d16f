import numpy as np
rng = np.random.default_rng(seed=12345)
steps = np.where(rng.integers(0, 2, size=1000) > 0, 1, -1)
walk = steps.cumsum()
print(walk[:20], walk.min(), walk.max(), (np.abs(walk) >= 10).argmax(), walk.dtype)
np.random.seed(12345)
walks = np.where(np.random.randint(0, 2, size=(50, 100)) > 0, 1, -1).cumsum(1)
hits = (np.abs(walks) >= 10).any(axis=1)
print(walks.shape, hits.sum(), (np.abs(walks[hits]) >= 10).argmax(axis=1)[:10])
