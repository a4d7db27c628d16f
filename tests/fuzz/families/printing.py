"""How arrays and scalars become text: print options, `array2string` and kin, number formatting, format specs."""

from ..create import COMPLEX, FLOATS, INTS, NUMERIC, Statement

FLOAT_SETS = [
    ["0.0", "1.0", "2.0", "3.0"], ["0.1", "0.25", "1.5", "-2.125"], ["1e-5", "1e5", "0.5", "3.0"], ["1e10", "1.5", "-3.0"],
    ["1e16", "1e15", "123456789.0"], ["1e-300", "1e300", "1.0"], ["np.nan", "1.0", "2.5"], ["np.inf", "-np.inf", "1e8", "0.001"],
    ["-0.0", "0.0", "-1.0"], ["1/3", "2/3", "-1e-4", "1e3"], ["99999999.0", "1e8", "0.0001", "0.00009"], ["np.pi", "np.e", "1e-8", "100.0"],
    ["5e-324", "1.7976931348623157e308"], ["1e-10", "1e-12", "0.0"], ["np.nan", "np.nan"], ["np.inf", "np.nan", "-np.inf"],
    ["1234567.891", "0.000123456", "12.0"], ["0.3", "0.1 + 0.2", "1e22", "1e23"],
]
INT_SETS = [["0", "1", "2", "3"], ["-1", "10", "-100", "7"], ["127", "0", "1", "100"], ["5", "50", "0"]]
WIDE = {"int64": ["2**63 - 1", "-2**63", "0", "10**12"], "uint64": ["2**64 - 1", "0", "10**18"], "int32": ["2**31 - 1", "-2**31", "5"],
        "uint8": ["255", "0", "13"], "int8": ["-128", "127", "0"], "int16": ["-32768", "7", "0"], "uint16": ["65535", "0"], "uint32": ["2**32 - 1", "0"]}
TEXTS = ["''", "'a'", "'hello'", "'it\\'s'", "'é'", "'a\\nb'", "'日本'", "'x\"y'", "'tab\\t'", "'  pad '", "'ab\\x00c'", "'1.5'"]
BYTES = ["b''", "b'a'", "b'xyz'", "b'\\xff'", "b\"q'\"", "b'a\\n'", "b'  '"]
OPTIONS = ["precision=3", "precision=0", "precision=2", "precision=15", "precision=17", "suppress=True", "threshold=5", "threshold=0", "edgeitems=1", "edgeitems=2", "edgeitems=0",
           "linewidth=20", "linewidth=40", "linewidth=10", "linewidth=200", "sign='+'", "sign=' '", "sign='-'", "floatmode='fixed'", "floatmode='unique'", "floatmode='maxprec'", "floatmode='maxprec_equal'",
           "nanstr='NA'", "nanstr='nan value'", "infstr='oo'", "infstr='∞'", "legacy='1.13'", "legacy='1.21'", "legacy='1.25'", "legacy='2.1'", "legacy='2.2'", "legacy=False",
           "formatter={'float': lambda v: f'<{v:.1f}>'}", "formatter={'int': hex}", "formatter={'all': lambda v: 'x'}", "formatter={'bool': lambda v: 'ny'[v]}", "formatter={'float_kind': lambda v: '%.2f' % v}",
           "formatter={'int_kind': lambda v: f'{v:>4d}'}", "formatter={'complex_kind': lambda v: f'{v.real:.1f}'}", "formatter={'str_kind': lambda v: v.upper()}", "formatter={'numpystr': lambda v: '|' + repr(v)}",
           "formatter={'complexfloat': lambda v: f'{v.imag:.1f}'}", "formatter={'sci': str}", "formatter={'int': lambda v: 'two\\nlines'}", "formatter={'float': '{:.2f}'.format}", "formatter={'float': 3}", "formatter={'int': str, 'float': repr}",
           "override_repr=lambda v: 'mine'"]
WRONG = ["precision='a'", "precision=1.5", "precision=-1", "threshold='x'", "threshold=np.nan", "sign='*'", "floatmode='nope'", "legacy='1.2'", "legacy=True", "threshold=None", "edgeitems='a'", "linewidth='b'", "suppress='no'", "nope=1", "formatter=3", "precision=None"]


def values(g, dtype, n):
    """Literals of a dtype, drawn from few sets so that columns have something in common."""
    if dtype in FLOATS:
        pool = g.one(FLOAT_SETS)
    elif dtype in COMPLEX:
        re, im = g.one(FLOAT_SETS), g.one(FLOAT_SETS)
        return [f"complex({g.one(re)}, {g.one(im)})" for _ in range(n)]
    elif dtype == "bool":
        pool = ["True", "False"]
    elif dtype == "U":
        pool = TEXTS
    elif dtype == "S":
        pool = BYTES
    else:
        pool = WIDE[dtype] if g.maybe(0.3) else g.one(INT_SETS)
        if dtype.startswith("u"):
            pool = [p for p in pool if not p.startswith("-")]
    return [g.one(pool) for _ in range(n)]


def shape(g):
    return g.weighted([(2, ()), (5, (g.one(0, 1, 2, 3, 5, 7, 12, 30),)), (4, (g.one(1, 2, 3, 4, 8), g.one(1, 2, 3, 4, 12))), (2, (g.one(1, 2, 7), 2, g.one(1, 3, 8))), (1, (2, 1, 2, 3)), (1, (0, 3)), (0.5, (2, 0)), (0.5, (1, 1, 1)), (0.5, (2, 2, 1, 2, 2))])


def array(g, dtypes=None):
    """A new array as source."""
    dtype = g.one(dtypes or ["float64"] * 8 + ["int64"] * 3 + NUMERIC + ["U", "S", "complex128"])
    shaped = shape(g)
    n = 1
    for k in shaped:
        n *= k
    extra = "" if dtype in ("float64", "int64", "bool", "complex128", "U", "S") and n else f", dtype='{dtype}'"
    data = f"np.array([{', '.join(values(g, dtype, n))}]{extra})"
    if g.maybe(0.1):
        big = g.one("np.arange(1001)", "np.arange(2000.0)", "np.arange(1200).reshape(30, 40)", "np.linspace(0, 1, 1500)", "np.zeros((40, 40), bool)", "np.arange(3000).reshape(10, 10, 30)", "np.arange(4096).reshape(8, 8, 8, 8)", "np.ones((2000, 1))", "np.ones((1, 2000))", "np.ones(1001, 'f4')", "np.ones(1001, 'U3')", "np.arange(1001) * 1j")
        return big
    return data if len(shaped) == 1 else f"{data}.reshape({shaped})"


def shown(g, name="x"):
    return g.one(f"print({name})", f"print(repr({name}))", f"print(repr({name}))", f"print({name}, [{name}])", f"print(f'{{{name}}}|{{{name}!r}}')")


def options(g):
    if g.maybe(0.1):
        return g.one(WRONG)
    return ", ".join(dict((o.split("=")[0], o) for o in (g.one(OPTIONS) for _ in range(g.one(1, 1, 2, 3)))).values())


def plain(g):
    return Statement("printing array", "", before=f"x = {array(g)}\n{shown(g)}")


def view(g):
    cut = g.one(".T", "[::-1]", "[..., ::2]", "[1:]", "[None]", ".copy('F')", ".astype('f4')", ".astype('f2')", ".byteswap()", ".view('u1')", "[:1]", "[..., None]")
    return Statement("printing view", "", before=f"x = {array(g)}{cut}\n{shown(g)}")


def with_options(g):
    return Statement("printing printoptions", "", before=f"x = {array(g)}\nwith np.printoptions({options(g)}):\n    {shown(g)}")


def set_options(g):
    what = g.one("print(np.get_printoptions())", "x = " + array(g) + "\nprint(x, repr(x))", "print(np.float64(0.1), repr(np.float32(3)), np.array(1.5), [np.int64(2), np.True_, np.str_('a')])", "print(np.get_printoptions()['precision'], np.get_printoptions()['legacy'])")
    reset = "np.set_printoptions(edgeitems=3, infstr='inf', linewidth=75, nanstr='nan', precision=8, suppress=False, threshold=1000, formatter=None, sign='-', floatmode='maxprec', legacy=False)"
    return Statement("printing set_printoptions", "", before=f"try:\n    np.set_printoptions({options(g)})\n" + "\n".join("    " + line for line in what.splitlines()) + f"\nfinally:\n    {reset}")


def array2string(g):
    some = ["separator=', '", "separator=','", "separator=''", "separator='\\n'", "separator=' | '", "prefix='array('", "prefix='abcdefghij'", "suffix=')'", "suffix='   '", "precision=2", "precision=0", "precision=12", "max_line_width=20", "max_line_width=5", "max_line_width=None",
            "suppress_small=True", "suppress_small=False", "threshold=4", "edgeitems=1", "edgeitems=2", "sign='+'", "sign=' '", "floatmode='fixed'", "floatmode='unique'", "floatmode='maxprec_equal'", "legacy='1.13'", "legacy='1.21'", "formatter={'float_kind': lambda v: '%.3f' % v}", "formatter={'all': str}",
            "formatter={'int': lambda v: hex(v)}", "legacy=None", "style=repr", "nope=1", "precision='x'", "threshold='y'", "sign='?'", "floatmode=3", "legacy='0'", "30", "30, 3", "30, 3, True, ','"]
    chosen = [g.one(some[:-3] if g.maybe(0.9) else some) for _ in range(g.one(0, 1, 1, 2, 3, 4))]
    chosen = list(dict((o.split("=")[0], o) for o in sorted(chosen, key=lambda o: "=" in o)).values())
    return Statement("printing array2string", "", before=f"x = {array(g)}\nprint(np.array2string({', '.join(['x'] + chosen)}))")


def array_repr(g):
    some = [g.one("", "max_line_width=30", "max_line_width=8"), g.one("", "precision=2", "precision=0", "precision=-1"), g.one("", "suppress_small=True", "suppress_small=False", "suppress_small=None")]
    return Statement("printing array_repr", "", before=f"x = {g.one(array(g), array(g), array(g), '3', '[1.0, 2]', 'np.float32(1)')}\nprint(np.{g.one('array_repr', 'array_str')}({', '.join(['x'] + [s for s in some if s])}))")


def number(g):
    kind = g.one("f", "f", "f", "i", "np")
    if kind == "i":
        return g.one("3", "-12", "10**20", "True", "0", "np.int8(-5)", "np.uint64(7)", "np.array(1.5)", "np.array([1.5])", "'a'", "1j", "None", "[1]")
    x = g.one(g.one(FLOAT_SETS)) if g.maybe(0.7) else repr(g.rng.uniform(-1, 1) * 10.0 ** g.rng.randint(-20, 20))
    return x if kind == "f" else f"np.{g.one(FLOATS)}({x})"


def format_float(g):
    name = g.one("positional", "scientific")
    some = ["precision=0", "precision=1", "precision=3", "precision=10", "precision=20", "precision=60", "unique=False", "unique=True", "trim='k'", "trim='.'", "trim='0'", "trim='-'", "sign=True", "sign=False", "pad_left=5", "pad_left=0", "pad_left=30", "min_digits=2", "min_digits=10", "min_digits=0"]
    some += ["fractional=False", "fractional=True", "pad_right=4", "pad_right=12"] if name == "positional" else ["exp_digits=1", "exp_digits=3", "exp_digits=5"]
    some += ["precision=-1", "trim='x'", "precision='a'", "nope=1", "unique=0", "pad_left=-3", "exp_digits=2", "trim=None", "min_digits=-1"] if g.maybe(0.1) else []
    chosen = list(dict((o.split("=")[0], o) for o in (g.one(some) for _ in range(g.one(0, 1, 2, 2, 3)))).values())
    return Statement(f"printing format_float_{name}", "", before=f"print(repr(np.format_float_{name}({', '.join([number(g)] + chosen)})))")


def bases(g):
    n = g.one("0", "1", "-1", "5", "-5", "255", "-128", "2**63", "-2**70", "10**30", "True", "np.int8(-3)", "np.uint8(200)", "np.int64(-9)", "np.array(6)", "1.5", "'3'", "np.float64(2)")
    if g.maybe(0.5):
        return Statement("printing base_repr", "", before=f"print(repr(np.base_repr({n}{g.one('', ', base=3', ', base=16', ', 36', ', base=37', ', base=1', ', base=2, padding=3', ', 8, 2', ', padding=-1', ', base=10, padding=5')})))")
    return Statement("printing binary_repr", "", before=f"print(repr(np.binary_repr({n}{g.one('', ', width=3', ', width=8', ', 2', ', width=0', ', width=None', ', width=-1', ', width=70', ', width=1')})))")


def spec(g):
    return g.one("", "", "<", ">", "^", "*^", "=", "0=") + g.one("", "", "+", " ", "-") + g.one("", "", "#") + g.one("", "", "0") + g.one("", "8", "12", "3") + g.one("", "", ",", "_") + g.one("", ".2", ".0", ".5") + g.one("", "f", "e", "g", "d", "x", "b", "%", "s", "n", "G", "o", "c", "E", "X")


def scalar(g):
    dtype = g.one(NUMERIC + ["U", "S", "float64", "float64", "int64"])
    [value] = values(g, dtype, 1)
    return f"np.{ {'U': 'str_', 'S': 'bytes_'}.get(dtype, dtype)}({value})"


def scalar_text(g):
    s = scalar(g)
    form = g.one("print(s, repr(s))", "print([s], (s,), {s: s})", f"print(f'{{s:{spec(g)}}}|')", f"print(f'{{s:{spec(g)}}}|')", "print('%s %r' % (s, s))", f"print('%{g.one('d', '.2f', '5s', 'x', 'e', 'g', 'i', '08.3f', '-9r', 'c', 'a', '+d', 'o', '.3s')}|' % s)", f"print(format(s, '{spec(g)}'))", f"print('{{:{spec(g)}}}'.format(s))", "print(f'{s!r:>20}|{s!s:<20}|{s = }')", "print(ascii(s), str(s))",
                 "print(np.array2string(s), np.array_repr(s), np.array_str(s))", "with np.printoptions(precision=2, suppress=True, sign='+'):\n    print(s, repr(s))", "with np.printoptions(legacy='1.25'):\n    print(s, repr(s), [s])", "with np.printoptions(legacy='1.13'):\n    print(s, repr(s), [s])", "print(s.__repr__(), s.__str__(), s.__format__('>9'))", "print(round(s, 2), s.item(), s.tolist())")
    return Statement("printing scalar", "", before=f"s = {s}\n{form}")


def array_format(g):
    x = array(g)
    form = g.one(f"print(f'{{x:{g.one('', '', '.2f', '>9', 's', 'd', 'x', 'g')}}}')", "print('%s' % x)", "print('{} {!r}'.format(x, x))", "print({'k': x}, [x, 1], (x,))", "print(str(x) + repr(x))", "print('%r %s' % (x, x.dtype))", "print(x.__repr__(), x.__str__())", "print('%d' % x.size, '%.2f' % x.ravel()[0])", "print(f'{x = }')", "print(*x, sep='; ')", "print(list(x))", "print(x.tolist(), x.dtype, x.shape)", "print(x, end='|\\n')")
    return Statement("printing format", "", before=f"x = {x}\n{form}")


KINDS = [(8, plain), (4, view), (10, with_options), (3, set_options), (8, array2string), (3, array_repr), (6, format_float), (2, bases), (7, scalar_text), (4, array_format)]
