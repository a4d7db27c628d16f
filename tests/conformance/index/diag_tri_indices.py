import numpy as np
a = np.arange(16).reshape(4, 4)
print(np.diag_indices(3), a[np.diag_indices(4)], np.tril_indices(3), a[np.triu_indices(4, 1)], np.triu_indices_from(a, 2), np.diag_indices_from(a)[0], sep='\n')
np.fill_diagonal(a, 0)
print(a)
