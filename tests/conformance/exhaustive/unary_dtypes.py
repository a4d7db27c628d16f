import numpy as np
names = ['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float16', 'float32', 'float64', 'complex64', 'complex128']
ufuncs = [np.negative, np.positive, np.absolute, np.fabs, np.sign, np.rint, np.floor, np.ceil, np.trunc, np.sqrt, np.square, np.cbrt, np.reciprocal, np.exp, np.exp2, np.expm1, np.log, np.log2, np.log10, np.log1p, np.sin, np.cos, np.tan, np.arcsin, np.arctan, np.sinh, np.tanh, np.conjugate, np.invert, np.logical_not, np.isnan, np.isfinite, np.signbit, np.spacing, np.degrees, np.bitwise_count]
for f in ufuncs:
    line = []
    for name in names:
        try:
            with np.errstate(all='ignore'):
                line.append(f(np.array([1, 0], dtype=name)).dtype.str)
        except TypeError:
            line.append('-')
    print(f.__name__, *line)
