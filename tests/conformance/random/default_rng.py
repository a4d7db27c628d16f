import numpy as np
rng = np.random.default_rng(seed=0)
print(rng.random(5), rng.random(), rng.random((2, 2)), rng.integers(10, size=5), rng.integers(1, 7, size=(2, 3)), rng.integers(5), repr(rng.random(3, dtype=np.float32)), rng.integers(0, 2, 8, endpoint=True), sep='\n')
print(repr(rng.random()), type(rng.integers(3)), type(rng.random()))
