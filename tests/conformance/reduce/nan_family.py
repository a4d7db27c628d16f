import numpy as np
a = np.array([[1, np.nan, 3], [np.nan, 5, 6]])
print(a.sum(), np.nansum(a), np.nanmean(a), np.nanmean(a, axis=0), np.nanstd(a), np.nanvar(a, axis=1), np.nanmin(a), np.nanmax(a, axis=1), np.nanargmax(a), np.nanargmin(a, axis=1), np.nanprod(a), np.nancumsum(a), np.nanmedian(a, axis=1), np.nanquantile(a, 0.5))
try:
    np.nanargmin([np.nan])
except ValueError as e:
    print(type(e).__name__, e)
