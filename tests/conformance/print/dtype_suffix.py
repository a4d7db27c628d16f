import numpy as np
for t in ('i1', 'i2', 'i4', 'i8', 'u1', 'u8', 'f2', 'f4', 'f8', 'c8', 'c16', '?', 'S2', 'U2'):
    print(repr(np.zeros(2, dtype=t)), repr(np.zeros(0, dtype=t)), repr(np.zeros((0, 2), dtype=t)))
print(repr(np.zeros(18, dtype=np.float32)), repr(np.zeros(22, dtype=np.int16)))
