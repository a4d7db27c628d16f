import numpy as np
a = np.array([1.0, 2.0, -0.5])
print(a.view(np.int64), a.view(np.uint8).shape, a.view(np.int32), a.view('u2').strides)
b = np.arange(4, dtype=np.uint8)
print(b.view(np.uint16), b.view(np.uint32), b.view(bool), b.view(np.int8).base is b)
c = np.arange(6, dtype=np.int16).reshape(2, 3)
print(c.T.view(np.int16).strides, c.view(np.int8).shape)
for f in (lambda: b[:3].view(np.uint16), lambda: c.T.view(np.int8), lambda: c.view(np.int32), lambda: np.array(5, dtype=np.int32).view(np.int8)):
    try:
        print(f())
    except ValueError as e:
        print(type(e).__name__, e)
