import numpy as np
a = np.array([1.0, np.nan, np.inf, -np.inf, -0.0])
print(np.isnan(a), np.isinf(a), np.isfinite(a), np.signbit(a), np.isposinf(a), np.isneginf(a), np.nan_to_num(a), np.nan_to_num(a, nan=-1, posinf=9, neginf=-9), sep='\n')
print(np.spacing(1.0), np.nextafter(1.0, 2), np.frexp([8.0, 0.3]), np.ldexp([0.5], 4), np.modf([1.5, -2.25]), np.fmax([1, np.nan], 0), np.maximum([1, np.nan], 0), np.fmin(np.nan, 3), np.heaviside([-1, 0, 1], 0.5))
