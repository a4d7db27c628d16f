"""How the families draw calls: a function with some of its keyword arguments, now and then with wrong ones."""

WRONG = ["'x'", "1.5", "[]", "-1", "(1, 2)", "True", "np.float64(2)", "[[0]]", "np.int8(1)", "7", "[1.0]", "()", "b''", "2j", "slice(2)", "99"]
STRANGE = ["None", "'K'", "'X'", "1", "'c'", "False", "0", "[1]", "-9", "()"]


def some(g, value):
    """A drawn text: of a list one, of a function what it gives."""
    return str(g.one(value)) if isinstance(value, (list, tuple)) else str(value()) if callable(value) else str(value)


def arguments(g, required, options, positional, often=0.3):
    """Arguments as source: all that are required, some of the options; the first `positional` of them at times by position."""
    args = [some(g, r) for r in required]
    if args and g.maybe(0.03):
        args[g.rng.randrange(len(args))] = g.one(WRONG)
    if g.maybe(0.01) and args:
        args.pop()
    by_place = positional if g.maybe(0.25) else 0
    for k, (name, value) in enumerate(options):
        text = some(g, value) if g.maybe(0.97) else g.one(STRANGE)
        if k < by_place and g.maybe(0.7):
            args.append(text)
            continue
        by_place = 0
        if g.maybe(often):
            args.append(f"{name}={text}")
    if g.maybe(0.01):
        args.append(g.one("bogus=1", "like=None", "subok=True", "device='cpu'", "out=None", "axis=0", "dtype=int"))
    return ", ".join(args)


def call(g, name, required, *options, positional=0, often=0.3):
    """`name(…)`"""
    return f"{name}({arguments(g, required, options, positional, often)})"


def order(g):
    return repr(g.one("C", "F", "A", "K"))


def dtype(g):
    """Any dtype as source, texts too."""
    return g.dtype() if g.maybe(0.85) else repr(g.one("U", "S", "U2", "S3", "<U1"))


def array(g, kinds="biufcUS", test=lambda x: True):
    """An array as source, plain or looked at through a view, and the array (as it is without the view)."""
    name, x = g.array(kinds, test)
    if g.maybe(0.35) and x.ndim:
        return g.one(f"{name}[::-1]", f"{name}.T", f"{name}[..., ::2]", f"{name}[None]", f"{name}[:1]", f"{name}[:0]", f"{name}[1:]", f"{name}[..., None]",
                     f"{name}.T[::-1]", f"np.broadcast_to({name}, (2,) + {name}.shape)"), x
    return name, x


def like(g):
    """Anything an array is made of: an array, a number, nested lists."""
    if g.maybe(0.7):
        return array(g)[0]
    kind = g.one("i", "i", "f", "b", "c", "U", "S")
    return g.one(g.scalar(), g.number(kind), g.nested(g.shape(most=8), kind), f"({g.number(kind)}, {g.number(kind)})", "[]", "[[], []]", "range(3)", "()", "[[1, 2], [3]]", "[[1], 2]", "'abc'", "b'ab'",
                 "[True, 2]", "[1, 2.5, 3j]", "[np.int8(1), 300]", "[np.float32(1), 2]", "['a', 1]", "[b'a', 'b']", "np.float16(1.5)", "np.str_('ab')")
