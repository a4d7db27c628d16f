"""Random numbers, to the bit: `numpy.random`, old and new, and Python's `random`."""

from ..create import Statement
from .sorting import options

SEEDS = ["0", "1", "42", "12345", "2**32 - 1", "2**32", "2**64 + 3", "10**30", "[1, 2, 3]", "(7, 2**40)", "np.int64(5)", "np.random.SeedSequence(3)", "np.array([1, 2], np.uint32)", "[]", "np.random.PCG64(2)", "np.random.MT19937(7)",
         "np.random.SFC64(1)", "np.random.Philox(4)", "np.random.PCG64DXSM(9)", "np.random.default_rng(2)", "np.random.SeedSequence(1).spawn(2)[1]", "-1", "1.5", "'a'", "[1.5]", "[-1]", "True", "np.uint8(3)", "range(3)"]
OLD = ["0", "1", "42", "12345", "2**32 - 1", "2**32", "[1, 2, 3]", "np.int64(5)", "np.array([1, 2**31])", "[]", "-1", "1.5", "'a'", "[-1]", "np.random.PCG64(2)", "np.random.SFC64(1)", "True", "[[1, 2]]"]
SIZES = ["None", "3", "(2, 3)", "0", "()", "5", "(2, 0)", "[2, 2]", "1", "np.int64(2)", "(1,)"]
BAD_SIZES = ["-1", "1.5", "'a'", "(2, -1)", "(2, 1.5)"]
# The distributions with two sets of good arguments, and some that are wrong or broadcast.
ARGUMENTS = {
    "beta": ("2, 3", "0.5, 0.7"), "binomial": ("10, 0.5", "100, 0.3", "5, 0", "40, 0.9", "1000, 0.01"), "chisquare": ("2", "0.5"), "exponential": ("2.0", "0"), "f": ("2, 3", "10, 1.5"), "gamma": ("2, 3", "0.5", "1, 2"),
    "geometric": ("0.5", "0.1", "1", "1e-3"), "gumbel": ("0, 1", "2, 0.5"), "hypergeometric": ("5, 5, 3", "100, 200, 50", "0, 5, 3", "1000, 2000, 500"), "laplace": ("0, 1", "2, 0.5"), "logistic": ("0, 1", "2, 0.5"), "lognormal": ("0, 1", "2, 0.5"), "logseries": ("0.5", "0.99"),
    "negative_binomial": ("3, 0.5", "10, 0.1", "2.5, 0.5"), "noncentral_chisquare": ("2, 3", "0.5, 1", "2, 0"), "noncentral_f": ("2, 3, 1", "5, 5, 0"), "normal": ("0, 1", "5, 2.5", "1e3, 0"), "pareto": ("2", "0.5"),
    "poisson": ("3", "0", "100", "0.1", "1e6"), "power": ("2", "0.5"), "rayleigh": ("2", "0"), "standard_cauchy": ("",), "standard_exponential": ("",), "standard_gamma": ("2", "0.3", "1", "0"), "standard_normal": ("",), "standard_t": ("2", "10"),
    "triangular": ("0, 1, 2", "-1, 0, 0"), "uniform": ("", "2, 5", "5, 2", "0, 0"), "vonmises": ("0, 1", "1, 4", "0, 1e-9", "0, 1e7", "0, 0"), "wald": ("1, 2", "3, 0.5"), "weibull": ("2", "0.5", "0"), "zipf": ("2", "1.5", "4", "1.01"),
}
WRONG = ["-1", "np.nan", "'a'", "[1, 2]", "[[0.5], [0.7]]", "None", "1e20", "0", "np.inf", "np.float32(0.5)", "True", "np.array([0.2, 0.5])", "1j", "2", "[]", "np.array(0.5)"]


def size(g):
    return g.one(SIZES) if not g.wild() else g.one(BAD_SIZES)


def maker(g):
    """A generator, and whether it is of the old kind."""
    if g.maybe(0.55):
        return f"np.random.default_rng({g.one(SEEDS) if g.maybe(0.4) else g.rng.randint(0, 99)})", False
    if g.maybe(0.2):
        bits = g.one("PCG64", "MT19937", "SFC64", "Philox", "PCG64DXSM")
        return f"np.random.Generator(np.random.{bits}({g.one(SEEDS[:8])}))", False
    return f"np.random.RandomState({g.one(OLD) if g.maybe(0.3) else g.rng.randint(0, 99)})", True


def arguments(g, name):
    text = g.one(ARGUMENTS[name])
    if text and g.maybe(0.25):
        parts = text.split(", ")
        parts[g.rng.randrange(len(parts))] = g.one(WRONG)
        text = ", ".join(parts)
    return text


def joined(*parts):
    return ", ".join(p for p in parts if p)


def distribution(g):
    rng, old = maker(g)
    name = g.one(list(ARGUMENTS))
    more = f"size={size(g)}" if g.maybe(0.7) else ""
    if not old and name.startswith("standard_") and name not in ("standard_cauchy", "standard_t") and g.maybe(0.4):
        extra = options(g, (0.6, "dtype", lambda: g.one("np.float32", "'f4'", "float", "np.float64", "int", "'f2'", "None")), (0.3, "out", lambda: g.one("np.zeros(3)", "np.zeros((2, 3))", "np.zeros(3, 'f4')", "np.zeros(3, int)", "[1]", "np.zeros((3, 2)).T")),
                        (0.3 if name == "standard_exponential" else 0, "method", lambda: g.one("'zig'", "'inv'", "'x'")))
        more = joined(more, extra[2:])
    args = joined(arguments(g, name), more)
    again = g.one("", "", "random()", f"{name}({args})", "normal()")
    before = f"h = {rng}\nshow(h.{name}({args}))"
    return Statement(f"{'legacy ' if old else ''}{name}", f"h.{again}" if again else "", before=before)


def globals_(g):
    name = g.one(list(ARGUMENTS) + ["rand", "randn", "random", "random_sample", "ranf", "sample", "randint", "choice", "permutation", "bytes"])
    args = {"rand": lambda: g.one("", "3", "2, 3", "0", "-1", "1.5", "(2,)"), "randn": lambda: g.one("", "3", "2, 3", "2, 0", "'a'"), "randint": lambda: randint(g), "choice": lambda: choice(g, True),
            "permutation": lambda: g.one("5", "[1, 2, 3]", "np.arange(6).reshape(3, 2)", "0", "'abc'", "1.5", "np.array(3)", "-1"), "bytes": lambda: g.one("5", "0", "1", "-1", "1.5")}.get(name)
    if args is None:
        args = (lambda: joined(arguments(g, name), f"size={size(g)}" if g.maybe(0.6) else "")) if name in ARGUMENTS else (lambda: g.one("", "3", "(2, 3)", "size=2", "None", "-1"))
    return Statement(f"np.random.{name}", f"np.random.{name}({args()})", before=f"np.random.seed({g.one(OLD) if g.maybe(0.2) else g.rng.randint(0, 99)})\n" + g.one("", "", "show(np.random.random())", "show(np.random.randn())"))


def randint(g):
    low, high = g.one("10", "0, 10", "-5, 5", "256", "0, 2**32", "0, 2**63", "-2**63, 2**63", "5, 5", "10, 0", "2**70", "0", "1", "0, 1", "-1", "[1, 10]", "[0, 5], [3, 10]", "[[1], [2]], [10, 20]", "0.5, 3", "2.0", "'a'", "np.nan", "low=3, high=7", "255", "0, 256", "0, 257", "0, 2**64", "np.int8(5)", "np.array([3, 4])", "0, [5, 0]", "0, True"), ""
    more = options(g, (0.6, "size", lambda: size(g)), (0.35, "dtype", lambda: g.one("np.int8", "np.uint8", "'i2'", "'u2'", "np.int32", "np.uint32", "np.int64", "np.uint64", "bool", "int", "float", "'x'", "'>i4'", "np.bool_")))
    return low + more


def integers(g):
    rng, old = maker(g)
    if old:
        return Statement("randint", f"h.randint({randint(g)})", before=f"h = {rng}" + g.one("", "\nshow(h.randint(9))"))
    return Statement("integers", f"h.integers({randint(g)}{options(g, (0.3, 'endpoint', lambda: g.one('True', 'False')))})", before=f"h = {rng}" + g.one("", "\nshow(h.integers(9))", "\nshow(h.integers(5, size=3, dtype=np.int8))"))


def choice(g, old):
    a = g.one("5", "10", "[1, 2, 3]", "['a', 'b', 'c']", "np.arange(6).reshape(3, 2)", "0", "[]", "-1", "1.5", "'abc'", "range(5)", "np.array([1.5, 2.5])", "100000", "(1, 2)", "np.arange(4)", "1", "[[1, 2], [3, 4]]", "{1, 2}", "2.0", "np.array(4)", "None")
    more = options(g, (0.75, "size", lambda: size(g)), (0.35, "replace", lambda: g.one("True", "False", "False", "0")), (0.3, "p", lambda: g.one("[0.2, 0.3, 0.5]", "[0.5, 0.5]", "[1, 0, 0]", "[0.1, 0.2]", "[-0.5, 1.5, 0]", "[np.nan, 0.5, 0.5]", "[0.2] * 5", "[0.1] * 10", "[[0.5, 0.5]]", "None", "'a'", "np.ones(3) / 3", "0.5")))
    if not old:
        more += options(g, (0.25, "axis", lambda: g.one("0", "1", "-1", "2")), (0.2, "shuffle", lambda: g.one("True", "False")))
    return a + more


def picks(g):
    rng, old = maker(g)
    how = g.one("choice", "choice", "choice", "shuffle", "shuffle", "permutation", "permuted")
    if how == "choice":
        return Statement("choice", f"h.choice({choice(g, old)})", before=f"h = {rng}\nshow(h.random())", shows=None)
    data = g.one("[1, 2, 3, 4]", "np.arange(5)", "np.arange(6).reshape(3, 2)", "np.arange(6).reshape(2, 3)", "['a', 'b', 'c']", "np.arange(12).reshape(2, 3, 2)", "np.arange(6)[::2]", "np.arange(6).reshape(2, 3).T", "[]", "np.array(['x', 'yy', 'z'])", "[[1, 2], [3, 4], [5, 6]]",
                 "(1, 2, 3)", "'abc'", "3", "np.array(5)", "np.zeros((0, 2))", "np.arange(10, dtype='u1')", "np.arange(5) * 1j", "{1: 2}", "np.array([True, False, True])", "1", "0", "2.5", "None", "{1, 2}", "np.broadcast_to(1, (3,))")
    axis = options(g, (0.35, "axis", lambda: g.one("0", "1", "-1", "2", "None"))) if not old else ""
    if how == "shuffle":
        return Statement("shuffle", f"h.shuffle(k{axis})", before=f"h = {rng}\nk = {data}", shows="k")
    if how == "permuted" and not old:
        axis += options(g, (0.2, "out", lambda: g.one("k", "np.zeros(5)", "np.zeros((3, 2), int)", "[1]", "np.zeros(5, 'i4')")))
    return Statement(how, f"h.{how}(k{axis})", before=f"h = {rng}\nk = {data}", shows="k")


def several(g):
    rng, old = maker(g)
    how = g.one("multinomial", "dirichlet", "multivariate_normal", "multivariate_hypergeometric")
    sized = options(g, (0.6, "size", lambda: size(g)))
    args = {
        "multinomial": lambda: joined(g.one("5", "20", "0", "[5, 10]", "-1", "1.5", "[[3], [4]]", "1000"), g.one("[0.5, 0.5]", "[0.2, 0.3, 0.5]", "[1]", "[]", "[0.9, 0.9]", "[-0.1, 1.1]", "[[0.5, 0.5], [0.1, 0.9]]", "[np.nan, 0.5]", "0.5", "[1 / 6] * 6", "[0, 0, 1]", "[0.3, 0.3]")),
        "dirichlet": lambda: g.one("[1, 2, 3]", "[0.1, 0.1]", "[10, 5, 3]", "[0.01, 0.05, 0.02]", "[0, 1]", "[-1, 1]", "[]", "2", "[[1, 2]]", "[np.nan]", "np.array([3, 4])"),
        "multivariate_normal": lambda: joined(g.one("[0, 0]", "[1, 2]", "[0]", "[0, 0, 0]", "0", "[[0, 0]]"), g.one("[[1, 0], [0, 1]]", "[[2, 0.5], [0.5, 1]]", "[[1]]", "np.eye(3)", "[[1, 2], [2, 1]]", "[[1, 0], [5, 1]]", "[1, 2]", "np.diag([1, 4])")),
        "multivariate_hypergeometric": lambda: joined(g.one("[3, 4, 5]", "[10, 20]", "[0, 5]", "[]", "[-1, 2]", "[100, 200, 300]", "[1.5, 2]", "3", "[[1, 2]]"), g.one("3", "0", "5", "100", "-1", "1.5", "2")),
    }[how]()
    more = ""
    if how == "multivariate_normal":
        more = options(g, (0.2, "check_valid", lambda: g.one("'warn'", "'raise'", "'ignore'", "'x'")), (0.1, "tol", lambda: g.one("1e-8", "10")), (0.0 if old else 0.3, "method", lambda: g.one("'svd'", "'eigh'", "'cholesky'", "'x'")))
    if how == "multivariate_hypergeometric":
        more = options(g, (0.4, "method", lambda: g.one("'count'", "'marginals'", "'x'")))
    call = f"h.{how}({args}{sized}{more})"
    if how == "multivariate_normal":
        return Statement(f"{'legacy ' if old else ''}{how}", call, before=f"h = {rng}", near=True)
    return Statement(f"{'legacy ' if old else ''}{how}", "h.random()", before=f"h = {rng}\nshow({call})")


def state(g):
    bits = g.one("PCG64", "MT19937", "SFC64", "Philox", "PCG64DXSM")
    seed = g.one(SEEDS[:9] + ["None, 3", "seed=5"]) if g.maybe(0.8) else g.one(SEEDS)
    make = f"h = np.random.{bits}({seed if 'None' not in seed else '1'})"
    forms = ["h.state", "h.random_raw()", "h.random_raw(3)", "h.random_raw((2, 2))", "h.random_raw(3, output=False)", "h.seed_seq", "type(h)", "np.random.Generator(h).random(3)", "h.jumped().state", "h.jumped(3).random_raw(2)", "h.spawn(2)[1].random_raw()",
             "str(type(h))", "h.state['bit_generator']", "np.random.RandomState(h).randn(2)", "h.jumped(jumps=2).state['state']", "h.seed_seq.entropy", "h.seed_seq.spawn_key", "h.capsule is None", "h.lock is None", "h.nothing"]
    if bits in ("PCG64", "PCG64DXSM", "Philox"):
        forms += ["h.advance(10).random_raw(2)", "h.advance(2**70).state", "h.advance(-1).random_raw()", "h.advance(1.5)"]
    if bits == "Philox" and g.maybe(0.3):
        make = f"h = np.random.Philox({g.one('key=5', 'key=[1, 2]', 'counter=3, key=1', 'seed=1, counter=[1, 2, 3, 4]', 'key=2**100', 'key=-1', 'key=2**130', 'seed=1, key=2')})"
    return Statement(f"bits {bits}", g.one(forms), before=make)


def put_back(g):
    forms = [
        "h = np.random.default_rng(3)\nk = h.bit_generator.state\nshow(h.random(2))\nh.bit_generator.state = k\nshow(h.random(2))",
        "np.random.seed(4)\nk = np.random.get_state()\nshow(np.random.randn(3))\nnp.random.set_state(k)\nshow(np.random.randn(3))",
        "h = np.random.RandomState(5)\nh.randn()\nk = h.get_state()\nshow(k[0], )\nshow(k[2:])\nh.set_state(k)\nshow(h.randn())",
        "h = np.random.RandomState(5)\nk = h.get_state(legacy=False)\nshow(sorted(k))\nshow(k['bit_generator'])\nshow(k['state']['pos'])\nshow(k['gauss'])\nshow(k['has_gauss'])",
        "h = np.random.default_rng(3)\nk = h.spawn(2)\nshow([i.random() for i in k])\nshow(h.bit_generator.seed_seq.n_children_spawned)",
        "h = np.random.default_rng(1)\nh.bit_generator.state = {'bit_generator': 'X'}", "h = np.random.default_rng(1)\nh.bit_generator.state = 3", "h = np.random.default_rng(1)\nh.bit_generator.state = np.random.MT19937(1).state",
        "np.random.set_state(3)", "np.random.set_state(('MT19937', [1, 2], 3))", "np.random.set_state(('PCG64',))", "np.random.seed(3)\nshow(np.random.get_state()[1][:5])",
        "h = np.random.default_rng(7)\nh.integers(5, size=3, dtype=np.int32)\nshow(h.bit_generator.state)", "show(str(np.random.default_rng(5)))", "h = np.random.default_rng()\nshow(type(h).__name__)",
        "show(repr(np.random.RandomState(1))[:20])", "show(str(np.random.RandomState(1)))", "show(np.random.default_rng(np.random.default_rng(3)).random())", "h = np.random.default_rng(3)\nshow(np.random.default_rng(h) is h)",
        "show(str(np.random.Generator(np.random.MT19937(3))))", "h = np.random.default_rng(3)\nk = np.zeros(3)\nshow(h.random(out=k) is k)\nshow(k)", "show(np.random.default_rng(3).random(2, dtype=np.float32))", "show(np.random.default_rng(3).random(dtype='f2'))",
        "show(np.random.default_rng(3).random((2, 2), out=np.zeros(3)))", "show(np.random.get_bit_generator().__class__.__name__)", "show(np.random.default_rng(5).bytes(7))", "show(np.random.RandomState(3).bytes(5))",
        "show(np.random.RandomState(3).tomaxint(3))", "show(np.random.RandomState(3).random_integers(5))",
    ]
    return Statement("state", "", before=g.one(forms))


def sequence(g):
    args = g.one("3", "0", "2**70", "[1, 2]", "(1, 2**40)", "42, spawn_key=(1,)", "42, spawn_key=(1, 2)", "7, pool_size=8", "7, n_children_spawned=2", "entropy=9", "-1", "1.5", "'a'", "1, pool_size=2", "[]", "np.int64(4)", "range(3)", "'0x1f'", "True")
    form = g.one("h", "h.entropy", "h.spawn_key", "h.pool", "h.pool_size", "h.n_children_spawned", "h.state", "h.generate_state(3)", "h.generate_state(2, np.uint64)", "h.generate_state(2, dtype='u8')", "h.spawn(2)", "h.spawn(1)[0].generate_state(2)", "h.generate_state(2, int)", "repr(h)",
                 "h.generate_state(0)", "h.spawn(0)", "h.spawn(-1)")
    return Statement("SeedSequence", form, before=f"h = np.random.SeedSequence({args})")


def python(g):
    seed = g.one("0", "1", "42", "'hello'", "b'abc'", "2.5", "-7", "10**30", "3", "'é'", "True", "bytearray(b'x')", "5", "[1]", "(1, 2)")
    form = g.one("random.random()", "random.randint(1, 10)", "random.randint(5, 1)", "random.randint(1.5, 2)", "random.randrange(10)", "random.randrange(0, 10, 3)", "random.randrange(10, 0, -2)", "random.randrange(0)", "random.randrange(5, 5)", "random.choice([1, 2, 3])", "random.choice([])",
                 "random.choice('abc')", "random.choices([1, 2, 3], k=5)", "random.choices('ab', weights=[1, 3], k=4)", "random.choices([1, 2], cum_weights=[1, 5], k=3)", "random.choices([], k=1)", "random.choices([1, 2], weights=[1], k=2)", "random.choices([1, 2], weights=[0, 0])",
                 "random.sample(range(100), 5)", "random.sample([1, 2, 3], 2)", "random.sample([1, 2], 3)", "random.sample('abcdef', 3)", "random.sample({1, 2}, 1)", "random.sample([1, 2], k=3, counts=[2, 2])", "random.sample([1], -1)", "random.gauss(0, 1)", "random.gauss(mu=1, sigma=2)",
                 "random.uniform(1, 5)", "random.uniform(5, 1)", "random.normalvariate(0, 1)", "random.expovariate(2)", "random.expovariate(0)", "random.betavariate(2, 3)", "random.gammavariate(2, 3)", "random.gammavariate(0.5, 1)", "random.gammavariate(1, 1)", "random.lognormvariate(0, 1)",
                 "random.paretovariate(2)", "random.weibullvariate(1, 2)", "random.triangular(0, 1)", "random.triangular(0, 10, 3)", "random.vonmisesvariate(0, 1)", "random.getrandbits(70)", "random.getrandbits(0)", "random.getrandbits(-1)", "random.randbytes(5)", "random.random(3)",
                 "random.Random(3).random()", "[random.random() for _ in range(3)]", "[random.gauss(0, 1) for _ in range(3)]", "random.getstate()[0]", "random.getstate()[1][-1]", "random.sample(range(10**9), 3)", "random.randint(0, 2**70)", "random.randrange(1.0)", "random.randrange('a')", "random.choice(3)",
                 "random.choice({1: 2})", "random.shuffle((1, 2))", "random.choice(np.arange(5))", "random.shuffle(np.arange(3))", "random.sample(np.arange(5).tolist(), 2)", "random.Random(5).choice([1, 2, 3])", "random.uniform('a', 1)", "random.triangular()", "random.expovariate()", "random.normalvariate()", "random.binomialvariate(3, 0.5)")
    extra = g.one("", "", "\nk = [1, 2, 3, 4, 5]\nrandom.shuffle(k)\nshow(k)", "\nshow(random.random())", "\nh = random.getstate()\nrandom.random()\nrandom.setstate(h)")
    return Statement("random module", form, before=f"import random\nrandom.seed({seed}){extra}")


KINDS = [(8, distribution), (4, globals_), (4, integers), (5, picks), (3, several), (3, state), (1.5, put_back), (2, sequence), (3, python)]
