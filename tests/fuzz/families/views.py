"""Views: the same memory in another shape; where it is, who owns it, who may write to it."""

from ..create import INTS, Statement
from ..draw import array, call, order

TRICKS = "np.lib.stride_tricks."


def see(g, tag, expr):
    """A view, what it is a view of, and what is written through it."""
    if g.maybe(0.5):
        return g.assign("view: " + tag, expr)
    name = g.one([n for n in "abcdefg" if n in expr] or ["a"])
    lines = [f"p = {expr}", "show(p)"]
    if g.maybe(0.6):
        lines.append(f"print(p is {name}, p.base is {name}, p.base is None, p.base is {name}.base, p.flags.owndata, np.shares_memory(p, {name}))")
    if g.maybe(0.4):
        lines += [f"p[...] = {g.number('u')}", f"show({name})"]
    return Statement("view: " + tag, "", before="\n".join(lines))


def axes(g, x):
    return g.one(g.axis(x), g.axis(x, 0, 1), g.axis(x, 0, 1), str(list(range(x.ndim))[::-1]), "None", "()")


def shapes(g, x):
    size = x.size
    fit = [(-1,), (size,), (1, -1), (-1, 1), (2, -1), (-1, 2), (3, -1), (2, 3), x.shape[::-1], (-1, 2, 2), (size, 1, 1), x.shape + (1,), (1,) + x.shape, (), (-1, -1), (0, -1), (0,), (1, size, 1), x.shape]
    return str(g.one(fit)) if g.maybe(0.9) else g.one("-1", "None", "[2, -1]", "np.int64(-1)", "2.0", "(2, 'x')", "np.array([1, -1])", str(size), "(-2,)", "(1, 2.0)")


def reshape(g):
    text, x = array(g)
    more = [("order", lambda: order(g)), ("copy", ["True", "False", "None"])]
    f = g.one("reshape", "method", "ravel", "flatten", "ravel method", "spread")
    if f == "reshape":
        return see(g, f, call(g, "np.reshape", [text, lambda: shapes(g, x)], *more, positional=1))
    if f == "method":
        return see(g, f, call(g, f"{text}.reshape", [lambda: shapes(g, x)], *more))
    if f == "spread":
        return see(g, f, call(g, f"{text}.reshape", [["2", "-1", "3", "1"] for _ in range(g.rng.randint(0, 3))], more[0]))
    if f == "ravel":
        return see(g, f, call(g, "np.ravel", [text], more[0], positional=1))
    return see(g, f, call(g, f"{text}.{f.split()[0]}", [], more[0], positional=1))


def permute(g):
    text, x = array(g)
    f = g.one("transpose", "permute_dims", "swapaxes", "moveaxis", "rollaxis", "matrix_transpose", "T", "method", "mT")
    one = lambda: g.axis(x)  # noqa: E731
    perm = lambda: g.one(str(tuple(g.rng.sample(range(x.ndim), x.ndim))), str([i - x.ndim for i in g.rng.sample(range(x.ndim), x.ndim)]), "None", axes(g, x))  # noqa: E731
    if f in ("T", "mT"):
        return see(g, f, f"{text}.{f}")
    if f == "method":
        return see(g, f, g.one(f"{text}.transpose({perm()})", f"{text}.transpose({', '.join(map(str, g.rng.sample(range(x.ndim), x.ndim)))})", f"{text}.swapaxes({one()}, {one()})", f"{text}.transpose()", f"{text}.squeeze({g.one('', axes(g, x))})"))
    if f in ("transpose", "permute_dims"):
        return see(g, f, call(g, "np." + f, [text], ("axes", perm), positional=1, often=0.6))
    if f == "swapaxes":
        return see(g, f, call(g, "np.swapaxes", [text, one, one]))
    if f == "moveaxis":
        n = g.rng.randint(1, max(x.ndim, 1))
        some = lambda: g.one(one(), str(tuple(g.rng.sample(range(x.ndim), min(n, x.ndim)))), axes(g, x))  # noqa: E731
        return see(g, f, call(g, "np.moveaxis", [text, some, some]))
    if f == "rollaxis":
        return see(g, f, call(g, "np.rollaxis", [text, one], ("start", lambda: str(g.rng.randint(-x.ndim, x.ndim + 1))), positional=1, often=0.6))
    return see(g, f, call(g, "np.matrix_transpose", [text]))


def lengths(g):
    text, x = array(g)
    f = g.one("squeeze", "expand_dims", "atleast_1d", "atleast_2d", "atleast_3d", "broadcast_to", "broadcast_to", "broadcast_arrays", "broadcast_shapes", "broadcast", "resize", "shape", "unstack")
    if f == "squeeze":
        return see(g, f, call(g, "np.squeeze", [text], ("axis", lambda: axes(g, x)), positional=1, often=0.5))
    if f == "expand_dims":
        return see(g, f, call(g, "np.expand_dims", [text, lambda: g.one("0", "-1", "1", "(0, 1)", "(-1, 0)", "[0, 2]", "(0, 0)", "9", "()", "(1, 3)", "None")]))
    if f.startswith("atleast"):
        return see(g, f, f"np.{f}({', '.join(g.one(array(g)[0], '3', '[1, 2]') for _ in range(g.one(1, 1, 1, 2, 0)))})")
    if f == "broadcast_to":
        return see(g, f, call(g, "np.broadcast_to", [text, lambda: g.one(str((2,) + x.shape), str((3, 1) + x.shape), str(x.shape), str(g.shape()), str(tuple(n if n != 1 else 3 for n in x.shape)), "4", "()", "(-1,)", "(2, 0)")], ("subok", ["True", "False"])))
    if f == "broadcast_arrays":
        return g.assign("view: " + f, call(g, "np.broadcast_arrays", [text] + [lambda: array(g)[0]] * g.rng.randint(0, 2), ("subok", ["True"])))
    if f == "broadcast_shapes":
        return g.assign("view: " + f, call(g, "np.broadcast_shapes", [lambda: str(g.shape()) if g.maybe(0.8) else g.one("3", "(1,)", "()", "[2]", "-1", "'x'", "(2, -1)")] * g.rng.randint(0, 3)))
    if f == "broadcast":
        other = array(g)[0]
        return Statement("view: broadcast", "", before=f"p = np.broadcast({text}, {other})\nprint(p.shape, p.ndim, p.nd, p.size, p.numiter, p.index)\nprint([q for q in p][:4])\nprint(p.index)")
    if f == "resize":
        return see(g, f, call(g, "np.resize", [text, lambda: g.one(str(g.shape()), "5", "(2, -1)", "()", "0", "[2, 2]")]))
    if f == "unstack":
        return g.assign("view: unstack", call(g, "np.unstack", [text], ("axis", lambda: g.axis(x))))
    return g.assign("view: shape", g.one(f"np.shape({text})", f"np.ndim({text})", call(g, "np.size", [text], ("axis", lambda: axes(g, x)), positional=1), f"{text}.__len__()", f"len({text})"))


def turn(g):
    text, x = array(g)
    f = g.one("flip", "fliplr", "flipud", "rot90", "diagonal", "diagonal method", "split", "array_split", "hsplit", "vsplit", "dsplit")
    if f == "flip":
        return see(g, f, call(g, "np.flip", [text], ("axis", lambda: axes(g, x)), positional=1, often=0.6))
    if f == "rot90":
        return see(g, f, call(g, "np.rot90", [text], ("k", ["0", "1", "2", "3", "-1", "5", "1.5"]), ("axes", lambda: g.one("(0, 1)", "(1, 0)", "(0, -1)", "(0, 0)", "[0, 1]", "(0,)", "(1, 2)")), positional=2))
    if f.startswith("diagonal"):
        more = [("offset", ["0", "1", "-1", "9", "-9"]), ("axis1", lambda: g.axis(x)), ("axis2", lambda: g.axis(x))]
        return see(g, f, call(g, "np.diagonal", [text], *more, positional=3) if f == "diagonal" else call(g, f"{text}.diagonal", [], *more, positional=3))
    if "split" in f:
        parts = lambda: g.one("1", "2", "3", "0", "[1]", "[1, 2]", "[0, 9]", "(-1,)", "[]", "[2, 1]", "np.array([1])", "2.0", "-1", "[1.0]")  # noqa: E731
        more = [("axis", lambda: g.axis(x))] if f in ("split", "array_split") else []
        return g.assign("view: " + f, call(g, "np." + f, [text, parts], *more, positional=1))
    return see(g, f, f"np.{f}({text})")


def tricks(g):
    name, x = g.array("biufcUS")
    if g.maybe(0.5):
        more = [("axis", lambda: g.one(g.axis(x), g.axis(x), "(0, 1)", "None", "(0, 0)", "(0, -1)")), ("subok", ["True"]), ("writeable", ["True", "False"])]
        return see(g, "sliding_window_view", call(g, TRICKS + "sliding_window_view", [name, lambda: g.one("1", "2", "3", "(2,)", "(1, 2)", "(2, 2)", "0", "-1", "9", "[2]", "2.0", "(1, 1, 1)")], *more, positional=1, often=0.45))
    if not x.flags.c_contiguous or x.size < 4 or x.base is not None:
        return None
    s = x.itemsize
    layouts = [f"({x.size - 1}, 2), ({s}, {s})", f"(2, 2), (0, {s})", f"({x.size // 2},), ({2 * s},)", "(0,), (8,)", "(2,), (1, 1)", f"(-1,), ({s},)", f"[2], [{s}]", "()"]
    return see(g, "as_strided", f"{TRICKS}as_strided({name}, {g.one(layouts[:4]) if g.maybe(0.8) else g.one([layouts[3]] + layouts[5:])}{g.one('', '', ', writeable=False', ', subok=True')})")


def retype(g):
    text, x = array(g)
    f = g.one("view", "view", "real", "imag", "view type", "getfield", "byteswap", "astype", "set dtype")
    fits = [d for d in INTS + ["float32", "float64", "complex64", "float16", "bool", "complex128"] if d != "bool" or x.dtype.kind == "b"]
    if f == "view":
        return see(g, f, f"{text}.view({g.one('', 'dtype=')}{g.one(g.one(fits), 'int8') if False else 'np.' + g.one(fits + ['int8'])})")
    if f == "view type":
        return see(g, f, f"{text}.view({g.one('', 'np.ndarray', 'type=np.ndarray', 'None', repr('S4'), repr('U1'), repr('S'), 'int, np.ndarray', repr('S1'), '3', repr('foo')) })")
    if f in ("real", "imag"):
        return see(g, f, g.one(f"{text}.{f}", f"np.{f}({text})"))
    if f == "getfield":
        return see(g, f, f"{text}.getfield({g.dtype()}{g.one('', ', 0', ', 4', ', offset=1', ', -1')})")
    if f == "byteswap":
        name, x = g.array()
        return Statement("view: byteswap", "", before=f"p = {name}.byteswap({g.one('', 'True', 'inplace=False', 'inplace=True')})\nprint(p is {name})", shows=name)
    if f == "astype":
        return see(g, f, call(g, f"{text}.astype", [lambda: g.dtype()], ("order", lambda: order(g)), ("casting", ["'no'", "'equiv'", "'safe'", "'same_kind'", "'unsafe'"]), ("subok", ["True", "False"]), ("copy", ["True", "False"]), positional=2)) \
            if x.dtype.kind in "biu" else None
    name, x = g.array()
    return Statement("view: set dtype", "", before=f"p = {name}.copy({g.one('', repr('F'))})\np.dtype = {g.one(g.dtype(), 'np.int8', repr('S2'), repr('foo'))}\nshow(p)")


def attribute(g):
    text, x = array(g)
    return g.assign("view: attribute", g.one(
        [f"{text}.{n}" for n in "shape strides ndim size itemsize nbytes dtype flags T.flags flags.c_contiguous flags.f_contiguous flags.contiguous flags.fortran flags.owndata flags.writeable flags.aligned flags.writebackifcopy "
         "flags.fnc flags.forc flags.behaved flags.carray flags.farray flags.num device data.shape data.strides data.format data.itemsize data.nbytes data.ndim data.readonly data.contiguous data.c_contiguous data.f_contiguous".split()]
        + [f"{text}.flags[{g.one(*map(repr, ['C', 'F', 'O', 'W', 'A', 'X', 'B', 'CA', 'FA', 'FNC', 'FORC', 'C_CONTIGUOUS', 'OWNDATA', 'nope', 'CARRAY', 'BEHAVED']))}]", f"np.isfortran({text})", f"{text}.data.tolist()", f"{text}.data.tobytes()", f"bytes({text})[:9]",
           f"{{k: v for k, v in {text}.__array_interface__.items() if k != 'data'}}", f"{text}.__array_interface__['data'][1]", f"{text}.ctypes.data == {text}.__array_interface__['data'][0]", f"{text}.tobytes({g.one('', repr('F'), repr('A'), 'order=None', repr('K'))})",
           f"{text}.ctypes.data - {text}.ctypes.data", f"{text}.tolist()", call(g, f"{text}.item", [["", "0", "-1", "(0,)", "0, 0", "(0, 1)", "99", "1.0", "()"]]), f"tuple({text}.ctypes.shape)", f"tuple({text}.ctypes.strides)", f"{text}.base is None", f"str({text}.flags)"]))


def shared(g):
    text, x = array(g)
    other = g.one(array(g)[0], g.one("{0}[::2]", "{0}[1::2]", "{0}.T", "{0}[:0]", "{0}[..., :1]", "{0}.copy()", "{0}.real").format(text))
    f = g.one("shares_memory", "may_share_memory")
    return g.assign("view: " + f, call(g, "np." + f, [text, other], ("max_work", ["None", "0", "-1", "1", "100"]), positional=1))


def writeable(g):
    name, x = g.array("biufc")
    make = g.one(f"p = {name}.copy()", f"p = {name}[...]", f"p = {name}.T", f"p = {name}.diagonal()", f"p = np.broadcast_to({name}, (2,) + {name}.shape)", f"p = np.frombuffer({name}.tobytes(), np.uint8)", f"p = {name}.imag", f"p = np.diag({name})", f"p = {name}.real",
                 f"p = np.broadcast_arrays({name}, np.zeros((2,) + {name}.shape))[0]", "p = np.frombuffer(bytearray(16))", f"p = {name}.copy()\np.flags.writeable = False\np = p[...]", f"p = {name}.copy()\np.setflags(write=False)\nq = p.view()")
    change = g.one("p.flags.writeable = True", "p.flags.writeable = False", "p.setflags(write=True)", "p.setflags(write=False)", "p.flags['W'] = True", "p.flags['WRITEABLE'] = False", "p.flags.aligned = False", "p.flags['C'] = True", "p.flags.writebackifcopy = True", "p.setflags(align=False)", "p.setflags(uic=False)",
                   "p.setflags(1)", "p.setflags(0, None, None)", "p.flags.c_contiguous = True", "p.flags['A'] = True", "p.flags.owndata = True", "p.setflags(uic=True)", "p.flags.nope = 1", "p.flags.writeable = 0", "p.flags.writeable = 'x'")
    write = g.one("p[...] = 1", "p += 1", "p.fill(2)", "p.flat[0] = 3", "p.flat = 4", "p.sort()", "np.copyto(p, 5)", "p[0] = 6", "p.put([0], 7)", "np.add(p, 1, out=p)", "p.real = 8", "p.itemset(0) if 0 else None", "np.put(p, 0, 1)", "np.place(p, p == p, 1)", "np.putmask(p, p == p, 1)", "np.fill_diagonal(p, 1)", "p.partition(0)", "p.byteswap(True)",
                  "p.resize(3)", "np.put_along_axis(p, np.zeros_like(p, dtype=int), 1, 0)", "np.random.shuffle(p)", "p.imag = 1", "p.view()[...] = 2", "p.T[...] = 1", "p[:0] = 1", "p[[]] = 1", "np.take(p, [0], out=p)", "p.clip(0, 1, out=p)", "p @= p")
    return Statement("view: writeable", "", before="\n".join([make, change if g.maybe(0.6) else "", "print(p.flags.writeable, p.flags.aligned, p.flags.owndata)", write if g.maybe(0.8) else "q = p[...]\nprint(q.flags.writeable)"]).replace("\n\n", "\n"), shows=f"p {name}")


def assign(g):
    name, x = g.array("biufc")
    make = g.one(f"p = {name}.copy()", f"p = {name}.copy('F')", f"p = {name}[...]", f"p = {name}.T", f"p = {name}[::-1]", f"p = {name}.copy()[..., ::2]", f"p = {name}[:]")
    change = g.one(f"p.shape = {shapes(g, x)}", f"p.shape = {shapes(g, x)}", f"p.dtype = {g.dtype()}", "p.dtype = np.int8", "p.real = 1", "p.imag = 2", "p.flat = [1, 2]", "p.flat = 5", "p.T = 1", "p.ndim = 1", "p.size = 3",
                   "p.base = None", "p.nope = 1", "p.data = 1", "p.itemsize = 2", "del p.shape", "p.flags = 1", "p.nbytes = 1", "p.real = [1, 2, 3]", "p.imag = 1j", "p.flat = []", "p.flat = 'x'", "p.flat = p[::-1]", "p.real = p.imag", "p.mT = 1", "p.shape += (1,)", "p.shape = -1")
    return Statement("view: assign", "", before=f"{make}\n{change}", shows=f"p {name}")


def resize(g):
    name, x = g.array("biufc")
    make = g.one(f"p = {name}.copy()", f"p = {name}.copy('F')", f"p = {name}[...]", f"p = {name}.copy()\nq = p", f"p = {name}.copy()\nq = p[:1]", f"p = {name}.copy()[::2]", "p = np.zeros((2, 3))", "p = np.arange(4)\np.flags.writeable = False")
    expr = call(g, "p.resize", [lambda: g.one(str(g.shape()), str(g.shape()), "3", "2, 2", "0", "-1", "", "None", "(2, -1)", "2.0", "[3]", "()")], ("refcheck", ["True", "False"]))
    return Statement("view: resize", "", before=f"{make}\n{expr}", shows="p")


def flat(g):
    name, x = g.array("biufcUS")
    text = g.one(name, name, f"{name}.T", f"{name}[::-1]")
    index = lambda: g.one("0", "-1", "1", "99", ":", "::2", "::-1", "1:3", "[0, 1]", "[0, -1]", "[]", "[True]", f"np.arange({x.size}) > 1", "None", "...", "(0,)", "0, 0", "1.0", "[[0, 1], [1, 0]]", "np.array(1)", "()", "'x'", "-99", "[99]", "True", "np.int64(0)", "[1.0]", "5:2", "slice(1)", "([0, 1],)", "(slice(1, 3),)")  # noqa: E731
    if g.maybe(0.35):
        return g.assign("view: flat get", f"{text}.flat[{index()}]")
    if g.maybe(0.6):
        value = g.one(g.number(x.dtype.kind if x.dtype.kind != "f" else "i"), "[1, 2]", "[]", "'x'", name, "1.5", "[[1], [2]]", "np.int8(3)", "2j", "None")
        return Statement("view: flat set", "", before=f"{text}.flat[{index()}] = {value}", shows=g.seen(name))
    return Statement("view: flat walk", "", before=f"p = {text}.flat\n" + g.one("print(next(p), p.index, p.coords)\nprint(list(p)[:3], p.index)", "print(len(p), p.base is " + name + ")", "for q in p:\n    print(q, p.index, p.coords)\n    break\nshow(p[:2])\nprint(p.index, p.coords)", "print(p == 1)", "show(p.copy())",
                                                               "show(np.array(p))", "print(type(p).__name__, p.coords, p.index)", "print(p < p)", "show(np.asarray(p))", "print(iter(p) is p)", "show(p.__array__())", "p[1:] = 0\nshow(p[:])", "print(sum(1 for q in p))", "show(np.sum(p))", "show([*p][:2])", "show(p.nope)", "p.index = 2"))


KINDS = [(6, reshape), (6, permute), (6, lengths), (6, turn), (3, tricks), (6, retype), (5, attribute), (2, shared), (6, writeable), (5, assign), (4, resize), (6, flat)]
