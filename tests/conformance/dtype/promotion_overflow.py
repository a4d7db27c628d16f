import numpy as np
a = np.array([1, 2], dtype=np.uint8)
for f in (lambda: a + 300, lambda: a - 1 - 5, lambda: a * -1, lambda: np.uint8(200) + 100, lambda: np.int8(1) + 128, lambda: a + 255, lambda: np.array([1], np.int64) + 2**63, lambda: a == 300, lambda: a < -1):
    try:
        with np.errstate(over='ignore'):
            print(repr(f()))
    except OverflowError as e:
        print(type(e).__name__, e)
