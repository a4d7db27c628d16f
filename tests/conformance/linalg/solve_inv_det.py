import numpy as np
a = np.array([[3.0, 1], [1, 2]])
b = np.array([9.0, 8])
x = np.linalg.solve(a, b)
print(np.round(x, 10), np.allclose(a @ x, b), np.round(np.linalg.inv(a), 10), round(float(np.linalg.det(a)), 10), np.round(np.linalg.slogdet(a)[1], 10), np.allclose(a @ np.linalg.inv(a), np.eye(2)), np.round(np.linalg.solve(a, np.eye(2)), 10))
for f in (lambda: np.linalg.inv([[1, 2], [2, 4]]), lambda: np.linalg.solve([[0, 0], [0, 0]], [1, 2]), lambda: np.linalg.inv(np.zeros((2, 3))), lambda: np.linalg.det([1, 2]), lambda: np.linalg.cholesky([[1, 2], [2, 1]]), lambda: np.linalg.solve(a, [1, 2, 3])):
    try:
        print(f())
    except (np.linalg.LinAlgError, ValueError) as e:
        print(type(e).__name__, e)
