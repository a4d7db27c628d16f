"""Products and decompositions: every function and keyword of `numpy.linalg` and its neighbours."""

import numpy as np

from ..create import COMPLEX, FLOATS, INTS, Statement
from .sorting import options

DTYPES = ["float64"] * 6 + ["int64"] * 3 + ["complex128"] * 2 + ["bool"] + INTS + FLOATS + COMPLEX


def array(g, shape, among=DTYPES):
    """An array of distinct looking numbers, as source; now and then strided or in Fortran order."""
    name = g.one(among)
    kind = np.dtype(name).kind
    n = int(np.prod(shape, dtype=int))
    number = {"b": lambda: g.one("True", "False"), "u": lambda: str(g.rng.randint(0, 9)), "i": lambda: str(g.rng.randint(-9, 9)),
              "f": lambda: str(round(g.rng.uniform(-5, 5), 2)), "c": lambda: f"{g.rng.randint(-5, 5)}{g.rng.randint(-5, 5):+d}j"}[kind]
    text = f"np.array([{', '.join(number() for _ in range(n))}], dtype={name!r}).reshape({shape})"
    return text + g.one("", "", "", "", "", '.copy("F")', "[::-1]", ".T" if len(shape) == 2 and shape[0] == shape[1] else "", "[..., ::-1]" if shape else "")


def length(g):
    return g.weighted([(0.25, 0), (2, 1), (5, 2), (5, 3), (2, 4), (1, 5)])


def stack(g):
    return g.weighted([(7, ()), (1, (2,)), (0.5, (1,)), (0.5, (2, 2)), (0.25, (0,))])


def square(g, among=DTYPES, stacked=True):
    n = length(g)
    shape = (stack(g) if stacked else ()) + (n, n)
    if g.maybe(0.05):
        shape = g.one((), (3,), (2, 3), (1, 2, 3))
    return array(g, shape, among), shape


def singular(g):
    return g.one("[[1, 2], [2, 4]]", "np.zeros((2, 2))", "np.ones((3, 3))", "np.arange(9).reshape(3, 3)", "[[0.0]]", "np.full((2, 2), np.nan)", "[[1, np.inf], [0, 1]]",
                 "np.array([['a']])", "3", "[1, 2]", "[[1, 2], [3]]", "np.eye(3)", "[[1, 2], [3, 4]]", "[[2, 0], [0, 3]]", "[[1.0, 2], [3, 4]]", "np.diag([1, 2, 3])", "[[0, 1], [-1, 0]]",
                 "np.float16([[1, 2], [3, 4]])", "None", "[[True]]", "np.zeros((0, 0))", "np.zeros((2, 0))", "np.zeros((0, 3))", "np.eye(2, dtype=np.float32)", "[[2, 1j], [-1j, 3]]")


def matrix(g, among=DTYPES):
    if g.maybe(0.15):
        return singular(g), (2, 2)
    shape = stack(g) + (length(g), length(g))
    if g.maybe(0.04):
        shape = g.one((), (3,))
    return array(g, shape, among), shape


def decompositions(g):
    """What depends on the signs of vectors is shown by what does not."""
    f = g.one("eig", "eigh", "eigvals", "eigvalsh", "svd", "svdvals", "qr", "cholesky")
    text, shape = (matrix if f in ("svd", "svdvals", "qr") else square)(g)
    if g.maybe(0.12):
        text = singular(g)
    symmetric = f"h = {text}\nh = h + np.conj(np.swapaxes(h, -1, -2))"
    if f in ("eigh", "eigvalsh"):
        more = options(g, (0.4, "UPLO", lambda: g.one("'L'", "'U'", "'u'", "'l'", "'x'", "3", "None")))
        return Statement(f, f"np.linalg.{f}(h{more})", before=symmetric, near=True)
    if f == "cholesky":
        more = options(g, (0.4, "upper", lambda: g.one("True", "False", "1")))
        before = f"h = {text}\nh = h @ np.conj(np.swapaxes(h, -1, -2)) + np.eye(h.shape[-1], dtype=h.dtype)" if g.maybe(0.8) else f"h = {text}"
        return Statement(f, f"np.linalg.{f}(h{more})", before=before, near=True)
    more = {"svd": lambda: options(g, (0.4, "full_matrices", lambda: g.one("True", "False")), (0.3, "compute_uv", lambda: g.one("True", "False")), (0.2, "hermitian", lambda: g.one("True", "False"))),
            "qr": lambda: options(g, (0.6, "mode", lambda: repr(g.one("reduced", "complete", "r", "raw", "full", "economic", "f", "x"))))}.get(f, lambda: "")()
    if "hermitian=True" in more:
        return Statement(f, f"np.linalg.{f}(h{more})", before=symmetric, near=True)
    return Statement(f, f"np.linalg.{f}({text}{more})", near=True)


def tuples(g):
    """The named tuples."""
    f, fields = g.one(("eig", "eigenvalues eigenvectors"), ("eigh", "eigenvalues eigenvectors"), ("svd", "U S Vh"), ("qr", "Q R"), ("slogdet", "sign logabsdet"))
    x = g.one("np.eye(2)", "[[2, 0], [0, 3]]", "np.diag([1., 4.])", "np.eye(3, dtype=complex)")
    name = g.one(fields.split())
    shows = g.one(f"np.linalg.{f}({x})", f"repr(np.linalg.{f}({x}))", f"np.linalg.{f}({x}).{name}", f"np.linalg.{f}({x})[0]", f"len(np.linalg.{f}({x}))", f"isinstance(np.linalg.{f}({x}), tuple)",
                  f"np.linalg.{f}({x})._fields", f"type(np.linalg.{f}({x}))", f"tuple(np.linalg.{f}({x}))[1:]", f"np.linalg.{f}({x}).nothing", f"str(np.linalg.{f}({x}))", f"np.linalg.{f}({x})._asdict()",
                  f"np.linalg.{f}({x})[-1:]", f"[*np.linalg.{f}({x})]", f"np.linalg.{f}({x})._replace({name}=1)", f"f'{{np.linalg.{f}({x})}}'")
    return Statement("results", shows, near="repr" not in shows and "str" not in shows and "f'" not in shows)


def solving(g):
    f = g.one("solve", "solve", "inv", "det", "slogdet", "pinv", "matrix_rank", "cond", "lstsq", "matrix_power", "tensorsolve", "tensorinv")
    if f == "tensorinv":
        return Statement(f, g.one("np.linalg.tensorinv(np.eye(24).reshape(4, 6, 8, 3))[0, 0]", f"np.linalg.tensorinv({array(g, (2, 2, 4))})", f"np.linalg.tensorinv({array(g, (4, 2, 2))}, ind=1)",
                                  "np.linalg.tensorinv(np.eye(4).reshape(2, 2, 4), ind=0)", "np.linalg.tensorinv(np.eye(4).reshape(2, 2, 4), ind=1)"), near=True)
    if f == "tensorsolve":
        return Statement(f, g.one(f"np.linalg.tensorsolve({array(g, (2, 3, 6))}, {array(g, (2, 3))})", f"np.linalg.tensorsolve({array(g, (2, 6, 3))}, {array(g, (2, 3))}, axes=(1,))",
                                  f"np.linalg.tensorsolve({array(g, (4, 4))}, {array(g, (4,))})", f"np.linalg.tensorsolve({array(g, (4, 3))}, {array(g, (4,))})"), near=True)
    text, shape = (matrix if f in ("pinv", "matrix_rank", "lstsq") else square)(g)
    if g.maybe(0.15):
        text = singular(g)
    if f in ("solve", "lstsq"):
        m = shape[-2] if len(shape) > 1 else 2
        side = g.one((m,), (m, 1), (m, 2), (m, 3), shape[:-2] + (m,), shape[:-2] + (m, 2), (m + 1,), ())
        more = options(g, (0.4, "rcond", lambda: g.one("None", "-1", "1e-10", "0.5", "'warn'"))) if f == "lstsq" else ""
        return Statement(f, f"np.linalg.{f}({text}, {array(g, side) if not g.wild() else g.one('[1, 2]', '3', '[[1], [2]]', 'None')}{more})", near=True)
    more = {"pinv": lambda: options(g, (0.3, "rcond", lambda: g.one("0.1", "1e-3", "[0.1, 0.2]", "None")), (0.2, "rtol", lambda: g.one("0.1", "None")), (0.1, "hermitian", lambda: "False")),
            "matrix_rank": lambda: options(g, (0.3, "tol", lambda: g.one("0.1", "3", "None", "[0.1, 2]")), (0.2, "rtol", lambda: g.one("0.1", "None")), (0.1, "hermitian", lambda: "False")),
            "cond": lambda: ", " + g.one("2", "-2", "1", "-1", "np.inf", "-np.inf", "'fro'", "None", "'nuc'", "3", "'x'") if g.maybe(0.6) else "",
            "matrix_power": lambda: ", " + g.one("0", "1", "2", "3", "5", "-1", "-2", "1.5", "10", "'a'", "True", "np.int8(2)")}.get(f, lambda: "")()
    return Statement(f, f"np.linalg.{f}({text}{more})", near=True)


def hermitian(g):
    text, shape = square(g)
    f = g.one("pinv", "matrix_rank", "svd")
    return Statement(f"{f} hermitian", f"np.linalg.{f}(h, hermitian=True{', compute_uv=False' if f == 'svd' else ''})", before=f"h = {text}\nh = h + np.conj(np.swapaxes(h, -1, -2))", near=True)


ORDS = ["None", "1", "2", "-1", "-2", "0", "3", "0.5", "np.inf", "-np.inf", "'fro'", "'nuc'", "'x'", "-3", "'f'", "2.0"]


def norms(g):
    shape = g.shape(g.weighted([(0.5, 0), (4, 1), (5, 2), (2, 3)]), 30)
    text = array(g, shape)
    axis = lambda: g.one("None", "0", "-1", "1", "(0, 1)", "(1, 0)", "(-1, -2)", "(0, 0)", "(0,)", "2", "(0, 1, 2)", "1.5", "'a'")
    f = g.one("norm", "norm", "norm", "vector_norm", "matrix_norm")
    keep = (0.3, "keepdims", lambda: g.one("True", "False"))
    if f == "matrix_norm":
        return Statement(f, f"np.linalg.{f}({text}{options(g, (0.6, 'ord', lambda: g.one(ORDS)), keep)})", near=True)
    return Statement(f, f"np.linalg.{f}({text}{options(g, (0.6, 'ord', lambda: g.one(ORDS)), (0.5, 'axis', axis), keep)})", near=True)


def near(*texts):
    return any(name in text for text in texts for name in ("float", "complex"))


def products(g):
    f = g.one("dot", "dot", "matmul", "matmul", "@", "vdot", "inner", "outer", "vecdot", "matvec", "vecmat", "kron", "method dot")
    k = length(g)
    left, right = {
        "vdot": lambda: (g.one((k,), (k, 2)), g.one((k,), (k, 2), (2, k))), "inner": lambda: (g.one((), (k,), (2, k), (2, 1, k)), g.one((), (k,), (3, k), (2, k))),
        "outer": lambda: (g.shape(most=6), g.shape(most=6)), "vecdot": lambda: (g.one((k,), (2, k), (1, k), (2, 1, k)), g.one((k,), (2, k), (3, k))),
        "matvec": lambda: (g.one((2, k), (3, 2, k), (k, k)), g.one((k,), (3, k), (1, k), (2, 1, k))), "vecmat": lambda: (g.one((k,), (3, k), (2, 1, k)), g.one((k, 2), (3, k, 2), (k, k))),
        "kron": lambda: (g.shape(most=6), g.shape(most=6)),
    }.get(f, lambda: (g.one((), (k,), (2, k), (k, k), (2, 3, k), (1, 2, k)), g.one((), (k,), (k, 2), (k, k), (2, k, 2), (1, k, 3))))()
    if g.maybe(0.08):
        right = g.shape(most=12)
    a, b = array(g, left), array(g, right) if not g.wild() else g.one("3", "2.5", "[1, 2]", "'a'", "None", "[[1, 2], [3, 4]]", "True")
    if f == "@":
        return Statement("@", f"{a} @ {b}", near=near(a, b))
    if f == "method dot":
        return Statement("dot method", f"({a}).dot({b})", near=near(a, b))
    more = ""
    shows = None
    if g.maybe(0.15) and f in ("dot", "matmul", "outer", "vecdot", "matvec", "vecmat"):
        out = g.one(g.arrays(lambda y: y.dtype.kind in "fi"))
        more, shows = f", out={out}", out
    elif f in ("matmul", "vecdot", "matvec", "vecmat") and g.maybe(0.25):
        more = ", " + g.one("dtype=float", "dtype=np.float32", "dtype=complex", "casting='no'", "casting='unsafe', dtype=int", "axis=0", "axes=[(0, 1), (0, 1), (0, 1)]", "keepdims=True", "order='F'", "subok=False",
                            "signature='dd->d'", "axes=[(-2, -1), (-2, -1), (-2, -1)]", "axis=-1", "axes=[0, 0, ()]", "where=True", "bad=1", "axes=[(-1, -2), (-2, -1), (-1, -2)]")
    return Statement(f, f"np.{f}({a}, {b}{more})", near=near(a, b, more), shows=shows)


def linalg_products(g):
    k = length(g)
    f = g.one("multi_dot", "tensordot", "tensordot", "np.tensordot", "cross", "np.cross", "np.cross", "outer", "matmul", "vecdot", "trace", "diagonal", "matrix_transpose", "np.trace", "np.diagonal", "np.matrix_transpose")
    if f == "multi_dot":
        n = [g.rng.randint(1, 4) for _ in range(g.rng.randint(3, 5))]
        shapes = [[m, p] for m, p in zip(n, n[1:])]
        if g.maybe(0.2):
            shapes[0] = shapes[0][1:]
        if g.maybe(0.2):
            shapes[-1] = shapes[-1][:1]
        arrays = [array(g, tuple(s)) for s in shapes]
        if g.wild():
            arrays = arrays[:1]
        return Statement(f, f"np.linalg.multi_dot([{', '.join(arrays)}])", near=near(*arrays))
    if f.endswith("tensordot"):
        a, b = array(g, g.one((2, 3, k), (3, 2), (k,), (2, 3), ())), array(g, g.one((3, 2, k), (2, 3), (k,), (k, 2, 3), ()))
        axes = options(g, (0.8, "axes", lambda: g.one("0", "1", "2", "([0], [1])", "([1], [0])", "([0, 1], [1, 0])", "([1, 0], [0, 1])", "(0, 1)", "(-1, 0)", "[[0], [0, 1]]", "3", "([5], [0])", "-1", "1.5", "([0, 0], [0, 0])")))
        name = f if f.startswith("np.") else f"np.linalg.{f}"
        return Statement(f, f"{name}({a}, {b}{axes})", near=near(a, b))
    if f.endswith("cross"):
        shapes = [(3,), (2,), (2, 3), (3, 2), (1, 3), (3, 3), (4,), (2, 2), ()]
        a, b = array(g, g.one(shapes)), array(g, g.one(shapes))
        if f == "cross":
            return Statement(f, f"np.linalg.cross({a}, {b}{options(g, (0.3, 'axis', lambda: g.one('0', '-1', '1')))})", near=near(a, b))
        more = options(g, (0.2, "axisa", lambda: g.one("0", "-1")), (0.2, "axisb", lambda: g.one("0", "-1")), (0.2, "axisc", lambda: g.one("0", "-1", "5")), (0.2, "axis", lambda: g.one("0", "-1", "3")))
        return Statement(f, f"np.cross({a}, {b}{more})", near=near(a, b))
    if f == "outer":
        a, b = array(g, g.one((2,), (3,), (2, 2), ())), array(g, g.one((2,), (0,), (3,)))
        return Statement("linalg.outer", f"np.linalg.outer({a}, {b})", near=near(a, b))
    if f in ("matmul", "vecdot"):
        a, b = array(g, (2, k)), array(g, g.one((2, k), (k, 2), (k,)))
        more = options(g, (0.3, "axis", lambda: g.one("0", "-1", "1"))) if f == "vecdot" else ""
        return Statement(f"linalg.{f}", f"np.linalg.{f}({a}, {b}{more})", near=near(a, b))
    text = array(g, g.shape(g.weighted([(0.3, 0), (0.5, 1), (5, 2), (3, 3)]), 30))
    if f.endswith("transpose"):
        return Statement(f, f"{f if '.' in f else 'np.linalg.' + f}({text})")
    if f in ("trace", "diagonal"):
        more = options(g, (0.4, "offset", lambda: str(g.rng.randint(-2, 2))), (0.2 if f == "trace" else 0, "dtype", lambda: g.dtype()))
        return Statement(f, f"np.linalg.{f}({text}{more})", near=near(text))
    more = options(g, (0.4, "offset", lambda: str(g.rng.randint(-2, 2))), (0.3, "axis1", lambda: str(g.rng.randint(-2, 2))), (0.3, "axis2", lambda: str(g.rng.randint(-2, 2))),
                   (0.2 if f == "np.trace" else 0, "dtype", lambda: g.dtype(INTS + FLOATS)))
    return Statement(f, f"{f}({text}{more})", near=near(text))


FORMS = {"i->": 1, "i": 1, "ii": 2, "ii->i": 2, "ij->ji": 2, "ij": 2, "ji": 2, "ij->": 2, "ij->i": 2, "ij->j": 2, "...": 2, "i...": 2, "...i->...": 2, "ijk->kij": 3, "ijj->i": 3, "...ij->...ji": 3, "i...->...": 2, "iij->j": 3}
PAIRS = {"i,i": (1, 1), "i,i->": (1, 1), "i,i->i": (1, 1), "i,j": (1, 1), "i,j->ij": (1, 1), "i,j->ji": (1, 1), "ij,j": (2, 1), "ij,j->i": (2, 1), "ij,jk": (2, 2), "ij,jk->ik": (2, 2), "ij,jk->ki": (2, 2), "ij,ij->": (2, 2),
         "ij,ij->ij": (2, 2), "ij,ji->": (2, 2), "...j,jk->...k": (3, 2), "...,...": (2, 2), "...i,...i->...": (2, 2), "ij,kl->ijkl": (2, 2), "ijk,ijl->ikl": (3, 3), "i...,i...->...": (2, 2), "ij, jk -> ik": (2, 2),
         "i,->i": (1, 0), ",": (0, 0), "ij,k->ik": (2, 1), "bij,bjk->bik": (3, 3), "ijk,jil->kl": (3, 3)}
WRONG = ["i->j", "ij->iij", "i,j", "ij->k", "i..->i", "ij->...", "i-j", "1", "i->i->", "", "ij", "i,i,i", "...i...", "i,j->"]


def einsum(g):
    n = g.one(2, 2, 3)
    more = options(g, (0.15, "optimize", lambda: g.one("True", "False", "'greedy'", "'optimal'")), (0.1, "dtype", lambda: g.dtype()), (0.1, "order", lambda: g.one("'C'", "'F'", "'K'", "'A'")), (0.1, "casting", lambda: g.one("'unsafe'", "'no'", "'safe'", "'same_kind'")))
    if g.maybe(0.1):
        sides = [array(g, (n,) * g.one(1, 2)) for _ in range(g.one(1, 2))]
        return Statement("einsum", f"np.einsum({g.one(WRONG)!r}, {', '.join(sides)}{more})", near=near(*sides, more))
    if g.maybe(0.15):
        a, b = array(g, (n, n)), array(g, (n, n))
        form = g.one(f"{a}, [0, 1], {b}, [1, 2]", f"{a}, [0, 1], {b}, [1, 2], [0, 2]", f"{a}, [0, 0]", f"{a}, [0, 1], [1, 0]", f"{a}, [Ellipsis, 0], {b}, [Ellipsis, 0], [Ellipsis]", f"{a}, [0, 1], {b}, [0, 1], []", f"{a}, [0, 99]", f"{a}, [0], {b}, [1, 2]")
        return Statement("einsum lists", f"np.einsum({form}{more})", near=near(a, b, more))
    if g.maybe(0.2):
        shapes = [(2, 3), (3, 4), (4, 2)]
        sides = [array(g, s, ["int64", "float64"]) for s in shapes]
        how = g.one("'greedy'", "'optimal'", "False", "True", "('greedy', 100)", "['einsum_path', (0, 1), (0, 1)]")
        f = g.one("einsum", "einsum_path")
        return Statement(f, f"np.{f}({g.one('ij,jk,kl->il', 'ij,jk,kl', 'ij,jk,ki->', 'ij,jk,ki')!r}, {', '.join(sides)}, optimize={how})", near=f == "einsum")
    if g.maybe(0.4):
        form = g.one(list(FORMS))
        a = array(g, (n,) * FORMS[form] if g.maybe(0.8) else g.shape(FORMS[form]))
        return g.assign("einsum", f"np.einsum({form!r}, {a}{more})", near=near(a, more))
    form = g.one(list(PAIRS))
    p, q = PAIRS[form]
    a, b = array(g, (n,) * p), array(g, (n,) * q if g.maybe(0.92) else g.shape(q))
    if g.maybe(0.1):
        out = g.one(g.arrays(lambda y: y.dtype.kind in "fi"))
        return Statement("einsum out", f"np.einsum({form!r}, {a}, {b}, out={out})", near=True, shows=out)
    return Statement("einsum", f"np.einsum({form!r}, {a}, {b}{more})", near=near(a, b, more))


KINDS = [(5, decompositions), (2, tuples), (6, solving), (1, hermitian), (5, norms), (7, products), (6, linalg_products), (5, einsum)]
