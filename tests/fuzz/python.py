"""The statements of the random programs that use no arrays: numbers, texts, containers, functions."""


def number(r):
    return r.choice(["0", "1", "-1", "7", "-13", "255", "10**20", "-2**63", "3.0", "-0.0", "0.1", "2.5", "1e16", "1e-7", "123456.789", "True", "1j", "2-3j", "float('nan')", "float('inf')"])


def real(r):
    return r.choice(["0", "1", "-7", "42", "1000000", "0.5", "-2.675", "1e22", "1e-5", "3.14159", "123456789.0", "float('inf')", "True"])


def text(r):
    return repr(r.choice(["", "a", "hello world", "  pad ", "Ünïcode", "a,b,,c", "x=1;y=2", "MiXed", "123", "-4.5", "tab\there", "line\nline2\n", "it's", 'q"q', "ß", "日本"]))


def sequence(r):
    items = ", ".join(r.choice([number, text, real])(r) if r.random() < 0.3 else str(r.randint(-9, 9)) for _ in range(r.randint(0, 5)))
    return f"[{items}]"


def cut(r):
    return ":".join(r.choice(["", "", str(r.randint(-4, 4))]) for _ in range(2)) + r.choice(["", "", ":-1", ":2", ":-2", ":0"])


def spec(r):
    return (r.choice(["", "", "<", ">", "^", "*^", "=", "0="]) + r.choice(["", "", "+", " ", "-"]) + r.choice(["", "", "#"]) + r.choice(["", "", "0"]) + r.choice(["", "8", "12", "3"])
            + r.choice(["", "", ",", "_"]) + r.choice(["", ".2", ".0", ".5"]) + r.choice(["", "f", "e", "g", "d", "x", "b", "%", "s", "n", "G", "o", "c"]))


def arithmetic(r):
    op = r.choice(["+", "-", "*", "/", "//", "%", "**", "<", "==", ">=", "&", "|", "^", "<<", ">>", "and", "or", "is not", "in"])
    y = str(r.randint(-3, 9)) if op in ("**", "<<", ">>") else number(r)
    return f"show({r.choice([number, number, text, sequence])(r)} {op} {y})"


def formatting(r):
    value = r.choice([real, real, number, text])(r)
    return r.choice([f"print(format({value}, '{spec(r)}'))", f"v = {value}\nprint(f'{{v:{spec(r)}}}|{{v!r:>6}}|{{v}}')", f"print('%{r.choice(['5.2f', 'd', 's', 'r', '05d', '-8s', 'x', 'e', '+g', '.3s', '%', 'c', 'i'])}|' % ({value},))",
                     f"print('{{:{spec(r)}}} {{}}'.format({value}, {number(r)}))", f"print('{{0}} {{1}} {{0}}'.format({value}, {text(r)}), '{{k!r}}'.format(k={value}))"])


def strings(r):
    s, t, n = text(r), text(r), r.randint(-2, 9)
    call = r.choice([f"split({r.choice(['', t, repr(','), 'None, 1'])})", f"join({r.choice([repr(['a', 'b']), sequence(r)])})", "upper()", "lower()", "title()", "capitalize()", "swapcase()", f"strip({r.choice(['', repr(' ah')])})",
                     "lstrip()", f"replace('a', {t})", f"find({t})", f"index({t})", f"count({t})", f"startswith({t})", f"endswith(('a', {t}))", f"center({n}, '*')", f"ljust({n})", f"rjust({n}, '.')", f"zfill({n})", "splitlines()",
                     f"partition({t})", f"rpartition('l')", "isdigit()", "isalpha()", "isupper()", "encode()", "casefold()", f"rsplit({t}, 1)", "expandtabs(4)", "isspace()", "isidentifier()", f"removeprefix({t})", "nope()", f"translate({{97: 'Z'}})"])
    return r.choice([f"show({s}.{call})"] * 3 + [f"show({s}[{cut(r)}])", f"show({s}[{n}])", f"show({s} * {n})", f"show({t} in {s})", f"show({s} < {t})", f"show(sorted({s}))", f"show({s} + {number(r)})", f"show(list(enumerate({s})))", f"show(int({s}))", f"show(float({s}))"])


def lists(r):
    s, t, n = sequence(r), sequence(r), r.randint(-3, 5)
    return r.choice([f"show({s}[{cut(r)}])", f"show({s}[{n}])", f"x = {s}\nx[{cut(r)}] = {t}\nshow(x)", f"x = {s}\nshow(x.pop({r.choice(['', str(n)])}))\nshow(x)", f"x = {s}\nx.insert({n}, 'i')\nx.append(x[0])\nx.reverse()\nshow(x)",
                     f"x = {s}\nx.sort({r.choice(['', 'reverse=True', 'key=str', 'key=lambda v: -v'])})\nprint(x)", f"show({s} + {t})", f"show({s} == {t})", f"show({s} < {t})", f"x = {s}\ndel x[{r.choice([cut(r), str(n)])}]\nprint(x)", f"show({s}.index({n}))", f"show({s}.count({n}))",
                     f"show(tuple({s}))", f"print(*{s}, sep='-')", f"show(max({s}))", f"show(min({s}, default='none'))", f"show(sum({s}))", f"p, *q = {s}\nshow(q)", f"p, q = {s}\nshow(p)", f"(p, q), *z = [({n}, 1), {s}]\nshow(z)", f"x = {s}\nx += {t}\nx *= 2\nshow(x)", f"show([*{s}, *{t}])",
                     f"show({s} * {n})", f"x = {s}\nx.extend({t})\nx.remove({n})\nshow(x)", f"show(all({s}))", f"show(list(zip({s}, {t})))", f"show(list(map(lambda u, v: (u, v), {s}, {t})))", f"show(list(reversed({s})))", f"show(sorted({s}))", f"show(len({s}))"])


def dicts(r):
    k, v = text(r), number(r)
    d = f"{{'a': 1, {k}: {v}, {r.randint(0, 3)}: [2]}}"
    return r.choice([f"show({d})", f"show({d}[{text(r)}])", f"show({d}.get({text(r)}, {v}))", f"x = {d}\nx.update(b=2)\nprint(x)", f"x = {d}\nshow(x.pop({k}))\nprint(x, len(x))", f"print(list({d}.items()))", f"print({d}.keys(), {d}.values())", f"x = {d}\nx.setdefault('z', []).append({v})\nprint(x)",
                     f"print({{key: len(str(val)) for key, val in {d}.items()}})", f"print({{**{d}, 'a': 0}})", f"print({d} | {{'q': 1}})", f"show(sorted({d}))", f"show({k} in {d})", f"x = {d}\ndel x[{text(r)}]\nprint(x)", f"x = {{1, 2, {r.randint(0, 5)}}}\nprint(len(x), sorted(x | {{7}}), sorted(x & {{1, 5}}), x <= {{1, 2}}, x ^ {{1, 2}} == set())",
                     f"print({{{sequence(r)}: 1}})", f"print(dict(zip('abc', {sequence(r)})))", f"print(dict([(1, 2), ({v}, 3)]))", f"print(set({sequence(r)}) == 1, frozenset([1]))"])


def loops(r):
    n, m = r.randint(0, 6), r.randint(1, 4)
    return r.choice([f"print([i * j for i in range({n}) for j in range(i) if j % {m}])", f"print([[i + j for j in range({m})] for i in range({n})])", f"t = 0\nfor i in range({n}, {r.randint(-5, 12)}, {r.choice([1, 2, -1, 0])}):\n    if i == 3:\n        continue\n    t += i\nelse:\n    print('else')\nprint(t)",
                     f"i = {n}\nwhile i:\n    i -= 1\n    if i == {m}:\n        break\nelse:\n    print('done')\nprint(i)", f"print(sum(i ** 2 for i in range({n})))", f"print({{i: i * '{m}' for i in range({n})}})", f"print(list(range({n}))[{cut(r)}], range({n}, {m}, -1), range({n})[{m}])",
                     f"print(any(i > {m} for i in range({n})), (y := {n}), y + 1)", f"print(next(iter([]), {n}), next(iter([{m}])))", f"print(list(filter(None, [{n}, 0, {m}])), list(enumerate('ab', {n})))", f"print({n} < {m} <= {r.randint(0, 5)}, not {n}, {n} if {m} > 2 else -{n})", "it = iter([])\nnext(it)"])


def functions(r):
    n, m = r.randint(-3, 6), r.randint(1, 4)
    args = r.choice(["1", "1, 2", "1, 2, 3, 4", "x=1", "1, y=5", "1, x=2", "", "*[1, 2]", "**{'x': 3}", "1, 2, k=3", "1, z=3"])
    head = r.choice(["x", "x, y=2", "x, *r", "x, y=2, **k", "x, /, y=1", "x, *, k=1", "*a, **k"])
    return r.choice([f"def h({head}):\n    return locals()\nshow(h({args}))", f"def h(n):\n    return 1 if n < 2 else n * h(n - 1)\nprint(h({n + 20}))", f"print((lambda {head}: x)({args}))", f"def outer():\n    t = {n}\n    def inner():\n        nonlocal t\n        t += {m}\n        return t\n    inner()\n    return inner()\nprint(outer())",
                     f"try:\n    raise ValueError({n}, 'x')\nexcept (KeyError, ValueError) as err:\n    print(repr(err), err, err.args)\nfinally:\n    print('end')", f"try:\n    [][{n}]\nexcept IndexError as err:\n    print(repr(err))\nelse:\n    print('fine')", f"def h(a, b):\n    return a + b\nprint(h({number(r)}, {r.choice([number, text, sequence])(r)}))",
                     f"assert {n} > {m}, 'no {m}'", f"print(undefined_{m})", f"print(callable(len), isinstance({number(r)}, (int, float)), type({number(r)}).__name__)", f"{r.choice(['len', 'abs', 'ord', 'chr', 'hex', 'bin', 'int', 'float', 'list', 'round', 'sum', 'hash', 'iter', 'reversed', 'bool', 'complex', 'str', 'repr', 'tuple'])}({r.choice([number, text, sequence])(r)})",
                     f"show({r.choice(['len', 'abs', 'ord', 'chr', 'hex', 'bin', 'int', 'float', 'list', 'round', 'sum', 'bool', 'complex', 'str', 'repr', 'tuple', 'type', 'oct', 'ascii'])}({r.choice([number, text, sequence])(r)}))", f"show(pow({n}, {m}, {r.randint(-3, 7)}))", f"show(divmod({number(r)}, {number(r)}))", f"show(round({real(r)}, {r.choice(['0', '1', '2', '-1', '-3', 'None'])}))",
                     f"show(math.{r.choice(['floor', 'ceil', 'sqrt', 'factorial', 'isnan', 'trunc', 'fabs', 'isqrt', 'log2', 'frexp', 'modf'])}({real(r)}))", f"show(int({text(r)}, {r.choice([2, 10, 16, 0, 37])}))", f"show(({real(r)}).{r.choice(['bit_length()', 'as_integer_ratio()', 'is_integer()', 'conjugate()', 'hex()', 'real', 'imag', 'numerator', 'to_bytes(2)', 'nope'])})",
                     f"show(math.gcd({n}, {m}, 12))", f"show(math.{r.choice(['comb', 'perm', 'copysign', 'fmod', 'hypot', 'ldexp', 'isclose'])}({n}, {m}))", f"show(math.prod({sequence(r)}))", f"show(slice({n}, None).indices({m}))", f"show(bytes([{m}, {n}]))", f"show(b'ab{m}'[{n}])"])


def statement(r):
    """What the statement is about, and its source."""
    make = r.choice([arithmetic, formatting, formatting, strings, strings, lists, lists, dicts, loops, functions, functions])
    return make.__name__, make(r)
