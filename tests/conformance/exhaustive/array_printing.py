import numpy as np
rng = np.random.default_rng(19)
for shape in ((1,), (7,), (2, 3), (3, 1), (2, 2, 2)):
    for scale in (1e-9, 1e-3, 1, 1e5, 1e12):
        a = rng.normal(size=shape) * scale
        print(a)
        print(repr(a), repr(a.astype(np.float32)), repr(a + 1j * a.round(2)), repr(np.round(a, 2)))
        mixed = a.copy()
        mixed.flat[0] = np.nan
        print(mixed, repr(np.trunc(a)))
