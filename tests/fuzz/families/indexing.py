"""Elements picked and written by index, mask and condition; indices made, counted and walked."""

from ..create import Statement
from ..draw import array, call

CLIP = ["'raise'", "'wrap'", "'clip'", "'wrap'", "'clip'", "'x'", "'r'", "0"]


def integers(g, n):
    return g.one("0", "-1", str(g.rng.randint(-n - 1, n)), "[0, -1]", "[[0], [1]]", str([g.rng.randint(-n, max(n - 1, 0)) for _ in range(g.rng.randint(0, 4))]), str([g.rng.randint(-n - 2, n + 1) for _ in range(2)]), "[]", "np.array([0, 0])", "np.uint8(0)", "[True, False]", "1.0", "[0.5]", "np.array([], dtype=int)", "'x'", "99", "True", "np.array([[0, 1]], dtype=np.int8)")


def pick(g):
    text, x = array(g)
    f = g.one("take", "take", "take method", "compress", "compress method", "extract", "choose", "choose method", "select", "take_along_axis")
    n = x.shape[0] if x.ndim else 1
    axis, out, mode = ("axis", lambda: g.axis(x, 0.1)), ("out", lambda: g.one(g.arrays())), ("mode", CLIP)
    bools = lambda: g.one(str([g.maybe(0.5) for _ in range(n)]), "[True, False]", "[0, 1, 2]", "[]", "[False]", g.mask(x), "True", "[[True]]", "['', 'a']", "[False] * 9", "[0] * 9 + [1]")  # noqa: E731
    if f.startswith("take") and "along" not in f:
        few = [axis, out, mode] if g.maybe(0.2) else [axis, mode]
        return g.assign("index: take", call(g, "np.take", [text, lambda: integers(g, n)], *few, positional=1, often=0.5) if f == "take" else call(g, f"{text}.take", [lambda: integers(g, n)], *few, positional=1, often=0.5))
    if f.startswith("compress"):
        few = [axis, out] if g.maybe(0.15) else [axis]
        return g.assign("index: compress", call(g, "np.compress", [bools, text], *few, positional=1, often=0.5) if f == "compress" else call(g, f"{text}.compress", [bools], *few, positional=1, often=0.5))
    if f == "extract":
        return g.assign("index: extract", call(g, "np.extract", [bools, text]))
    if f.startswith("choose"):
        which = g.one("[0, 1, 0]", "1", "[[0], [1]]", "np.array([0, 1])", "[True, False]", "[2, -1]", "1.0", "np.uint8(1)", "[]", array(g, "biu")[0], "[0.0]")
        choices = g.one(f"[{text}, {text}]", f"({g.number('i')}, {text})", "[[1, 2, 3], [10, 20, 30]]", "[]", f"np.array([{text}, {text}])", "[1, 2.5]", "5", f"{text}", "['a', 'bcd']", "[[1, 2], [1, 2, 3]]", "[np.int8(1), 300]")
        few = [out, mode] if g.maybe(0.2) else [mode]
        return g.assign("index: choose", call(g, "np.choose", [which, choices], *few, often=0.5) if f == "choose" else call(g, f"np.asarray({which}).choose", [choices], *few, often=0.5))
    if f == "select":
        value = lambda: g.one(text, g.number("i"), g.scalar(), "0.5", "[1]", "'a'")  # noqa: E731
        conds = g.one(f"[{g.mask(x)}, {g.mask(x)}]", f"[{text} == {text}]", "[True, False]", "[[True, False]]", "[]", f"[{g.mask(x)}]", "[[1, 0]]", f"[np.array({g.mask(x)})]", f"[np.array({g.mask(x)}), np.array(True)]")
        return g.assign("index: select", call(g, "np.select", [conds, lambda: f"[{', '.join(value() for _ in range(g.one(1, 2, 2)))}]"], ("default", value), positional=1, often=0.5))
    if x.ndim == 0:
        return None
    ax = g.axis(x)
    return g.assign("index: take_along_axis", g.one(f"np.take_along_axis({text}, np.argsort({text}, axis={ax}, kind='stable'), {g.one('', 'axis=')}{ax})", f"np.take_along_axis({text}, np.argmax({text}, axis={ax}, keepdims=True), axis={ax})" if x.size and x.dtype.kind in "biuf" else f"np.take_along_axis({text}, {text}, 0)",
                                                   f"np.take_along_axis({text}, np.array([0, -1]), axis={g.one('None', '0', '-1')})", f"np.take_along_axis({text}, np.zeros((1,) * {text}.ndim, int), {ax})", f"np.take_along_axis({text}, [0], 0)", f"np.take_along_axis({text}, np.array([0.0]), None)", f"np.take_along_axis({text}, np.array([[0]]))"))


def write(g):
    name, x = g.array("biufcUS")
    f = g.one("put", "put", "put method", "place", "putmask", "put_along_axis", "fill_diagonal", "fill")
    kind = x.dtype.kind if g.maybe(0.8) else g.one("i", "f", "c", "U", "b")
    kind = "i" if kind == "f" and x.dtype.kind in "iub" else kind
    values = lambda: g.one(g.number(kind), g.nested((2,), kind), g.nested((1, 3), kind), "[]", name, f"{name}[::-1]" if x.ndim else name, "1.5")  # noqa: E731
    mode, text = ("mode", CLIP), g.one(name, name, name, f"{name}.T", f"{name}[::-1]" if x.ndim else name, f"{name}[..., ::2]" if x.ndim else name)
    mask = lambda: g.one(g.mask(x), f"np.array({g.mask(x)})", "[True]", f"{text} == {text}", "np.ones_like(" + text + ", bool)", "[1, 0, 2]", "True")  # noqa: E731
    expr = {
        "put": lambda: call(g, "np.put", [text, lambda: integers(g, x.size), values], mode, positional=1), "put method": lambda: call(g, f"{text}.put", [lambda: integers(g, x.size), values], mode, positional=1),
        "place": lambda: call(g, "np.place", [text, mask, values]), "putmask": lambda: call(g, "np.putmask", [text, mask, values]),
        "put_along_axis": lambda: call(g, "np.put_along_axis", [text, lambda: g.one("np.zeros_like(" + text + ", int)", "np.array([0, -1])", f"np.zeros((1,) * {text}.ndim, int)", "[0]", "np.array([9])", "np.array([[0]])"), values, lambda: g.axis(x, 0.3)]),
        "fill_diagonal": lambda: call(g, "np.fill_diagonal", [text, values], ("wrap", ["True", "False"])), "fill": lambda: call(g, f"{text}.fill", [values]),
    }[f]()
    return Statement("index: " + f, "", before=f"print({expr})", shows=g.seen(name))


def overlap(g):
    """A write whose source shares memory with its target."""
    name, x = g.array("biufc", lambda x: x.ndim > 0)
    n = x.shape[0]
    left, right = g.one(("[:]", "[::-1]"), ("[1:]", "[:-1]"), ("[:-1]", "[1:]"), ("[...]", ".T"), ("[[0, -1]]", "[[-1, 0]]"), ("[::-1]", ""), (f"[{[g.rng.randint(-n, max(n - 1, 0)) for _ in range(3)]}]", "[:3]"), ("[0]", "[-1]"), ("[:2]", "[1:3]"), ("[..., 0]", "[..., -1]"), (".T", ""), (".flat[:3]", ".flat[::-1][:3]"),
                        (".flat", "[::-1]"), (".real", ".imag"), ("[np.arange(%d)[::-1]]" % n, ""), ("[::2]", "[:1]"), ("[[0, 0, 1]]", "[0]"), ("[..., ::-1]", ""), (".T[...]", ""), ("[1:, ...]", "[:-1, ...]"), (".diagonal()" if False else "[None]", "[::-1][None]"), (".ravel()[1:]", ".ravel()[:-1]"), (f"[{name} > 1]", f"[{name} > 1][::-1]"))
    op = g.one("=", "=", "=", "+=", "-=", "*=")
    if left in (".T", ".real", ".flat", ".flat[:3]") and op != "=":
        return None
    return Statement("index: overlap", "", before=f"{name}{left} {op} {name}{right}", shows=g.seen(name))


def assign(g):
    """What an element of each dtype takes."""
    name, x = g.array("biufcUS")
    target = g.one("[...]", "[()]" if x.ndim == 0 else "[0]", "[-1:]", "[:]", "[..., 0]", ".flat[0]", f"[{g.basic(x)}]", f"[{g.fancy(x)}]", "[[0]]", "[None]", "[True]", "[False]", "[:, None]", "[np.newaxis, ...]", "[[]]", "[np.array(0)]", "[np.int8(0)]")
    value = g.one("1", "-1", "300", "2**40", "2**70", "1.5", "np.nan", "np.inf", "2j", "(1+0j)", "'x'", "'12'", "b'7'", "True", "None", "[1, 2]", "[1.5]", "[2j]", "['a']", "[[1], [2]]", "np.int8(3)", "np.float64(2.7)", "np.complex64(1j)", "np.float16(9)", "np.uint64(2**63)", "np.array(3)", "np.array([4])", "np.array(['q'])", "np.bool_(True)", "[]", "{}", "[1, [2]]",
                  "np.array([1, 2, 3])", "np.array(1.5)", "np.array(2j)", "np.str_('5')", "range(2)", "(1, 2)", "np.array([[0]])", "-2.5", "1e300", "[True]", "[(8+0j)]", "'3.5'", "np.float32(1e38)", name)
    return Statement("index: assign", "", before=f"{name}{target} = {value}", shows=g.seen(name))


def find(g):
    text, x = array(g)
    f = g.one("nonzero", "flatnonzero", "argwhere", "where", "where3", "where3", "nonzero method", "count")
    if f in ("nonzero", "flatnonzero", "argwhere", "where"):
        return g.assign("index: " + f, call(g, "np." + f, [text]))
    if f == "nonzero method":
        return g.assign("index: " + f, call(g, f"{text}.nonzero", []))
    if f == "count":
        return g.assign("index: count_nonzero", call(g, "np.count_nonzero", [text], ("axis", lambda: g.axis(x, 0.2, 0.3)), ("keepdims", ["True"]), positional=1))
    value = lambda: g.one(text, array(g)[0], g.scalar(), g.number(g.one("i", "f", "b", "c", "U")), "[1, 2]", "None" if g.maybe(0.05) else "0", "np.nan", f"{text}.T")  # noqa: E731
    return g.assign("index: where", call(g, "np.where", [lambda: g.one(g.mask(x), text, f"np.array({g.mask(x)})", "True", "[[True], [False]]", f"{text} == {text}", "1"), value, value]))


def indices(g):
    f = g.one("diag_indices", "diag_indices_from", "tril_indices", "triu_indices", "tril_indices_from", "triu_indices_from", "mask_indices", "unravel_index", "unravel_index", "ravel_multi_index", "ravel_multi_index", "ndindex")
    n, k = ["0", "1", "2", "3", "4", "-1", "2.0", "np.int64(2)"], ("k", ["0", "1", "-1", "5", "-5"])
    text, x = array(g)
    shape = lambda: g.one("(2, 3)", "(6,)", "(2, 2, 2)", "6", "(0, 3)", "()", "[3, 2]", "(2, -1)", str(x.shape), "(3, 1)")  # noqa: E731
    if f == "diag_indices":
        expr = call(g, "np.diag_indices", [n], ("ndim", ["1", "2", "3", "0"]), positional=1)
    elif f.endswith("_from"):
        expr = call(g, "np." + f, [lambda: g.one(text, "np.eye(3)", "np.ones((2, 3))", "np.zeros((2, 2, 2))", "[[1]]")], *([k] if f[0] == "t" else []), positional=1)
    elif f.startswith("tri"):
        expr = call(g, "np." + f, [n], k, ("m", ["None", "2", "4", "0"]), positional=2)
    elif f == "mask_indices":
        expr = call(g, "np.mask_indices", [n, ["np.triu", "np.tril", "lambda a, k: a", "lambda a, k: a > k"]], k, positional=1)
    elif f == "unravel_index":
        expr = call(g, "np.unravel_index", [["5", "[0, 5]", "[[1, 2], [3, 4]]", "0", "-1", "99", "[]", "np.array([1], dtype=np.int8)", "1.0", "[1.5]", "np.array(2)", "(1, 2)", "True", "np.array([], dtype=int)"], shape], ("order", ["'C'", "'F'", "'A'", "'K'", "None"]), positional=1)
    elif f == "ravel_multi_index":
        multi = ["(1, 2)", "[1, 1]", "([0, 1], [1, 2])", "[[0, 1], [1, 2]]", "(5, 5)", "(-1, 0)", "np.array([[0, 1], [1, 0]])", "(1,)", "(1, 1, 1)", "([0, 1], 1)", "(1.0, 2)", "([0, 1], [1, 2, 3])", "()", "(True, 1)", "3", "([], [])", "([[0], [1]], [0, 2])", "np.array(1)"]
        expr = call(g, "np.ravel_multi_index", [multi, shape], ("mode", ["'raise'", "'wrap'", "'clip'", "('wrap', 'clip')", "('raise', 'wrap')", "'x'", "('wrap',)", "['clip', 'wrap']"]), ("order", ["'C'", "'F'", "'A'"]), positional=2)
    else:
        expr = f"list({call(g, 'np.ndindex', g.one([['2', '3']], [['(2, 3)']], [['[2, 1]']], [[], []], [['2'], ['0', '2']], [['()']], [['-1']], [['2.0']], [['(2, -1)']], [['2'], ['1'], ['2']])[0] if False else [[g.one('2', '(2, 3)', '[2, 1]', '()', '-1', '2.0', '(2, -1)', '0')]] + [['2', '1', '0']] * g.one(0, 0, 1, 2))})"
    return g.assign("index: " + f, expr)


FLAGS = ["'multi_index'", "'c_index'", "'f_index'", "'external_loop'", "'zerosize_ok'", "'refs_ok'", "'buffered'", "'reduce_ok'", "'ranged'", "'grow_inner'", "'common_dtype'", "'copy_if_overlap'", "'nope'"]


def walk(g):
    text, x = array(g, "biufc")
    other = array(g, "biufc")[0]
    if g.maybe(0.2):
        return g.assign("index: ndenumerate", f"[(i, v) for i, v in np.ndenumerate({text})][:5]")
    flags = g.one([], [], ["'multi_index'"], ["'c_index'"], ["'f_index'"], ["'external_loop'"], ["'external_loop'"], ["'zerosize_ok'"], ["'multi_index'", "'zerosize_ok'"], g.rng.sample(FLAGS, 2))
    op, per = g.one((text, g.one("['readonly']", "['readwrite']", "[['readonly']]", "['writeonly']", "['nope']")), (text, "['readwrite']"), (f"[{text}, {other}]", "[['readonly'], ['readonly']]"), (f"({text}, None)", "[['readonly'], ['writeonly', 'allocate']]"), (f"[{text}, None]", "None"), (f"[{text}, {other}, None]", "[['readonly'], ['readonly'], ['writeonly', 'allocate']]"))
    args = [f"flags=[{', '.join(flags)}]"] if flags else []
    if g.maybe(0.4) or "None" in op:
        args.append(f"op_flags={per}")
    if g.maybe(0.35):
        args.append(f"order={g.one('C', 'F', 'A', 'K', 'C', 'F')!r}")
    if g.maybe(0.12):
        args.append(g.one("op_dtypes=['float64']", "casting='unsafe'", "op_dtypes=float", "itershape=(2, 2)", "buffersize=2", "op_axes=None"))
    new = f"p = np.nditer({', '.join([op] + args)})\n"
    end = g.one("print(p.itersize, p.ndim, p.nop, p.shape, p.finished, p.has_index, p.has_multi_index, p.iterindex, p.has_delayed_bufalloc, p.iterationneedsapi)", "for q in p:\n    print(q)", "print([str(q) for q in p])", "while not p.finished:\n    print(p[0], p.iterindex)\n    p.iternext()", "print(p.iternext(), p.iternext())\nprint(p[0])",
                "for q in p:\n    q[...] = 3", "with p:\n    for q in p:\n        q[...] = 2 * q", "print(p.operands[0].shape, len(p.operands), p.dtypes)", "print(next(p))\np.reset()\nprint(next(p), p.iterindex)", "show(p.value)", "q = p.copy()\nprint(next(q), next(p))", "print(p.itviews[0].shape)", "while not p.finished:\n    print(p.multi_index, p[0])\n    p.iternext()" if "'multi_index'" in flags else "print(p.index)",
                "for q in p:\n    print(p.index, q)" if flags and "index" in flags[0] else "print(len(p))", "for q, r in p:\n    print(q, r)", "for q, r in p:\n    r[...] = q\nshow(p.operands[1])", "p.remove_axis(0)\nprint(p.shape)", "p.enable_external_loop()\nprint(p.itersize)", "show(p[0:1])", "p[0] = 7", "p.remove_multi_index()\nprint(p.ndim)", "p.iterindex = 1\nprint(p[0])", "print(p.iterrange)")
    return Statement("index: nditer", "", before=new + end, shows=g.seen(text) if text in g.env else None)


KINDS = [(8, pick), (6, write), (5, overlap), (6, assign), (5, find), (5, indices), (6, walk)]
