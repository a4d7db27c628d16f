import numpy as np
a = np.arange(6).reshape(2, 3) > 2
print(a, repr(a), a[0], repr(a[:, 0]), np.array(True), repr(np.array(False)), repr(np.zeros((2, 0), bool)), sep='\n')
