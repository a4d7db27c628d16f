import numpy as np
a = np.arange(12)
for parts in (np.split(a, 3), np.split(a, [2, 5]), np.array_split(a, 5), np.hsplit(a.reshape(3, 4), 2), np.vsplit(a.reshape(4, 3), 2), np.dsplit(a.reshape(2, 2, 3), 3)):
    print([p.tolist() for p in parts], all(np.shares_memory(a, p) for p in parts))
print(np.split(a.reshape(3, 4), [1, 3], axis=1))
for f in (lambda: np.split(a, 5), lambda: np.hsplit(np.array(1), 2), lambda: np.vsplit(a, 2)):
    try:
        f()
    except ValueError as e:
        print(type(e).__name__, e)
