import numpy as np
a = np.array([0.0, 0.5, 1.0])
for f in (np.sin, np.cos, np.tan, np.arcsin, np.arccos, np.arctan, np.sinh, np.cosh, np.tanh, np.arcsinh, np.arctanh):
    with np.errstate(divide='ignore'):
        print(f.__name__, np.round(f(a), 12))
print(np.round(np.arctan2([1, -1], [-1, -1]), 12), np.degrees(np.pi), np.radians(180), np.deg2rad([0, 90]), np.rad2deg(1), np.sinc([0, 0.5]), np.round(np.sin(np.pi), 20), np.round(np.arccosh([1, 2]), 12), np.hypot(3, 4))
