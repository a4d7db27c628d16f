import numpy as np
with np.errstate(all='ignore'):
    print(np.float64(1) / 0, np.float64(0) / 0, np.int64(1) // np.int64(0), np.int64(5) % np.int64(0), np.float64(-1) / 0, np.float64(5) % 0, np.float64(7) // 0)
for f in (lambda: np.float64(1) / 0, lambda: np.array([1.0]) / 0, lambda: np.log(np.array([0.0, -1.0])), lambda: np.float64(1e300) * 1e300, lambda: np.sqrt(-1.0), lambda: np.array([1, 2]) // 0, lambda: np.exp(1000.0)):
    try:
        with np.errstate(all='raise'):
            f()
    except FloatingPointError as e:
        print(type(e).__name__, e)
