import numpy as np
big = np.arange(1_000_000)
small = big[:4]
print(small.base is big, small.nbytes, small.base.nbytes)
kept = small.copy()
del big
print(small.base.size, kept.base is None, kept)
