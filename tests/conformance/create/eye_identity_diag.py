import numpy as np
print(np.eye(3), np.eye(2, 4), np.eye(3, k=1), np.eye(3, k=-1, dtype=int), np.identity(2), sep='\n')
print(np.diag([1, 2, 3]), np.diag([1, 2], k=1), np.diag(np.arange(9).reshape(3, 3)), np.diag(np.arange(9).reshape(3, 3), k=-1), sep='\n')
print(np.diagflat([[1, 2], [3, 4]]), np.eye(2).strides, np.eye(3, order='F').strides)
