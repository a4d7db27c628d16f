import numpy as np
a = np.arange(1, 7).reshape(2, 3)
print(a.cumsum(), a.cumsum(axis=0), np.cumprod(a), np.cumsum(a, axis=1), np.cumsum([0.1] * 5), np.diff([1, 4, 9, 16]), np.diff([1, 4, 9], n=2), np.diff(a, axis=0), np.ediff1d([1, 2, 4]), np.diff([1, 2], prepend=0, append=10), np.cumsum([True, True]), np.cumulative_sum([1, 2, 3], include_initial=True), np.diff([True, False]), sep='\n')
