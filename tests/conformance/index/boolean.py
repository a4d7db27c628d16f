import numpy as np
a = np.arange(12).reshape(3, 4)
m = a % 3 == 0
print(m, a[m], a[m].strides, a[[True, False, True]], a[:, [True, False, False, True]], a[a > 100], a[~m].sum(), sep='\n')
print(a[np.array([True, False, True]), 1], a[[True, False, True], [0, 1]], a[True].shape, a[False].shape, a[m, None].shape)
print(a[(a > 2) & (a < 9)], a[(a < 2) | (a > 9)], np.array(5)[np.array(True)])
