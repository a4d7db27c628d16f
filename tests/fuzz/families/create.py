"""Arrays made: of values, in a shape, in steps, as grids and matrices, of bytes and texts."""

from ..create import Statement
from ..draw import array, call, dtype, like, order


def make(g):
    f = g.one("array", "array", "array", "asarray", "asanyarray", "ascontiguousarray", "asfortranarray", "copy", "asarray_chkfinite", "require")
    more = [("dtype", lambda: dtype(g))]
    if f == "array":
        more += [("copy", ["True", "None", "False"]), ("order", lambda: order(g)), ("subok", ["True", "False"]), ("ndmin", ["0", "1", "2", "3", "5", "-1"]), ("ndmax", ["0", "1", "2", "3"]), ("like", ["None"])]
    elif f == "copy":
        more = [("order", lambda: order(g)), ("subok", ["True", "False"])]
    elif f == "require":
        more += [("requirements", ["'C'", "'F'", "['C', 'W']", "['O']", "'FW'", "'A'", "['CF']", "[]", "'X'", "['C', 'F']", "'E'", "['ENSUREARRAY', 'OWNDATA']"])]
    elif f in ("asarray", "asanyarray"):
        more += [("order", lambda: order(g)), ("copy", ["True", "None", "False"]), ("device", ["'cpu'", "None"])]
    elif f == "asarray_chkfinite":
        more += [("order", lambda: order(g))]
    return g.assign("create: " + f, call(g, "np." + f, [lambda: like(g)], *more, positional=1))


def identity(g):
    """Whether the same array comes back."""
    name, x = g.array("biufcUS")
    f = g.one("asarray", "asanyarray", "ascontiguousarray", "asfortranarray", "atleast_1d", "atleast_2d", "atleast_3d", "require", "asarray_chkfinite", "squeeze", "real", "ravel", "reshape")
    more = {"require": ", requirements=" + g.one("'C'", "'F'", "'W'", "'O'"), "reshape": f", {x.shape}"}.get(f, g.one("", "", f", {dtype(g)}") if f.startswith("as") else "")
    expr = f"np.{f}({name}{more})"
    if g.maybe(0.3):
        expr = g.one(f"np.array({name}, copy={g.one('None', 'False')})", f"{name}.astype({dtype(g)}, copy=False)", f"{name}.squeeze()", f"{name}.T", f"{name}.view()", f"{name}[...]", f"{name}.real", f"{name}.ravel()",
                     f"np.array({name}, ndmin={g.one(1, 2, 3)}, copy=None)", f"np.broadcast_arrays({name}, {name})[0]")
    return Statement("create: identity", "", before=f"p = {expr}\nshow(p)\nprint(p is {name}, p.base is {name}, p.base is None, p.base is {name}.base, p.flags.owndata)")


def filled(g):
    f = g.one("zeros", "ones", "empty", "full")
    shape = [lambda: g.shape()] * 8 + ["3", "()", "[2, 3]", "np.int64(2)", "np.array([2, 1])", "(2, -1)", "2.0", "(2, 1.5)", "None", "'ab'", "range(1, 3)", "(0, 3)", "True", "(np.int8(2), 3)"]
    required = [lambda: some_of(g, shape)] + ([lambda: g.one(g.scalar(), g.number(g.one("i", "f", "U", "S", "c")), like(g))] if f == "full" else [])
    expr = call(g, "np." + f, required, ("dtype", lambda: dtype(g)), ("order", ["'C'", "'F'", "'C'", "'F'", "'A'"]), ("device", ["'cpu'", "None"]), ("like", ["None"]), positional=2, often=0.25)
    return g.assign("create: " + f, expr + (" * 0" if f == "empty" and "U" not in expr and "S" not in expr else "" if f != "empty" else ".shape"))


def some_of(g, values):
    value = g.one(values)
    return str(value() if callable(value) else value)


def likes(g):
    f = g.one("zeros_like", "ones_like", "empty_like", "full_like")
    required = [lambda: like(g)] + ([lambda: g.one(g.scalar(), g.number(g.one("i", "f", "U", "c")), like(g))] if f == "full_like" else [])
    shape = g.one("()", "3", "None", "(0,)", str(g.shape()), str(g.shape()), str(g.shape(3)))
    expr = call(g, "np." + f, required, ("dtype", lambda: dtype(g)), ("order", lambda: order(g)), ("subok", ["True", "False"]), ("shape", shape), ("device", ["'cpu'", "None"]), positional=2)
    return g.assign("create: " + f, expr if f != "empty_like" else f"({expr}).strides")


def number(g):
    return g.one(g.number("i"), g.number("i"), str(g.rng.randint(-5, 9)), str(g.rng.randint(-5, 9)), g.one("0.5", "-1.5", "2.5", "1e-3", "0.1", "1.0", "3.3"), g.scalar() if g.maybe(0.3) else "4", "np.float32(0.3)", "np.int8(3)", "np.uint8(5)", "1j" if g.maybe(0.1) else "2")


def arange(g):
    n = g.one(1, 2, 2, 3, 3)
    parts = [number(g) for _ in range(n)]
    if n == 3 and parts[2] in ("0", "0.0") or any(abs(eval_size(p)) > 1000 for p in parts):
        return None
    names = g.one([""] * 3, [""] * 3, ["", "", "step="], ["", "stop=", "step="], ["start=", "stop=", "step="])
    args = [k + p for k, p in zip(names, parts)]
    if g.maybe(0.5):
        args.append(f"dtype={dtype(g)}")
    return g.assign("create: arange", f"np.arange({', '.join(args)})")


def eval_size(text):
    try:
        return abs(complex(text))
    except ValueError:
        return 0 if "e10" not in text and "inf" not in text and "nan" not in text else 1e10


def ends(g):
    return g.one(str(g.rng.randint(-5, 9)), g.one("0.5", "-1.5", "2.5", "0.1", "10.0"), g.one("1", "2", "10", "100"), g.one("np.float32(2)", "np.int8(3)", "np.float16(0.5)", "True"), str([g.rng.randint(1, 5), g.rng.randint(-5, 9)]),
                 g.one("1j", "(1+2j)", "[[1], [2]]", "np.array([1, 2], dtype='f4')", "np.uint8(200)"))


def spaced(g):
    f = g.one("linspace", "linspace", "logspace", "geomspace")
    more = [("num", ["0", "1", "2", "3", "5", "7", "np.int64(4)", "-1", "3.0"]), ("endpoint", ["True", "False", "0"])]
    if f == "linspace":
        more.append(("retstep", ["True", "False"]))
    if f == "logspace":
        more.append(("base", ["2", "10.0", "2.5", "[2, 3]", "np.e"]))
    more += [("dtype", lambda: g.dtype()), ("axis", ["0", "-1", "1"])]
    if f == "linspace":
        more.append(("device", ["'cpu'", "None"]))
    first = more.pop(0)
    expr = call(g, "np." + f, [lambda: ends(g), lambda: ends(g)], ("num", first[1]), *more, positional=2, often=0.4)
    if "num" not in expr and expr.count(",") < 2:
        expr = expr[:-1] + ", num=4)"
    return g.assign("create: " + f, expr, near=f != "linspace")


def matrix(g):
    f = g.one("eye", "eye", "identity", "diag", "diag", "diagflat", "tri", "tril", "triu", "vander")
    n, k = ["0", "1", "2", "3", "4", "np.int64(3)", "-1", "2.0"], ["0", "1", "-1", "2", "-2", "9", "-9", "np.int8(1)", "1.5"]
    if f == "eye":
        expr = call(g, "np.eye", [n], ("M", n + ["None"]), ("k", k), ("dtype", lambda: dtype(g)), ("order", ["'C'", "'F'"]), ("device", ["'cpu'"]), ("like", ["None"]), positional=3)
    elif f == "identity":
        expr = call(g, "np.identity", [n], ("dtype", lambda: dtype(g)), positional=1)
    elif f == "tri":
        expr = call(g, "np.tri", [n], ("M", n + ["None"]), ("k", k), ("dtype", lambda: g.dtype()), positional=3)
    elif f == "vander":
        expr = call(g, "np.vander", [lambda: g.one("[1, 2, 3]", "[1.5, 2]", array(g, "biufc", lambda x: x.ndim == 1)[0])], ("N", ["None", "0", "1", "2", "4", "-1"]), ("increasing", ["True", "False"]), positional=2)
    else:
        expr = call(g, "np." + f, [lambda: g.one(like(g), array(g)[0])], ("k", k), positional=1)
    return g.assign("create: " + f, expr)


def grid(g):
    f = g.one("meshgrid", "indices", "ix_", "fromfunction", "mgrid", "ogrid", "mgrid", "r_", "r_", "c_", "s_", "index_exp")
    vector = [lambda: g.one(array(g, "biufU", lambda x: x.ndim <= 1)[0], "[1, 2, 3]", "[0.5]", "[]", "range(2)", "4", "[True, False]", "np.array([True, False, True])")]
    if f == "meshgrid":
        expr = call(g, "np.meshgrid", vector * g.rng.randint(0, 3), ("copy", ["True", "False"]), ("sparse", ["True", "False"]), ("indexing", ["'ij'", "'xy'", "'x'"]))
    elif f == "indices":
        expr = call(g, "np.indices", [["(2, 3)", "(2,)", "()", "[2, 1]", "(0, 2)", "(1, 2, 2)", "3", "np.array([2, 2])", "(2, -1)"]], ("dtype", lambda: g.dtype()), ("sparse", ["True", "False"]), positional=2)
    elif f == "ix_":
        expr = call(g, "np.ix_", vector * g.rng.randint(0, 3))
    elif f == "fromfunction":
        expr = call(g, "np.fromfunction", [["lambda i, j: i + j", "lambda i, j: i * 2.5 - j", "lambda i, j: i == j", "lambda i: i", "lambda i, j: 5", "np.add", "lambda i, j, k=1: i * k"], ["(2, 3)", "(2, 2)", "(0, 2)", "[2, 1]", "(3,)"]],
                    ("dtype", lambda: g.dtype()), ("k", ["2"]) if g.maybe(0.2) else ("like", ["None"]))
    elif f in ("mgrid", "ogrid"):
        expr = f"np.{f}[{', '.join(span(g) for _ in range(g.one(1, 1, 2, 2, 3)))}]"
    else:
        directive = [g.one("'0,2'", "'-1'", "'0,2,0'", "'1,2,0'", "'0,3,1'", "'r'", "'c'", "'x'", "'0,2,-1'", "'-1,2,0'", "'1'")] if f in ("r_", "c_") and g.maybe(0.25) else []
        parts = [g.one(span(g), number(g), array(g, "biufcU")[0], "[1, 2]", "[[1, 2], [3, 4]]", "0", g.one("None", "...") if f in ("s_", "index_exp") else "5") for _ in range(g.rng.randint(1, 3))]
        expr = f"np.{f}[{', '.join(directive + parts)}]"
    return g.assign("create: " + f, expr)


def span(g):
    start, stop = g.one("", "0", "1", "-1", "0.5", "-2"), g.one("3", "2", "4.0", "5", "1", "0", "2.5")
    return f"{start}:{stop}" + g.one("", "", "", ":2", ":0.5", ":3j", ":1j", ":0j", ":-1", ":5j", ":2.5j", ":np.int64(2)")


def raw(g):
    f = g.one("frombuffer", "fromiter", "fromstring", "ndarray", "ndarray", "fromstring")
    if f == "frombuffer":
        source = [lambda: g.array()[0] + g.one(".tobytes()", "", ".ravel()", ".data", ".T"), "b'0123456789abcdef'", "b''", "bytearray(b'12345678')", "'abc'", "[1, 2]", "np.float64(3)", "5"]
        expr = call(g, "np.frombuffer", [lambda: some_of(g, source)], ("dtype", lambda: dtype(g)), ("count", ["-1", "1", "2", "0", "99", "-5"]), ("offset", ["0", "1", "8", "4", "-1", "99"]), positional=3)
    elif f == "fromiter":
        source = ["range(4)", "[1, 2.5, True]", "(i * i for i in range(3))", "[]", "'abc'", "['1', '2']", "[1, 'x']", "[[1, 2], [3, 4]]", "5", "[300, 2]", "{1: 2}", "[1j]", "np.arange(3)", "[None]", "[-1]"]
        expr = call(g, "np.fromiter", [source, lambda: dtype(g)], ("count", ["-1", "2", "0", "9", "1", "-3"]), positional=1)
    elif f == "fromstring":
        source = ["'1 2 3'", "'1,2,3'", "'1, 2, 3'", "'1.5 2e3 -4'", "''", "'  7  '", "'1 2 x'", "'1;2;3'", "b'4 5'", "'1,,2'", "'nan inf -inf'", "'1 2 '", "'0x10 3'", "'1_000'", "'3.7 2'", "',1'", "'1 , 2'", "'True False'", "'1+2j 3'", "'300 -1'", "'1--2--3'", "'1\\n2\\t3'", "'1e400'", "'12abc'"]
        expr = call(g, "np.fromstring", [source], ("dtype", lambda: g.dtype()), ("count", ["-1", "2", "0", "9"]), positional=2)
        sep = g.one("' '", "','", "';'", "', '", "' , '", "'--'", "''", "'\\n'")
        expr = expr[:-1] + f", sep={sep})" if g.maybe(0.95) and "sep=" not in expr else expr
    else:
        expr = call(g, "np.ndarray", [["(2, 3)", "(2,)", "3", "()", "(0,)", "(2, -1)", "(4, 2)", "[2]"]], ("dtype", lambda: g.dtype()), ("buffer", lambda: g.one(g.array()[0], g.array()[0] + ".tobytes()", "b'0123456789abcdef' * 4", "bytearray(64)", "None", "'x'")),
                    ("offset", ["0", "8", "4", "1", "-1", "999"]), ("strides", ["(8,)", "(24, 8)", "(8, 16)", "(0, 8)", "(-8,)", "None", "(1,)", "(16, 8)", "8"]), ("order", ["'C'", "'F'"]), positional=3, often=0.45)
        if "buffer" not in expr:
            expr += ".strides"
    return g.assign("create: " + f, expr)


def copyto(g):
    name, x = g.array("biufcUS")
    expr = call(g, "np.copyto", [name, lambda: g.one(g.scalar(), like(g), array(g)[0], g.number(x.dtype.kind) if x.dtype.kind in "biufcUS" else "1")],
                ("casting", ["'no'", "'equiv'", "'safe'", "'same_kind'", "'unsafe'", "'same_value'"]), ("where", lambda: g.one("True", "False", g.mask(x), g.mask(x), "[True]", "1", "[0, 1]")), positional=1)
    return Statement("create: copyto", "", before=expr, shows=g.seen(name))


KINDS = [(9, make), (5, identity), (4, filled), (4, likes), (4, arange), (4, spaced), (4, matrix), (6, grid), (5, raw), (4, copyto)]
