import numpy as np
a = np.zeros((2, 3))
for f in (lambda: a @ a, lambda: a.dot(a), lambda: np.dot([1, 2], [1, 2, 3]), lambda: a @ 2, lambda: np.inner(a, np.zeros((2, 2))), lambda: np.matmul(a, np.zeros((4, 2))), lambda: np.vdot([1], [1, 2]), lambda: np.cross([1, 2, 3, 4], [1, 2, 3])):
    try:
        f()
    except ValueError as e:
        print(type(e).__name__, e)
