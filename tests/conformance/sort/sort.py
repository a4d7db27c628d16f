import numpy as np
a = np.array([[3, 1, 2], [9, 7, 8]])
print(np.sort(a), np.sort(a, axis=0), np.sort(a, axis=None), np.sort([3, np.nan, 1]), np.sort(['b', 'a', 'C']), np.sort([1j, 1, 0]), np.sort([True, False]), np.sort(a)[:, ::-1], -np.sort(-a))
a.sort()
print(a, a.T.copy().sort(), np.sort(np.arange(6)[::-1]).strides, np.sort(a.T).strides, np.sort([2.5, -1], kind='stable'))
try:
    np.sort(a, axis=3)
except ValueError as e:
    print(type(e).__name__, e)
