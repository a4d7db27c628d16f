import numpy as np
a = np.zeros((2, 3))
for f in (lambda: a.transpose(0, 0), lambda: a.transpose(0), lambda: a.transpose(0, 2), lambda: np.swapaxes(a, 0, 5), lambda: np.moveaxis(a, 0, 3), lambda: np.arange(3).mT, lambda: np.moveaxis(a, [0, 1], [0])):
    try:
        print(f())
    except (ValueError, np.exceptions.AxisError) as e:
        print(type(e).__name__, e)
