import numpy as np
data = b'\x01\x00\x02\x00\x03\x00\x04\x00'
for dtype in ('<i2', 'u1', '<i4', 'i8'):
    a = np.frombuffer(data, dtype=dtype)
    print(a, a.dtype, a.flags.writeable, a.flags.owndata)
print(np.frombuffer(data, dtype='<i2', count=2, offset=2))
try:
    np.frombuffer(data, dtype='<i2')[0] = 5
except ValueError as e:
    print(type(e).__name__, e)
try:
    np.frombuffer(b'abc', dtype='i2')
except ValueError as e:
    print(type(e).__name__, e)
