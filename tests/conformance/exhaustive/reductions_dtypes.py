import numpy as np
names = ['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float16', 'float32', 'float64', 'complex64', 'complex128']
for name in names:
    a = np.array([[1, 0, 1], [1, 1, 0]], dtype=name)
    print(name, *(repr(f(a)) for f in (np.sum, np.prod, np.mean, np.var, np.std, np.min, np.max, np.any, np.all, np.argmax, np.argmin, np.median if name != 'bool' else np.sum)))
    print(name, *(repr(f(a, axis=0)) for f in (np.sum, np.mean, np.max, np.cumsum, np.cumprod, np.sort, np.argsort)))
