import numpy as np
a = np.array([3, 1, 2, 1])
print(np.argsort(a, kind='stable'), a[np.argsort(a)], np.argsort([[3, 1], [0, 2]], axis=0), np.lexsort(([1, 2, 3, 4], a)), np.argsort(['b', 'a']), np.argsort(-a, stable=True), np.argsort([np.nan, 1, 0]))
p = np.partition([7, 2, 9, 1, 5], 2)
print(p[2], sorted(p[:2].tolist()), np.array([7, 2, 9])[np.argpartition([7, 2, 9], 1)[1]])
