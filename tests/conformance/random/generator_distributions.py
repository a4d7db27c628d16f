import numpy as np
rng = np.random.default_rng(42)
print(rng.standard_normal(5), rng.normal(10, 2, 3), rng.uniform(-1, 1, 4), rng.exponential(2.0, 3), rng.standard_exponential(2), rng.normal(), rng.normal(size=(2, 2)), rng.uniform(), rng.standard_normal(2, dtype=np.float32), sep='\n')
