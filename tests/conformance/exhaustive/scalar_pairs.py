import numpy as np
values = [np.bool(True), np.int8(7), np.uint8(7), np.int32(7), np.int64(7), np.uint64(7), np.float16(7.5), np.float32(7.5), np.float64(7.5), np.complex64(7 + 1j), np.complex128(7 + 1j), True, 7, 7.5, 7j]
for x in values:
    for y in values:
        print(repr(x), repr(y), repr(x + y), repr(x * y), repr(x / y), x == y)
