import numpy as np
history = []
def record(a):
    history.append((a.shape, a.strides))
    return a
def normalise(a):
    """Centre and scale the columns."""
    a = a - a.mean(axis=0)
    return a / a.std(axis=0)
x = record(np.arange(12.0).reshape(4, 3))
print(normalise(record(x.T)).round(4), history, x[0], sep='\n')
def modify(a):
    a[0] = -1
    a = a * 100
    return a
print(modify(x)[0], x[0])
