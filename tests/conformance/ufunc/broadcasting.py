import numpy as np
a, b = np.arange(3), np.arange(4)[:, None]
c = a + b
print(c, c.shape, c.strides, (np.ones((2, 1, 3)) * np.ones((4, 1))).shape, (a + 1).tolist(), a.reshape(1, 3) - a.reshape(3, 1), sep='\n')
print((np.zeros((0, 3)) + np.zeros(3)).shape, (np.zeros((3, 1)) + np.zeros((1, 0))).shape, np.add(np.ones((2, 1)), [10, 20, 30]))
