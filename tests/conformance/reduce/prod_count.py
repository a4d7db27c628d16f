import numpy as np
print(np.prod([1, 2, 3]), np.prod([]), np.prod([[1, 2], [3, 4]], axis=1), np.prod(np.full(5, 100, np.int8)), np.count_nonzero([[0, 1], [2, 3]]), np.count_nonzero([[0, 1], [2, 3]], axis=1, keepdims=True), np.prod([1.5, 2]), np.prod(np.array([2, 3], np.uint8)).dtype, np.arange(1, 21).prod())
