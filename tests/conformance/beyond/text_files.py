import numpy as np
print(np.loadtxt(['1 2', '3 4']))
