import numpy as np
a = np.array([[1, 2, 3], [4, 5, 9]])
print(a.mean(), a.mean(axis=0), np.mean(a, axis=1, keepdims=True), a.std(), a.std(axis=0), a.var(), a.var(ddof=1), np.std(a, axis=1, ddof=1), np.average(a), np.average([1, 2, 3], weights=[3, 2, 1]), np.average(a, axis=0, weights=[1, 3]), np.mean([1j, 3]), np.var([1j, 3]))
print(repr(np.float32([0.1, 0.2]).mean()), np.mean([True, False]), np.mean(np.arange(3, dtype=np.int8)).dtype, np.mean(a, where=a > 2), np.average([1, 2], weights=[1, 3], returned=True))
