import numpy as np
x = np.arange(6)
print(np.select([x < 2, x > 3], [x, x * 10], default=-1), np.choose([0, 1, 0, 1], [[1, 2, 3, 4], [10, 20, 30, 40]]), np.compress([True, False, True], [1, 2, 3]), np.extract(x % 2 == 0, x))
a = np.arange(5)
np.place(a, a > 2, [44, 55])
print(a)
np.putmask(a, a < 2, [-1, -2, -3])
print(a, np.where(a > 0, a, 0), np.where([True, False]), np.where([[1, 0], [0, 2]]))
