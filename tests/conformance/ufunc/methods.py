import numpy as np
a = np.arange(1, 7).reshape(2, 3)
print(np.add.reduce(a), np.add.reduce(a, axis=1), np.multiply.reduce(a, axis=None), np.add.accumulate(a, axis=1), np.multiply.accumulate([1, 2, 3, 4]), np.maximum.accumulate([3, 1, 4, 1, 5]), np.subtract.outer([1, 2], [10, 20]), np.add.reduceat(np.arange(8), [0, 4, 1, 5]), np.multiply.outer([1, 2], [[1], [2]]).shape, np.minimum.reduce(a), np.logical_or.reduce(a > 5, axis=1), sep='\n')
x = np.zeros(4)
np.add.at(x, [0, 0, 3], [1, 2, 5])
np.negative.at(x, [3])
print(x, np.add, np.add.nin, np.add.nout, np.add.nargs, np.add.identity, np.multiply.identity, np.add.__name__, np.add.ntypes > 5)
for f in (lambda: np.maximum.reduce([]), lambda: np.subtract.reduce(np.zeros((0,))), lambda: np.sqrt.reduce([1]), lambda: np.add.at(x, [9], 1), lambda: np.add.reduce(a, axis=2)):
    try:
        print(f())
    except (ValueError, IndexError) as e:
        print(type(e).__name__, e)
