"""Records the streams of NumPy's and CPython's random numbers into tests/data/random.json.

Run with the NumPy whose streams are to be held: python tests/oracle/random_streams.py
A stream is recorded as its first values (as bits) and a hash of all of them.
"""
import json
import os
import random as pyrandom
import struct
import sys

import numpy as np

MASK = (1 << 64) - 1
PRIME = 0x9E3779B97F4A7C15


def bits(value):
    if isinstance(value, (np.float32,)):
        return struct.unpack("<I", struct.pack("<f", value))[0]
    if isinstance(value, float):
        return struct.unpack("<Q", struct.pack("<d", value))[0]
    return int(value) & MASK


def digest(words):
    h = 0
    for w in words:
        h = ((h ^ w) * PRIME) & MASK
        h ^= h >> 29
    return h


def record(values):
    flat = values.ravel() if isinstance(values, np.ndarray) else values
    words = [bits(v) for v in flat]
    return {"n": len(words), "first": [f"{w:x}" for w in words[:3]], "hash": f"{digest(words):x}"}


cases = []


def case(kind, name, args, seed, values):
    args = [a if isinstance(a, str) else repr(a) for a in args]
    cases.append({"kind": kind, "name": name, "args": args, "seed": str(seed), **record(values)})


N = 4000
BOTH = {
    "uniform": [(-2.5, 7.0)],
    "normal": [(0.0, 1.0), (3.0, 2.5)],
    "exponential": [(2.0,)],
    "standard_gamma": [(0.0,), (0.3,), (1.0,), (1.5,), (40.0,)],
    "gamma": [(0.7, 3.0), (2.0, 2.0)],
    "chisquare": [(0.5,), (2.0,), (7.0,)],
    "noncentral_chisquare": [(0.5, 3.0), (3.0, 20.0), (2.0, 0.0), (1.0, 30.0)],
    "f": [(3.0, 7.5)],
    "noncentral_f": [(3.0, 7.5, 2.0), (0.5, 4.0, 1.0)],
    "beta": [(0.5, 0.5), (1.0, 1.0), (2.0, 0.5), (5.0, 6.0), (0.0005, 0.002)],
    "standard_cauchy": [()],
    "standard_t": [(3.0,), (0.8,)],
    "pareto": [(3.0,)],
    "weibull": [(0.0,), (1.7,)],
    "power": [(0.4,), (5.0,)],
    "laplace": [(1.0, 2.0)],
    "gumbel": [(1.0, 2.0)],
    "logistic": [(1.0, 2.0)],
    "lognormal": [(0.5, 0.75)],
    "rayleigh": [(2.0,)],
    "wald": [(3.0, 2.0), (1e6, 0.5)],
    "triangular": [(-3.0, 0.0, 8.0), (1.0, 1.0, 2.0)],
    "vonmises": [(0.5, 1e-9), (0.5, 5e-6), (0.5, 4.0), (3.0, 2e6), (-3.0, 0.1)],
    "poisson": [(0.0,), (3.5,), (10.0,), (1234.5,), (1e12,)],
    "negative_binomial": [(3.0, 0.2), (10.5, 0.9)],
    "binomial": [(0, 0.3), (10, 0.0), (10, 0.3), (10, 0.8), (10, 1.0), (100, 0.4), (100, 0.7), (100000, 0.3), (10**9, 0.5), (1000000, 0.99)],
    "geometric": [(0.5,), (0.1,), (1.0,), (1e-9,), (1 / 3,)],
    "zipf": [(1.5,), (4.0,), (1.01,)],
    "logseries": [(0.3,), (0.99,), (1e-8,)],
    "hypergeometric": [(5, 6, 4), (50, 60, 9), (50, 60, 10), (50, 60, 11), (5000, 60, 2000), (7, 900, 600), (300, 200, 490), (300, 200, 495), (10, 0, 5), (0, 20, 15)],
    "standard_normal": [()],
    "standard_exponential": [()],
}
for name, tuples in BOTH.items():
    for i, args in enumerate(tuples):
        seed = 100 + i
        case("generator", name, args, seed, getattr(np.random.default_rng(seed), name)(*args, size=N))
        case("legacy", name, args, seed, getattr(np.random.RandomState(seed), name)(*args, size=N))
case("generator", "zipf", (2000.0,), 5, np.random.default_rng(5).zipf(2000.0, size=10))
case("generator", "beta", (1e-110, 1e-109), 5, np.random.default_rng(5).beta(1e-110, 1e-109, size=N))

# Long runs, so that every layer and both tails of the ziggurats are met.
LONG = 1_000_000
for name, call in {
    "random": lambda r, n: r.random(n),
    "random_f32": lambda r, n: r.random(n, dtype=np.float32),
    "standard_normal_f32": lambda r, n: r.standard_normal(n, dtype=np.float32),
    "standard_exponential_f32": lambda r, n: r.standard_exponential(n, dtype=np.float32),
    "standard_exponential_inv": lambda r, n: r.standard_exponential(n, method="inv"),
    "standard_exponential_inv_f32": lambda r, n: r.standard_exponential(n, method="inv", dtype=np.float32),
}.items():
    case("variant", name, (), 7, call(np.random.default_rng(7), LONG))
for shape in (0.0, 0.25, 1.0, 1.5, 30.0):
    values = np.random.default_rng(8).standard_gamma(shape, size=N, dtype=np.float32)
    case("variant", "standard_gamma_f32", (shape,), 8, values)
for name in ("standard_normal", "standard_exponential"):
    case("generator", name, (), 7, getattr(np.random.default_rng(7), name)(LONG))
case("legacy", "random_sample", (), 7, np.random.RandomState(7).random_sample(LONG))
case("legacy", "standard_normal", (), 7, np.random.RandomState(7).standard_normal(LONG))

# What is refused, and what no number costs.
INF = float("inf")
NAN = float("nan")
REFUSED = {
    "uniform": [(0.0, INF), (1.0, 0.0), (0.0, NAN)], "normal": [(0.0, -1.0), (0.0, -0.0), (0.0, NAN)], "exponential": [(-1.0,)],
    "standard_gamma": [(-1.0,), (NAN,)], "gamma": [(1.0, -1.0), (-1.0, 1.0)], "chisquare": [(0.0,)], "f": [(0.0, 1.0), (1.0, 0.0)],
    "noncentral_chisquare": [(0.0, 1.0), (1.0, -1.0)], "noncentral_f": [(0.0, 1.0, 1.0), (1.0, 0.0, 1.0), (1.0, 1.0, -1.0)],
    "beta": [(0.0, 1.0), (1.0, -1.0), (NAN, 2.0)], "standard_t": [(0.0,)], "pareto": [(0.0,)], "weibull": [(-1.0,)],
    "power": [(0.0,), (-1.0,)], "laplace": [(0.0, -1.0)], "gumbel": [(0.0, -1.0)], "logistic": [(0.0, -1.0)],
    "lognormal": [(0.0, -1.0)], "rayleigh": [(-1.0,)], "wald": [(0.0, 1.0), (1.0, 0.0)], "vonmises": [(0.0, -1.0)],
    "triangular": [(1.0, 0.0, 2.0), (0.0, 3.0, 2.0), (1.0, 1.0, 1.0)], "poisson": [(-1.0,), (NAN,), (1e20,)],
    "negative_binomial": [(0.0, 0.5), (NAN, 0.5), (1.0, 0.0), (1.0, 2.0), (1.0, NAN), (1e300, 1e-10)],
    "binomial": [(-1, 0.5), (1, -0.5), (1, 1.5), (1, NAN)], "geometric": [(0.0,), (1.5,), (NAN,)],
    "zipf": [(1.0,), (NAN,)], "logseries": [(1.0,), (-1.0,), (NAN,)],
    "hypergeometric": [(1, 2, 4), (1, 2, 0), (1, 2, -1), (2 * 10**9, 2, 1), (-1, 5, 3)],
}
for name, tuples in REFUSED.items():
    for args in tuples:
        for kind, source in (("generator", np.random.default_rng(1)), ("legacy", np.random.RandomState(1))):
            words = ""
            try:
                getattr(source, name)(*args)
            except Exception as error:
                words = f"{type(error).__name__}: {error}"
            case(f"refused_{kind}", name, args, 1, list(words.encode()))
for p in ([0.5, 0.6, 0.0], [NAN, 0.6, 0.0], [-1.0, 2.0, 0.0]):
    for kind, source in (("generator", np.random.default_rng(1)), ("legacy", np.random.RandomState(1))):
        try:
            source.choice(3, p=p)
        except ValueError as error:
            case("refused_p", kind, p, 1, list(str(error).encode()))
for name, args in (("standard_gamma", (NAN,)), ("beta", (NAN, 0.5)), ("noncentral_chisquare", (NAN, 1.0)), ("standard_t", (NAN,)), ("normal", (0.0, NAN)), ("vonmises", (0.0, NAN)), ("wald", (NAN, 1.0))):
    r = np.random.default_rng(1)
    getattr(r, name)(*args, size=100)
    case("after_nan", name, args, 1, r.bit_generator.random_raw(5))

# Raw bits and seeding.
u32 = lambda b, n: np.random.Generator(b).integers(0, 2**32, size=n, dtype=np.uint32)
for name in ("PCG64", "PCG64DXSM", "Philox", "SFC64", "MT19937"):
    make = getattr(np.random, name)
    for seed in (0, 12345):
        case("raw", name, (), seed, make(seed).random_raw(2000))
        b = make(seed)
        case("halves", name, (), seed, np.concatenate([u32(b, 3), b.random_raw(2).astype(np.uint64) >> np.uint64(1), u32(b, 1001)]))
        case("doubles", name, (), seed, np.random.Generator(make(seed)).random(3001))
        if name in ("PCG64", "PCG64DXSM", "Philox"):
            case("jumped", name, (), seed, make(seed).jumped(3).random_raw(100))
for name in ("PCG64", "PCG64DXSM"):
    b = getattr(np.random, name)(1)
    b.advance(123456789012345678901234567890)
    case("advanced", name, (), 1, b.random_raw(100))
for seed in (0, 42, 2**32 - 1):
    case("legacy_raw", "seed", (), seed, np.random.RandomState(seed)._bit_generator.random_raw(2000))
for words in ([1, 2, 3], [0], list(range(700))):
    case("legacy_raw", "words", words, 0, np.random.RandomState(words)._bit_generator.random_raw(2000))
for entropy, key in ((0, ()), (2**200 + 17, ()), (5, (1, 2)), (2**130, (0,))):
    seq = np.random.SeedSequence(entropy, spawn_key=key)
    case("seed_sequence", "u32", list(key), str(entropy), seq.generate_state(11))
    case("seed_sequence", "u64", list(key), str(entropy), seq.generate_state(5, np.uint64))
    children = seq.spawn(2) + seq.spawn(1)
    case("seed_sequence", "spawn", list(key), str(entropy), np.concatenate([c.generate_state(4) for c in children]))

# Integers of each type: both ends, the whole range, and widths that reject often.
for dtype, spans in {
    "uint64": [(0, 0), (3, 9), (0, 2**32 - 1), (5, 2**33 + 5), (0, 2**63 + 1), (0, 2**64 - 1)],
    "int64": [(-5, 5), (-(2**63), 2**63 - 1)],
    "uint32": [(7, 7), (0, 9), (0, 2**31), (0, 2**32 - 1)],
    "int32": [(-100, 17), (-(2**31), 2**31 - 1)],
    "uint16": [(0, 0), (0, 9), (0, 40000), (0, 2**16 - 1)],
    "int16": [(-300, 17)],
    "uint8": [(0, 0), (0, 9), (0, 140), (0, 255)],
    "int8": [(-100, 17)],
    "bool": [(0, 0), (0, 1), (1, 1)],
}.items():
    for low, high in spans:
        args = [str(low), str(high)]
        values = np.random.default_rng(3).integers(low, high, size=3000, dtype=dtype, endpoint=True)
        case("integers", dtype, args, 3, values)
        case("randint", dtype, args, 3, np.random.RandomState(3).randint(low, high + 1, size=3000, dtype=dtype))
case("bytes", "generator", (), 4, list(np.random.default_rng(4).bytes(101)))
case("bytes", "legacy", (), 4, list(np.random.RandomState(4).bytes(101)))

# Shuffling and choosing.
for n in (0, 1, 2, 10, 5000):
    case("permutation", "generator", (n,), 9, np.random.default_rng(9).permutation(n))
    case("permutation", "legacy", (n,), 9, np.random.RandomState(9).permutation(n))
    x = np.arange(n)
    np.random.default_rng(9).shuffle(x)
    case("permutation", "generator", (n,), 9, x)
    case("permutation", "generator", (n,), 9, np.random.default_rng(9).permuted(np.arange(n)))
x = np.arange(60).reshape(6, 10)
case("permuted", "rows", (6, 10), 9, np.random.default_rng(9).permuted(x, axis=1))
for n, size, shuffle in ((10, 10, True), (1000, 30, True), (1000, 999, False), (20000, 500, True), (20000, 900, False), (20000, 1500, False), (20000, 20000, True), (5, 0, True), (1, 1, True)):
    values = np.random.default_rng(9).choice(n, size, replace=False, shuffle=shuffle)
    case("choice", "distinct", (n, size, int(shuffle)), 9, values)
case("choice", "legacy", (1000, 30), 9, np.random.RandomState(9).choice(1000, 30, replace=False))
p = np.arange(1, 51) / np.arange(1, 51).sum()
case("choice", "weighted", (50, 1000), 9, np.random.default_rng(9).choice(50, 1000, p=p))
case("choice", "weighted_legacy", (50, 1000), 9, np.random.RandomState(9).choice(50, 1000, p=p))
case("choice", "weighted_distinct", (50, 45), 9, np.random.default_rng(9).choice(50, 45, p=p, replace=False))
case("choice", "weighted_distinct_legacy", (50, 45), 9, np.random.RandomState(9).choice(50, 45, p=p, replace=False))

# Several numbers at once.
for n, q in ((20, [0.2, 0.3, 0.5]), (1000, [0.05] * 20), (5, [1.0, 0.0]), (0, [0.5, 0.5])):
    case("multinomial", "generator", [n, *q], 6, np.random.default_rng(6).multinomial(n, q, size=300))
    case("multinomial", "legacy", [n, *q], 6, np.random.RandomState(6).multinomial(n, q, size=300))
for alpha in ([1.0, 2.0, 0.5], [0.05, 0.01, 0.09], [0.05, 0.0, 0.0]):
    case("dirichlet", "generator", alpha, 6, np.random.default_rng(6).dirichlet(alpha, size=300))
    if min(alpha) > 0:
        case("dirichlet", "legacy", alpha, 6, np.random.RandomState(6).dirichlet(alpha, size=300))
for colors, sample in (([16, 8, 4], 6), ([16, 8, 4], 20), ([500, 300, 20, 0], 400), ([3], 2)):
    for method in ("marginals", "count"):
        values = np.random.default_rng(6).multivariate_hypergeometric(colors, sample, size=300, method=method)
        case("multivariate_hypergeometric", method, [sample, *colors], 6, values)

# Python's own module.
R = pyrandom.Random
for seed in (0, 1, 42, 2**31, 2**70 + 9):
    r = R(seed)
    case("py", "random", (), str(seed), [r.random() for _ in range(2000)])
r = R(-42)
case("py", "random", (), "42", [r.random() for _ in range(20)])
for text in ("", "hello", "snow ☃"):
    r = R(text)
    case("py_text", text, (), 0, [r.random() for _ in range(20)])
for x in (0.0, 1.5, -2.25, 1e300, 5e-324, float("inf"), 0.1, -1.0, 2.0**61):
    r = R(x)
    case("py_float", "random", (x.hex() if x != float("inf") else "inf",), bits(x), [r.random() for _ in range(20)])
    cases[-1]["args"] = []
    cases[-1]["seed"] = f"{bits(x)}"
PY = {
    "uniform": [(1.0, 4.5)], "triangular": [(0.0, 1.0), (1.0, 5.0, 2.0), (1.0, 1.0, 1.0)], "normalvariate": [(1.0, 2.0)],
    "gauss": [(1.0, 2.0)], "lognormvariate": [(0.1, 0.5)], "expovariate": [(1.5,)],
    "vonmisesvariate": [(1.0, 0.0), (1.0, 4.0), (-3.0, 0.5)], "gammavariate": [(0.4, 2.0), (1.0, 2.0), (5.5, 1.0)],
    "betavariate": [(0.5, 0.5), (2.0, 3.0)], "paretovariate": [(3.0,)], "weibullvariate": [(2.0, 1.5)],
}
for name, tuples in PY.items():
    for args in tuples:
        r = R(17)
        case("py", name, args, "17", [getattr(r, name)(*args) for _ in range(2000)])
for k in (0, 1, 7, 32, 33, 63, 64):
    r = R(17)
    case("py", "getrandbits", (k,), "17", [r.getrandbits(k) for _ in range(500)])
r = R(17)
case("py", "getrandbits_big", (200,), "17", list(b"".join(r.getrandbits(200).to_bytes(25, "little") for _ in range(40))))
r = R(17)
case("py", "randbytes", (37,), "17", list(b"".join(r.randbytes(37) for _ in range(10))))
for n in (1, 2, 10, 2**31, 2**32, 2**33 + 1, 2**63):
    r = R(17)
    case("py", "randbelow", (str(n),), "17", [r.randrange(n) for _ in range(500)])
for n in (0, 1, 10, 300):
    x = list(range(n))
    R(17).shuffle(x)
    case("py", "shuffle", (n,), "17", x)
for n, k in ((10, 3), (10, 10), (30, 6), (1000, 5), (1000, 7), (100000, 60), (5, 0)):
    case("py", "sample", (n, k), "17", R(17).sample(range(n), k))
case("py", "choices", (13,), "17", R(17).choices(range(13), k=500))
case("py", "choices_weighted", (10.0, 30.0, 30.5, 100.0), "17", R(17).choices(range(4), cum_weights=[10.0, 30.0, 30.5, 100.0], k=500))

here = os.path.dirname(os.path.abspath(__file__))
path = os.path.join(here, os.pardir, "data", "random.json")
with open(path, "w") as out:
    out.write('{"numpy": "%s", "python": "%s", "cases": [\n' % (np.__version__, sys.version.split()[0]))
    out.write(",\n".join(json.dumps(c) for c in cases))
    out.write("\n]}\n")
print(len(cases), "cases")
