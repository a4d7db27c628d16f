import numpy as np
for seed in (0, 1, 42, 2**32, 2**70, [1, 2, 3], 123456789):
    print(seed, repr(np.random.default_rng(seed).random()), np.random.default_rng(seed).integers(1000))
for seed in (0, 1, 42, 2**32 - 1, [1, 2, 3]):
    np.random.seed(seed)
    print(seed, repr(np.random.rand()))
for f in (lambda: np.random.seed(-1), lambda: np.random.seed(2**32), lambda: np.random.default_rng(-1)):
    try:
        f()
    except ValueError as e:
        print(type(e).__name__, e)
print(np.random.default_rng(0))
