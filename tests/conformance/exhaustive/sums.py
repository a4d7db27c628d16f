import numpy as np
rng = np.random.default_rng(20)
x = rng.random(5000)
for n in (0, 1, 2, 7, 8, 9, 15, 16, 17, 64, 127, 128, 129, 200, 255, 256, 257, 1000, 1024, 1025, 4999):
    print(n, repr(x[:n].sum()), repr(x[:n].astype(np.float32).sum()), repr(x[:2 * n:2].sum()), repr((x[:n] + 1j * x[::-1][:n]).sum()), repr(x[:n].astype(np.float16).sum()) if n < 1000 else '')
for shape in ((50, 100), (100, 50), (10, 20, 25), (5, 1000), (1000, 5)):
    a = x.reshape(shape)
    for axis in range(-1, len(shape)):
        s = np.asarray(a.sum(axis=axis)).ravel()
        t = np.asarray(a.T.sum(axis=axis)).ravel()
        m = np.asarray(a.mean(axis=axis)).ravel()
        v = np.asarray(a.var(axis=axis)).ravel()
        print(shape, axis, repr(s[0]), repr(s[-1]), repr(t[0]), repr(m[0]), repr(v[-1]))
