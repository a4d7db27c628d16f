import numpy as np
print(np.mgrid[0:3], np.mgrid[0:2, 0:3], np.mgrid[0:1:5j], np.mgrid[0:1:3j, 0:2], sep='\n')
print(np.ogrid[0:2, 0:3], [g.shape for g in np.ogrid[0:2, 0:3, 0:4]])
print(np.indices((2, 3)), np.indices((2, 2)).shape)
