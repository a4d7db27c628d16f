import numpy as np
print(np.dtype('>i4').byteorder, np.dtype('>f8').str)
print(np.array([0, 1, 2], dtype='>i4'))
print(np.frombuffer(b'\x01\x00\x02\x00', dtype='>i2'))
print(np.array([1, 2], dtype='>i8'), np.array([1.5], dtype='>f8'))
