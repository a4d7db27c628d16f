import numpy as np
x = np.array([[1.0, 2, 3, 4], [2, 4, 6, 9]])
print(np.round(np.cov(x), 8), np.round(np.corrcoef(x), 8), np.round(np.cov(x[0], x[1], ddof=0), 8), np.cov(x[0]), np.round(np.cov(x.T), 4).shape)
