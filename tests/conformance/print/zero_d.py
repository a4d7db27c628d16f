import numpy as np
for x in (5, 2.5, True, 1j, 'abc', np.float32(0.1), np.uint8(3), np.nan):
    a = np.array(x)
    print(a, repr(a), str(a), f'{a}', [a])
