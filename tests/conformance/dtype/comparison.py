import numpy as np
print(np.dtype('f8') == float, np.dtype(int) == 'int64', np.int32 == np.dtype('int32'), np.dtype('i4') != np.int64, np.arange(3).dtype == int, np.array([1.]).dtype == 'float64')
print(np.dtype(np.float32).type, np.dtype('int64').type is np.int64, repr(np.dtype(float)), np.float64, np.dtype(complex), np.bool, np.int_, np.intp, np.double, np.single, np.byte, np.uint)
