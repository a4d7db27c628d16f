import numpy as np
names = ['bool', 'int8', 'int64', 'uint8', 'uint64', 'float16', 'float32', 'float64', 'complex64', 'complex128']
scalars = [True, 3, 2.5, 1j, np.int8(3), np.uint8(3), np.int64(3), np.float32(2.5), np.float64(2.5), np.complex64(1j), np.True_]
for name in names:
    a = np.array([1, 0], dtype=name)
    for s in scalars:
        with np.errstate(all='ignore'):
            print(name, repr(s), (a + s).dtype, (a * s).dtype, (a / s).dtype, (a == s).dtype, (s + a).dtype, np.result_type(a, s))
