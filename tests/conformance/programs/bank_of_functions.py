import numpy as np
def describe(a, name='a', *, digits=2):
    """One line about an array."""
    kind = 'view' if a.base is not None else 'own'
    return f'{name}: {a.shape} {a.dtype} {kind} mean={a.mean():.{digits}f}'
a = np.arange(12.0).reshape(3, 4).copy()
print(describe(a), describe(a[1:], 'tail', digits=1), describe(name='T', a=a.T), sep='\n')
stats = {f.__name__: f(a) for f in (np.min, np.max, np.sum)}
print(stats, [describe(row, f'row {i}') for i, row in enumerate(a)], sep='\n')
operations = {'double': lambda x: x * 2, 'square': lambda x: x ** 2, 'negate': lambda x: -x}
for name, operation in operations.items():
    print(f'{name:>8}: {operation(a[0])}')
