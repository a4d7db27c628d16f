import numpy as np
print('one', end='')
np.arange(3)[7]
