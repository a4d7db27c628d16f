"""Sorting, searching, sets and histograms: every function and keyword, every plain dtype."""

from ..create import COMPLEX, FLOATS, INTS, Statement

PLAIN = ["bool"] + INTS + FLOATS + COMPLEX + ["<U3", "<U1", "S2"]
REAL = ["bool"] + INTS + FLOATS


def items(g, kind, n, few):
    if kind == "U":
        return [repr(g.one("", "a", "b", "ab", "abc", "B", "é", "z")) for _ in range(n)]
    if kind == "S":
        return [repr(g.one(b"", b"a", b"b", b"ab", b"B", b"z")) for _ in range(n)]
    if kind == "b":
        return [g.one("True", "False") for _ in range(n)]
    top = few or max(n, 2)
    values = [str(g.rng.randint(0 if kind == "u" else -top, top)) for _ in range(n)]
    if kind == "f":
        values = [g.one(v, v, v, v + ".5", "np.nan" if g.maybe(0.2) else v, "np.inf" if g.maybe(0.1) else v) for v in values]
    if kind == "c":
        values = [g.one(v, f"{v}+{g.rng.randint(0, 2)}j", "complex(np.nan, 1)" if g.maybe(0.1) else v, "complex(1, np.nan)" if g.maybe(0.1) else v) for v in values]
    return values


def fresh(g, among=PLAIN, rank=None, most=24, few=None):
    """A new array, as source and its rank: also strided, reversed, in Fortran order, empty, 0-d."""
    import numpy as np
    name = g.one(among)
    kind = np.dtype(name).kind
    rank = g.weighted([(0.4, 0), (6, 1), (3, 2), (1, 3)]) if rank is None else rank
    shape = g.shape(rank, most) if rank != 1 else (g.weighted([(0.4, 0), (0.5, 1), (6, g.rng.randint(2, 12)), (2, g.rng.randint(13, 40))]),)
    n = 1
    for k in shape:
        n *= k
    values = items(g, kind, n, few if few is not None else g.one(2, 4, 0, 0))
    text = f"np.array([{', '.join(values)}], dtype={name!r}).reshape({shape})"
    if rank:
        text += g.one("", "", "", "", "[::-1]", "[::2]", ".T", "[1:]", '.copy("F")')
    return text, rank


def axis(g, rank, none=0.15):
    if g.maybe(none):
        return "None"
    if g.wild() or not rank:
        return str(g.rng.randint(-3, 3))
    return str(g.rng.randint(-rank, rank - 1))


def options(g, *pairs):
    """Some of the keyword arguments."""
    return "".join(f", {name}={value()}" for p, name, value in pairs if g.maybe(p))


def kind(g):
    return repr(g.one("quicksort", "heapsort", "mergesort", "stable", "stable", "quick", "bad", "S", "")) if not g.wild() else g.one("3", "None", "True")


def sort(g):
    text, rank = fresh(g)
    how = g.one("sort", "sort", "argsort", "argsort")
    more = options(g, (0.4, "axis", lambda: axis(g, rank)), (0.3, "kind", lambda: kind(g)), (0.06, "order", lambda: g.one("None", "'x'", "['x']")),
                   (0.2, "stable", lambda: g.one("True", "False", "None", "1")))
    if g.maybe(0.3):
        if how == "sort":
            return Statement("sort method", "", before=f"h = {text}\nh.sort({more[2:]})", shows="h")
        return g.assign("argsort method", f"({text}).argsort({more[2:]})")
    return g.assign(how, f"np.{how}({text}{more})")


def kth(g, n=6):
    return g.weighted([(5, str(g.rng.randint(0, n))), (2, str(g.rng.randint(-n, -1))), (2, str([g.rng.randint(0, n) for _ in range(g.rng.randint(0, 3))])),
                       (0.3, "1.5"), (0.2, "True"), (0.2, "[[0, 1]]"), (0.3, "np.int8(1)"), (0.2, "None"), (0.2, "'a'"), (0.2, "np.array([1.0])")])


def partition(g):
    text, rank = fresh(g)
    how = g.one("partition", "argpartition")
    more = options(g, (0.4, "axis", lambda: axis(g, rank)), (0.1, "kind", lambda: g.one("'introselect'", "'quick'", "3", "None")), (0.05, "order", lambda: g.one("None", "'x'")))
    if g.maybe(0.3):
        if how == "partition":
            return Statement("partition method", "", before=f"h = {text}\nh.partition({kth(g)}{more})", shows="h")
        return g.assign("argpartition method", f"({text}).argpartition({kth(g)}{more})")
    return g.assign(how, f"np.{how}({text}, {kth(g)}{more})")


def lexsort(g):
    if g.maybe(0.15):
        return g.assign("lexsort", f"np.lexsort({g.one('[]', '3', '()', '[[1, 2], [2]]', 'np.array(3)', '[[3, 1], [1, 2]]', 'np.zeros((2, 3))', '[1, 2]', 'np.arange(6).reshape(2, 3)[:, ::-1]')}{options(g, (0.4, 'axis', lambda: axis(g, 2)))})")
    n = g.rng.randint(0, 8)
    keys = [f"np.array([{', '.join(items(g, k, n, 2))}])" for k in (g.one("iufbcUS") for _ in range(g.rng.randint(1, 3)))]
    return g.assign("lexsort", f"np.lexsort(({', '.join(keys)},){options(g, (0.2, 'axis', lambda: g.one('0', '-1', '1', 'None')))})")


def searchsorted(g):
    text, rank = fresh(g, rank=1) if not g.wild() else fresh(g)
    value = g.weighted([(4, fresh(g)[0]), (2, g.number("i")), (2, g.number("f")), (1, str([1, 2.5])), (1, g.scalar()), (0.4, "'b'"), (0.3, "None"), (0.3, "2**70"), (0.3, "-1"), (0.3, "[[1, 2]]")])
    more = options(g, (0.4, "side", lambda: g.one("'left'", "'right'", "'right'", "'r'", "'bad'", "3", "None")),
                   (0.2, "sorter", lambda: g.one("np.argsort(h)", "np.argsort(h)", "[0, 1]", "[0.5]", "np.argsort(h).astype('i4')", "None", "np.argsort(h)[::-1]", "[9]", "3")))
    before = f"h = {text}"
    if g.maybe(0.7):
        before += "\nh = np.sort(h, axis=None)"
    call = f"np.searchsorted(h, {value}{more})" if g.maybe(0.7) else f"h.searchsorted({value}{more})"
    return Statement("searchsorted", call, before=before)


def unique(g):
    text, rank = fresh(g)
    if g.maybe(0.25):
        name = g.one("unique_all", "unique_counts", "unique_inverse", "unique_values")
        return g.assign(name, f"np.{name}({text})")
    more = options(g, (0.3, "return_index", lambda: g.one("True", "False", "1")), (0.3, "return_inverse", lambda: "True"), (0.3, "return_counts", lambda: "True"),
                   (0.35, "axis", lambda: axis(g, rank)), (0.2, "equal_nan", lambda: g.one("True", "False")), (0.2, "sorted", lambda: "True"))
    return g.assign("unique", f"np.unique({text}{more})")


def pair(g):
    among = g.one(PLAIN, REAL, INTS, [g.one(PLAIN)])
    one = lambda: fresh(g, among)[0] if g.maybe(0.8) else g.one("[]", "3", "[1, 2, 2]", "[1.5, np.nan]", "['a', 'b']", "np.array([])", "range(4)", "True")
    return one(), one()


def sets(g):
    a, b = pair(g)
    how = g.one("isin", "isin", "intersect1d", "union1d", "setdiff1d", "setxor1d", "in1d")
    unique = (0.2, "assume_unique", lambda: g.one("True", "False"))
    more = ""
    if how == "isin":
        more = options(g, unique, (0.3, "invert", lambda: g.one("True", "False")), (0.3, "kind", lambda: g.one("'sort'", "'table'", "None", "'x'", "'table'")))
    elif how == "intersect1d":
        more = options(g, unique, (0.5, "return_indices", lambda: "True"))
    elif how != "union1d":
        more = options(g, unique)
    if how == "intersect1d" and "assume_unique=True" in more and "return_indices" in more:
        return None  # the order of ties decides
    return g.assign(how, f"np.{how}({a}, {b}{more})")


def bincount(g):
    a, b = fresh(g, g.one(INTS[4:], INTS, REAL), rank=g.one(1, 1, 1, None))
    a = g.one(a, str([g.rng.randint(0, 6) for _ in range(g.rng.randint(0, 6))]), f"abs({a})")
    more = options(g, (0.3, "weights", lambda: g.one("[1, 2, 3]", "np.arange(len(h))", "np.ones(len(h))", "np.arange(len(h)) * .5", "[1j]", "None", "'a'", "np.ones(len(h), 'f4')")),
                   (0.3, "minlength", lambda: g.one("0", "3", "10", "-1", "None", "2.0", "'a'", "np.int8(5)")))
    return Statement("bincount", f"np.bincount(h{more})", before=f"h = {a}")


ESTIMATORS = ["auto", "fd", "doane", "scott", "stone", "rice", "sturges", "sqrt"]


def bins(g):
    return g.weighted([(3, str(g.rng.randint(1, 7))), (2, g.one("[0, 1, 2]", "[-5, 0, 5]", "[0, 1.5, 3, 10]", "np.arange(4)", "np.linspace(-3, 3, 7)", "[0, 0, 1]", "np.array([0, 1, 2], 'u1')")),
                       (2, repr(g.one(ESTIMATORS))), (0.7, g.one("0", "-1", "[2, 1]", "[1]", "[]", "'bad'", "2.5", "[[0, 1]]", "None", "np.int8(3)", "True"))])


def histogram(g):
    text, rank = fresh(g, g.one(REAL, REAL, PLAIN))
    if g.maybe(0.8):
        text = f"np.nan_to_num({text}, posinf=7)"
    how = g.one("histogram", "histogram", "histogram_bin_edges")
    more = options(g, (0.6, "bins", lambda: bins(g)), (0.3, "range", lambda: g.one("(0, 5)", "(-2, 2)", "(0.5, 0.5)", "(3, 1)", "(0, np.inf)", "None", "[0, 4]", "(0, np.nan)", "(0, 1, 2)", "3")),
                   (0.25, "weights", lambda: g.one("np.ones(h.shape)", "np.arange(h.size).reshape(h.shape)", "[1, 2]", "None", "np.ones(h.shape, complex)", "h", "np.ones(h.shape, bool)", "np.ones(h.shape, 'f4')")),
                   (0.25 if how == "histogram" else 0, "density", lambda: g.one("True", "False", "None")))
    return Statement(how, f"np.{how}(h{more})", before=f"h = {text}")


def histogram_nd(g):
    n = g.rng.randint(0, 8)
    side = lambda m=n: f"np.array([{', '.join(items(g, g.one('f', 'i'), m, 3))}])"
    density = (0.25, "density", lambda: g.one("True", "False", "None"))
    weights = (0.25, "weights", lambda: g.one(f"np.ones({n})", f"np.arange({n})", "None", "[1, 2]"))
    if g.maybe(0.5):
        more = options(g, (0.6, "bins", lambda: g.one("3", "[2, 3]", "[[0, 1, 2], 2]", "[[0, 1, 2], [0, 5]]", "[-2, 0, 2, 4]", "0", "[2, 3, 4]", "'auto'", "2.5", "[[1, 0], 2]")),
                       (0.3, "range", lambda: g.one("[[0, 2], [-1, 1]]", "None", "[[0, 1]]", "[[0, 1], None]", "[[1, 0], [0, 1]]")), density, weights)
        return g.assign("histogram2d", f"np.histogram2d({side()}, {side() if g.maybe(0.95) else side(n + 1)}{more})")
    d = g.rng.randint(1, 3)
    sample = g.one(f"np.arange({n * d}.).reshape({n}, {d}) % 5", f"[{', '.join(side() for _ in range(d))}]", f"({', '.join(side() for _ in range(d))},)", side())
    more = options(g, (0.6, "bins", lambda: g.one("2", str([2] * d), "[[0, 1, 2]]", "3", "[2, 2]", "0", f"({', '.join(['[0, 1, 2]'] * d)},)")),
                   (0.2, "range", lambda: g.one(str([[0, 2]] * d), "None", "[[0, 1]]")), density, weights)
    return g.assign("histogramdd", f"np.histogramdd({sample}{more})")


def digitize(g):
    text, rank = fresh(g, g.one(REAL, REAL, PLAIN))
    edges = g.one("[0, 1, 2]", "[2.5, 0]", "[0, 5, 10]", "[1]", "[]", "[0, 2, 1]", "[[0, 1]]", "3", "[1, 1, 2]", "np.array([0, 3], 'u1')", "[0, np.nan]", "['a', 'b']", "np.arange(5.)[::-1]", "[True, False]")
    return g.assign("digitize", f"np.digitize({text}, {edges}{options(g, (0.4, 'right', lambda: g.one('True', 'False', '1')))})")


def small(g):
    text, rank = fresh(g)
    f = g.one("sort_complex", "flatnonzero", "argwhere", "nonzero", "count_nonzero", "extract", "argmax", "argmin")
    if f == "extract":
        return g.assign(f, f"np.extract({fresh(g, ['bool'])[0]}, {text})")
    return g.assign(f, f"np.{f}({text})")


KINDS = [(6, sort), (4, partition), (2, lexsort), (5, searchsorted), (5, unique), (6, sets), (3, bincount), (5, histogram), (3, histogram_nd), (3, digitize), (2, small)]
