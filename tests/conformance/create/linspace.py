import numpy as np
print(repr(np.linspace(0, 1, 5)), repr(np.linspace(0, 10, 4, endpoint=False)), np.linspace(0, 1).shape)
print(np.linspace(0, 1, 3, retstep=True), np.linspace(5, 1, 5, dtype=int), np.linspace(0, 1, 1), np.linspace(0, 1, 0))
print(np.linspace([0, 10], [1, 20], 3), np.linspace([0, 10], [1, 20], 3, axis=1))
print(np.linspace(-np.pi, np.pi, 7))
print(np.linspace(0, 1, 11)[3] == 0.3, np.linspace(0, 1j, 3))
try:
    np.linspace(0, 1, -1)
except ValueError as e:
    print(type(e).__name__, e)
