import numpy as np
a, b = np.arange(6).reshape(2, 3), np.arange(12).reshape(3, 4)
print(a @ b, a.dot(b), np.dot(a, [1, 2, 3]), np.dot([1, 2], [3, 4]), np.vdot([1, 2j], [3j, 4]), np.inner(a, a), np.outer([1, 2], [3, 4]), np.matmul(a, b).dtype, (a.T @ a).strides, a @ np.ones(3), np.dot(3, a), [1, 2, 3] @ b, sep='\n')
print((np.ones((5, 2, 3)) @ np.ones((3, 4))).shape, np.tensordot(a, b, axes=1).shape, np.dot(np.ones((2, 3, 4)), np.ones((4, 5))).shape, np.vecdot([1, 2], [3, 4]))
