import numpy as np
print(np.r_[1:4, 0, 4], np.r_[0:1:5j], np.c_[[1, 2, 3], [4, 5, 6]], np.r_[np.array([1, 2]), [3.5]], sep='\n')
rows, cols = np.ix_([0, 2], [1, 3])
print(rows, cols, rows.shape, cols.shape)
print(np.arange(16).reshape(4, 4)[np.ix_([0, 2], [1, 3])], np.ix_([True, False, True], [1])[0].ravel())
