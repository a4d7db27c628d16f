import numpy as np
a = np.array([[3.0, 4], [6, 8]])
print(np.linalg.norm([3, 4]), np.linalg.norm(a), np.linalg.norm(a, axis=1), np.linalg.norm(a, 1), np.linalg.norm(a, np.inf), np.linalg.norm([1, -2, 3], 1), np.linalg.norm([1, -2, 3], np.inf), np.linalg.norm([1, 0, 3], 0), np.linalg.norm(a, 'fro'), round(float(np.linalg.norm(a, 'nuc')), 10), np.linalg.norm(a, axis=0, keepdims=True), np.linalg.norm([1j, 1]), np.linalg.norm([1, 2, 2], 3).round(10))
print(np.sqrt(np.sum(np.array([3.0, 4]) ** 2)), repr(np.linalg.norm(np.float32([3, 4]))))
