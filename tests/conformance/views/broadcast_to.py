import numpy as np
a = np.arange(3)
b = np.broadcast_to(a, (4, 3))
print(b, b.strides, b.flags.writeable, np.shares_memory(a, b), b.base is a)
try:
    b[0, 0] = 1
except ValueError as e:
    print(type(e).__name__, e)
x, y = np.broadcast_arrays(np.arange(3), np.arange(2)[:, None])
print(x.shape, x.strides, y.shape, y.strides)
print(np.broadcast_shapes((2, 1), (3,), (1, 1, 1)), np.broadcast_to(5, (2, 2)).strides)
for f in (lambda: np.broadcast_to(a, (4,)), lambda: np.broadcast_shapes((2,), (3,)), lambda: np.broadcast_arrays(np.zeros(2), np.zeros(3)), lambda: np.broadcast_to(np.zeros((2, 3)), (3,))):
    try:
        f()
    except ValueError as e:
        print(type(e).__name__, e)
