import numpy as np
a, b = np.array([0, 1, 2, 255]), np.array([1, 1, 3, 15])
print(np.logical_and(a, b), np.logical_or(a, 0), np.logical_xor(a, b), np.logical_not(a), a & b, a | b, a ^ b, ~a, a << 2, a >> 1, np.invert(a.astype(np.uint8)), np.bitwise_count(a), np.left_shift(1, b), sep='\n')
try:
    np.array([1.5]) & 1
except TypeError as e:
    print(type(e).__name__, e)
