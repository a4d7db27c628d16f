import numpy as np
a = np.zeros((1000, 2000))
print(f'Matrix takes up {a.nbytes / 10**6} MB')
print(f'{a.strides=} {a.T.strides=} {a.shape = } {a.dtype=} {a.size=:,}')
print(f'{a.nbytes:,} bytes = {a.nbytes / 2**20:.2f} MiB; {a.nbytes:>12} {a.nbytes:_} {a.nbytes:e}')
