import numpy as np
a = np.arange(6).reshape(2, 3)
for order in 'CFAK':
    r, f = a.ravel(order), a.T.flatten(order)
    print(order, r, np.shares_memory(a, r), f, np.shares_memory(a, f), a.T.ravel(order), np.shares_memory(a, a.T.ravel(order)))
print(np.ravel([[1, 2], [3, 4]]), a[:, 1:].ravel(), np.shares_memory(a, a[:, 1:].ravel()), a[:1].ravel().base is a.base)
