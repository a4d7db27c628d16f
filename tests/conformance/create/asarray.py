import numpy as np
a = np.arange(6).reshape(2, 3)
for f in (np.asarray, np.ascontiguousarray, np.asfortranarray, np.asanyarray):
    b, c = f(a), f(a.T)
    print(b is a, np.shares_memory(a, b), b.strides, np.shares_memory(a, c), c.strides)
print(np.asarray(a, dtype=np.float32).strides, np.asarray([1, 2], dtype='f8'))
print(np.ascontiguousarray(5).shape, np.asfortranarray(5).shape)
