import numpy as np
a = np.arange(4.0)
out = np.zeros(4)
r = np.add(a, 1, out=out)
print(r is out, out, np.multiply(a, 2, out), np.sqrt(a, out=a) is a, a)
w = np.full(4, -1.0)
np.divide([1, 2, 3, 4], [0, 1, 0, 2], out=w, where=[False, True, False, True])
print(w, np.add(a, 1, where=a > 1, out=np.zeros(4)), np.add([1, 2], [3, 4], dtype=float))
i = np.zeros(4, dtype=int)
np.add(a, 1, out=i, casting='unsafe')
print(i)
for f in (lambda: np.add(a, 1, out=i), lambda: np.add(a, 1, out=np.zeros(3)), lambda: np.add(a, 1, out=[0] * 4), lambda: np.add(a), lambda: np.add(1, 2, 3, 4), lambda: np.sqrt(a, dtype=int), lambda: np.add(a, 1, foo=2)):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
