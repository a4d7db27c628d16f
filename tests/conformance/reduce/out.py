import numpy as np
a = np.arange(6.0).reshape(2, 3)
out = np.zeros(3)
print(a.sum(axis=0, out=out) is out, out, np.mean(a, axis=0, out=out), np.cumsum(a, axis=1, out=np.zeros((2, 3))), np.add.reduce(a, axis=1, out=np.zeros(2)))
try:
    a.sum(axis=0, out=np.zeros(2))
except ValueError as e:
    print(type(e).__name__, e)
