import numpy as np
rng = np.random.default_rng(7)
for dtype in (np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64, bool):
    high = 2 if dtype is bool else 100
    print(rng.integers(0, high, 7, dtype=dtype), rng.integers(0, high, dtype=dtype))
print(rng.integers(-2**63, 2**63 - 1, 3), rng.integers(0, 2**32, 3), rng.integers(0, 2**40, 3), rng.integers([1, 10], [5, 20]), rng.integers(2**31, size=2))
for f in (lambda: rng.integers(5, 5), lambda: rng.integers(0, 300, dtype=np.int8), lambda: rng.integers(0)):
    try:
        f()
    except ValueError as e:
        print(type(e).__name__, e)
