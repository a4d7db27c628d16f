"""Arrays joined, repeated, padded and edited."""

from ..create import Statement
from ..draw import array, call, dtype, like


def mates(g, x, along=None):
    """Arrays that join with `x`."""
    same = [n for n in g.arrays() if g.env[n].ndim == x.ndim and all(i == along or m == n_ for i, (m, n_) in enumerate(zip(g.env[n].shape, x.shape)))]
    return g.one(same or g.arrays()) if g.maybe(0.9) else g.one(g.arrays())


def several(g, name, x, along=None):
    parts = [name] + [mates(g, x, along) for _ in range(g.rng.randint(0, 2))]
    g.rng.shuffle(parts)
    if g.maybe(0.15):
        parts[0] = like(g)
    text = ", ".join(parts)
    return g.one(f"[{text}]", f"({text},)", f"[{text}]", f"({text},)", f"np.array([{text}])" if g.maybe(0.2) else f"[{text}]", g.one("iter([[1]])", "[]", "5", "()", "{}", "(p for p in [[1]])") if g.maybe(0.15) else f"[{text}]")


def out(g, shape=None):
    fit = g.arrays(lambda y: shape is None or y.shape == shape)
    return g.one(fit) if fit else g.one(g.arrays())


def join(g):
    name, x = g.array("biufcUS")
    f = g.one("concatenate", "concatenate", "concat", "stack", "stack", "hstack", "vstack", "dstack", "column_stack")
    more = [("dtype", lambda: dtype(g)), ("casting", ["'no'", "'equiv'", "'safe'", "'same_kind'", "'unsafe'"])]
    axis = [("axis", lambda: g.axis(x, 0.15 if "conc" in f else 0)), ("out", lambda: out(g))]
    expr = call(g, "np." + f, [lambda: several(g, name, x, 0 if "conc" in f else None)], *(axis if f in ("concatenate", "concat", "stack") else []), *(more if f not in ("dstack", "column_stack") else []), positional=2 if f not in ("hstack", "vstack") else 0, often=0.25)
    return g.assign("join: " + f, expr)


def into(g):
    """A join into an array of the right shape."""
    name, x = g.array("biuf", lambda x: x.ndim > 0)
    f = g.one("concatenate", "stack")
    shape = (2 * x.shape[0],) + x.shape[1:] if f == "concatenate" and x.ndim else (2,) + x.shape
    make = f"p = np.zeros({shape}, {g.dtype()}{g.one('', ', order=%r' % 'F')})"
    if g.maybe(0.2):
        make = f"p = np.zeros({shape[1:]})"
    return Statement("join: out", "", before=f"{make}\nq = np.{f}([{name}, {name}], {g.one('0', 'axis=0', 'axis=None') if f == 'concatenate' else '0'}, out={g.one('p', 'p', '(p,)', 'p[::-1]', 'p.T', '[1]')}{g.one('', '', ', casting=%r' % g.one('unsafe', 'no', 'safe'))})\nprint(q is p)", shows="p")


def block(g):
    name, x = g.array()
    other = mates(g, x)
    return g.assign("join: block", f"np.block({g.one(f'[[{name}, {other}], [{other}, {name}]]', f'[{name}, {other}]', name, '[]', '[[]]', f'[[{name}], {other}]', f'({name}, 1)', f'[[{name}, {name}]]', f'[[{name}], [{other}]]', f'[1, {name}]', f'[[[{name}], [{other}]], [[{other}], [{name}]]]', f'[[{name}, ({other},)]]', '[[1, 2], [3, 4]]', f'[{name}, [{name}]]', '5', f'[[1, 2], {name}]')})")


def edit(g):
    text, x = array(g, "biufcU")
    f = g.one("append", "insert", "insert", "insert", "delete", "delete", "trim_zeros")
    kind = x.dtype.kind if g.maybe(0.7) else "f"
    n = x.shape[0] if x.ndim and g.maybe(0.8) else x.size
    axis = ("axis", lambda: g.axis(x, 0.2))
    if f == "append":
        return g.assign("join: append", call(g, "np.append", [text, lambda: g.one(g.number(kind), mates(g, x), g.nested((2,), kind), like(g))], axis, positional=1))
    if f == "trim_zeros":
        trim = ("trim", ["'f'", "'b'", "'fb'", "'bf'", "'F'", "'x'", "''", "'ff'"])
        zeros = g.one("[0, 1, 2, 0]", "np.array([0, 0, 3, 0])", "(0, 0)", "[[0, 0], [0, 1]]", "np.array([[0, 1, 0], [0, 0, 0]])", "[]", "np.array([0.0, 1.5, 0])", "'aba'", "np.zeros(3)", "np.array(['', 'a', ''])", "range(3)", text)
        return g.assign("join: trim_zeros", call(g, "np.trim_zeros", [zeros], trim, ("axis", ["0", "-1", "(0, 1)", "None", "1", "9"]), positional=1))
    where = lambda: g.one(str(g.rng.randint(-n, max(n, 0))), "[0, 1]", "[1, 0]", "[0, -1]", "[1, 1]", "slice(0, 2)", "slice(None, None, 2)", "slice(None, None, -1)", "[]", "[True, False]", str([g.rng.random() < 0.5 for _ in range(n)]), "[0]", "np.array([0])", "np.array(1)", "True", "1.0", "99", "-99", "[99]", "[[0], [1]]", "np.int8(0)", "[1.0]",  # noqa: E731
                          "np.array([], dtype=int)", "slice(1)", "[False]", "np.array([True])", "(0, 1)", "range(2)", "slice(9, 0)", "[0, 0, 1]", "[-1]", "'x'")
    if f == "delete":
        return g.assign("join: delete", call(g, "np.delete", [text, where], axis, positional=1, often=0.55))
    values = lambda: g.one(g.number(kind), g.number(kind), g.nested((2,), kind), g.nested((1,), kind), g.nested((2, 1), kind), g.nested((3,), kind), mates(g, x), "[]", g.number("f"))  # noqa: E731
    return g.assign("join: insert", call(g, "np.insert", [text, where, values], axis, positional=1, often=0.55))


def again(g):
    text, x = array(g)
    f = g.one("tile", "repeat", "repeat", "roll", "roll", "repeat method")
    n = x.shape[0] if x.ndim else 1
    if f == "tile":
        return g.assign("join: tile", call(g, "np.tile", [text, ["2", "0", "(2, 1)", "(1, 2)", "()", "(2, 1, 2)", "[2]", "-1", "np.array([1, 2])", "(0, 2)", "1", "2.0", "(1, 1, 1, 1)", "np.int8(2)", "(2, -1)", "True"]]))
    if f.startswith("repeat"):
        counts = lambda: g.one("2", "0", "1", "[2]", "[1, 2]", str([g.rng.randint(0, 2) for _ in range(n)]), str([g.rng.randint(0, 2) for _ in range(x.size)]), "-1", "2.0", "np.array([1, 2])", "[-1, 2]", "[1.5]", "True", "[True, False]", "()", "np.uint8(2)", "[[1, 2]]", "'2'")  # noqa: E731
        axis = ("axis", lambda: g.axis(x, 0.1))
        return g.assign("join: " + f, call(g, "np.repeat", [text, counts], axis, positional=1, often=0.6) if f == "repeat" else call(g, f"{text}.repeat", [counts], axis, positional=1, often=0.6))
    return g.assign("join: roll", call(g, "np.roll", [text, ["1", "-2", "0", "(1, 1)", "100", "(1, -1)", "[1]", "np.int64(2)", "1.5", "()", "True", "10**20"]], ("axis", lambda: g.one(g.axis(x), "(0, 1)", "None", "(0, 0)", "0", "()", "(0,)", "[0, 1]")), positional=1, often=0.6))


MODES = {"constant": ("constant_values", ["7", "(1, 2)", "((1, 2), (3, 4))", "1.5", "'x'", "[1, 2, 3]", "((5,),)", "{0: (1, 2)}"]), "linear_ramp": ("end_values", ["5", "(1, -1)", "((0, 1), (2, 3))", "0.5", "2j"]),
         "maximum": ("stat_length", ["1", "2", "(1, 2)", "None", "0", "((1, 2), (2, 1))", "99", "-1", "1.0"]), "mean": ("stat_length", ["1", "2", "(1, 2)", "None", "0"]), "median": ("stat_length", ["1", "2", "(2, 3)", "None"]),
         "minimum": ("stat_length", ["1", "2", "(1, 2)", "None", "0"]), "reflect": ("reflect_type", ["'even'", "'odd'", "'odd'", "'x'"]), "symmetric": ("reflect_type", ["'even'", "'odd'", "'odd'", "'x'"]), "edge": None, "wrap": None, "empty": None, "nope": None}


def pad(g):
    text, x = array(g, "biufcU" if g.maybe(0.2) else "biufc", lambda x: x.size < 60)
    widths = lambda: g.one("1", "2", "(1, 2)", "((1, 0), (0, 2))", "0", "-1", "((2,), (1,))", "(0, 5)", "3", "((1, 2),)", "[1]", "1.0", "{0: 1}", "{-1: (1, 2)}", "{0: (0, 2), 1: 1}", "np.array([1, 2])", "{}", "{9: 1}", "(1, 2, 3)", "[[1, 1]]", "4", "7", "(3, 0)", "True", "'1'",  # noqa: E731
                           str(tuple((g.rng.randint(0, 3), g.rng.randint(0, 3)) for _ in range(x.ndim))), "{(0, 1): 1}", "{0: 1.5}", "((0, 0), (9, 1))")
    mode = g.one(list(MODES))
    option = MODES[mode]
    more = []
    if option and g.maybe(0.6):
        more.append(f"{option[0]}={g.one(option[1])}")
    if g.maybe(0.03):
        more.append(g.one("reflect_type='odd'", "stat_length=2", "bogus=1"))
    how = f", {g.one('', 'mode=')}{mode!r}" if mode != "constant" or g.maybe(0.3) else ""
    if g.maybe(0.06):
        how = ", " + g.one("lambda v, w, i, k: None", "fill", "fill, value=3", "None", "5", "max")
        before = "def fill(v, w, i, k):\n    v[:w[0]] = k.get('value', 9)\n    v[v.size - w[1]:] = i"
        return Statement("join: pad by function", "", before=f"{before}\nshow(np.pad({text}, {g.one('1', '(1, 2)', '(0, 1)')}{how}))")
    expr = f"np.pad({text}, {widths()}{''.join(', ' + m if i else m for i, m in enumerate([how] + more) if m)})" if how else f"np.pad({text}, {widths()}{''.join(', ' + m for m in more)})"
    return g.assign("join: pad", expr if mode != "empty" else f"{expr}.shape")


KINDS = [(8, join), (3, into), (3, block), (9, edit), (6, again), (8, pad)]
