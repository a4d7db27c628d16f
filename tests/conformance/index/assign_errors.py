import numpy as np
a = np.zeros((2, 3))
def assign(key, value):
    a[key] = value
for key, value in ((0, [1, 2]), ((0, 0), [1, 2]), (5, 0), (slice(None), np.zeros((3, 2))), ([0, 1], [1, 2]), (slice(0, 1), np.zeros((2, 3))), (0, 'x'), ((0, 0), 1j)):
    try:
        assign(key, value)
    except (ValueError, IndexError, TypeError) as e:
        print(type(e).__name__, e)
print(a)
