import numpy as np
print(np.cross([1, 2, 3], [4, 5, 6]), np.cross([[1, 0, 0], [0, 1, 0]], [0, 0, 1]), np.tensordot(np.arange(6).reshape(2, 3), np.arange(6).reshape(3, 2), axes=([0, 1], [1, 0])), np.tensordot([1, 2], [3, 4], 0), np.outer(np.arange(3), np.arange(3)).strides, np.linalg.outer([1, 2], [3, 4]), np.linalg.trace(np.eye(2)), np.linalg.cross([1, 0, 0], [0, 1, 0]))
