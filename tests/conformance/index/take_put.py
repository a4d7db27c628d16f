import numpy as np
a = np.array([10, 20, 30, 40])
print(np.take(a, [3, 0]), a.take([[0, 1], [2, 3]]), a.take(5, mode='wrap'), a.take([-9, 9], mode='clip'), np.take(np.arange(6).reshape(2, 3), [0, 2], axis=1))
np.put(a, [0, 2], [-1, -2])
a.put([1, 3], 7)
print(a)
try:
    a.take(4)
except IndexError as e:
    print(type(e).__name__, e)
b = np.array([[3, 1, 2], [9, 8, 7]])
i = np.argsort(b, axis=1)
print(np.take_along_axis(b, i, axis=1))
np.put_along_axis(b, np.array([[0], [1]]), 99, axis=1)
print(b)
