"""Dtypes: their attributes, promotion, casts and their warnings, the tree of types, limits, text arrays, `errstate`."""

from ..create import COMPLEX, FLOATS, INTS, NUMERIC, Statement
from .printing import FLOAT_SETS

TEXT = ["U", "S", "U3", "S2", "U0", "S0", "str", "bytes", "<U5", ">U5", "|S7", "a3", "c"]
CHARS = list("?bBhHiIlLqQefdFDnNpP")
NAMES = ["bool", "int", "float", "complex", "int_", "intc", "intp", "uint", "uintp", "byte", "ubyte", "short", "ushort", "uintc", "long", "ulong", "longlong", "ulonglong", "half", "single", "double", "csingle", "cdouble", "bool_", "str_", "bytes_", "Float64", "int3", "floating", "void", "object", "longdouble", "datetime64", "timedelta64"]
ABSTRACT = ["generic", "number", "integer", "signedinteger", "unsignedinteger", "inexact", "floating", "complexfloating", "flexible", "character"]
SWAPPED = [">i4", ">f8", ">u2", ">c16", "=i4", "|i1", "<f4", "|b1", ">f2", "|S3", "<i8", "=f8"]


def dtype(g, odd=0.1):
    """Something that names a dtype, as source."""
    return g.weighted([
        (6, lambda: f"np.{g.one(NUMERIC)}"), (4, lambda: repr(g.one(NUMERIC))), (3, lambda: repr(g.one(CHARS))), (3, lambda: repr(g.one(TEXT))), (2, lambda: repr(g.one(SWAPPED))),
        (2, lambda: g.one("int", "float", "bool", "complex", "str", "bytes")), (2, lambda: f"np.dtype({g.one(NUMERIC)!r})"), (1, lambda: repr(g.one("i1", "u1", "i2", "u4", "f8", "f2", "c8", "b1", "i8", "f4", "c16"))),
        (10 * odd, lambda: repr(g.one(NAMES))), (5 * odd, lambda: f"np.{g.one(ABSTRACT)}"), (5 * odd, lambda: g.one("None", "3", "'x'", "'i3'", "'f1'", "list", "'nope'", "[]", "''", "'U-1'", "1.5", "np.array(1)", "('i4', 2)", "object", "'i4,f8'", "np.nan")),
    ])()


ATTRIBUTES = ["name", "str", "char", "num", "kind", "itemsize", "alignment", "type", "byteorder", "isnative", "flags", "fields", "names", "subdtype", "base", "shape", "ndim", "hasobject", "descr", "isbuiltin", "isalignedstruct", "metadata", "newbyteorder()", "newbyteorder('<')",
              "newbyteorder('=')", "newbyteorder('>')", "newbyteorder('S')", "newbyteorder('x')", "__class__", "nope", "type(3)", "__doc__ is None", "__str__()", "__repr__()"]


def attribute(g):
    return Statement("dtypes attribute", "", before=f"d = np.dtype({dtype(g)})\nprint(repr(d), str(d), d.{g.one(ATTRIBUTES)})\nprint(d.{g.one(ATTRIBUTES)}, d.{g.one(ATTRIBUTES[:17])})")


def make(g):
    return Statement("dtypes make", "", before=f"print(repr(np.dtype({dtype(g, 0.6)}{g.one('', '', '', ', copy=True', ', align=True', ', True')})))")


def compare(g):
    a, b = dtype(g, 0.3), dtype(g, 0.3)
    op = g.one("==", "!=", "<", "<=", ">", ">=", "is")
    form = g.one(f"print(np.dtype({a}) {op} {b})", f"print(np.dtype({a}) {op} np.dtype({b}))", f"print({a} {g.one('==', '!=')} np.dtype({b}))", f"print(hash(np.dtype({a})) == hash(np.dtype({b})))", f"print(np.dtype({a}) in [np.dtype({b}), {b}], {{np.dtype({a}): 1}})", f"print(bool(np.dtype({a})), len(np.dtype({a})))", f"print(isinstance(np.dtype({a}), np.dtype), type(np.dtype({a})))", f"print(issubclass(np.dtype({a}).type, np.{g.one(ABSTRACT)}))")
    return Statement("dtypes compare", "", before=form)


def value(g):
    """A value that takes part in promotion."""
    return g.one("3", "3.0", "True", "1j", "300", "-1", "2**40", "'a'", "b'a'", "None", "[1, 2]", "[1.5]", f"np.{g.one(INTS)}(3)", f"np.{g.one(FLOATS)}(3)", f"np.{g.one(COMPLEX)}(3)", "np.bool(1)", f"np.zeros(2, {g.one(NUMERIC)!r})", f"np.ones((), {g.one(NUMERIC)!r})", "np.array(['abc'])", dtype(g))


def promotion(g):
    n = g.one(1, 2, 2, 2, 3)
    casting = g.one("", "", ", 'safe'", ", 'same_kind'", ", 'unsafe'", ", 'no'", ", 'equiv'", ", casting='same_kind'", ", casting='bad'", ", casting='same_value'")
    form = g.one(f"np.result_type({', '.join(value(g) for _ in range(n))})", f"np.result_type({', '.join(dtype(g, 0.02) for _ in range(n))})", f"np.promote_types({dtype(g)}, {dtype(g)})", f"np.can_cast({dtype(g, 0.05)}, {dtype(g, 0.05)}{casting})", f"np.can_cast({value(g)}, {dtype(g)}{casting})",
                 f"np.issubdtype({dtype(g)}, {g.one(dtype(g), 'np.' + g.one(ABSTRACT))})", f"np.isdtype(np.dtype({dtype(g, 0)}), {g.one('integral', 'real floating', 'numeric', 'bool', 'complex floating', 'signed integer', 'unsigned integer', 'nope')!r})", f"np.isdtype({dtype(g)}, ({dtype(g)}, 'integral'))",
                 f"np.min_scalar_type({g.one(value(g), g.number('i'), g.number('f'), '2**63', '-2**63', '2**64', '1e300', '70000.0', '-129', '65536', '1e400')})", f"np.common_type({', '.join(f'np.zeros(2, {g.one(NUMERIC)!r})' for _ in range(n))})", f"np.typename({g.one(CHARS + ['S', 'U', 'x'])!r})",
                 f"np.mintypecode({[g.one('fdFDilS') for _ in range(n)]})", "np.find_common_type([], [])", f"np.isscalar({value(g)})", f"np.iscomplexobj({value(g)})", f"np.isrealobj({value(g)})", f"np.obj2sctype({dtype(g)})")
    return Statement("dtypes promotion", "", before=f"print(repr({form}))")


def limits(g):
    if g.maybe(0.5):
        d = g.one(f"np.{g.one(INTS)}", repr(g.one(INTS)), "3", "np.int16(2)", "int", "float", "np.float32", "'x'", "bool", "np.arange(2)", "np.dtype('u2')", "np.array(1)", "'c'", "1.5", "np.bool")
        return Statement("dtypes iinfo", "", before=f"x = np.iinfo({d})\nprint(x, repr(x))\nprint(x.{g.one('min', 'max', 'bits', 'dtype', 'kind', 'key', 'type', 'nope', 'min == 0', '__class__')}, type(x.max))")
    d = g.one(f"np.{g.one(FLOATS)}", repr(g.one(FLOATS)), f"np.{g.one(COMPLEX)}", "1.0", "np.float32(2)", "float", "int", "np.int32", "'x'", "complex", "np.arange(2.0)", "np.dtype('f2')", "1j", "None", "'d'", "3")
    names = ["bits", "eps", "epsneg", "iexp", "machep", "max", "maxexp", "min", "minexp", "negep", "nexp", "nmant", "precision", "resolution", "tiny", "smallest_normal", "smallest_subnormal", "dtype", "nope"]
    return Statement("dtypes finfo", "", before=f"x = np.finfo({d})\nprint({g.one('x', 'repr(x)', 'str(x)')})\nprint(repr(x.{g.one(names)}), repr(x.{g.one(names[:-1])}), x.dtype)")


CASTABLE = [["1.5", "-2.7", "0.0"], ["300", "-1", "255"], ["np.nan", "1.0"], ["np.inf", "-np.inf", "2"], ["1e20", "-1e20"], ["True", "False"], ["1+2j", "3-0j"], ["'1'", "'2.5'", "'-3'"], ["'abc'", "'1'"], ["b'7'", "b'12'"], ["'True'", "''", "' 3 '"], ["70000.0", "1e-8", "65504.0", "65520.0"], ["2**31", "-2**31 - 1"], ["2**63 - 1", "-2**63"], ["1e300", "1e-300"], ["'1e5'", "'nan'", "'inf'"], ["'1_000'", "'0x10'"], ["'1+2j'"], ["2**53 + 1"], ["0.1", "123456.789", "1e16"], ["'é'"], ["'ab\\x00'"]]


def cast(g):
    data = g.one(CASTABLE + FLOAT_SETS[:6])
    items = ", ".join(g.one(data) for _ in range(g.one(1, 2, 3)))
    source = g.one(f"np.array([{items}])", f"np.array([{items}])", f"np.array({g.one(data)})", f"np.array([{items}], {dtype(g, 0)})", f"np.array([[{items}]]).T")
    extra = g.one("", "", "", "", ", casting='safe'", ", casting='same_kind'", ", casting='equiv'", ", casting='no'", ", order='F'", ", copy=False", ", subok=False", ", casting='same_value'", ", casting='x'", ", order='Z'", ", 'K', 'unsafe'")
    to = dtype(g, 0.03)
    form = g.one(f"x.astype({to}{extra})", f"x.astype({to}{extra})", f"np.array(x, dtype={to})", f"np.asarray(x, {to})", f"np.zeros(3, {to}) + x", f"np.full(2, x[0], {to})", f"np.astype(x, {to})", f"x.astype({to}).astype({dtype(g, 0)})", f"x.view({to})")
    how = g.one("with np.errstate(all='raise'):\n    show({0})", "with np.errstate(invalid='ignore', over='raise'):\n    show({0})", "with warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter('always')\n    show({0})\n    print([(str(v.message), v.category.__name__) for v in w])", "show({0})").format(form)
    return Statement("dtypes cast", "", before=f"import warnings\nx = {source}\n{how}")


def assign(g):
    data = g.one(CASTABLE)
    to = dtype(g, 0)
    form = g.one(f"x[{g.one('0', ':', '1:', '...', '[0, 1]', 'x == 0')}] = {g.one(data)}", f"x[:] = [{g.one(data)}, {g.one(data)}]", f"x.fill({g.one(data)})", f"x += {g.one(data)}", f"x[0] = np.array([{g.one(data)}])", f"x[0] = np.{g.one(NUMERIC)}(1)", f"np.copyto(x, {g.one(data)}{g.one('', ', casting=%r' % 'unsafe', ', casting=%r' % 'safe')})", f"x.put(0, {g.one(data)})", f"x.itemset(0)")
    return Statement("dtypes assign", "", before=f"import warnings\nx = np.{g.one('zeros', 'ones')}(2, {to})\nwith warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter('always')\n    {form}\n    print([str(v.message) for v in w])\nshow(x)")


def words(g, n):
    return "[" + ", ".join(repr(g.one("", "a", "b", "ab", "B", "hello", "é", " x", "10", "z\x00")) for _ in range(n)) + "]"


def text(g):
    n = g.one(1, 2, 3)
    kind = g.one("U", "U", "U", "S")
    make = (lambda: f"np.array({words(g, n)})") if kind == "U" else (lambda: f"np.array({words(g, n)}).astype({g.one('U3', 'U5', 'U')!r}).astype('U2')")
    x, y = make(), g.one(make, make, lambda: repr(g.one("a", "xyz", "")), lambda: "3", lambda: "b'a'", lambda: "np.str_('q')", lambda: "None")()
    op = g.one("==", "!=", "<", "<=", ">", ">=", "+", "*", "%", "-", "in")
    form = g.one(f"x {op} {y}", f"x {op} {y}", f"{y} {op} x", "x + x", "x * 2", "np.sort(x)", "x.argsort()", "x.max()", "np.unique(x)", "x.tolist()", "x.item(0)", "x[0]", "type(x[0]).__name__", "x.astype('S4')", "x.astype(int)", "x.astype('U1')", "x.astype(bool)", "x.dtype.itemsize, x.dtype.char, x.dtype.str", "np.where(x > 'a', x, '')", "x.sum()", "np.concatenate([x, ['long text']])", "np.array([x, 1])", "x.view('U1')", "x.view(np.int32)", "np.isin('a', x)", "x.searchsorted('b')", "np.argmax(x)", "x.any()", "np.strings.upper(x)", "np.add(x, x)", "np.equal(x, x[::-1])", "x.nonzero()", "np.append(x, 'q')", "np.full(2, 'abc')", "np.char.upper(x)", "np.maximum(x, x)", "np.array(['a', 1, 2.5])", "np.array(['a', None])", "np.array([b'a', 'b'])", "np.array([1, 'a', True])", "x.repeat(2)", "x.min(axis=0)", "x == x[:1]", "np.count_nonzero(x)", "len(x[0])", "x[0].upper() + 'z'", "x.astype('U').dtype", "np.zeros(2, 'U3')", "np.empty(1, 'S2').dtype", "x.T", "np.char.add(x, x)")
    return Statement("dtypes text", "", before=f"x = {x}\nshow({form})")


def errstate(g):
    state = ", ".join(dict((o.split("=")[0], o) for o in (g.one("all='ignore'", "all='raise'", "all='warn'", "divide='raise'", "divide='ignore'", "over='raise'", "invalid='print'", "under='raise'", "invalid='raise'", "divide='log'", "over='bad'", "nope=1", "divide=3", "all='call'", "over='print'", "divide='print'") for _ in range(g.one(1, 1, 2)))).values())
    what = g.one("np.array([1.0]) / 0", "np.float64(1) / 0", "np.array([1]) // 0", "np.int32(1) // 0", "np.array([0.0]) / 0", "np.sqrt(-1.0)", "np.log(0.0)", "np.array([1e308]) * 10", "np.float32(1e38) * np.float32(10)", "np.int8(127) + np.int8(1)", "np.array([127], 'i1') + np.int8(1)", "np.array([np.nan]).astype(int)", "np.exp(1000.0)", "np.array([1e-308]) * 1e-10", "np.uint8(1) - np.uint8(2)", "np.float16(60000) * 2", "np.array([70000.0]).astype('f2')", "np.mod(1.0, 0)", "np.inf - np.float64(np.inf)", "np.array([1, 2]) % 0", "np.reciprocal(np.array([0]))", "np.power(0.0, -1)", "-np.uint8(3)", "abs(np.int8(-128))", "np.int64(2) ** 63", "np.float64(0) ** -1", "np.float64(1) % 0", "divmod(np.float64(1), 0)", "divmod(np.int64(1), 0)", "np.arccos(2.0)", "np.tan(np.inf)")
    form = g.one(f"with np.errstate({state}):\n    show({what})", f"with np.errstate({state}):\n    show({what})", f"with np.errstate({state}):\n    print(np.geterr())", f"old = np.seterr({state})\nprint(old, np.geterr())\nnp.seterr(**old)", f"import warnings\nwith warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter('always')\n    show({what})\n    print([(str(v.message), v.category.__name__) for v in w])",
                 f"e = np.errstate({state})\nwith e:\n    show({what})\nprint(np.geterr())", f"def handle(kind, flag):\n    print('handler', kind, flag)\nwith np.errstate(all='call', call=handle):\n    show({what})", "print(np.geterrcall(), np.getbufsize())", f"old = np.seterrcall(print)\nprint(old)\nwith np.errstate(all='call'):\n    show({what})\nnp.seterrcall(None)")
    return Statement("dtypes errstate", "", before=form)


def module(g):
    form = g.one("np.typecodes", "np.typecodes['AllInteger']", "sorted(np.sctypeDict, key=str)[:5]", f"np.sctypeDict[{g.one(NUMERIC + CHARS + NAMES)!r}]", "np.pi", "np.e", "np.inf", "np.nan", "np.euler_gamma", "np.newaxis", "np.ScalarType[:3]", "np.True_", "np.False_", "np.little_endian", "np.__version__", "np.bool is np.bool_", "np.int_ is np.int64", f"np.{g.one(ABSTRACT + NUMERIC + NAMES)}", f"np.{g.one(ABSTRACT + NUMERIC)}.__mro__", f"np.{g.one(ABSTRACT + NUMERIC)}.__name__", f"np.{g.one(ABSTRACT + NUMERIC)}.__bases__",
                 f"issubclass(np.{g.one(ABSTRACT + NUMERIC)}, np.{g.one(ABSTRACT)})", f"issubclass(np.{g.one(NUMERIC)}, {g.one('int', 'float', 'complex', 'object', 'str')})", f"isinstance(np.{g.one(NUMERIC)}(1), {g.one('int', 'float', 'complex', 'np.generic', 'np.integer', 'np.floating', '(int, np.integer)', 'np.number', 'bool')})", f"np.{g.one(ABSTRACT)}(3)", f"type(np.{g.one(NUMERIC)}(1)) is np.{g.one(NUMERIC)}", "np.NaN", "np.float_", "np.Inf", "np.int", "np.float", "np.object", "np.str", "np.complex_", "np.unicode_", "np.PINF", "np.infty", "np.product", "np.cumproduct", "np.in1d", "np.trapz", "np.row_stack", "np.asfarray", "np.sometrue", "np.alltrue", "np.issctype", "np.mat", "np.byte_bounds", "np.cast", "np.find_common_type", "np.nope")
    return Statement("dtypes module", "", before=f"print(repr({form}))")


KINDS = [(4, attribute), (2, make), (4, compare), (8, promotion), (4, limits), (10, cast), (4, assign), (8, text), (5, errstate), (3, module)]
