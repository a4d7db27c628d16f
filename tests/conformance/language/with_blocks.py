import numpy as np
with np.errstate(divide='ignore', invalid='ignore') as state:
    print(np.array([1.0, 0.0]) / 0, state)
with np.printoptions(precision=2), np.errstate(all='ignore'):
    print(np.array([1 / 3]), np.log(0.0))
try:
    with np.errstate(divide='raise'):
        np.array([1.0]) / 0
except FloatingPointError as e:
    print(e)
print(np.array([1 / 3]), np.geterr()['divide'])
