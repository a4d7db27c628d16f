import numpy as np
x = np.float64(2.75)
print(x.dtype, x.shape, x.ndim, x.size, x.itemsize, x.nbytes, x.item(), x.round(1), x.astype(int), x.sum(), x.is_integer(), x.as_integer_ratio(), x.real, x.imag, x.T, x.tolist(), x.conjugate(), x.hex())
print(np.int64(5).bit_count(), np.int8(-3).item(), np.float32(1.5)[()], np.int64(3).tobytes(), isinstance(x, float), isinstance(np.int64(1), int), isinstance(np.int64(1), np.integer), np.isscalar(x), np.isscalar(3), np.isscalar(np.array(3)))
for f in (lambda: x[0], lambda: len(x), lambda: np.int64(3)(1), lambda: x.foo):
    try:
        f()
    except (IndexError, TypeError, AttributeError) as e:
        print(type(e).__name__, e)
