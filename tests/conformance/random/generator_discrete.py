import numpy as np
rng = np.random.default_rng(3)
print(rng.poisson(3, 6), rng.poisson(50, 4), rng.binomial(10, 0.3, 6), rng.binomial(100, 0.5, 4), rng.geometric(0.2, 5))
