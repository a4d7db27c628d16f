import numpy as np
a, b = np.arange(4).reshape(2, 2), np.array([[5, 6]])
for r in (np.concatenate([a, b]), np.concatenate((a, b.T), axis=1), np.concatenate([a, b], axis=None), np.vstack([a, b]), np.hstack([a, b.T]), np.stack([a, a]), np.stack([a, a], axis=-1), np.dstack([a, a]), np.column_stack([[1, 2], [3, 4]]), np.concatenate([[1], [2.5]]), np.hstack([[1, 2], [3]]), np.block([[a, a], [a, a]]), np.concatenate([a.T, a.T])):
    print(np.asarray(r).tolist(), np.asarray(r).strides, np.asarray(r).dtype)
for f in (lambda: np.concatenate([a, [1, 2]]), lambda: np.concatenate([a, np.zeros((2, 3))]), lambda: np.concatenate([]), lambda: np.stack([a, b]), lambda: np.concatenate([a, a], axis=2), lambda: np.concatenate(a, b), lambda: np.concatenate([1, 2])):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
