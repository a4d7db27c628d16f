import numpy as np
a, b = np.array([7, -7, 8, 0]), np.array([2, 2, -3, 5])
for r in (a + b, a - b, a * b, a / b, a // b, a % b, a ** np.abs(b), np.fmod(a, b), np.remainder(a, b), -a, +a, abs(a), np.divmod(a, b), np.floor_divide(a, b), np.square(a), np.sign(a), np.positive(a), 2 ** np.abs(a), a // 2.0, a % 2.5):
    print(repr(r))
