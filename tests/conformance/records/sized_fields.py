"""Fields of texts and bytes whose length stands apart."""

import numpy as np


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


for d in (str, 'U', np.str_, 'S', np.bytes_, bytes, 'V', np.void, 'i4', float):
    for n in (3, 0, (2,), (2, 3), (), 1, np.int8(2), -1, 2.5):
        show(lambda: np.dtype([('a', d, n)]))
dt = np.dtype([('name', np.str_, 16), ('grades', np.float64, (2,))])
x = np.array([('Sarah', (8.0, 7.0)), ('Jürgen', (6.0, 7.0))], dtype=dt)
print(x[1], x['name'], x['grades'], dt['name'], dt['grades'])
show(lambda: np.dtype([('a', 'U5', 3)]))
show(lambda: np.dtype((np.str_, 16)))
