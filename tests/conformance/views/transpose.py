import numpy as np
a = np.arange(24).reshape(2, 3, 4)
for b in (a.T, a.transpose(), a.transpose(1, 0, 2), a.transpose((2, 0, 1)), np.transpose(a, (0, 2, 1)), a.swapaxes(0, 2), np.moveaxis(a, 0, -1), np.rollaxis(a, 2), a.mT, np.matrix_transpose(a), np.permute_dims(a, (1, 2, 0))):
    print(b.shape, b.strides, np.shares_memory(a, b), b.base is a.base, b.flags.c_contiguous, b.flags.f_contiguous)
print(a.T[1, 2, 0], np.arange(3).T.shape)
