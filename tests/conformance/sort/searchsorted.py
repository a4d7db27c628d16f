import numpy as np
a = [1, 3, 3, 5]
print(np.searchsorted(a, 3), np.searchsorted(a, 3, side='right'), np.searchsorted(a, [0, 4, 9]), np.searchsorted([5, 1, 3], 3, sorter=[1, 2, 0]), np.digitize([0.5, 2.5, 9], [1, 2, 3]), np.digitize([1, 2], [1, 2], right=True), np.array(a).searchsorted(4))
