import numpy as np
for t in (np.int8, np.uint8, np.int16, np.int32, np.int64, np.uint64):
    i = np.iinfo(t)
    print(i.min, i.max, i.bits, i.dtype)
print(repr(np.iinfo(np.int16)))
for t in (np.float16, np.float32, np.float64):
    f = np.finfo(t)
    print(f.eps, f.max, f.min, f.tiny, f.bits, f.precision, f.resolution, f.dtype)
print(repr(np.finfo(float).eps), np.iinfo(int).max + 1, type(np.iinfo(int).max))
try:
    np.iinfo(float)
except ValueError as e:
    print(type(e).__name__, e)
