import numpy as np
print(np.ma.masked_array([1, 2, 3], mask=[False, True, False]))
