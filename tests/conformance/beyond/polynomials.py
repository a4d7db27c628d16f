import numpy as np
p = np.poly1d([1, -3, 2])
print(p, repr(p), p(4), p.r, p.order, p.coeffs, p * p, p.deriv(), p.integ(), p + 1, sep='\n')
print(np.polyval([1, 2, 3], 2), np.round(np.polyfit([0, 1, 2], [1, 3, 7], 2), 8) + 0, np.roots([1, -3, 2]), np.polyadd([1, 2], [3]), np.polymul([1, 1], [1, -1]), np.polyder([1, 2, 3]), np.polyint([2, 2]), np.poly([1, 2]))
