import numpy as np
a = np.full(1000, 0.1)
print(a.sum(), repr(a.sum()), np.full(10_000, 0.1).sum(), np.full(129, 0.1).sum(), np.full(8, 0.1).sum(), np.full(1_000_003, 0.1).sum(), sum(a.tolist()))
b = (np.arange(3000) * 0.1).reshape(30, 100)
print(repr(b.sum()), b.sum(axis=0)[:3].tolist(), b.sum(axis=1)[:3].tolist(), repr(b.T.sum()), repr(b[:, ::3].sum()), repr(b[::-1].sum()), repr(np.full(10_000, 0.1, np.float32).sum()), repr(np.add.reduce(b[:, 5])))
print(repr(b.mean()), repr(b.std()), repr(b.var(axis=0)[7]), repr(np.cumsum(b)[-1]))
