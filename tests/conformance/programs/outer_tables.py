import numpy as np
n = np.arange(1, 6)
print(np.multiply.outer(n, n), n[:, None] ** np.arange(4), np.add.outer([0, 10], [1, 2]), np.gcd.outer(n, n), (n[:, None] % n == 0).sum(axis=1), np.equal.outer(n, [2, 4]).astype(int), sep='\n')
