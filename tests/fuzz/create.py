"""What the random programs are made of: statements, choices, literals, new arrays."""

import random
import re

import numpy as np

NAMES = ["a", "b", "c", "d", "e", "f", "g"]
SCRATCH = list("hikpqrtuvxyz") + ["it", "key", "val", "err", "row", "outer"]
BOOL = ["bool"]
INTS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float16", "float32", "float64"]
COMPLEX = ["complex64", "complex128"]
COMMON = ["int64", "float64"] * 4 + ["bool", "int32", "uint8", "float32", "complex128"]
NUMERIC = BOOL + INTS + FLOATS + COMPLEX
LITERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w.])")


class Statement:
    """One statement: what it computes, the name it binds and how its value is shown."""

    def __init__(self, tag, expr, target=None, before="", shows=None, near=False, others=()):
        self.tag, self.expr, self.target, self.before = tag, expr, target, before
        self.shows, self.near, self.others = shows, near, others

    def lines(self):
        lines = self.before.splitlines()
        show = "approx" if self.near else "show"
        if self.target:
            lines.append(f"{self.target} = {self.expr}")
            lines.append(f"{show}({self.target})")
            if self.tag in ("view", "index"):
                lines.append(f"based({self.target})")
            if self.others:
                lines.append(f"shared({self.target}, {', '.join(self.others)})")
        elif self.expr:
            lines.append(f"{show}({self.expr})")
        if self.shows:
            lines += [f"show({name})" for name in self.shows.split()]
        return lines

    def parses(self):
        try:
            compile("\n".join(self.lines()), "<fuzz>", "exec")
        except SyntaxError:
            return False
        return True

    def but(self, **changes):
        """The statement with some of its parts changed."""
        fields = dict(vars(self))
        fields.update(changes)
        return Statement(**fields)

    def simpler(self):
        """Statements with a smaller literal, or with an argument less."""
        for part in ("expr", "before"):
            text = getattr(self, part)
            for m in LITERAL.finditer(text):
                for less in ("0", "1", "2"):
                    if len(less) < len(m[0]) or (len(m[0]) == 1 and less < m[0]):
                        yield self.but(**{part: text[:m.start()] + less + text[m.end():]})
            for m in re.finditer(r", (?:\w+=)?(?:[-\w.]+|\"[^\"]*\"|'[^']*'|\([^()]*\)|\[[^\[\]]*\])(?=[,)\]])", text):
                if "where=" not in text or "out=" not in m[0]:
                    yield self.but(**{part: text[:m.start()] + text[m.end():]})
            for m in re.finditer(r"\.(?:T|reshape\([^()]*(?:\([^()]*\))?[^()]*\)|copy\(\)|astype\([^()]*\))|\[[^\[\]]*\]", text):
                yield self.but(**{part: text[:m.start()] + text[m.end():]})
        if self.others:
            yield self.but(others=())


class Creation:
    """Draws literals and new arrays."""

    def __init__(self, seed, names):
        self.rng, self.env = random.Random(seed), names

    # -- choices

    def one(self, *of):
        return self.rng.choice(of[0] if len(of) == 1 else of)

    def maybe(self, p):
        return self.rng.random() < p

    def weighted(self, pairs):
        return self.rng.choices([v for _, v in pairs], [w for w, _ in pairs])[0]

    def wild(self):
        return self.maybe(0.06)

    def arrays(self, test=lambda x: True):
        found = [n for n in NAMES if isinstance(self.env.get(n), np.ndarray) and self.env[n].size <= 400]
        return [n for n in found if self.wild() or test(self.env[n])]

    def array(self, kinds="biufc", test=lambda x: True):
        """The name of an array of these kinds, and the array."""
        name = self.one(self.arrays(lambda x: x.dtype.kind in kinds and test(x)))
        return name, self.env[name]

    def assign(self, tag, expr, near=False, before=""):
        if near or self.maybe(0.25):
            return Statement(tag, expr, before=before, near=near)
        target = self.one(NAMES)
        others = tuple(n for n in NAMES if n != target and isinstance(self.env.get(n), np.ndarray))
        return Statement(tag, expr, target, before, near=near, others=others if self.maybe(0.6) else ())

    # -- literals

    def number(self, kind="i"):
        r = self.rng
        if kind == "b":
            return self.one("True", "False")
        if kind == "u":
            return str(self.one(0, 1, 2, 3, 5, 7, 100, 200, 255))
        if kind == "i":
            return str(self.one(0, 1, -1, 2, 3, -3, 7, 10, 100, -128, 127, r.randint(-50, 50)))
        if kind == "f":
            return self.one("0.0", "-0.0", "1.0", "0.5", "-1.5", "2.5", "0.1", "1e10", "1e-5", "3.25", "np.nan", "np.inf",
                            "-np.inf", "100.0", repr(round(r.uniform(-10, 10), r.randint(0, 4))), repr(r.uniform(-5, 5)))
        if kind == "c":
            return self.one("1j", "0j", "(1+2j)", "(-1.5-0.5j)", "(3+0j)", "(0.1-2j)", f"({r.randint(-9, 9)}+{r.randint(0, 9)}j)")
        if kind == "U":
            return repr(self.one("", "a", "b", "abc", "xy", "hello", "é", "Z"))
        return repr(self.one(b"", b"a", b"xyz", b"\x00b"))

    def scalar(self):
        kind = self.weighted([(4, "i"), (4, "f"), (1, "b"), (1, "c"), (1, "u")])
        if self.maybe(0.65):
            return self.number(kind)
        pool = {"i": INTS[:4], "u": INTS[4:], "f": FLOATS, "c": COMPLEX, "b": ["bool"]}[kind]
        value = self.number(kind)
        if kind == "i" and abs(int(value)) > 100:
            value = "5"
        return f"np.{self.one(pool)}({value})"

    def dtype(self, among=None):
        name = self.one(among or (COMMON if self.maybe(0.5) else NUMERIC))
        forms = [f"np.{name}", f'"{name}"', f'"{np.dtype(name).str[1:]}"']
        if name in ("bool", "float64", "int64", "complex128"):
            forms.append({"bool": "bool", "float64": "float", "int64": "int", "complex128": "complex"}[name])
        if self.maybe(0.01):
            return f'">{np.dtype(name).str[1:]}"'
        return self.one(forms)

    def shape(self, rank=None, most=40):
        while True:
            n = self.weighted([(1, 0), (5, 1), (7, 2), (4, 3), (1, 4), (0.5, 5)]) if rank is None else rank
            shape = tuple(self.weighted([(0.4, 0), (2, 1), (4, 2), (4, 3), (2, 4), (1, 5), (0.5, 7)]) for _ in range(n))
            if np.prod(shape, dtype=int) <= most:
                return shape

    def axis(self, x, none=0.0, several=0.0):
        if self.maybe(none):
            return "None"
        if self.wild() or x.ndim == 0:
            return str(self.rng.randint(-3, 3))
        if self.maybe(several) and x.ndim > 1:
            return str(tuple(self.rng.sample(range(x.ndim), self.rng.randint(1, x.ndim))))
        return str(self.rng.randint(-x.ndim, x.ndim - 1))

    def nested(self, shape, kind):
        if not shape:
            return self.number(kind)
        return "[" + ", ".join(self.nested(shape[1:], kind) for _ in range(shape[0])) + "]"

    # -- making arrays

    def create(self):
        order = self.one("", "", "", ', order="F"')
        how = self.weighted([(8, "array"), (7, "arange"), (3, "fill"), (2, "range"), (2, "linspace"), (1, "eye"), (1, "text"),
                             (1, "like"), (1, "grid"), (1, "iter"), (1, "cast"), (0.6, "struct"), (1, "tri"), (1, "from")])
        return getattr(self, "c_" + how)(order)

    def c_array(self, order):
        kind = self.weighted([(4, "i"), (4, "f"), (1, "b"), (1, "c"), (1, "u")])
        data = self.nested(self.shape(most=16), kind)
        if self.maybe(0.5):
            return f"np.array({data}{order})"
        pool = {"i": INTS[1:4] + FLOATS + COMPLEX, "u": INTS + FLOATS, "f": FLOATS + COMPLEX, "c": COMPLEX, "b": NUMERIC}[kind]
        return f"np.array({data}, dtype={self.dtype(pool)}{order})"

    def c_arange(self, order):
        shape = self.shape()
        n = int(np.prod(shape, dtype=int))
        dtype = f", dtype={self.dtype(INTS + FLOATS + COMPLEX)}" if self.maybe(0.5) else self.one("", ".0")
        if dtype == ".0":
            return f"np.arange({n}.0).reshape({shape}{order})"
        return f"np.arange({n}{dtype}).reshape({shape}{order})"

    def c_fill(self, order):
        shape = self.shape()
        if self.maybe(0.4):
            return f"np.full({shape}, {self.scalar()}{order})"
        return f"np.{self.one('zeros', 'ones')}({shape}, {self.dtype()}{order})"

    def c_range(self, order):
        start, stop, step = self.rng.randint(-9, 9), self.rng.randint(-9, 20), self.one(1, 2, 3, -1, 0.5, 0.1, -2)
        return f"np.arange({start}, {stop}, {step})"

    def c_linspace(self, order):
        extra = self.one("", "", ", endpoint=False", ", retstep=True", ", dtype=int", f", dtype={self.dtype(FLOATS)}")
        return f"np.linspace({self.rng.randint(-5, 5)}, {self.one(1, 2, 10, 0.7, -3)}, {self.rng.randint(0, 9)}{extra})"

    def c_eye(self, order):
        n = self.rng.randint(0, 4)
        return self.one(f"np.eye({n})", f"np.identity({n}, dtype={self.dtype()})", f"np.eye({n}, {self.rng.randint(0, 5)}, k={self.rng.randint(-2, 2)}{order})",
                        f"np.diag({self.nested((n,), 'i')}, k={self.rng.randint(-1, 2)})", f"np.diagflat({self.nested((n, 2), 'f')})")

    def c_text(self, order):
        data = self.nested(self.shape(most=8), self.one("U", "U", "S"))
        return f"np.array({data}{self.one('', '', ', dtype=%r' % self.one('U3', 'S2', 'U'))})"

    def c_like(self, order):
        name, x = self.array()
        extra = self.one("", f", dtype={self.dtype()}", f", shape={self.shape()}", order, ', order="C"', ", subok=False")
        return self.one(f"np.zeros_like({name}{extra})", f"np.ones_like({name}{extra})", f"np.full_like({name}, {self.number('u')}{extra})")

    def c_grid(self, order):
        m, n = self.rng.randint(0, 4), self.rng.randint(1, 3)
        return self.one(f"np.indices(({m}, {n}))", f"np.meshgrid(np.arange({m}), np.arange({n}))[{self.one(0, 1)}]", f"np.mgrid[0:{m}, 0:{n}]",
                        f"np.ogrid[0:{m}, 0:{n}][0]", f"np.r_[{m}, {n}, 0:{m}]", f"np.c_[np.arange({m}), np.arange({m})]",
                        f"np.meshgrid(np.arange({m}), np.arange({n}), indexing='ij', sparse={self.one(True, False)})",
                        f"np.vander([1, 2, {m}], {n})", f"np.fromfunction(lambda i, j: i * {m} + j, ({m}, {n}))")

    def c_iter(self, order):
        return self.one(f"np.fromiter((i * {self.number('i')} for i in range({self.rng.randint(0, 9)})), dtype={self.dtype(INTS[2:4] + FLOATS)})",
                        f"np.array([i ** 2 for i in range({self.rng.randint(0, 9)})])", f"np.array(range({self.rng.randint(0, 6)}))",
                        f"np.array([[{self.number('f')}] * {self.rng.randint(0, 3)} for _ in range(2)])")

    def c_cast(self, order):
        name, x = self.array()
        return self.cast(name, x)

    def cast(self, name, x):
        pool = NUMERIC
        if x.dtype.kind in "fc" and x.size and not (np.isfinite(x).all() and (np.abs(x) < 100).all() and (x.real >= 0).all()):
            pool = FLOATS + COMPLEX + BOOL
        extra = self.one("", "", ', order="F"', ', order="K"', ", copy=False", ', casting="safe"', ', casting="same_kind"')
        return self.one(f"{name}.astype({self.dtype(pool)}{extra})", f"np.asarray({name}, dtype={self.dtype(pool)})", f"np.array({name}, copy={self.one(True, None, False)})",
                        f"np.asfortranarray({name})", f"np.ascontiguousarray({name})", f"{name}.copy({self.one('', repr('F'), repr('K'), repr('A'))})")

    def c_struct(self, order):
        n = self.rng.randint(0, 4)
        rows = ", ".join(f"({self.number('i')}, {self.number('f')})" for _ in range(n))
        return f"np.array([{rows}], dtype=[('x', 'i4'), ('y', {self.one(repr('f8'), repr('f4'))})]){self.one('', '', '[%r]' % self.one('x', 'y'))}"

    def c_tri(self, order):
        name, x = self.array(test=lambda x: x.ndim >= 2)
        return self.one(f"np.tri({self.rng.randint(0, 4)}, k={self.rng.randint(-1, 2)})", f"np.tril({name}, {self.rng.randint(-2, 2)})", f"np.triu({name})")

    def c_from(self, order):
        name, x = self.array()
        return self.one(f"np.frombuffer({name}.tobytes(), dtype={self.dtype()})", f"np.frombuffer({name}.tobytes(), np.uint8)", f"np.fromstring('1 2 3', sep=' ', dtype={self.dtype(INTS + FLOATS)})",
                        f"np.array({name}.tolist())", f"np.array([{name}, {name}])", f"np.ndarray({x.shape}, {name}.dtype, {name}.tobytes())")
