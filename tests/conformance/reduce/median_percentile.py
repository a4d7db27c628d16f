import numpy as np
a = np.array([[3, 1, 4, 1], [5, 9, 2, 6]])
print(np.median(a), np.median(a, axis=0), np.median([1, 2, 3, 4]), np.percentile(a, 25), np.percentile(a, [0, 50, 100]), np.percentile(a, 50, axis=1), np.quantile(a, 0.3), np.quantile([1, 2, 3, 4], [0.25, 0.75], method='nearest'), np.median([np.nan, 1]), np.nanmedian([np.nan, 1, 2]), np.quantile([1., 2, 4], 0.1, method='lower'), np.nanpercentile([1, np.nan, 3], 50))
try:
    np.percentile(a, 101)
except ValueError as e:
    print(type(e).__name__, e)
