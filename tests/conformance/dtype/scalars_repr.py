import numpy as np
for x in (np.float64(3), np.float32(0.1), np.float16(0.1), np.int64(5), np.uint8(7), np.bool(True), np.False_, np.complex128(1 + 2j), np.complex64(1), np.float64('nan'), np.float64('-inf'), np.float64(1e20), np.float64(1e-5), np.float64(1e16), np.float32(16777216), np.str_('hi'), np.bytes_(b'x')):
    print(repr(x), str(x), type(x).__name__, f'{x}')
print([np.float64(1.5), np.int32(2)], (np.float32(1), True), {'k': np.int8(1)})
