import numpy as np
e = np.linalg.eig(np.diag([2.0, 3.0]))
print(e, e.eigenvalues.strides, isinstance(e, tuple), e._fields, type(e), len(e), e[0], [*e][1].tolist())
w, v = e
print(w, v, np.linalg.slogdet(np.eye(2) * 2)._asdict(), np.linalg.svd(np.eye(2))._replace(S=1))
try:
    e.nothing
except AttributeError as error:
    print(error)
a = np.array([[2.0, -1, 0], [-1, 2, -1], [0, -1, 2]])
print(np.linalg.eigh(a).eigenvalues.round(6), np.linalg.eigh(a, UPLO="U").eigenvectors.round(6), np.linalg.eigvalsh(a).round(6))
big = np.cos(np.arange(40)[:, None] * np.arange(40) / 3)
w, v = np.linalg.eigh(big + big.T)
print(w.round(6)[[0, 1, -2, -1]], v[:, [0, 1, -2, -1]].round(5)[:4])
print(np.linalg.svd(a, hermitian=True), np.linalg.svd(a, hermitian=True, compute_uv=False).round(6))
print(np.linalg.pinv(a).round(6), np.linalg.pinv(a, hermitian=True).round(6), np.linalg.pinv([[1, 2], [2, 4]]).round(6), np.linalg.pinv(a, rtol=0.3).round(6), np.linalg.pinv(np.zeros((0, 3))))
print(np.linalg.matrix_rank([[1, 2], [2, 4]]), np.linalg.matrix_rank(a, tol=1), np.linalg.matrix_rank(np.zeros((2, 3))), np.linalg.matrix_rank([1, 0]), np.linalg.matrix_rank(np.stack([a, a * 0])), np.linalg.matrix_rank(a, rtol=0.5, hermitian=True))
print(np.linalg.cond([[1, 0], [0, 2]]), np.linalg.cond([[1, 2], [2, 4.0]], 1), np.linalg.cond(np.zeros((2, 2))), np.linalg.cond(np.stack([np.eye(2), np.zeros((2, 2))])))
x, left, rank, s = np.linalg.lstsq([[1.0, 0], [1, 1], [1, 2]], [1.0, 2, 4], rcond=None)
print(x.round(6), left.round(6), rank, s.round(6), type(rank))
print(np.linalg.lstsq([[1.0, 2], [2, 4]], [[1.0], [2]], rcond=None)[2:], np.linalg.lstsq(np.ones((2, 3)), [1.0, 1])[0].round(6), np.linalg.lstsq([[1j, 0], [0, 2]], [1, 2])[0].round(6))
print(np.linalg.norm([[1, 2], [3, 4]], axis=1.5).round(6), np.linalg.norm([], np.inf), np.linalg.vector_norm(np.arange(6).reshape(2, 3), axis=(0, 1)).round(6), np.linalg.norm(np.zeros((0, 2)), 2))
for f in (lambda: np.linalg.inv(np.float16([[1]])), lambda: np.linalg.inv([["a"]]), lambda: np.linalg.inv([[1, 2, 3]]), lambda: np.linalg.inv(3), lambda: np.linalg.inv([[1, 1], [1, 1]]), lambda: np.linalg.matrix_power([[1, 2], [3, 4]], 1.5), lambda: np.linalg.outer([[1]], [1]),
          lambda: np.linalg.pinv(a, 0.1, rtol=0.1), lambda: np.linalg.matrix_rank(a, tol=1, rtol=1), lambda: np.linalg.norm(a, axis="a"), lambda: np.linalg.norm(a, "x"), lambda: np.linalg.norm(a, "fro", axis=0), lambda: np.tensordot(a, a, ([0, 0], [0, 0])),
          lambda: np.tensordot(a, 3), lambda: np.tensordot(a, a, ([0], [0, 1])), lambda: np.linalg.qr(a, "x"), lambda: np.linalg.lstsq(a, [1, 2]), lambda: np.linalg.eigh(a, "x"), lambda: np.linalg.cholesky(-a), lambda: np.linalg.eig([[np.nan, 1], [1, 1]]), lambda: np.linalg.cond(np.zeros((0, 0)))):
    try:
        print(f())
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__, e)
b = np.arange(6).reshape(2, 3)
print(np.einsum(b, [0, 1], b.T, [1, 2]), np.einsum(b, [0, 1], [1, 0]), np.einsum(b, [Ellipsis, 0], [0, Ellipsis]), np.einsum(b, [0, 1], []), np.einsum(b, [30, 2]))
print(np.matvec(b, [1, 2, 3]), np.vecmat([1j, 1], b), np.matvec(np.stack([b, b]), np.ones((2, 3), int)), np.vecmat(np.eye(2), b))
for f in (lambda: np.einsum("ij", b, b), lambda: np.einsum("ij,jk", b), lambda: np.einsum(b, [0, 99]), lambda: np.einsum(b, [0, 1.5]), lambda: np.einsum(b), lambda: np.einsum(b, 3), lambda: np.matvec(b, [1]), lambda: np.matvec(3, [1]), lambda: np.vecmat([1], b), lambda: np.vecmat([1], [1]), lambda: np.trace(b, axis1=2)):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
