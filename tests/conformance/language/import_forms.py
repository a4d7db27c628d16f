import numpy
import numpy as np
from numpy import array, zeros as z
from numpy.linalg import norm
import numpy.linalg as la
from math import *
import math, string as st
print(numpy is np, array([1, 2]), z(2), norm([3, 4]), la.norm([3, 4]), sqrt(16), math.pi == pi, st.digits, np.linalg is la, numpy.random.default_rng(0).integers(5))
try:
    from numpy import nothing_here
except ImportError as e:
    print(type(e).__name__, str(e).split(' (')[0])
try:
    import not_a_module_at_all
except ImportError as e:
    print(type(e).__name__, e)
