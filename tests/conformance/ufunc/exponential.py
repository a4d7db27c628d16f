import numpy as np
a = np.array([0.5, 1.0, 2.0, 10.0])
for f in (np.exp, np.exp2, np.expm1, np.log, np.log2, np.log10, np.log1p, np.sqrt, np.cbrt):
    print(f.__name__, np.round(f(a), 10))
print(np.exp(1), np.log([1, np.e]), np.log2(8), np.log10(1000), np.sqrt(2), np.sqrt([4, 9]), np.cbrt(27), np.logaddexp(1, 2), np.exp2(3))
print(repr(np.sqrt(np.float32(2))), np.exp(np.array([1], np.float32)).dtype, np.sqrt(np.array([1, 4], np.int8)).dtype, np.sqrt(np.array([1, 4], np.int16)).dtype, np.exp(np.array([0], np.uint8)).dtype)
