import numpy as np
for x, y in (((3,), (4,)), ((2, 3), (2,)), ((2, 3), (3, 2)), ((1, 3), (2, 1, 4)), ((5, 4), (5,))):
    for op in (np.add, np.multiply, np.maximum):
        try:
            op(np.zeros(x), np.zeros(y))
        except ValueError as e:
            print(type(e).__name__, e)
a = np.zeros(3)
try:
    a += np.zeros((2, 3))
except ValueError as e:
    print(type(e).__name__, e)
