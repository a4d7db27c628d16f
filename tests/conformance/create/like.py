import numpy as np
a = np.arange(6, dtype=np.int16).reshape(2, 3)
for b in (np.zeros_like(a), np.ones_like(a.T), np.full_like(a, 3), np.full_like(a, 2.7), np.empty_like(a, dtype=float) * 0, np.zeros_like(a, shape=(4,))):
    print(repr(b), b.strides)
print(np.zeros_like(a.T).strides, np.zeros_like(a.T, order='C').strides, np.empty_like([1, 2]).dtype, np.zeros_like(3.5))
print(np.ones_like(a[:, ::2]).strides, np.zeros_like(np.zeros((2, 3, 4)).transpose(1, 2, 0)).strides)
