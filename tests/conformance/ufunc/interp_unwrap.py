import numpy as np
print(np.interp(2.5, [1, 2, 3], [3, 2, 0]), np.interp([0, 1.5, 9], [1, 2, 3], [3, 2, 0]), np.interp([0, 9], [1, 2, 3], [3, 2, 0], left=-1, right=-2), np.round(np.unwrap([0, 6, 12]), 6), np.interp([185, 10], [0, 90, 180], [1, 2, 3], period=360))
