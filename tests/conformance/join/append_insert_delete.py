import numpy as np
a = np.arange(6).reshape(2, 3)
print(np.append(a, 9), np.append(a, [[7, 8, 9]], axis=0), np.insert([1, 2, 3], 1, 99), np.insert(a, 1, 0, axis=1), np.insert([1, 2, 3], [0, 2], [7, 8]), np.delete([1, 2, 3], 1), np.delete(a, 0, axis=0), np.delete(a, [0, 2], axis=1), np.delete(np.arange(6), slice(1, 4)), np.append([1], 2.5), sep='\n')
for f in (lambda: np.append(a, [1, 2], axis=0), lambda: np.delete([1, 2], 5), lambda: np.insert([1, 2], 9, 0)):
    try:
        f()
    except (ValueError, IndexError) as e:
        print(type(e).__name__, e)
