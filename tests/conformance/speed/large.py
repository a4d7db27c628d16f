# Arrays large enough for the fast paths: threads, vectors, masks in parts, packed sorts.
import numpy as np

g = np.random.default_rng(7)


weights = 2 * np.arange(300_001, dtype="u8") + 1


def digest(x):
    x = np.ascontiguousarray(x)
    bits = x.reshape(-1).view(f"u{min(x.itemsize, 8)}")
    return x.dtype.str, x.shape, int(np.dot(bits.astype("u8"), weights[: bits.size]))


n = 66_000
a = g.normal(size=n)
b = g.normal(size=n)
i = g.integers(-1000, 1000, n)
few = g.integers(0, 50, n)
p = g.random(n) > 0.4
rare = g.random(n) > 0.999

# sorts of every type
for t in "b h i q B H I Q e f d".split():
    x = (g.normal(size=n) * 100).astype(t) if t in "efd" else g.integers(0, 120, n).astype(t)
    print(t, digest(np.sort(x)), digest(np.sort(x[::3])), digest(np.argsort(x, kind="stable")))
    print(t, digest(np.sort(x[:1000])), digest(np.sort(x[:37])), x.argmax(), x.argmin(), x[::-2].argmax())
    s = np.partition(x, 1000)
    print(t, s[1000], bool((s[:1000] <= s[1000]).all()), bool((s[1000:] >= s[1000]).all()), digest(np.sort(s)))
wide = g.integers(-(2**62), 2**62, n)
print(digest(np.sort(wide)), digest(np.argsort(wide, kind="stable")), digest(np.argsort(wide)))
alike = wide // 2**60 * 2**60 + g.integers(0, 3, n)
print(digest(np.sort(alike)), digest(np.argsort(alike, kind="stable")))
u = wide.view(np.uint64)
print(digest(np.sort(u)), digest(np.argsort(u, kind="stable")))
print(digest(np.sort(p)), digest(np.argsort(p, kind="stable")))
holes = a.copy()
holes[::7] = np.nan
holes[::11] = -np.nan
holes[3] = np.inf
holes[5] = -np.inf
print(digest(np.sort(holes)), holes.argmax(), np.nanargmax(holes), digest(np.argsort(holes, kind="stable")))
print(digest(np.sort(holes.astype("f"))), holes[:5].argmin(), a[1:].argmin())
zeros = np.where(p, 0.0, -0.0)
print(digest(np.abs(np.sort(zeros))), digest(np.argsort(zeros, kind="stable")), zeros.argmax(), zeros.argmin())
m = a[:60_000].reshape(150, 400)
for axis in (0, 1):
    print(digest(np.sort(m, axis=axis)), digest(np.argsort(m, axis=axis)), digest(m.argmax(axis)), digest(m.argmin(axis)))
    print(digest(np.sort(m.T, axis=axis)), digest(np.sort(m[::2, ::3], axis=axis)), digest(np.median(m, axis=axis)))
same = np.full(n, 3.5)
print(digest(np.sort(same)), digest(np.argsort(same)), same.argmax(), digest(np.sort(np.arange(n)[::-1])))
print(digest(np.lexsort((a, few))), digest(np.lexsort((few, i, few))), digest(np.lexsort((p, few.astype("f4")))))
print(digest(np.unique(few)), digest(np.unique(i)), [digest(x) for x in np.unique(few, return_inverse=True, return_index=True)])

# masks
for mask in (p, rare, np.zeros(n, bool), np.ones(n, bool)):
    print(mask.sum(), digest(a[mask]), digest(i[mask]), digest(mask[mask]), digest((a + 1j * b)[mask]))
    print(digest(np.nonzero(mask)[0]), digest(np.argwhere(mask)), digest(a[::-1][mask]), np.count_nonzero(mask))
    for x in (a.copy(), few.astype("i1"), few.astype("f4"), a + 1j * b):
        y = x.copy()
        y[mask] = 1
        z = x.copy()
        z[mask] = x[::-1][mask]
        w = x.copy()
        w[::-1][mask] = x[mask]
        print(digest(y), digest(z), digest(w), digest(np.where(mask, x, 0)))
q = p[:60_000].reshape(150, 400)
print([digest(x) for x in np.nonzero(q)], digest(np.argwhere(q.T)), [digest(x) for x in np.where(q[::2, ::3])])
print(digest(m[q]), digest(m.T[q.T]), digest(m[q[:, 0]]), digest(m[:, q[0]]))
print(digest(np.where(q, m, m[0])), digest(np.where(q[0], m, m[:, :1])), digest(np.where(q, 1, m.T.reshape(150, 400))))
k = m.copy()
k[q] = 5
k.T[q.T] += 1
k[q[:, 1]] = -1
print(digest(k))
np.putmask(k, q, [1.0, 2.0, 3.0])
np.place(k, ~q, [7.0, 8.0])
np.copyto(k, 9.0, where=q & (m > 1))
print(digest(k))
cube = p[:60_000].reshape(6, 100, 100)
print([digest(x) for x in cube.nonzero()], digest(np.flatnonzero(cube)))

# index arrays
at = g.integers(-n, n, 66_000)
print(digest(a[at]), digest(np.take(a, at)), digest(few.astype("i1")[at]), digest((a + 1j * b)[at]), digest(p[at]))
print(digest(a[::2][at // 2]), digest(np.take(a, at * 3, mode="wrap")), digest(np.take(a, at * 3, mode="clip")))
print(digest(a[at.reshape(600, 110)]), digest(np.take(a, at.reshape(600, 110))), digest(a[at[::-3]]))
print(digest(np.take(m, at[:300] % 150, axis=0)), digest(np.take(m, at[:300] % 400, axis=1)), digest(m[at[:300] % 150]))
for bad in (n, -n - 1):
    wrong = at.copy()
    wrong[60_000] = bad
    wrong[63_000] = 10**9
    for f in (lambda: a[wrong], lambda: np.take(a, wrong)):
        try:
            f()
        except IndexError as e:
            print(e)
c = a.copy()
c[at] = b[np.abs(at) % n]
np.put(c, at[:1000], [1.0, 2.0])
print(digest(c))

# sums and extremes
for x in (a, a[::2], a[::-1], a.astype("f4"), a + 1j * b, few, p, m[:, ::3], m.T, m[::2]):
    print(x.sum(), x.mean(), x.dtype, digest(x.sum(axis=0)), digest(x.sum(axis=-1)))
for x in (a, np.abs(holes), few, i.astype("i1"), m, m.T, m[:, ::3]):
    print(x.max(), x.min(), digest(x.max(axis=0)), digest(np.cumsum(x)), digest(np.clip(x, -1, 1)))
print(digest(np.clip(a, b, 1)), digest(np.clip(a, -1, b)), digest(np.clip(i, -10, few)), digest(np.clip(holes, 0, 0.5)))

# streams
np.random.seed(3)
print(digest(np.random.rand(100_001)), digest(np.random.rand(7)), digest(np.random.random_sample((150, 400))))
r = np.random.default_rng(5)
print(digest(r.random(300_001)), r.random(), digest(r.random((33, 3))), digest(r.random(100_000, dtype="f4")), r.random())
