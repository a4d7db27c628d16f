import numpy as np
a, b = np.arange(6).reshape(2, 3), np.arange(12).reshape(3, 4)
print(np.einsum('ij,jk->ik', a, b), np.einsum('ij->ji', a), np.einsum('ii', np.eye(3)), np.einsum('ij->i', a), np.einsum('i,j->ij', [1, 2], [3, 4]), np.einsum('ij,ij', a, a), np.einsum('...j->...', a), sep='\n')
print(np.kron([1, 2], [1, 10]), np.kron(np.eye(2, dtype=int), [[1, 2]]), np.cross([1, 0, 0], [0, 1, 0]), np.trace(np.arange(9).reshape(3, 3)), np.trace(np.eye(3), offset=1), np.linalg.multi_dot([a, b, np.ones((4, 1))]), np.shares_memory(a, np.einsum('ij->ji', a)))
