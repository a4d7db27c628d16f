import numpy as np
a, b = np.array([7.5, -7.5, 0.1, 1e300]), np.array([2.0, 2.0, 0.3, 1e-3])
for r in (a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, np.abs(a) ** 0.5, np.fmod(a, b), np.hypot(a, b), np.reciprocal(b), np.copysign(a, -b), np.maximum(a, b), np.minimum(a, b)):
    print(r)
