import numpy as np
for shape, dtype in (((10**6, 10**6, 10**3), float), ((10**13,), np.int8), ((2**40, 2**10), np.float32)):
    try:
        np.ones(shape, dtype=dtype)
    except (MemoryError, ValueError) as e:
        print(type(e).__name__, e)
for shape in ((2**62, 4), (-1,), (2, -3)):
    try:
        np.zeros(shape)
    except (MemoryError, ValueError) as e:
        print(type(e).__name__, e)
