import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
a = np.arange(6)
w = sliding_window_view(a, 3)
print(w, w.strides, w.flags.writeable, np.shares_memory(a, w), w.mean(axis=-1))
b = np.arange(12).reshape(3, 4)
v = sliding_window_view(b, (2, 2))
print(v.shape, v.strides, v[0, 1], sliding_window_view(b, 2, axis=1).shape)
try:
    sliding_window_view(a, 7)
except ValueError as e:
    print(type(e).__name__, e)
