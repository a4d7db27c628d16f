"""Python's own types: every method and builtin with arguments of many kinds, the order of sets, and small functions whose
exceptions, closures and loops cross."""

import collections

from ..create import Statement

IMPORTS = "import collections, copy, functools, itertools, operator\nfrom collections import Counter, OrderedDict, defaultdict, deque\n"
RECEIVERS = {
    int: ["5", "-3", "0", "10**20", "True"], float: ["1.5", "-0.0", "1e300", "float('nan')", "2.0"], complex: ["1j", "(1+2j)"],
    str: ["''", "'Hello World'", "'a,b,,c'", "'  x '", "'ÄßŒ'", "'tab\\there'"], bytes: ["b''", "b'Hello World'", "b'a,b,,c'", "b'\\xff\\x00'"],
    bytearray: ["bytearray(b'abc')"], list: ["[]", "[3, 1, 2]", "[1, [2], (3,)]"], tuple: ["()", "(1, 'a', 1.0)"],
    dict: ["{}", "{1: 2, 'a': 3}"], set: ["set()", "{1, 8, 16}"], frozenset: ["frozenset({1, 2})"], range: ["range(1, 10, 3)"],
    slice: ["slice(1, None, 2)"], collections.Counter: ["Counter('abca')"], collections.deque: ["deque([1, 2, 3], maxlen=3)"],
    collections.OrderedDict: ["OrderedDict(a=1, b=2)"], collections.defaultdict: ["defaultdict(list, {1: [2]})"],
}
ARGUMENTS = [
    "0", "1", "-1", "5", "True", "None", "1.5", "10**20", "1j", "''", "'a'", "'l'", "','", "' '", "b'a'", "b','", "[]", "[1, 2]", "(1, 2)", "['a', 'b']", "{1: 2}", "{1, 2}",
    "range(3)", "slice(1)", "print", "int", "lambda x: x", "iter([3, 4])", "[(1, 2)]", "('a', 'b')", "frozenset({2})", "...", "65", "np.int64(2)", "np.float64(1.5)", "np.arange(2)", "np.str_('a')",
]
BUILTINS = [
    "abs", "all", "any", "ascii", "bin", "bool", "bytes", "callable", "chr", "complex", "dict", "divmod", "enumerate", "float", "format", "hex", "int", "isinstance", "iter", "len", "list", "max", "min",
    "next", "oct", "ord", "pow", "range", "repr", "reversed", "round", "set", "slice", "sorted", "str", "sum", "tuple", "type", "zip", "math.floor", "math.gcd", "math.isclose", "math.prod", "math.comb",
    "functools.reduce", "itertools.accumulate", "itertools.chain", "itertools.islice", "itertools.product", "itertools.zip_longest", "operator.itemgetter(0)", "copy.copy",
]


def call(g, name, most=3):
    """A call with arguments of any kind, sometimes by a keyword that may not exist."""
    given = [g.one(ARGUMENTS) for _ in range(g.weighted([(2, 0), (5, 1), (2, 2), (1, most)]))]
    if g.maybe(0.05):
        given.append(f"{g.one('key', 'sep', 'default', 'start', 'reverse', 'strict', 'x')}={g.one(ARGUMENTS)}")
    return f"{name}({', '.join(given)})"


def method(g):
    kind = g.one(list(RECEIVERS))
    name = g.one([m for m in dir(kind) if not m.startswith("_") and m not in ("numerator", "denominator", "real", "imag", "start", "stop", "step", "maxlen", "default_factory")])
    return Statement(f"method {kind.__name__}.{name}", "", before=f"{IMPORTS}v = {g.one(RECEIVERS[kind])}\nshow({call(g, f'v.{name}')})\nshow(v)")


def special(g):
    kind = g.one(int, float, complex, str, list, tuple, dict, set, range)
    ours = "add and contains eq ge getitem gt le len lt mul ne neg or pow radd repr rsub str sub truediv floordiv mod bool float int abs invert iter hash round divmod format"
    names = [f"__{name}__" for name in ours.split() if hasattr(kind, f"__{name}__")]
    name = g.one(names)
    arity = 0 if name in ("__len__", "__neg__", "__repr__", "__str__", "__bool__", "__float__", "__int__", "__abs__", "__invert__", "__hash__") else 1
    if name == "__iter__" or name == "__hash__" and kind is str:
        return None
    given = g.one("'>8'", "''") if name == "__format__" else g.one("0", "2") if name == "__round__" else g.one(RECEIVERS[kind])
    return Statement(f"special {name}", "", before=f"v = {g.one(RECEIVERS[kind])}\nshow(v.{name}({given if arity else ''}))")


def builtin(g):
    expr = call(g, g.one(BUILTINS))
    if g.maybe(0.5):
        expr = f"list(itertools.islice({expr}, 9))"
    return Statement("builtin " + expr.split("(")[0], "", before=f"{IMPORTS}show({expr})")


def item(g):
    r = g.rng
    return g.one(str(r.randint(0, 20)), str(r.randint(-50, 50)), str(r.randint(0, 1000)), str(8 * r.randint(0, 99)), repr(r.randint(0, 99) / 4), f"({r.randint(0, 4)}, 1)", f"{r.randint(0, 9)} * 2**40", "True")


def new_set(g):
    items = ", ".join(item(g) for _ in range(g.one(1, 3, 5, 6, 9, 20, 40)))
    return g.one(f"{{{items}}}", f"set([{items}])", f"{{x for x in [{items}]}}", f"set(range(0, {g.rng.randint(1, 300)}, {g.one(1, 3, 7, 16)}))", f"frozenset([{items}])")


def sets(g):
    """The order in which sets of numbers are printed follows from what was done to them."""
    lines = [f"a, b = {new_set(g)}, {new_set(g)}"]
    for _ in range(g.rng.randint(1, 4)):
        change = g.one("a |= b", "a &= b", "a -= b", "a ^= b", f"a.add({item(g)})", f"a.discard({item(g)})", "a.update([7, 77, 777])", "a and show(a.pop())", "a.difference_update(b)", "a.symmetric_difference_update(b)")
        lines.append(g.one(f"show({g.one('a | b', 'a & b', 'a - b', 'a ^ b', 'b - a', 'a.union(b, [5, 99])', 'a.difference([1, 2])', 'a.intersection(range(50))', 'set(a)', 'a.copy()')})", f"a = set(a)\n{change}\nshow(a)"))
    return Statement("set order", "", before="\n".join(lines))


FAILS = ["1 / 0", "[][1]", "{}['k']", "int('x')", "None.foo", "undefined", "'a' + 1", "len(5)", "next(iter([]))", "x[0]", "x", "1", "f(1, 2, 3)", "float('z')"]
SIMPLE = [
    "print({})", "x = {}", "y = ({}, 2)", "raise ValueError({})", "raise KeyError from ValueError(2)", "raise TypeError(1) from None", "assert {}, 'm'", "a, b = {}", "a, *b = {}", "x += {}", "del x", "del x[0]",
    "print([i + j for i in [1, {}] for j in range(2)])", "print((lambda u, *v, k=2: (u, v, k))({}))", "print(sum(i for i in [1, {}]))", "print({{i: (n := i) for i in range(2)}}, {})", "return {}", "raise",
]


def block(g, depth):
    """Lines of a function's body."""
    kind = g.weighted([(6, "simple"), (3, "try"), (1, "if"), (1, "for"), (1, "def"), (1, "while")]) if depth else "simple"
    inner = ["    " + line for line in block(g, depth - 1) + (block(g, depth - 1) if g.maybe(0.4) else [])] if kind != "simple" else []
    if kind == "simple":
        return [g.one(SIMPLE).format(g.one(FAILS))]
    if kind == "if":
        return [f"if {g.one('x', '0', '1')}:", *inner, "else:", "    y = 5"]
    if kind == "for":
        return [f"for {g.one('i', 'x', 'i, j')} in {g.one('[1, 2]', 'x', 'enumerate([5])')}:", *inner, "    " + g.one("pass", "break", "continue"), "else:", "    print('else')"]
    if kind == "while":
        return ["w = 2", "while w:", "    w -= 1", *inner]
    if kind == "def":
        return [f"def h({g.one('', 'a', 'a, b=1', '*args', 'a=1, *, k=2', '**kw')}):", f"    {g.one('nonlocal y', 'x = 5', 'pass')}", *inner, f"print(h({g.one('', '1', '1, 2', 'k=3', '*[1, 2]', 'a=1, b=2')}))"]
    lines = ["try:", *inner]
    caught = [g.one("ValueError", "KeyError as e", "(TypeError, ZeroDivisionError) as e", "Exception as e", "LookupError") for _ in range(g.one(0, 1, 1, 2))]
    for name in caught:
        lines += [f"except {name}:", "    " + g.one("pass", "raise", "raise RuntimeError('r')", "print('caught')", "x = 3")]
    if caught and g.maybe(0.3):
        lines += ["else:", *["    " + line for line in block(g, 0)]]
    if not caught or g.maybe(0.4):
        lines += ["finally:", *["    " + line for line in block(g, 0)]]
    return lines


REPORT = """
def chain(e, n=0):
    print(n, repr(e), repr(e.__cause__), e.__suppress_context__)
    if e.__context__ is not None and n < 5:
        chain(e.__context__, n + 1)
try:
    show(f({}))
except Exception as e:
    chain(e)"""


def function(g):
    body = [line for _ in range(g.rng.randint(1, 3)) for line in block(g, 3)]
    source = "\n".join([f"def f({g.one('x, y=1', 'x=1, y=2')}):", *["    " + line for line in body]])
    return Statement("function", "", before=source + REPORT.format(g.one("1", "[1]", "0", "None", "'s'")))


KINDS = [(1.5, method), (0.5, special), (1.5, builtin), (1, sets), (1.5, function)]
