"""Arrays of objects: made, cast, indexed, written, computed with, folded, sorted, joined, printed."""

from ..create import Statement

ITEMS = ["1", "2", "-3", "0", "2.5", "-0.5", "True", "False", "None", "'a'", "'bc'", "''", "[1, 2]", "[]", "(1, 2)", "()", "{'k': 1}", "{3}", "2**70", "1j", "b'x'", "np.float64(1.5)", "np.int8(3)", "np.arange(2)", "range(2)", "int", "slice(1)", "np.nan"]
NUMBERS = ["1", "2", "-3", "0", "5", "2.5", "-0.5", "True", "2**70", "np.float64(1.5)", "np.int8(3)", "7"]
TEXTS = ["'a'", "'b'", "'abc'", "''", "'B'", "'z'"]
LISTS = ["[1]", "[2, 3]", "[]", "['a']"]
DTYPES = ["bool", "int", "float", "complex", "'U'", "'U2'", "'S'", "'i1'", "'u1'", "'f4'", "object", "'O'", "'M8[D]'"]


def pool(g):
    return g.weighted([(4, NUMBERS), (3, TEXTS), (1, LISTS), (3, ITEMS), (1, NUMBERS + TEXTS)])


def values(g, among=None, n=None):
    among = among or pool(g)
    return [g.one(among) for _ in range(g.one(0, 1, 2, 3, 3, 4, 6) if n is None else n)]


def flat(g, among=None, n=None):
    """The text of a 1-d array whose elements are what they look like."""
    items = values(g, among, n)
    return f"np.array([{', '.join(items + ['None'])}, [0]], dtype=object)[:-2]"


def table(g, among=None):
    rows, columns = g.one(1, 2, 2, 3), g.one(1, 2, 3, 3)
    text = flat(g, among, rows * columns) + f".reshape({rows}, {columns})"
    return text + g.one("", "", "", ".T", "[::-1]", "[:, ::-1]", ".copy(order='F')")


def some(g, among=None):
    return table(g, among) if g.maybe(0.35) else flat(g, among) + g.one("", "", "", "[::-1]", "[::2]", "[1:]")


def number(g):
    return g.one("0", "1", "2", "-1", "2.5", "'a'", "None", "[1, 2]", "np.int64(3)", "np.array([1, 2])", "True", "1j", "(1, 2)")


def attempt(tag, expr, before=""):
    return Statement("objects: " + tag, expr, before=before)


def made(g):
    items = ", ".join(values(g, ITEMS))
    nested = g.one(f"[{items}]", f"[[{items}], [{', '.join(values(g, ITEMS))}]]", f"[[1, 2], [{items}]]", f"([{items}], 3)", items.split(", ")[0] or "None", f"[np.arange(2), [{items}]]", "[np.zeros(2), np.zeros(3)]", "[np.eye(2), np.eye(2)]", "[[[1], [2]], [3, 4]]", "[range(2), range(3)]")
    more = g.one("", ", dtype=object", ", dtype=object", ", dtype='O', ndmin=2", ", dtype=object, ndmax=1", ", dtype=float", ", dtype=str", ", dtype=int")
    return attempt("made", f"np.array({nested}{more})")


def filled(g):
    shape = g.one("2", "(2, 2)", "0", "(0, 2)", "()", "(1, 3)")
    f = g.one("zeros", "ones", "empty", "full", "identity", "eye", "arange")
    if f == "full":
        return attempt(f, f"np.full({shape}, {g.one(ITEMS)}{g.one(', dtype=object', '')})")
    if f in ("identity", "eye", "arange"):
        return attempt(f, f"np.{f}({g.one(0, 1, 2, 3)}, dtype=object)")
    if g.maybe(0.3):
        return attempt(f + "_like", f"np.{f}_like({some(g)})")
    return attempt(f, f"np.{f}({shape}, dtype={g.one('object', repr('O'))})")


def cast(g):
    if g.maybe(0.3):
        name, _ = g.array("biufcUSM")
        return attempt("to objects", f"{name}.astype(object)")
    return attempt("from objects", f"{some(g)}.astype({g.one(DTYPES)}{g.one('', '', ', copy=False', ', order=' + repr(g.one('F', 'C')))})")


def place(g, rank):
    one = ["0", "-1", "1", "5", ":", "::2", "1:", "::-1", "...", "None", "[0, 0]", "[True]", "[]", "np.array([0, -1])"]
    return ", ".join(g.one(one) for _ in range(g.one(1, 1, rank)))


def picked(g):
    rank = g.one(1, 2)
    array = flat(g) if rank == 1 else table(g)
    return attempt("index", f"{array}[{place(g, rank)}]")


def written(g):
    rank = g.one(1, 2)
    array = flat(g, n=g.one(2, 3, 4)) if rank == 1 else table(g)
    value = g.one(g.one(ITEMS), g.one(ITEMS), flat(g), f"[{', '.join(values(g, ITEMS, 2))}]", f"[[{', '.join(values(g, ITEMS, 2))}], 3]", "np.arange(3)", "np.array(5)", "range(3)")
    return attempt("write", "o", before=f"o = {array}\no[{place(g, rank)}] = {value}")


def operators(g):
    among = g.one(NUMBERS, NUMBERS, TEXTS, LISTS, ITEMS)
    op = g.one("+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", "==", "!=", "<", "<=", ">", ">=", "==", "+", "*")
    n = g.one(1, 2, 3)
    other = g.one(number(g), flat(g, among, n), flat(g, NUMBERS, n), "np.arange(1, %d)" % (n + 1), f"np.array({['a', 'b', 'c'][:n]})")
    left, right = (flat(g, among, n), other) if g.maybe(0.7) else (other, flat(g, among, n))
    if op == "**" and "2**70" in left + right:
        return None
    return attempt("operator", f"({left}) {op} ({right})")


BINARY = "add subtract multiply divide floor_divide remainder fmod maximum minimum fmax fmin gcd lcm logical_and logical_or logical_xor equal not_equal less greater_equal bitwise_and left_shift hypot arctan2 heaviside copysign".split()
UNARY = "negative positive absolute sign square reciprocal conjugate floor ceil trunc rint invert logical_not sqrt exp sin log isnan isfinite signbit bitwise_count degrees cbrt".split()


def ufunc(g):
    among = g.one(NUMBERS, NUMBERS, ITEMS, TEXTS)
    more = g.one("", "", "", ", dtype=object", ", dtype=float", ", out=np.empty(2, dtype=object)", ", casting='no'")
    if g.maybe(0.4):
        return attempt("unary", f"np.{g.one(UNARY)}({g.one(some(g, among), flat(g, among, 2))}{more})")
    return attempt("binary", f"np.{g.one(BINARY)}({flat(g, among, 2)}, {g.one(number(g), flat(g, among, 2))}{more})")


def method(g):
    among = g.one(NUMBERS, TEXTS, ITEMS)
    f, m = g.one("add multiply maximum minimum subtract logical_or logical_and equal bitwise_or".split()), g.one("reduce", "reduce", "accumulate", "outer", "reduceat", "at")
    if m == "outer":
        return attempt(m, f"np.{f}.outer({flat(g, among, 2)}, {flat(g, among, 2)})")
    if m == "reduceat":
        return attempt(m, f"np.{f}.reduceat({flat(g, among, 4)}, {g.one('[0, 2]', '[3, 1]', '[0]')})")
    if m == "at":
        return attempt(m, "o", before=f"o = {flat(g, among, 3)}\nnp.{f}.at(o, {g.one('[0, 0]', '[1]', 'slice(2)')}, {number(g)})")
    more = "".join(g.one("", "", o) for o in (f", axis={g.one(0, 1, -1, None)}", ", keepdims=True", f", initial={number(g)}") if m == "reduce" or "axis" in o)
    return attempt(m, f"np.{f}.{m}({some(g, among)}{more})")


def folded(g):
    among = g.one(NUMBERS, NUMBERS, TEXTS, LISTS, ITEMS)
    f = g.one("sum prod max min any all mean var std argmax argmin cumsum cumprod ptp median count_nonzero nansum nanmax average".split())
    axis = g.one("", "", ", axis=0", ", axis=1", ", axis=-1")
    return attempt(f, f"np.{f}({some(g, among)}{axis})")


def ordered(g):
    among = g.one(NUMBERS, TEXTS, NUMBERS + TEXTS, LISTS, ["(1, 2)", "(0, 5)", "(1,)"])
    f = g.one("sort", "argsort", "unique", "sort", "partition", "argpartition", "searchsorted", "lexsort", "isin", "union1d", "intersect1d", "setdiff1d")
    a = flat(g, among)
    if f in ("partition", "argpartition"):
        return attempt(f, f"np.{f}({flat(g, among, 4)}, {g.one(0, 1, 3)})")
    if f == "searchsorted":
        return attempt(f, f"np.searchsorted(np.sort({a}), {g.one(among)})")
    if f == "lexsort":
        return attempt(f, f"np.lexsort(({flat(g, among, 3)}, {flat(g, among, 3)}))")
    if f == "unique":
        return attempt(f, f"np.unique({a}{g.one('', ', return_counts=True', ', return_inverse=True', ', return_index=True')})")
    if f in ("isin", "union1d", "intersect1d", "setdiff1d"):
        return attempt(f, f"np.{f}({a}, {flat(g, among)})")
    return attempt(f, f"np.{f}({g.one(a, table(g, among))}{g.one('', '', ', axis=0', ', axis=None', ', kind=' + repr('stable'))})")


def joined(g):
    a, b = flat(g), g.one(flat(g), "[1, 2]", "['x', 'y']", "np.arange(2)", "np.array([1.5])", "np.array(['a'])")
    expr = g.one(f"np.concatenate([{a}, {b}])", f"np.hstack([{b}, {a}])", f"np.append({a}, {b})", f"np.append({b}, {a})", f"np.insert({a}, 0, {g.one(ITEMS)})", f"np.stack([{flat(g, n=2)}, [1, 2]])", f"np.tile({a}, {g.one(2, '(2, 1)')})",
                 f"np.repeat({a}, 2)", f"np.roll({a}, 1)", f"np.pad({flat(g, n=2)}, 1)", f"np.pad({flat(g, n=2)}, 1, mode='edge')", f"np.delete({flat(g, n=3)}, 1)", f"np.flip({table(g)})", f"np.where([True, False], {flat(g, n=2)}, {number(g)})",
                 f"np.choose([0, 1], [{flat(g, n=2)}, {flat(g, n=2)}])", f"np.take({flat(g, n=3)}, [2, 0])", f"np.split({flat(g, n=4)}, 2)", f"np.rot90({table(g)})", f"np.broadcast_to({flat(g, n=2)}, (2, 2))", f"np.diag({flat(g, n=2)})", f"np.tril({table(g)})",
                 f"np.nonzero({a})", f"np.argwhere({a})", f"np.select([[True, False]], [{flat(g, n=2)}], {number(g)})", f"np.resize({a}, 5)", f"np.trim_zeros({a})")
    return attempt("joined", expr)


def products(g):
    a, b = flat(g, NUMBERS, 2), flat(g, g.one(NUMBERS, TEXTS), 2)
    m = flat(g, NUMBERS, 4) + ".reshape(2, 2)"
    return attempt("product", g.one(f"({a}) @ ({b})", f"({m}) @ ({b})", f"({m}) @ ({m})", f"np.dot({a}, {b})", f"np.inner({m}, {a})", f"np.outer({a}, {b})", f"np.einsum('ij,j', {m}, {a})", f"np.kron({a}, {b})", f"np.trace({m})", f"np.tensordot({a}, {b}, 1)", f"np.vdot({a}, {b})",
                                    f"np.cumsum({a})", f"np.diff({a})", f"np.polyval({a}, 2)", f"np.linalg.matrix_power({m}, 2)"))


def printed(g):
    a = some(g, ITEMS)
    return attempt("printed", g.one(f"str({a})", f"repr({a})", f"np.array2string({a}, separator='|')", f"f'{{{flat(g, NUMBERS)}}}'", f"({a}).tolist()", f"list(({a}).flat)", f"[list(np.ndenumerate({a}))]", f"({flat(g, ITEMS, 3)}).item(1)", f"[{g.one(ITEMS)} in {a}]",
                                    f"np.array_repr({flat(g, TEXTS, 30 if g.maybe(0.2) else 12)})", f"np.array([{flat(g, NUMBERS, 3)}, None], dtype=object)", f"np.array([{table(g, TEXTS)}, [1]], dtype=object)"))


def asked(g):
    a = some(g)
    return attempt("asked", g.one(f"({a}).dtype", f"({a}).view({g.one('int', 'object', 'None', repr('f8'))})", f"({a}).nbytes", f"({a}).T.strides", f"np.result_type({a}, {number(g)})", f"np.can_cast({g.one('object', 'int', repr('U3'))}, {g.one('object', 'int', 'float')})",
                                  f"np.promote_types('O', {g.one(DTYPES)})", f"np.shares_memory({a}, {a})", f"bool({flat(g, n=1)})", f"({a}).real", f"({a}).imag", f"np.isreal({a})", f"({a}).copy() == ({a})", f"np.array_equal({a}, {a})", f"np.dtype(object) == {g.one('object', 'list', 'int', repr('O'))}",
                                  f"np.iscomplexobj({a})", f"np.ndim({a})", f"len({flat(g)})", f"np.array([{g.one(ITEMS)}, 1]).dtype"))


def called(g):
    f, n = g.one([("lambda x: x", 1), ("lambda x: [x]", 1), ("str", 1), ("lambda x, y: (x, y)", 2), ("lambda x, y: x + y", 2), ("divmod", 2), ("lambda x: type(x).__name__", 1), ("max", 2), ("len", 1)])
    nout = g.one(1, 1, 1, 2)
    among = g.one(NUMBERS, TEXTS)
    args = ", ".join(g.one(flat(g, among, 2), "[1, 2]", "3", "np.array([1.5, 2])", "['a', 'b']") for _ in range(n))
    if g.maybe(0.4):
        return attempt("vectorize", f"np.vectorize({f}{g.one('', ', otypes=[object]', ', otypes=' + repr('O'), ', otypes=[str]')})({args})")
    if n == 2 and nout == 1 and g.maybe(0.5):
        return attempt("frompyfunc method", f"np.frompyfunc({f}, 2, 1).{g.one('reduce', 'accumulate')}({some(g, among)}{g.one('', '', ', axis=0', ', axis=1')})")
    return attempt("frompyfunc", f"np.frompyfunc({f}, {n}, {nout})({args})")


KINDS = [(5, made), (3, filled), (5, cast), (5, picked), (6, written), (6, operators), (5, ufunc), (5, method), (5, folded), (5, ordered), (5, joined), (3, products), (4, printed), (4, asked), (4, called)]
