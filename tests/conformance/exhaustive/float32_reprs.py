import numpy as np
rng = np.random.default_rng(18)
x = rng.integers(0, 2**31, 80, dtype=np.uint32).view(np.float32)
for v in x[np.isfinite(x)]:
    print(v, repr(v), v.item())
h = rng.integers(0, 2**15, 60, dtype=np.uint16).view(np.float16)
for v in h[np.isfinite(h)]:
    print(v, v.item())
