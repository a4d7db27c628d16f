"""Complex numbers as times, and common divisors of objects that have none."""

import warnings

import numpy as np

warnings.simplefilter("ignore")
print(repr(np.array([1 + 2j, np.nan]).astype("M8[D]")))
print(repr(np.array([1 + 2j]).astype("m8[D]")))
for pair in [(6, 4), (np.nan, True), (2.5, 0.5), (1.0, np.inf)]:
    try:
        print(repr(np.gcd(np.array([pair[0]], dtype=object), pair[1])))
    except ValueError as e:
        print(e)
p = np.nditer([1, 2, 3])
print(next(p), p.iterindex)
print(next(p), p.iterindex)
p.reset()
print(next(p), p.iterindex, [int(x) for x in p])
