import numpy as np
a = np.arange(6).reshape(2, 3)
for b in (np.flip(a), np.flip(a, 0), np.flip(a, axis=1), np.fliplr(a), np.flipud(a), np.rot90(a), np.rot90(a, 2), np.rot90(a, -1), np.flip(a, (0, 1))):
    print(b.tolist(), b.strides, np.shares_memory(a, b))
