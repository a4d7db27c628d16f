import numpy as np
for args in ((1, 2, 0), (), (0, float('nan')), ('a',), (1, 2, 3, int, 5)):
    try:
        print(np.arange(*args))
    except (ZeroDivisionError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
