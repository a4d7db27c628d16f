import numpy as np
a, b = np.array([1, 2, 3]), np.array([3, 2, 1])
print(a < b, a <= b, a == b, a != b, a > b, a >= b, a == 2, (a == [1, 2, 3]).all(), np.equal(a, b), np.less(a, 2.5), a == None)
print(np.nan == np.nan, np.array([np.nan]) == np.nan, np.array([1j, 2]) == 1j, np.array([1]) < np.array([1.5]), np.uint64(2**63) > np.int64(-1))
for f in (lambda: a == np.array([1, 2]), lambda: bool(a == b), lambda: a < np.zeros(4), lambda: bool(np.array([]))):
    try:
        print(f())
    except ValueError as e:
        print(type(e).__name__, e)
