import numpy as np
print(np.array([1, 10, 100]), np.array([-1, 10]), np.array([[1, -200], [3000, 4]]), repr(np.array([[1, -200], [3000, 4]])), np.arange(30), repr(np.arange(30)), np.array([2**62, 1]), np.array([255], np.uint8), repr(np.arange(3, dtype=np.int32)), sep='\n')
