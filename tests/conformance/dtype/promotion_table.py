import numpy as np
names = ['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float16', 'float32', 'float64', 'complex64', 'complex128']
for a in names:
    print(a, *[np.promote_types(a, b) for b in names])
