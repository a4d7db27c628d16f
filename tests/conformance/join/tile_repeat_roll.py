import numpy as np
a = np.arange(4).reshape(2, 2)
print(np.tile([1, 2], 3), np.tile(a, (2, 2)), np.repeat([1, 2], 2), np.repeat(a, 2, axis=0), np.repeat([1, 2, 3], [1, 0, 2]), np.roll(np.arange(5), 2), np.roll(a, 1), np.roll(a, 1, axis=1), np.roll(a, (1, 1), (0, 1)), a.repeat(2), np.tile(a, 2).strides, sep='\n')
