"""Which loop a ufunc takes: signature=, dtype=, casting=; and what reductions make of dtypes."""
import warnings

import numpy as np

a, b = np.arange(4), np.arange(4.0)
f = b.astype(np.float32)


def tell(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except (TypeError, ValueError, OverflowError, RuntimeError) as e:
            print(type(e).__name__, e)


tell(lambda: np.add(a, b, signature="dd->d"), lambda: np.add(a, b, signature="ff->f"), lambda: np.add(a, b, signature=("f", None, None)),
     lambda: np.add(a, a, signature=(None, None, "d")), lambda: np.add(a, a, sig="ff->f", casting="unsafe"), lambda: np.add(a, a, signature="d"),
     lambda: np.add(a, a, signature=np.float32), lambda: np.add(a, a, sig="dd->d", dtype=float), lambda: np.add(a, a, signature="dd"),
     lambda: np.add(a, a, signature=("d", "d")), lambda: np.add(a, a, sig="dd->d", signature="dd->d"),
     lambda: np.sqrt(a, signature="f->f"), lambda: np.less(a, a, dtype=float), lambda: np.less(a, b, dtype=bool), lambda: np.add(a, a, dtype="U3"),
     lambda: np.absolute(a.astype(np.uint16), dtype=complex), lambda: np.gcd(a, a, dtype=float), lambda: np.sign(a, dtype=bool))
tell(lambda: np.add(a, 2, casting="equiv"), lambda: np.add(f, 2.0, casting="no"), lambda: np.add(f, 2, casting="equiv"), lambda: np.add(a, True, casting="no"),
     lambda: np.add(2, 3.0, casting="no"), lambda: np.sqrt(2, casting="no"), lambda: np.sqrt(2, casting="safe"), lambda: np.maximum(b, 1j, casting="no"),
     lambda: np.add(300, 1, dtype=np.int8), lambda: np.add(2.5, 1, dtype=np.int8, casting="unsafe"), lambda: np.add(1e10, 1, dtype=np.int8))
tell(lambda: np.less.reduce(a > 1), lambda: np.logical_and.reduce(a, dtype=int), lambda: np.divide.reduce(a + 1), lambda: np.bitwise_and.reduce(a, dtype=np.int32),
     lambda: np.ldexp.reduce(a), lambda: np.ldexp.accumulate(a), lambda: np.lcm.accumulate([True]), lambda: np.gcd.reduce(a, dtype=float), lambda: np.power.reduce(b, dtype=np.int8),
     lambda: np.add.reduce(b, out=np.zeros((), np.float32)), lambda: np.hypot.reduce([3, 4], out=np.zeros((), complex)), lambda: np.add.reduce(["a", "b"]),
     lambda: np.minimum.reduce(a, initial=-1.5), lambda: np.max(np.array([1, 2], np.uint8), initial=-1), lambda: np.max(a, initial=2**70), lambda: np.sum(b, initial=None))
tell(lambda: np.add.accumulate(np.eye(2), axis=None), lambda: np.add.accumulate(a, axis=None), lambda: np.add.accumulate(np.array(3)), lambda: np.add.reduce(3, axis=1),
     lambda: np.exp.reduce(a), lambda: np.divmod.reduce(a, a), lambda: np.add.reduce(a, keepdims=1.5), lambda: np.add.reduce(a, axis=True), lambda: np.add.reduceat(a, 0),
     lambda: np.add.reduceat(a, [0.5]), lambda: np.add.outer(a), lambda: np.exp.at(a, 0, 1), lambda: np.add.at(a), lambda: np.add(a, a, subok=3), lambda: np.add(a, a, casting=3))
c, d = np.arange(6.0), np.arange(6.0)
print(np.divmod(c, 4, out=(c, d)), c, d)
print(np.add.types[:4], np.exp2.types, np.divide.ntypes, np.sin.types == np.cos.types)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    np.sum([np.inf, -np.inf]), np.cumsum([np.inf, -np.inf]), np.mean([np.inf, -np.inf]), np.log.at(np.zeros(2), 0), np.float32(1) / np.int64(0)
    np.maximum([1, 2], [2, 1], np.zeros(2))
for w in told:
    print(w.category.__name__, w.message)
