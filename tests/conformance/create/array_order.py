import numpy as np
a = np.array([[1, 2, 3], [4, 5, 6]])
for order in ('C', 'F', 'A', 'K'):
    b = np.array(a, order=order)
    c = np.array(a.T, order=order)
    print(order, b.strides, c.strides, b.flags['C_CONTIGUOUS'], b.flags['F_CONTIGUOUS'], np.shares_memory(a, b))
