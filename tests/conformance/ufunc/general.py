"""Ufuncs of vectors and matrices, with axes=, axis= and keepdims=."""
import numpy as np

a = np.arange(6.0).reshape(2, 3)


def tell(*calls):
    for call in calls:
        try:
            result = call()
            print(repr(result), getattr(result, "strides", None))
        except (TypeError, ValueError, IndexError, RuntimeError) as e:
            print(type(e).__name__, e)


tell(lambda: np.matvec(a, a), lambda: np.matvec(a, a[0]), lambda: np.vecmat(a[0], a.T), lambda: np.vecmat(a[0], a), lambda: np.vecdot(a, a),
     lambda: np.vecdot(a * 1j, a), lambda: np.vecmat(np.ones((2, 3)) * 1j, np.ones((3, 4))), lambda: np.matvec(a[0], a[0]), lambda: np.vecdot(a, 3),
     lambda: np.vecdot(a, a[:, :2]), lambda: np.matmul(a, a.T, out=np.zeros((3, 3))), lambda: np.matmul(a, a.T, out=np.zeros((2, 2), int)),
     lambda: np.matmul(a, a.T, out=np.zeros((1, 2, 2))), lambda: np.vecdot(a, a, out=np.zeros(3)))
tell(lambda: np.matmul(a, a.T, axes=[(0, 1), (0, 1), (1, 0)]), lambda: np.matmul(a, a, axes=[(0, 1), (1, 0), (0, 1)]), lambda: np.matmul(a, a, axes=[(0, 1), (1, 0)]),
     lambda: np.matmul(a, a, axes=3), lambda: np.matmul(a, a, axes=[0, 1, 2]), lambda: np.matmul(a, a, axes=[(0, 0), (0, 1), (0, 1)]), lambda: np.vecdot(a, a, axes=[0, 0]),
     lambda: np.vecdot(a, a, axis=0), lambda: np.vecdot(a, a, axis=5), lambda: np.vecdot(a, a, keepdims=True), lambda: np.vecdot(a, a, axis=0, keepdims=True),
     lambda: np.vecdot(a, a, keepdims=3), lambda: np.matmul(a, a.T, axis=0), lambda: np.matmul(a, a.T, keepdims=True), lambda: np.matvec(a, a[0], keepdims=True),
     lambda: np.vecdot(a, a, axis=0, axes=[0, 0]), lambda: np.vecdot(a, a, where=True))
tell(lambda: np.vecdot(a, a, dtype="f4"), lambda: np.vecdot(a, a, dtype=int), lambda: np.vecdot(a, a, signature="ff->f", casting="unsafe"), lambda: np.matmul(a, ["a"]),
     lambda: np.matmul(a, a.T, order="F"), lambda: np.matmul(a > 1, a.T > 2), lambda: np.matmul(a), lambda: np.matvec(np.ones((2, 3, 4)), np.ones((3, 4))),
     lambda: np.matmul(np.ones((3, 1, 2)), np.ones((2, 2, 4))), lambda: np.vecdot(np.ones((2, 1, 3)), np.ones((4, 3))), lambda: np.matmul.reduce(a), lambda: np.vecmat.at(a, 0, a),
     lambda: np.matmul.outer(a, a))
for f in np.matmul, np.vecdot, np.matvec, np.vecmat:
    print(f, f.signature, f.nin, f.nout, f.nargs, f.identity, f.ntypes, f.types[:2], type(f))
