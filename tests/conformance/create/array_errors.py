import numpy as np
for source in ([[1, 2], [3]], [[1, 2], 3], [[[1], [2]], [[1, 2], [3, 4]]]):
    try:
        np.array(source)
    except ValueError as e:
        print(type(e).__name__, e)
try:
    np.array(1, 2, 3)
except TypeError as e:
    print(type(e).__name__, e)
try:
    np.array([1, 2], dtype='floaty')
except TypeError as e:
    print(type(e).__name__, e)
try:
    np.array(['a', 'b'], dtype=int)
except ValueError as e:
    print(type(e).__name__, e)
