import numpy as np
np.random.seed(11)
for dtype in (np.int8, np.uint8, np.int16, np.int32, np.int64, np.uint64, bool):
    print(np.random.randint(0, 2 if dtype is bool else 120, 6, dtype=dtype))
print(np.random.randint(2**40, size=3), np.random.randint(-5, 5, 8), type(np.random.randint(3)))
try:
    np.random.randint(5, 5)
except ValueError as e:
    print(type(e).__name__, e)
