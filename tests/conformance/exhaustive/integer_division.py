import numpy as np
values = [-9, -7, -2, -1, 0, 1, 2, 7, 9]
with np.errstate(all='ignore'):
    for t in (np.int8, np.int64, np.float64, np.float32):
        a = np.array(values, dtype=t)
        for f in (np.floor_divide, np.remainder, np.fmod, np.divide):
            print(t.__name__, f.__name__, f(a[:, None], a).tolist())
for x in (-9, -2, 0, 2, 9, 7.5, -7.5):
    print(x, [(x // y, x % y, divmod(x, y)) for y in values if y])
