import numpy as np
from numpy.lib.stride_tricks import as_strided
v = np.arange(7)
n = 4
toeplitz = as_strided(v[n - 1:], shape=(n, n), strides=(-v.strides[0], v.strides[0]))
hankel = as_strided(v, shape=(n, n), strides=(v.strides[0],) * 2)
diagonal = as_strided(np.zeros((4, 4)), shape=(4,), strides=(40,))
diagonal[:] = 7
print(toeplitz, hankel, diagonal.base is not None, np.shares_memory(toeplitz, v), diagonal, sep='\n')
