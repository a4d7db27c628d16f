import numpy as np
print(np.linspace(0, 1, 12))
print(repr(np.linspace(0, 1, 12)))
print(np.arange(40).reshape(2, 20) * 1000)
print(repr(np.arange(40).reshape(2, 20) * 1000))
print(np.arange(30) / 7)
print(repr(np.array(['alpha', 'beta', 'gamma'] * 8)))
print(repr(np.ones((2, 30), bool)))
