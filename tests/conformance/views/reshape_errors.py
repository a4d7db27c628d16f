import numpy as np
a = np.arange(12)
for shape in ((5,), (5, 3), (-1, 5), (-1, -1), (2, 0), (12, -2)):
    try:
        print(a.reshape(shape).shape)
    except ValueError as e:
        print(type(e).__name__, e)
try:
    a.reshape(3, 4).T.reshape(12, copy=False)
except ValueError as e:
    print(type(e).__name__, e)
try:
    a.reshape(3, 4, order='X')
except ValueError as e:
    print(type(e).__name__, e)
print(np.zeros((2, 0)).reshape(0, 5).shape)
