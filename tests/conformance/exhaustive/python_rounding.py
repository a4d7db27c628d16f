for n in range(-3, 4):
    print(n, [round(v, n) for v in (0.5, 1.5, 2.675, 1234.5678, -0.05, 25, 15, 12345, 2.5, 1e15 + 0.3)])
print([round(v) for v in (0.5, 1.5, 2.5, -0.5, 0.49999999999999994, 2**52 + 0.5, 1e300)])
import numpy as np
for n in range(-3, 5):
    print(n, np.round([0.5, 1.5, 2.675, 1234.5678, -0.05, 25.0, 2.5], n), np.round(np.array([15, 25, 12345]), n), np.round(np.float32(2.675), n))
