import copy
import string
import sys
a = [[1], [2]]
b, c = copy.copy(a), copy.deepcopy(a)
a[0].append(9)
print(b, c, string.ascii_lowercase, string.digits, string.punctuation, string.ascii_uppercase[:3])
import numpy as np
x = np.arange(3)
y, z = copy.copy(x), copy.deepcopy(x)
x[0] = 9
print(y, z, np.shares_memory(x, y), sys.version_info[:2] >= (3, 11))
