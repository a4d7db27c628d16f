import numpy as np
from numpy.lib.stride_tricks import as_strided
a = np.arange(10)
print(as_strided(a, shape=(4, 3), strides=(8, 8)), as_strided(a, shape=(5, 2), strides=(16, 8)), sep='\n')
t = np.arange(6).reshape(2, 3)
print(as_strided(t, shape=(3, 2), strides=t.strides[::-1]), as_strided(a, (3,), (0,)), as_strided(a[9:], (10,), (-8,)))
big = as_strided(np.arange(5.), shape=(5, 100_000_000_000), strides=(8, 0))
print(big, repr(big), big.shape, big.strides, big[3, 99_999_999_999], big.nbytes, sep='\n')
print(as_strided(a, (3, 3), (8, 8), writeable=False).flags.writeable, np.shares_memory(a, big))
