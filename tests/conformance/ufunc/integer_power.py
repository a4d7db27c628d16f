import numpy as np
print(np.array([2, 3]) ** 3, np.arange(5) ** 2, np.arange(3) ** 0, np.array([2.0, 4]) ** -1, 2 ** np.arange(5), np.power(3, [1, 2]), np.float_power([1, 2], 2), np.array([2], np.int8) ** 7)
try:
    np.array([2, 3]) ** -1
except ValueError as e:
    print(type(e).__name__, e)
