import numpy as np
a = np.arange(7)
bounds = [None, 0, 2, 6, 7, 9, -1, -3, -7, -9]
for step in (None, 1, 2, 3, 9, -1, -2, -9):
    for start in bounds:
        print(step, start, [a[start:stop:step].tolist() for stop in bounds], [a[start:stop:step].strides[0] for stop in bounds[:2]])
