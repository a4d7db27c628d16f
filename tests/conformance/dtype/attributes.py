import numpy as np
for name in ('bool', 'int8', 'uint16', 'int64', 'float16', 'float32', 'float64', 'complex64', 'complex128', '<U5', 'S3'):
    d = np.dtype(name)
    print(repr(d), str(d), d.name, d.kind, d.char, d.num, d.itemsize, d.alignment, d.str, d.byteorder, d.isnative)
