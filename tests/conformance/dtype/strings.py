import numpy as np
a = np.array(['apple', 'fig', 'é'])
print(repr(a), a.dtype, a.itemsize, a[1], type(a[1]), a == 'fig', a.strides, a[::2])
a[1] = 'watermelon'
print(a, np.array([b'ab', b'c']), repr(np.array(['a', 1, 2.5])), np.array(['x', 'yy'], dtype='U1'), np.zeros(2, 'U3'), np.sort(a), a.tolist())
