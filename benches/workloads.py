"""What `make bench` times: each workload is a few lines of NumPy, and the same lines are run by both programs."""

import dataclasses

RANDOM = "g = np.random.default_rng(0)"


@dataclasses.dataclass(frozen=True)
class Workload:
    """`code` is timed after `setup`; goals are Ravel's time over NumPy's, with one thread and with two."""

    name: str
    family: str
    setup: str
    code: str
    goal: float | None = None
    goal2: float | None = None
    quick: bool = False
    exact: bool = True  # the results of both are compared bit by bit


def w(name, family, setup, code=None, goal=None, goal2=None, **more):
    return Workload(name, family, setup, code or name, goal, goal2, **more)


V = f"{RANDOM}; v = g.random(20_000_000)"
A = f"{RANDOM}; a = g.random(4_000_000); b = g.random(4_000_000)"
A10 = f"{RANDOM}; a = g.random(10_000_000)"
M = f"{RANDOM}; m = g.random((5_000, 4_000))"
F32 = f"{RANDOM}; a = g.random(8_000_000, dtype=np.float32); b = a[::-1].copy()"
C = f"{RANDOM}; a = g.random(2_000_000) + 1j * g.random(2_000_000); b = a[::-1].copy()"
S = f"{RANDOM}; a = g.random(1_000_000)"
BITS = f"{RANDOM}; p = g.random(8_000_000) > 0.5; q = g.random(8_000_000) > 0.5"


def integers(dtype, n=8_000_000):
    return f"{RANDOM}; a = g.integers(1, 100, {n}, dtype=np.{dtype}); b = g.integers(1, 100, {n}, dtype=np.{dtype})"


WORKLOADS = [
    # The table of goals
    w("v.sum()", "reduce", V, goal=0.75, goal2=0.4, quick=True),
    w("np.sqrt(np.sum(v ** 2))", "reduce", V, goal=0.22, goal2=0.12, quick=True),
    w("np.linalg.norm(v)", "linalg", V, goal=1.0, goal2=0.6, exact=False),
    w("default_rng(0).random(n)", "random", "", "np.random.default_rng(0).random(10_000_000)", 0.25, 0.15, quick=True),
    w("np.random.rand(n)", "random", "np.random.seed(0)", "np.random.rand(10_000_000)", 0.25),
    w("m.T.reshape(16_000, 1_250)", "copy", M, None, 0.2, 0.12, quick=True),
    w("m[:, ::2].sum()", "reduce", M, goal=0.8, goal2=0.45),
    w("m.sum(0)", "reduce", M, goal=0.8, goal2=0.45, quick=True),
    w("m.sum(1)", "reduce", M, goal=0.8, goal2=0.45),
    w("m.T.sum(0)", "reduce", M, goal=0.8, goal2=0.45),
    w("a + b", "arithmetic", A, goal=0.7, goal2=0.4, quick=True),
    w("a * 2 + 1", "arithmetic", A10, goal=0.5, goal2=0.3, quick=True),
    w("np.sin(a)", "math", A, goal=1.0, goal2=0.55, exact=False),
    w("np.exp(a)", "math", A, goal=1.0, goal2=0.55, exact=False),
    w("x @ x, 1000 × 1000", "linalg", f"{RANDOM}; x = g.random((1000, 1000))", "x @ x", 0.95, 0.55, exact=False),
    w("a[a > 0.5]", "index", A10, goal=0.25, goal2=0.15, quick=True),
    w("np.take(a, i)", "index", f"{A10}; i = g.integers(0, 10_000_000, 10_000_000)", None, 0.8, 0.5, quick=True),
    w("np.sort(a)", "sort", A10, goal=1.2, goal2=0.7, quick=True),
    w("np.cumsum(a)", "scan", A10, goal=0.5, quick=True),
    w("np.argmax(a)", "reduce", A10, goal=0.8, quick=True),
    # One and more of each family
    w("a - b, float32", "arithmetic", F32, "a - b"),
    w("a * b, complex128", "arithmetic", C, "a * b", exact=False),
    w("abs(a), complex128", "arithmetic", C, "abs(a)", exact=False),
    w("a += b", "arithmetic", A, "np.add(a, b, out=a)", exact=False),
    w("a / b", "arithmetic", A),
    w("a // b, int64", "arithmetic", integers("int64", 4_000_000), "a // b"),
    w("a % b, int32", "arithmetic", integers("int32"), "a % b"),
    w("a ** 2", "arithmetic", A),
    w("a + b, int8", "arithmetic", integers("int8"), "a + b"),
    w("a * b, int64", "arithmetic", integers("int64"), "a * b"),
    w("a & b, int32", "arithmetic", integers("int32"), "a & b"),
    w("m + row", "arithmetic", f"{M}; row = m[0].copy()", "m + row"),
    w("m + m.T", "arithmetic", f"{RANDOM}; m = g.random((3_000, 3_000))", "m + m.T"),
    w("a[::2] + b[::2]", "arithmetic", A),
    w("np.sqrt(a)", "math", A),
    w("np.log(a)", "math", A, exact=False),
    w("np.tanh(a)", "math", A, exact=False),
    w("np.floor(a)", "math", A),
    w("np.round(a, 2)", "math", A),
    w("np.power(a, 1.5)", "math", S, exact=False),
    w("np.arctan2(a, b)", "math", f"{S}; b = a[::-1].copy()", exact=False),
    w("a > b", "compare", A, quick=True),
    w("a == b, int64", "compare", integers("int64"), "a == b"),
    w("np.isnan(a)", "compare", A),
    w("(a > 0.2) & (a < 0.8)", "compare", A),
    w("p & q", "compare", BITS),
    w("~p", "compare", BITS),
    w("np.maximum(a, b)", "compare", A),
    w("np.clip(a, 0.2, 0.8)", "compare", A),
    w("np.where(a > 0.5, a, b)", "select", A, quick=True),
    w("np.where(p)", "select", BITS),
    w("np.nonzero(a > 0.9)", "select", A),
    w("a[p] = 0", "index", f"{BITS}; a = g.random(8_000_000)"),
    w("a[i], 1-d", "index", f"{A}; i = g.integers(0, 4_000_000, 4_000_000)", "a[i]"),
    w("m[rows]", "index", f"{M}; rows = g.integers(0, 5_000, 2_500)", "m[rows]"),
    w("m[:, cols]", "index", f"{M}; cols = g.integers(0, 4_000, 1_000)", "m[:, cols]"),
    w("a[i] = b", "index", f"{A}; i = g.permutation(4_000_000)", "a[i] = b"),
    w("np.add.at(h, i, 1)", "index", "h = np.zeros(1000); g = np.random.default_rng(0); i = g.integers(0, 1000, 1_000_000)", exact=False),
    w("p.sum()", "reduce", BITS),
    w("np.count_nonzero(p)", "reduce", BITS),
    w("p.any(), none", "reduce", "p = np.zeros(8_000_000, dtype=bool)", "p.any()"),
    w("a.sum(), int32", "reduce", integers("int32"), "a.sum()"),
    w("a.sum(), float32", "reduce", F32, "a.sum()"),
    w("a.max()", "reduce", A10),
    w("m.max(axis=1)", "reduce", M),
    w("m.max(axis=0)", "reduce", M),
    w("a.mean()", "reduce", A10),
    w("a.std()", "reduce", A10),
    w("m.mean(axis=0)", "reduce", M),
    w("m.std(axis=1)", "reduce", M),
    w("a.prod()", "reduce", A),
    w("m.argmax(axis=1)", "reduce", M),
    w("np.cumsum(m, axis=0)", "scan", M),
    w("np.cumsum(m, axis=1)", "scan", M),
    w("np.diff(a)", "scan", A10),
    w("np.cumprod(a)", "scan", A),
    w("np.sort(a), float32", "sort", f"{RANDOM}; a = g.random(4_000_000, dtype=np.float32)", "np.sort(a)"),
    w("np.sort(a), int64", "sort", f"{RANDOM}; a = g.integers(-10**12, 10**12, 4_000_000)", "np.sort(a)"),
    w("np.sort(a), int32", "sort", f"{RANDOM}; a = g.integers(-10**9, 10**9, 4_000_000, dtype=np.int32)", "np.sort(a)"),
    w("np.sort(a), uint8", "sort", integers("uint8", 4_000_000), "np.sort(a)"),
    w("np.sort(a), int16", "sort", f"{RANDOM}; a = g.integers(-30000, 30000, 4_000_000, dtype=np.int16)", "np.sort(a)"),
    w("np.sort(m, axis=1)", "sort", f"{RANDOM}; m = g.random((2_000, 1_000))"),
    w("np.sort(m, axis=0)", "sort", f"{RANDOM}; m = g.random((2_000, 1_000))"),
    w("np.sort(a, kind='stable')", "sort", S),
    w("np.argsort(a)", "sort", S, goal=1.2),
    w("np.argsort(a, kind='stable')", "sort", S),
    w("np.partition(a, n // 2)", "sort", f"{A}; n = len(a)", exact=False),
    w("np.argpartition(a, 10)", "sort", S, exact=False),
    w("np.lexsort((a, k))", "sort", f"{S}; k = g.integers(0, 10, 1_000_000)"),
    w("np.searchsorted(s, a)", "search", f"{RANDOM}; s = np.sort(g.random(100_000)); a = g.random(1_000_000)"),
    w("np.unique(a), int64", "sets", f"{RANDOM}; a = g.integers(0, 1000, 1_000_000)", "np.unique(a)"),
    w("np.unique(a), float64", "sets", S, "np.unique(a)"),
    w("np.isin(a, b), int64", "sets", f"{RANDOM}; a = g.integers(0, 10**6, 1_000_000); b = g.integers(0, 10**6, 10_000)", "np.isin(a, b)"),
    w("np.intersect1d(a, b)", "sets", f"{RANDOM}; a = g.integers(0, 10**6, 300_000); b = g.integers(0, 10**6, 300_000)"),
    w("np.median(a)", "statistics", A),
    w("np.percentile(a, [5, 50, 95])", "statistics", A),
    w("np.histogram(a, 100)", "statistics", S),
    w("np.bincount(i)", "statistics", f"{RANDOM}; i = g.integers(0, 1000, 4_000_000)"),
    w("np.digitize(a, bins)", "statistics", f"{S}; bins = np.linspace(0, 1, 101)"),
    w("np.corrcoef(x)", "statistics", f"{RANDOM}; x = g.random((50, 50_000))", exact=False),
    w("np.interp(a, x, y)", "statistics", f"{S}; x = np.linspace(0, 1, 1000); y = x ** 2"),
    w("np.concatenate([a, b])", "join", A),
    w("np.stack([a, b], axis=1)", "join", A),
    w("np.tile(a, 4)", "join", S),
    w("np.repeat(a, 4)", "join", S),
    w("np.roll(a, 1000)", "join", A),
    w("a.copy()", "copy", A10, quick=True),
    w("m.T.copy()", "copy", M),
    w("a[::-1].copy()", "copy", A10),
    w("np.flip(m, 1).copy()", "copy", M),
    w("a.astype(np.float32)", "cast", A10),
    w("a.astype(int)", "cast", A10),
    w("i.astype(float)", "cast", f"{RANDOM}; i = g.integers(0, 1000, 4_000_000)"),
    w("np.zeros(n)", "create", "", "np.zeros(10_000_000)"),
    w("np.ones(n)", "create", "", "np.ones(10_000_000)"),
    w("np.full(n, 7)", "create", "", "np.full(10_000_000, 7)"),
    w("np.arange(n)", "create", "", "np.arange(10_000_000)"),
    w("np.linspace(0, 1, n)", "create", "", "np.linspace(0, 1, 4_000_000)"),
    w("np.meshgrid(x, x)", "create", "x = np.arange(2000.0)", "np.meshgrid(x, x)[0]"),
    w("np.eye(n)", "create", "", "np.eye(2000)"),
    w("g.integers(0, 100, n)", "random", RANDOM, "np.random.default_rng(1).integers(0, 100, 4_000_000)"),
    w("g.normal(size=n)", "random", RANDOM, "np.random.default_rng(1).normal(size=4_000_000)"),
    w("np.random.randn(n)", "random", "np.random.seed(0)", "np.random.randn(1_000_000)"),
    w("g.permutation(n)", "random", RANDOM, "np.random.default_rng(1).permutation(1_000_000)"),
    w("g.choice(a, n)", "random", S, "np.random.default_rng(1).choice(a, 1_000_000)"),
    w("a @ b, vectors", "linalg", A, "a @ b", exact=False),
    w("m @ v", "linalg", f"{M}; v = m[0].copy()", "m @ v", exact=False),
    w("np.linalg.solve(x, y)", "linalg", f"{RANDOM}; x = g.random((500, 500)); y = x[0].copy()", exact=False),
    w("np.linalg.inv(x)", "linalg", f"{RANDOM}; x = g.random((400, 400))", exact=False),
    w("np.linalg.eigh(x)", "linalg", f"{RANDOM}; x = g.random((200, 200)); x = x + x.T", "np.linalg.eigh(x)[0]", exact=False),
    w("np.linalg.svd(x)", "linalg", f"{RANDOM}; x = g.random((200, 200))", "np.linalg.svd(x)[1]", exact=False),
    w("np.einsum('ij,ij->i', x, y)", "linalg", f"{RANDOM}; x = g.random((1000, 1000)); y = g.random((1000, 1000))", exact=False),
    w("np.outer(u, u)", "linalg", f"{RANDOM}; u = g.random(2000)"),
    w("x @ x, int64", "linalg", f"{RANDOM}; x = g.integers(0, 9, (200, 200))", "x @ x"),
    w("np.kron(x, y)", "linalg", f"{RANDOM}; x = g.random((50, 50)); y = g.random((40, 40))"),
    w("np.convolve(a, k)", "signal", f"{S}; k = g.random(50)", exact=False),
    w("np.gradient(a)", "signal", A),
    w("np.trapezoid(a)", "signal", A),
]


def growth():
    """Sizes from 1 to 10⁸ elements, each with all goes of one operation."""
    operations = [
        ("a + 1.5", "a + 1.5", 8),
        ("a.sum()", "a.sum()", 8),
        ("a.copy()", "a.copy()", 8),
        ("a > 0.5", "a > 0.5", 8),
        ("np.sqrt(a)", "np.sqrt(a)", 8),
        ("np.cumsum(a)", "np.cumsum(a)", 7),
        ("a[a > 0.5]", "a[a > 0.5]", 7),
        ("np.sort(a)", "np.sort(a)", 7),
        ("a.astype(int)", "a.astype(int)", 7),
        ("default_rng(0).random(n)", "np.random.default_rng(0).random(len(a))", 7),
    ]
    for name, code, most in operations:
        for power in range(most + 1):
            yield name, 10**power, w(f"{name}, n = 10^{power}", "size", f"{RANDOM}; a = g.random(10**{power})", code)


SHAPES = {1: (4_000_000,), 2: (2000, 2000), 3: (200, 100, 200), 4: (40, 50, 40, 50), 5: (20, 20, 25, 20, 20), 6: (10, 12, 13, 16, 10, 16)}
VIEWS = {
    "contiguous": "x",
    "stepped": "x[..., ::2]",
    "reversed": "x[..., ::-1]",
    "transposed": "x.T",
    "one axis swapped": "np.swapaxes(x, 0, -1)",
    "broadcast": "np.broadcast_to(x[..., :1], x.shape)",
}


def layouts():
    """About 4 million elements in each rank and layout."""
    for rank, shape in SHAPES.items():
        for name, view in VIEWS.items():
            setup = f"{RANDOM}; x = g.random({shape}); y = {view}"
            for code in ("y + 1.0", "y.sum()", "y.sum(axis=0)", "y.copy()"):
                yield rank, name, w(f"{code}, rank {rank}, {name}", "layout", setup, code)
