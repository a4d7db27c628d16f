import warnings

import numpy as np

warnings.simplefilter("ignore")

# Rounding keeps the byte order, and the order of axes only if it is Fortran's.
for dtype in (">f4", ">f8", ">i2", ">c8"):
    print(repr(np.arange(3).astype(dtype).round(1)), np.array(3, dtype).round(1).dtype)
cube = np.arange(24.0).reshape(2, 3, 4)
print(cube.copy("F").round(1).strides, cube.transpose(1, 0, 2).round(1).strides, cube[::-1].round(2).strides)
whole = np.arange(3)
print(whole.round() is whole, whole.round(1).base)

# A permutation picks slices along its axis.
for axis in (0, 1, 2):
    found = np.random.default_rng(3).permutation(cube, axis=axis)
    print(found.strides, found[0, 0])

# Norms of vectors lie as their arrays do.
box = np.arange(27.0).reshape(3, 3, 3)
for axis in (0, 1, 2, (0,), (0, 2)):
    for keepdims in (False, True):
        found = np.linalg.vector_norm(box.copy("F"), axis=axis, keepdims=keepdims)
        print(found.shape, found.strides)

# The raw factors of `qr` are a transpose.
for dtype in ("f4", "f8", "c16"):
    h, tau = np.linalg.qr(np.arange(24.0).reshape(2, 4, 3).astype(dtype), mode="raw")
    print(h.shape, h.strides, tau.shape)

# Without unknowns all is left over.
print(np.linalg.lstsq(np.zeros((2, 0)), [3.0, 4.0]))
print(np.linalg.lstsq(np.zeros((2, 0)), np.ones((2, 3)))[1])
print(np.linalg.lstsq(np.zeros((0, 2)), np.ones(0)))

# A scalar is cast to an integer as an array's element is.
for x in (np.float16(1e5), np.float64("nan"), np.float64(1e30), np.int64(300), np.float32(300.7), np.float64(-1.5)):
    print([repr(t(x)) for t in (np.int8, np.int16, np.int32, np.int64)])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    np.int16(np.float64("inf"))
    print([str(w.message) for w in caught])

# Each step of an outer loop takes an array, also of an operand without axes.
print([x.shape for x in np.nditer(np.zeros(()), flags=["external_loop"])])
