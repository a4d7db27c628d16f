import numpy as np
old = np.seterr(divide='ignore')
print(np.array([1.0]) / 0, np.geterr(), old)
with np.errstate(divide='raise'):
    try:
        np.array([1.0]) / 0
    except FloatingPointError as e:
        print(type(e).__name__, e)
print(np.geterr()['divide'], np.seterr(**old)['divide'])
