import numpy as np
names = ['bool', 'int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float16', 'float32', 'float64', 'complex64', 'complex128']
one = {n: np.array([3, 1], dtype=n) for n in names}
ufuncs = [np.add, np.subtract, np.multiply, np.divide, np.floor_divide, np.remainder, np.power, np.less, np.bitwise_and, np.left_shift, np.maximum, np.logical_or, np.arctan2, np.hypot, np.gcd, np.fmod, np.copysign]
for f in ufuncs:
    for x in names:
        line = []
        for y in names:
            try:
                with np.errstate(all='ignore'):
                    line.append(f(one[x], one[y]).dtype.str)
            except TypeError as e:
                line.append('-')
        print(f.__name__, x, *line)
