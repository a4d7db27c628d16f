import numpy as np
print(np.fromfunction(lambda i, j: i + j, (3, 3)), np.fromfunction(lambda i, j: i == j, (2, 3), dtype=int), sep='\n')
print(repr(np.fromiter((x * x for x in range(5)), dtype=float)), np.fromiter(range(10), int, count=3))
print(np.fromstring('1 2 3', sep=' '), np.fromstring('1, 2', dtype=int, sep=','))
