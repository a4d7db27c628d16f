import numpy as np
a = np.array([1 / 3, 1e-5, 12345.678])
with np.printoptions(precision=3):
    print(a, repr(a))
with np.printoptions(precision=3, suppress=True):
    print(a)
with np.printoptions(suppress=True):
    print(a, np.array([1e-20, 1.0]))
with np.printoptions(threshold=5, edgeitems=2):
    print(np.arange(10), np.zeros((6, 6)))
with np.printoptions(linewidth=40):
    print(repr(np.arange(20)), np.arange(20.0))
with np.printoptions(floatmode='fixed', precision=2):
    print(a, np.float64(1 / 3))
with np.printoptions(sign='+'):
    print(np.array([1.0, -2.0]))
with np.printoptions(nanstr='NA', infstr='INF'):
    print(np.array([np.nan, np.inf]))
np.set_printoptions(precision=2)
print(a, np.get_printoptions()['precision'])
np.set_printoptions(formatter={'float': lambda x: f'<{x:.1f}>'})
print(a, np.arange(2))
np.set_printoptions(formatter=None, precision=8)
print(a)
