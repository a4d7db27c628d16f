import numpy as np
a = np.array([[2.0, 0], [0, 3]])
w, v = np.linalg.eig(a)
print(w, v, np.linalg.eigvals(a), np.round(np.linalg.eigvalsh([[2, 1], [1, 2]]), 10))
r = np.linalg.eigh(np.array([[2.0, 1], [1, 2]]))
print(np.round(r.eigenvalues, 10), np.round(np.abs(r.eigenvectors), 8), np.round(np.sort(np.linalg.eigvals([[0, -1], [1, 0]]).imag), 10))
