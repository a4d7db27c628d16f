import numpy as np
for x in (0.1, 1e16, 1e15, 123456789012345678.0, 1e-4, 1e-5, 1.0, 100000.0, 1e22, 5e-324, 1.7976931348623157e308, 2.5e-8, -0.0, 1 / 3, 1234567.0):
    print(x, np.float64(x), repr(np.float64(x)), np.float32(x) if abs(x) < 1e38 else '', f'{x:g} {x:e} {x:.3f}')
