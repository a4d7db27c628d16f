import numpy as np
a = np.array([[1.0, 2], [3, 4], [5, 6]])
u, s, vt = np.linalg.svd(a, full_matrices=False)
print(np.round(s, 8), np.allclose(u * s @ vt, a), u.shape, vt.shape, np.linalg.svd(a)[0].shape, np.round(np.linalg.svdvals(a), 8))
q, r = np.linalg.qr(a)
print(np.allclose(q @ r, a), q.shape, r.shape, np.round(np.abs(r), 6), np.round(np.linalg.cholesky([[4, 2], [2, 3]]), 8))
print(np.linalg.matrix_rank(a), np.linalg.matrix_rank(np.ones((3, 3))), np.round(np.linalg.pinv(a), 8), np.round(np.linalg.cond([[1, 2], [3, 4]]), 6), np.linalg.matrix_power([[1, 1], [1, 0]], 10))
x, residuals, rank, sv = np.linalg.lstsq(a, np.array([1.0, 2, 3]), rcond=None)
print(np.round(x, 8) + 0, rank, np.round(sv, 6))
