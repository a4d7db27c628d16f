import numpy as np
rng = np.random.default_rng(17)
x = rng.integers(0, 2**63, 60).view(np.float64)
x = x[np.isfinite(x)]
for v in x:
    print(repr(v), f'{v:.3e} {v:.10g}')
print(x[:6])
y = 10.0 ** rng.integers(-12, 18, 60) * rng.random(60)
for k in range(0, 60, 4):
    print(y[k:k + 4])
    print(repr(y[k:k + 4].astype(np.float32)))
    print(np.round(y[k:k + 4], 3), y[k])
