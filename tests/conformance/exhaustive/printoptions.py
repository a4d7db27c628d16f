import numpy as np
a = np.array([[1.5, -2.25, 1e-7], [1e6, 0.1, np.nan]])
for precision in (0, 1, 3, 8, 12):
    for suppress in (False, True):
        for floatmode in ('fixed', 'unique', 'maxprec', 'maxprec_equal'):
            with np.printoptions(precision=precision, suppress=suppress, floatmode=floatmode):
                print(precision, suppress, floatmode, a, repr(a[0] * 1j), np.float64(0.1) / 3)
for sign in ('-', '+', ' '):
    for linewidth in (20, 40, 75):
        with np.printoptions(sign=sign, linewidth=linewidth):
            print(repr(a), repr(np.arange(12)), a[0])
for threshold in (0, 5, 11, 12):
    for edgeitems in (1, 2, 3):
        with np.printoptions(threshold=threshold, edgeitems=edgeitems):
            print(np.arange(12), repr(np.arange(12).reshape(3, 4)), np.arange(12.0).reshape(2, 2, 3))
