"""Functions that remember, and dicts in a chain."""

from collections import ChainMap, OrderedDict
from functools import cache, lru_cache


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


calls = []


def square(x, y=0):
    """Squares."""
    calls.append((x, y))
    return x * x + y


for f in [cache(square), lru_cache(square), lru_cache(maxsize=2)(square), lru_cache(2, typed=True)(square), lru_cache(None)(square), lru_cache(0)(square)]:
    calls.clear()
    print([f(2), f(3), f(2), f(2.0), f(True), f(1), f(2, 1), f(2, y=1), f(x=2), f(y=1, x=2), f(3)], calls)
    print(f.cache_info(), f.cache_info().hits, f.cache_parameters(), f.__name__, f.__doc__, f.__wrapped__ is square)
    f.cache_clear()
    print(f.cache_info())
    attempt(f, [1])
    attempt(f)
    attempt(f, 1, 2, 3)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


fib = cache(fib)
print(fib(100), fib.cache_info())
attempt(lru_cache, "x")
attempt(lru_cache, 1.5)
attempt(lru_cache())
attempt(lru_cache(), 1, 2)
attempt(cache)

a, b = {"x": 1, "y": 2}, {"y": 20, "z": 30}
c = ChainMap(a, b)
print(c, len(c), list(c), dict(c), c["y"], c["z"], c.get("q"), c.get("q", 5), "z" in c, "q" in c)
print(list(c.keys()), list(c.values()), list(c.items()), c.keys(), c.values(), c.items(), c.maps, c.parents)
attempt(lambda: c["q"])
c["z"] = 3
print(a, b, c["z"])
del c["z"]
print(c["z"])
attempt(c.__delitem__, "z")
attempt(c.pop, "z")
print(c.pop("x"), c.new_child(), c.new_child({"n": 1}), c.new_child(k=1), ChainMap(), len(ChainMap()), bool(ChainMap()))
print(c.copy().maps[0] is a, [k for k in c])
attempt(hash, c)
c.clear()
print(c)
attempt(OrderedDict(a=1).keys, 1)
attempt({}.keys, 1)
