import numpy as np
from numpy.polynomial import Polynomial, Chebyshev, Legendre, Hermite, HermiteE, Laguerre
from numpy.polynomial import polynomial, chebyshev, legendre, hermite, hermite_e, laguerre, polyutils

MODULES = [(polynomial, 'poly', Polynomial), (chebyshev, 'cheb', Chebyshev), (legendre, 'leg', Legendre),
           (hermite, 'herm', Hermite), (hermite_e, 'herme', HermiteE), (laguerre, 'lag', Laguerre)]
X = np.linspace(-1, 1.5, 7)
A, B = [1, 2.5, -3, 0.1, 4], [0.3, 2, 1]
grid = np.arange(12.).reshape(3, 4) / 7


def show(label, f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
        print(label, repr(r), getattr(r, 'strides', None))
    except Exception as e:
        print(label, type(e).__name__, e)


for m, p, cls in MODULES:
    print('==', p)
    f = lambda name: getattr(m, p + name)
    for name in ['domain', 'zero', 'one', 'x']:
        print(name, f(name), f(name).dtype)
    for name in ['add', 'sub', 'mul', 'div']:
        show(name, f(name), A, B)
        show(name, f(name), B, A)
        show(name, f(name), [0], [1, 0, 0])
        show(name, f(name), A, [2j, 1])
    show('div0', f('div'), A, [0])
    show('mulx', f('mulx'), A)
    show('mulx', f('mulx'), [0])
    for k in [0, 1, 3, 1.5, -1, 20]:
        show('pow', f('pow'), B, k)
    show('pow', f('pow'), B, 2, maxpower=1)
    for k in [0, 1, 2, 7, -1, 1.5]:
        show('der', f('der'), A, k)
        show('int', f('int'), A, k)
    show('der', f('der'), grid, axis=1)
    show('der', f('der'), A, 2, 3.0)
    show('int', f('int'), grid, axis=1, k=[2])
    show('int', f('int'), A, 2, [1, 2], 0.5, 2)
    show('int', f('int'), [0], 1, 3)
    show('int', f('int'), A, 1, [1, 2])
    show('int', f('int'), A, lbnd=[1])
    show('val', f('val'), X, A)
    show('val', f('val'), 0.5, A)
    show('val', f('val'), 2, [3])
    show('val', f('val'), [1, 2], [3, 4])
    show('val', f('val'), X[:4], grid)
    show('val', f('val'), X[:4], grid, tensor=False)
    show('val', f('val'), X + 1j, B)
    show('val2d', f('val2d'), X[:3], X[1:4], grid)
    show('val2d', f('val2d'), X[:3], X[1:3], grid)
    show('grid2d', f('grid2d'), X[:2], X[:3], grid)
    show('val3d', f('val3d'), [1, 2], [1, 2], [3, 4], np.ones((2, 2, 2)))
    show('grid3d', f('grid3d'), [1, 2], [1], [3, 4], np.ones((2, 2, 2)))
    show('vander', f('vander'), X, 4)
    show('vander', f('vander'), [1, 2], 0)
    show('vander', f('vander'), X, -1)
    show('vander2d', f('vander2d'), X[:2], X[:2], [1, 2])
    show('vander2d', f('vander2d'), X[:2], X[:2], [1])
    show('vander3d', f('vander3d'), X[:2], X[:2], X[2:4], [1, 1, 1])
    show('companion', f('companion'), A)
    show('companion', f('companion'), [1, 2])
    show('companion', f('companion'), [1])
    show('roots', lambda c: f('roots')(c).round(10), [3., 1, 2])
    show('roots', f('roots'), [1, 2])
    show('roots', f('roots'), [1])
    show('fromroots', f('fromroots'), [1, -1, 0.5])
    show('fromroots', f('fromroots'), [])
    show('line', f('line'), 1, 2)
    show('line', f('line'), 1, 0)
    show('trim', f('trim'), [1, 0.1, 0.01, 0], 0.05)
    show('trim', f('trim'), [1, 0.1], -1)
    y = np.array([1., 2, 0, 3, 1, 2, 5])
    show('fit', lambda: f('fit')(X, y, 3).round(10))
    show('fit', lambda: f('fit')(X, y, [1, 3]).round(10))
    show('fit', lambda: f('fit')(X, np.c_[y, y * 2], [0, 2], w=np.ones(7)).round(10))
    show('fit', lambda: f('fit')(X, y, 2, full=True)[1][1:3])
    show('fit', f('fit'), X, y[:3], 2)
    show('fit', f('fit'), X, y, -1)
    show('fit', f('fit'), X, y, 1.5)
    if p != 'poly':
        show('gauss', lambda: [r.round(10) for r in f('gauss')(5)])
        show('gauss', lambda: [r.round(10) for r in f('gauss')(1)])
        show('gauss', f('gauss'), 0)
        show('weight', f('weight'), X[1:4])
        show('2poly', getattr(m, p + '2poly'), A)
        show('2poly', getattr(m, p + '2poly'), [1, 2])
        show('poly2', getattr(m, 'poly2' + p), A)
    P, Q = cls(A), cls(B, domain=[0, 4], symbol='t')
    show('repr', repr, P)
    show('str', str, P)
    show('str', str, Q)
    show('ascii', format, Q, 'ascii')
    show('bad', format, Q, 'x')
    show('call', P, 0.5)
    show('call', Q, X)
    for g in [lambda: P + cls(B), lambda: P - cls(B), lambda: P * cls(B), lambda: P // cls(B), lambda: P % cls(B),
              lambda: divmod(P, cls(B)), lambda: P ** 2, lambda: -P, lambda: P / 2, lambda: 2 * P, lambda: 1 - P,
              lambda: P + [1, 2], lambda: P / P, lambda: P + Q, lambda: P == cls(A), lambda: P != Q, lambda: P * 1j,
              lambda: P + (Polynomial if cls is Chebyshev else Chebyshev)(B), lambda: 'x' + P, lambda: P // 0]:
        show('op', g)
    for g in [lambda: Q.deriv(2), lambda: Q.integ(1, [2], 1), lambda: Q.mapparms(), lambda: Q.linspace(3), lambda: Q.degree(),
              lambda: P.truncate(2), lambda: P.truncate(0), lambda: P.cutdeg(1), lambda: P.trim(3), lambda: Q.copy(),
              lambda: Q.convert(), lambda: Q.convert(kind=Polynomial), lambda: Q.convert(kind=Chebyshev).coef.round(10),
              lambda: cls.basis(2), lambda: cls.basis(-1), lambda: cls.identity(), lambda: cls.identity(domain=[0, 2]),
              lambda: cls.fromroots([1, 2]), lambda: cls.fromroots([1, 2], domain=None), lambda: cls.cast(Chebyshev([1, 2, 3])),
              lambda: cls.fit(X, y, 2).coef.round(10), lambda: cls.fit(X, y, [0, 2], domain=[]).coef.round(10),
              lambda: cls.fit([1, 1], [2, 2], 0), lambda: P.has_samecoef(cls(A)), lambda: P.has_samedomain(Q),
              lambda: P.has_sametype(Q), lambda: P.has_samewindow(Q), lambda: cls.domain, lambda: cls.window,
              lambda: cls.basis_name, lambda: Q.symbol, lambda: len(Q), lambda: list(Q), lambda: cls([]),
              lambda: cls([1], domain=[1]), lambda: cls([1], symbol='1'), lambda: cls([[1]]), lambda: hash(P),
              lambda: cls(['a']), lambda: type(P), lambda: cls([1, 2]).roots(), lambda: np.round(Q.roots(), 8)]:
        show('method', g)

show('pts1', chebyshev.chebpts1, 4)
show('pts2', chebyshev.chebpts2, 4)
show('pts2', chebyshev.chebpts2, 1)
show('pts1', chebyshev.chebpts1, 1.5)
show('interpolate', chebyshev.chebinterpolate, lambda x: np.tanh(x) + 0.5, 4)
show('interpolate', lambda: Chebyshev.interpolate(np.exp, 3, domain=[0, 2]))
show('valfromroots', polynomial.polyvalfromroots, X, [1, 2])
show('valfromroots', polynomial.polyvalfromroots, 3, [1, 2])
show('as_series', polyutils.as_series, [[1, 2, 0], [1j]])
show('getdomain', polyutils.getdomain, [1j, 2, 3])
show('mapdomain', polyutils.mapdomain, [1, 2], np.array([0, 2]), np.array([1, 5]))
np.polynomial.set_default_printstyle('ascii')
print(Chebyshev([1, 2, 3]), f"{Legendre([1, 2]):unicode}")
np.polynomial.set_default_printstyle('unicode')
