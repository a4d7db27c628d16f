import numpy as np
for a in ([1 + 2j, 3], [1.5j], [-1 - 1j, 0.001], [1e10 + 1j, 1], [complex('nan'), 1j], [complex(0, -0.0), complex(-0.0, 0)], [1 / 3 + 1j / 7], [complex('inf') + 1j, 2]):
    x = np.array(a)
    print(x, repr(x), x.astype(np.complex64))
