import numpy as np
rng = np.random.default_rng(1)
a = np.arange(10)
rng.shuffle(a)
print(a, rng.permutation(6), rng.permutation([10, 20, 30]))
b = np.arange(9).reshape(3, 3)
rng.shuffle(b)
print(b, rng.permutation(b, axis=1), rng.permuted(b, axis=1), sep='\n')
x = [1, 2, 3, 4]
rng.shuffle(x)
print(x)
