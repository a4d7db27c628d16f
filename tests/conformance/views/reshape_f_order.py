import numpy as np
a = np.arange(12).reshape(3, 4)
for order in 'CFA':
    for b in (a, a.T):
        c = b.reshape((2, 6), order=order)
        print(order, c.tolist(), c.strides, np.shares_memory(a, c))
print(a.reshape(6, 2, copy=True).base is None, np.shares_memory(a, a.reshape(6, 2, copy=True)))
