import numpy as np
for a in ([0.1, 0.2], [1 / 3], [1e10, 1], [3.4e38, 1e-45], [16777217], [1.1, 2.22, 3.333]):
    x = np.array(a, dtype=np.float32)
    print(x, repr(x), x[0], repr(x[0]), x.astype(float))
