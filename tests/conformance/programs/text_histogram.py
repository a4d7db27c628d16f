import numpy as np
data = np.random.default_rng(3).normal(size=500)
counts, edges = np.histogram(data, bins=8, range=(-4, 4))
for n, left, right in zip(counts, edges[:-1], edges[1:]):
    print(f'[{left:5.1f}, {right:5.1f}) {"*" * (n // 5)} {n}')
print(counts.sum(), edges.dtype, np.round(data.mean(), 6), np.round(data.std(ddof=1), 6))
