import numpy as np
f = np.vectorize(lambda x, y: x + y if x > y else 0)
print(f([1, 5], [3, 2]), f(np.arange(4).reshape(2, 2), 1), np.apply_along_axis(lambda r: r.max() - r.min(), 1, np.arange(6).reshape(2, 3)), np.apply_along_axis(sorted, 0, [[3, 1], [2, 0]]), np.piecewise(np.arange(5.0), [np.arange(5) < 2, np.arange(5) >= 2], [lambda x: -x, 10]), np.apply_over_axes(np.sum, np.ones((2, 3)), [0, 1]))
g = np.vectorize(lambda x: x / 2, otypes=[float])
print(g([1, 2]))
