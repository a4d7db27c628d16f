import numpy as np
x, y = np.meshgrid([1, 2, 3], [10, 20])
print(x, y, x.strides, x.dtype, sep='\n')
x, y = np.meshgrid([1, 2, 3], [10, 20], indexing='ij')
print(x, y, sep='\n')
x, y = np.meshgrid(np.arange(3), np.arange(2), sparse=True)
print(x, y, x.shape, y.shape, sep='\n')
x, y = np.meshgrid(np.arange(3), np.arange(2), copy=False)
print(x.strides, y.strides)
