import numpy as np
a = np.arange(3)
print([a, a * 1.5], (a,), {'a': a}, [np.float64(1.5), np.int64(2)], (np.float32(0.1), np.True_))
print(f'{a} {a!r} {a.sum():5d} {a.mean():.3f} {a.shape}', '%s %r' % (a, a), '{} {!r}'.format(a, a), str(a) + '!')
print(a, 'and', a.reshape(3, 1))
