# Clipping picks one of three: no floating-point warning comes of it, whatever it compares.
import warnings

import numpy as np

warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    for x in [np.full(9, np.nan), np.array([np.nan, 1, 7]), np.arange(5), np.array(3.5), np.full((3, 3), np.nan, "f4")]:
        for low, high in [(0, 2), (np.nan, 2), (0, np.nan), (np.float64("nan"), np.inf)]:
            r = np.clip(x, low, high)
            print(r.dtype, r.ravel())
print(len(seen))
