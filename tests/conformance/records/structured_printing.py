import numpy as np
a = np.zeros(2, dtype=[('x', 'i4'), ('y', 'f8', (2,))])
a['y'][1] = [1.5, 2]
print(a, repr(a), repr(a[0]), a.dtype, sep='\n')
