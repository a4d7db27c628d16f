import numpy as np
a = np.arange(4)
a.resize((2, 3))
print(a)
print(np.resize(np.arange(3), (2, 4)), np.resize([1, 2], 5))
b = np.arange(6).reshape(2, 3)
try:
    b.resize((3, 3))
except ValueError as e:
    print(type(e).__name__, e)
