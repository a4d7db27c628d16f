import numpy as np
a = np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.675, 1234.567])
print(np.round(a), np.rint(a), np.floor(a), np.ceil(a), np.trunc(a), np.fix(a), a.round(2), np.round(a, -2), np.around(1.25, 1), np.round(1234, -2), sep='\n')
print(repr(np.round(np.array([15, 25]), -1)), repr(np.floor(np.array([1, 2]))), round(np.float64(0.5)), np.round(2.5), np.round([1.23 + 4.56j], 1))
