import numpy as np
a = np.array([1.0, 2, 4, 8, 16, 32])
n = 3
total = np.cumsum(a)
total[n:] = total[n:] - total[:-n]
print(total[n - 1:] / n, np.convolve(a, np.ones(n) / n, 'valid').round(10), np.lib.stride_tricks.sliding_window_view(a, n).mean(axis=1))
