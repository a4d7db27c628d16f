import numpy as np
a = np.arange(6)
a.shape = (2, 3)
print(a, a.strides)
a.shape = -1
print(a.shape)
b = np.arange(6).reshape(2, 3).T
try:
    b.shape = 6
except AttributeError as e:
    print(type(e).__name__, e)
try:
    a.shape = (4,)
except ValueError as e:
    print(type(e).__name__, e)
