import numpy as np
for dtype in ('bool', 'int8', 'uint8', 'int64', 'uint64', 'float16', 'float32', 'float64', 'complex64'):
    a = np.ones(2, dtype=dtype)
    print(dtype, (a + 1).dtype, (a + 1.0).dtype, (a + 1j).dtype, (a + True).dtype, (a * np.float64(2)).dtype, (a + np.int64(1)).dtype, np.result_type(a, 3.0))
