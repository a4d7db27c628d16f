"""NumPy's scalars: constructors, arithmetic with each other and with Python's numbers, comparison, methods, attributes."""

from ..create import COMPLEX, FLOATS, INTS, NUMERIC, Statement
from .printing import FLOAT_SETS, WIDE

ALIASES = ["int_", "intc", "intp", "uint", "byte", "ubyte", "short", "half", "single", "double", "csingle", "cdouble", "bool_", "longlong", "ulonglong", "str_", "bytes_"]
INPUTS = ["3", "-1", "300", "2**40", "2**70", "-2**63", "1.5", "-0.0", "float('nan')", "float('inf')", "1e400", "70000.0", "True", "None", "'3'", "'1.5'", "'abc'", "''", "' 7 '", "'1e3'", "'0x1f'", "'1_0'", "b'4'", "b'x'", "1j", "2+3j", "'1+2j'", "[1, 2]", "[1.5]", "[]", "[[1]]", "(1,)", "np.array(3)", "np.array([3])", "np.array([1, 2])", "np.array(2.5)", "np.float32(1.5)", "np.int8(-3)", "np.uint64(2**64 - 1)", "np.complex64(1 + 2j)", "np.str_('5')", "np.bool(1)", "{}", "{1}", "range(3)", "object", "np.float16(1e5)", "'True'", "'nan'", "-5", "255", "256", "int", "'inf'"]


def scalar(g, dtypes=NUMERIC):
    """A scalar of one of the dtypes, as source; values at the edges are likely."""
    dtype = g.one(dtypes)
    if dtype in FLOATS:
        value = g.one(g.one(FLOAT_SETS)) if g.maybe(0.5) else g.one("1", "2", "0", "-3", "2.5")
    elif dtype in COMPLEX:
        value = g.one("1j", "0", "1+2j", "-3-0.5j", "2.5", "complex('nan')", "complex(0, float('inf'))")
    elif dtype == "bool":
        value = g.one("True", "False")
    else:
        value = g.one(WIDE[dtype]) if g.maybe(0.4) else g.one("0", "1", "2", "3", "5", "7")
    return f"np.{dtype}({value})"


def python(g):
    return g.one("0", "1", "2", "-1", "-3", "7", "127", "128", "255", "256", "300", "2**31", "2**63", "2**64", "-2**63", "10**30", "0.0", "1.5", "-2.5", "1e300", "1e39", "1e5", "float('inf')", "float('nan')", "True", "False", "1j", "2-1j", "None", "'a'", "[1, 2]", "(3,)", "np.array([1, 2, 3])", "np.array(5)", "np.array([1.5], 'f4')", "np.arange(3, dtype='u1')", "b'x'", "{}")


def operand(g):
    return scalar(g) if g.maybe(0.6) else python(g)


CAUGHT = "import warnings\nwith warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter('always')\n    {0}\n    print([(v.category.__name__, str(v.message)) for v in w])"


def construct(g):
    name = g.one(NUMERIC + ALIASES)
    call = g.one(f"np.{name}({g.one(INPUTS)})", f"np.{name}({g.one(INPUTS)})", f"np.{name}({g.one(INPUTS)})", f"np.{name}({python(g)})", f"np.{name}()", f"np.{name}({g.one(INPUTS)}, {g.one(INPUTS)})", f"np.{name}(x=3)", f"np.{name}(*[1, 2, 3])", f"np.dtype({name!r}).type({g.one(INPUTS)})", f"np.{name}(value=1)", f"np.{name}({scalar(g)})")
    return Statement("scalars construct", "", before=CAUGHT.format(f"show({call})"))


def arithmetic(g):
    x, y = scalar(g), operand(g)
    if g.maybe(0.3):
        x, y = y, x
    op = g.one("+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "@")
    if op == "**":
        y = g.one(scalar(g), g.one("0", "1", "2", "3", "-1", "0.5", "2.0", "-2", "1j", "np.int8(2)", "np.uint8(3)", "np.float32(0.5)", "np.int64(-1)", "np.bool(1)"))
    form = g.one(f"x {op} y", f"x {op} y", f"x {op} y", "divmod(x, y)", f"x.__{g.one('add', 'sub', 'radd', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'and', 'divmod', 'lshift')}__(y)", f"pow(x, y{g.one('', '', ', 3')})")
    near = op == "**" or form.startswith("pow") or "pow" in form
    show = "approx" if near else "show"
    return Statement(f"scalars {'power' if near else 'arithmetic'}", "", before=f"x, y = {x}, {y}\n" + CAUGHT.format(f"{show}({form})"))


def unary(g):
    form = g.one("-x", "+x", "~x", "abs(x)", "not x", "bool(x)", "int(x)", "float(x)", "complex(x)", "round(x)", "round(x, 1)", "round(x, -1)", "str(x)", "repr(x)", "hash(x) == hash(x.item())", "math.floor(x)", "math.ceil(x)", "math.trunc(x)", "math.sqrt(x)", "len(x)", "x[0]", "x[()]", "x[...]", "x[None]", "iter(x)", "list(x)", "range(x)", "[1, 2, 3][x]", "hex(x)", "bin(x)", "chr(x)", "x.__index__()",  "sum([x, x])", "max(x, 2)", "sorted([x, 1])", "type(x)", "callable(x)", "x in [1, 2]", "{x: 1}[x]", "isinstance(x, float)", "math.isnan(x)", "f'{x}'", "copy.copy(x)", "math.gcd(x, 4)", "slice(x)", "np.arange(5)[x]", "np.arange(5)[:x]", "divmod(x, 2)", "x is np.True_", "tuple([x])", "x == x", "x != x", "np.array(x)", "np.asarray(x).dtype", "memoryview(x).nbytes", "dict(a=x)", "oct(x)", "x if x else 0", "x and 1", "x or 1", "x.__class__", "x += 1", "x[0] = 1", "x.foo = 1")
    return Statement("scalars unary", "", before=f"import copy\nx = {scalar(g)}\n" + CAUGHT.format(form if " = 1" in form or "+=" in form else f"show({form})") + ("\nshow(x)" if "+=" in form else ""))


def compare(g):
    x, y = scalar(g), operand(g)
    if g.maybe(0.3):
        x, y = y, x
    op = g.one("==", "!=", "<", "<=", ">", ">=")
    return Statement("scalars compare", "", before=f"x, y = {x}, {y}\n" + CAUGHT.format(g.one(f"show(x {op} y)", f"show(x {op} y)", f"print(x {op} y, x in [y], hash(x) is None)")))


METHODS = ["item()", "tolist()", "astype(int)", "astype('f4')", "astype('U')", "astype(bool)", "sum()", "sum(axis=0)", "sum(axis=1)", "mean()", "max()", "min()", "prod()", "std()", "var()", "any()", "all()", "ptp()", "round()", "round(2)", "round(decimals=-1)", "conj()", "conjugate()", "copy()", "view()", "view('u1')", "view(np.int32)", "view('i8')", "reshape(1)", "reshape(-1)", "reshape(2)", "reshape((1, 1))", "ravel()", "flatten()", "squeeze()", "squeeze(0)", "transpose()", "swapaxes(0, 1)", "clip(0, 2)", "clip(max=1)", "clip()", "cumsum()", "cumprod()", "argmax()", "argmin()", "argsort()", "sort()", "nonzero()", "repeat(2)", "take(0)", "take([0, 0])", "tobytes()", "fill(1)", "put(0, 1)", "is_integer()", "as_integer_ratio()", "bit_count()", "hex()", "fromhex('1')", "newbyteorder()", "byteswap()", "diagonal()", "trace()", "dot(2)", "choose([1, 2])", "compress([True])", "searchsorted(1)", "partition(0)", "resize(2)", "itemset(1)", "setflags(write=False)", "dumps()", "item(0)", "item(1)", "item(0, 0)", "bit_length()", "to_bytes(2, 'little')", "nope()", "__array__()", "__float__()", "__int__()", "__bool__()", "__complex__()", "__len__()", "__round__()", "__round__(1)", "__array_wrap__(np.array(1))", "__neg__()", "__hash__() is None", "__format__('')", "real.item()", "upper()", "getfield('i1')", "numerator", "denominator", "__reduce__()[0]"]
ATTRIBUTES = ["dtype", "shape", "ndim", "size", "itemsize", "nbytes", "strides", "T", "real", "imag", "base", "flags", "flat", "data", "mT", "device", "__array_interface__['shape']", "__array_priority__", "__class__", "__doc__ is None", "__module__", "nope", "dtype.name", "flags.writeable", "ctypes", "__array_struct__ is None"]


def method(g):
    form = g.one(f"x.{g.one(METHODS)}", f"x.{g.one(METHODS)}", f"x.{g.one(METHODS)}", f"x.{g.one(ATTRIBUTES)}", f"x.{g.one(ATTRIBUTES)}", f"np.{g.one(NUMERIC)}.{g.one('dtype', 'fromhex', '__name__', '__mro__', 'is_integer', 'sum')}", "x.real = 1", "x.dtype = int", "x.shape = (1,)", f"np.{g.one(FLOATS)}.fromhex('0x1.8p1')", f"np.{g.one('sum', 'mean', 'ravel', 'shape', 'ndim', 'size', 'round', 'transpose', 'squeeze', 'sort', 'max', 'sqrt', 'isnan', 'sign', 'floor', 'conj', 'real', 'imag', 'angle', 'copy', 'cumsum', 'diff', 'flip', 'unique', 'isfinite', 'square', 'negative', 'invert', 'spacing', 'bitwise_count', 'modf', 'frexp', 'isscalar', 'atleast_1d', 'zeros_like', 'ones_like', 'iscomplex')}(x)", f"np.array([x, {operand(g)}])", f"np.{g.one('add', 'maximum', 'power', 'arctan2', 'floor_divide', 'remainder', 'hypot', 'gcd', 'copysign', 'nextafter', 'left_shift', 'logical_and', 'greater', 'ldexp', 'bitwise_or', 'heaviside', 'fmod')}(x, {operand(g)})", f"np.full(2, x)", "np.isclose(x, 1)", f"np.where(True, x, {operand(g)})", f"np.clip(x, {python(g)}, 5)")
    near = "power" in form or "arctan2" in form or "hypot" in form or "sqrt" in form or "angle" in form
    call = form if " = " in form else f"{'approx' if near else 'show'}({form})"
    return Statement("scalars method", "", before=f"x = {scalar(g, NUMERIC + ['float64', 'int64'])}\n" + CAUGHT.format(call))


def text(g):
    x = g.one("np.str_('abc')", "np.bytes_(b'ab')", "np.str_('12')", "np.str_('')", "np.array(['x y'])[0]", "np.array([b'q'])[0]", "np.str_(5)", "np.str_(1.5)", "np.bytes_('a', 'ascii')", "np.str_(b'ab', 'utf8')")
    form = g.one("x", "x + 'd'", "x + x", "x * 2", "x[0]", "x[::-1]", "len(x)", "x.upper()", "x.dtype", "x.item()", "type(x.item())", "int(x)", "float(x)", "x == 'abc'", "x < 'b'", "'a' in x", "x.split()", "x.encode()", "x.decode()", "f'{x:>8}|{x!r}'", "np.array(x)", "np.array([x, 'longer'])", "hash(x) == hash(str(x))", "x.astype('S')", "x.astype(int)", "isinstance(x, str)", "isinstance(x, np.character)", "x.shape", "x.nbytes", "x.itemsize", "list(x)", "x.replace('a', 'b')", "x.tolist()", "{x: 1}", "x.join(['a', 'b'])", "'%s' % x", "x % 3", "np.strings.add(x, x)", "x.size, x.ndim, x.T", "sorted(x)", "x.zfill(5)", "bool(x)", "x.startswith('a')", "type(x + x)", "type(x[0])", "type(x.upper())", "str(x), repr(x)", "np.char.upper(x)", "x.view('U1')", "x == np.array(['abc', 'd'])", "x + np.array(['abc', 'd'])")
    return Statement("scalars text", "", before=f"x = {x}\nshow({form})")


def repetition(g):
    x = f"np.{g.one(INTS + ['bool', 'float64'])}({g.one(0, 1, 3)})"
    return Statement("scalars repetition", "", before=f"x = {x}\n" + CAUGHT.format(f"show({g.one('[0] * x', 'x * [0]', 'x * (1, 2)', repr('ab') + ' * x', 'x * ' + repr('ab'), 'bytes(x)', 'math.factorial(x)', 'range(x)', 'list(range(x))', '(1,) * x')})"))


KINDS = [(1, repetition), (6, construct), (12, arithmetic), (6, unary), (4, compare), (9, method), (3, text)]
