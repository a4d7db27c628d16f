import numpy as np
a = np.arange(6).reshape(2, 3)
i = 1.0
for f in (lambda: a[2], lambda: a[0, 3], lambda: a[-3], lambda: a[0, 0, 0], lambda: a[i], lambda: a['x'], lambda: a[..., ...], lambda: a[[0, 5]], lambda: a[[1.5]], lambda: a[True, True, True, 0, 0], lambda: a[np.array([True, False, True])], lambda: a[[0, 1], [0, 1, 2]], lambda: a[1:2, 1.5], lambda: a[None, 5], lambda: np.array(5)[0]):
    try:
        print(f())
    except (IndexError, ValueError) as e:
        print(type(e).__name__, e)
