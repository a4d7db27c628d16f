"""Draws of so many numbers that several threads make them."""

import numpy as np


def sums(x):
    print(x.shape, repr(x.sum()), repr(x.reshape(-1)[:2]), repr(x.reshape(-1)[-2:]))


np.random.seed(3)
sums(np.random.rand(400_001))
sums(np.random.random_sample((500, 700)))
print(np.random.random())
sums(np.random.uniform(-2, 5, 300_000))
sums(np.random.random(2_000_00))
print(np.random.random(0), np.random.uniform(1, 2, (0, 3)).shape)
print(np.random.randint(0, 10, 5), np.random.rand(3))
r = np.random.RandomState(8)
sums(r.uniform(size=(3, 100_000)))
sums(r.rand(200_000))
print(r.get_state()[2], r.randn())
g = np.random.default_rng(5)
sums(g.uniform(-1, 1, 700_000))
print(g.uniform(3, 4), g.integers(10))
g = np.random.Generator(np.random.MT19937(4))
sums(g.random(600_000))
print(g.integers(5), g.random())
sums(g.random(200_000))
for b in (np.random.Philox(1), np.random.SFC64(1), np.random.PCG64DXSM(1)):
    g = np.random.Generator(b)
    sums(g.random(300_000))
    sums(g.uniform(2, 3, 100_000))
    print(g.random())
