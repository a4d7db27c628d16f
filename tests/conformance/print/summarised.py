import numpy as np
print(np.arange(2000))
print(repr(np.arange(2000)))
print(np.arange(10_000).reshape(100, 100))
print(repr(np.arange(10_000.0).reshape(100, 100)))
print(np.zeros((1001, 2)))
print(repr(np.zeros((3, 20, 30))))
print(repr(np.arange(1001) * 0.1), repr(np.zeros(1001, np.int8)), np.zeros(1000)[:3], len(str(np.arange(1000))))
