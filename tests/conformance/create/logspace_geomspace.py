import numpy as np
print(np.logspace(0, 3, 4), np.logspace(0, 4, 3, base=2), np.geomspace(1, 1000, 4), np.geomspace(1, 256, 9))
print(np.geomspace(1000, 1, 4), np.logspace(0, 2, 3, dtype=int), np.logspace(2.0, 3.0, num=4, endpoint=False))
