import numpy as np
a = np.arange(1, 13).reshape(3, 4)
print(np.tri(3), np.tri(2, 4, 1, dtype=int), np.tril(a), np.triu(a), np.tril(a, -1), np.triu(a, 1), sep='\n')
print(np.vander([1, 2, 3]), np.vander([1, 2, 3], 2), np.vander([1, 2, 3], increasing=True), sep='\n')
