import numpy as np
print(np.pi, np.e, np.inf, np.nan, np.euler_gamma, np.ndim([[1]]), np.shape([[1, 2]]), np.size([[1, 2]]), np.size([[1, 2]], 1), np.isscalar(1), np.iterable([1]), np.newaxis, np.array([1, 2]).__len__(), type(np.arange(1)), np.ndarray, np.mintypecode(['f', 'd']), np.common_type(np.arange(2), np.float32(1)))
print(isinstance(np.arange(2), np.ndarray), callable(np.sum), np.__name__, bool(np.array([1])), 2 in np.arange(3), [3] in np.arange(3), 5 not in np.arange(3))
