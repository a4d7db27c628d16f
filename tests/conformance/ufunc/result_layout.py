import numpy as np
a = np.zeros((3, 4, 5))
f = np.asfortranarray(a)
for r in (a + 1, a.T + 1, f + 1, f + a, a.transpose(1, 0, 2) + 1, a[:, ::2] * 2, a[::-1] + 0, a.T + f.T, np.sqrt(a.T), -a.transpose(2, 0, 1), a.T > 0, a.swapaxes(1, 2) + np.zeros(4), np.add(a.T, 1, order='C')):
    print(r.shape, r.strides, r.flags.c_contiguous, r.flags.f_contiguous)
