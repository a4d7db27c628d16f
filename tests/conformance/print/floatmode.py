import numpy as np
a = np.array([0.5, 1.25, 1 / 3])
for mode in ('fixed', 'unique', 'maxprec', 'maxprec_equal'):
    for precision in (2, 4, 8):
        print(mode, precision, np.array2string(a, floatmode=mode, precision=precision))
