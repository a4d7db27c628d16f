import numpy as np
a = np.arange(24).reshape(2, 3, 4)
print(a.sum(), a.sum(axis=0), a.sum(1), a.sum(axis=(0, 2)), a.sum(axis=-1, keepdims=True).shape, np.sum(a, axis=()).shape, a.sum(dtype=float), a.sum(initial=100), a.sum(where=a % 2 == 0), sep='\n')
print(np.sum([]), np.sum([1.5, 2]), np.array([True, True]).sum(), np.ones(3, np.int8).sum().dtype, np.ones(3, np.uint8).sum().dtype, np.ones(3, np.float32).sum().dtype, np.ones((0, 3)).sum(axis=0), repr(np.ones(3, np.float32).sum()))
